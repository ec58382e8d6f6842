import type { Assign, Expr, Stmt } from '../../syntax/lower/ir';
import { List, Unknown, type Value } from '../values/value';
import { callMethod, callValue, closureOf, functionValue, methodCall, pathCall } from './calls';
import type {
  CallNode,
  CastNode,
  FnNode,
  ListNode,
  LiteralNode,
  MacroNode,
  PathNode,
  RangeNode,
  ReferenceNode,
  StructNode,
  Ty,
} from './code/nodes';
import { compared, equal } from './comparing';
import { coerce, plainType } from './convert';
import { constantOf } from './libraryCalls';
import { runMacro } from './macros';
import type { Type } from './modules';
import { cast, fitsIn, intOperation, negated } from './numbers';
import { variantOf } from './patterns';
import { adopted, isPlace, placeOf } from './places';
import { Leave, letValue, runStatement } from './statements';
import { Char, copyOf, Data, F32, inside, Int, isIntType, Range, Rc, Ref, RustMap, strip, truthIn, UNIT, Vec } from './values';
import type { RustFrame, World } from './machine';
import { NONE, OPTION, RESULT } from './options';

/** The value of an expression. @param want the type that it has, where the code says it */
export function worked(w: World, node: Expr, frame: RustFrame, want: Type | undefined): Value {
  switch (node.kind) {
    case 'literal':
      return literalValue(node as LiteralNode, want);
    case 'name':
      return pathValue(w, node as PathNode, frame, want);
    case 'member':
    case 'index':
      return placeOf(w, node, frame, false).ref.get();
    case 'call':
      return node.callee.kind === 'member' ? methodCall(w, node as CallNode, frame, want) : called(w, node as CallNode, frame, want);
    case 'list':
      return node.of === 'tuple' ? tuple(w, node.elements, frame, want) : listValue(w, node, frame, want);
    case 'choice': {
      const left = truthIn(w.evaluate(node.options[0]!, frame));
      return left === (node.operator === '||') ? left : truthIn(w.evaluate(node.options[1]!, frame));
    }
    case 'operate':
      return operated(w, node, frame, want);
    case 'fn':
      return closureOf(node as FnNode, frame);
    case 'assign':
      if (node.declares !== undefined) return letValue(w, node, frame);
      assign(w, node, frame);
      return UNIT;
    case 'same':
      return sameValue(w, node, frame, want);
    case 'opaque': {
      if ('macro' in node) return runMacro(w, node as MacroNode, frame, want);
      const [only] = node.parts;
      return runStatement(w, only as Stmt, frame, want);
    }
    default:
      throw new Unknown('an expression');
  }
}

function literalValue({ lit }: LiteralNode, want: Type | undefined): Value {
  const type = plainType(want)?.name ?? '';
  switch (lit.of) {
    case 'int': {
      if (lit.suffix !== '') return new Int(lit.suffix, lit.value);
      return isIntType(type) && fitsIn(type, lit.value) ? new Int(type, lit.value) : new Int('int', lit.value);
    }
    case 'float':
      return lit.suffix === 'f32' || (lit.suffix === '' && type === 'f32') ? new F32(Math.fround(lit.value)) : lit.value;
    case 'char':
      return new Char(lit.value);
    case 'byte':
      return new Int('u8', BigInt(lit.value.codePointAt(0)!));
    case 'bytes':
      return new Vec([...Buffer.from(lit.value, 'latin1')].map((each) => new Int('u8', BigInt(each))));
    default:
      return lit.value;
  }
}

function pathValue(w: World, node: PathNode, frame: RustFrame, want: Type | undefined): Value {
  const { segments } = node;
  if (segments.length === 1) {
    const holder = frame.env.holder(node.name);
    if (holder) {
      const value = holder.names.get(node.name);
      if (value === undefined) throw new Unknown('a name without a value');
      return value;
    }
  }
  const made = variantOf(w, segments, frame);
  if (made) {
    const item = made.decl.variant(made.name)!;
    if (item.shape === 'unit') return w.unitVariant(made.decl, made.name);
  }
  if (segments.length === 1 && frame.scope.generics.has(node.name)) return lengthNamed(node.name, frame);
  const found = w.find(segments, frame.scope);
  if (found?.kind === 'const') return w.constant(found.item, { module: found.module, generics: new Map() });
  const constantFound = segments.length > 1 ? associated(w, node, frame) : undefined;
  if (constantFound !== undefined) return constantFound;
  const func = functionValue(w, node, frame);
  if (segments.length > 1) {
    const path = frame.scope.module.libraryPath(segments.map(({ name }) => name));
    const value = constantOf(path);
    if (value !== undefined) return value;
  }
  if (func === undefined) throw new Unknown(`the name ${node.name}`);
  void want;
  return func;
}

/** A number that a generic name is: the length of an array of the object. */
function lengthNamed(name: string, { env }: RustFrame): Value {
  const self = inside(env.holder('self')?.names.get('self'));
  const isIt = (ty: Ty): boolean => ty.length?.kind === 'name' && ty.length.name === name;
  const field = self instanceof Data ? self.decl.variant(self.variant)?.fields.find(({ ty }) => isIt(ty)) : undefined;
  const array = field && self instanceof Data ? inside(self.fields.get(field.name)) : undefined;
  if (array instanceof Vec) return new Int('usize', BigInt(array.items.length));
  throw new Unknown(`the name ${name}`);
}

function associated(w: World, { segments, self: written }: PathNode, frame: RustFrame): Value | undefined {
  const before = segments.slice(0, -1);
  const self = written
    ? w.typeOf(written, frame.scope)
    : w.typeOf({ name: before.at(-1)!.name, path: before.map(({ name }) => name), args: [] }, frame.scope);
  const found = self && w.associated(self.decl ?? self.name, segments.at(-1)!.name);
  return found && w.constant(found.item, { module: found.module, generics: new Map(), self });
}

function called(w: World, node: CallNode, frame: RustFrame, want: Type | undefined): Value {
  const { callee } = node;
  if (callee.kind === 'name') return pathCall(w, node, callee as PathNode, frame, want);
  const func = w.evaluate(callee, frame);
  return callValue(
    w,
    func,
    node.args.map(({ value }) => w.valueOf(value, frame)),
    want,
  );
}

function tuple(w: World, elements: readonly Expr[], frame: RustFrame, want: Type | undefined): Value {
  if (elements.length === 0) return UNIT;
  const type = plainType(want);
  return new List(
    elements.map((each, at) => w.valueOf(each, frame, type?.name === '()' ? type.args[at] : undefined)),
    'tuple',
  );
}

function listValue(w: World, node: ListNode, frame: RustFrame, want: Type | undefined): Value {
  const type = plainType(want);
  const [elem] = type && /^(?:Vec|\[\]|VecDeque)$/.test(type.name) ? type.args : [];
  const isArray = !node.isVec;
  if (node.isRepeated) {
    const first = w.valueOf(node.elements[0]!, frame, elem);
    const length = inside(w.evaluate(node.elements[1]!, frame, { name: 'usize', args: [] }));
    if (!(length instanceof Int)) throw new Unknown('a length');
    if (length.value > 100_000n) throw new Unknown('a long list');
    const items = Array.from({ length: Number(length.value) }, (_, at) => (at === 0 ? first : w.clone(first)));
    return new Vec(items, isArray);
  }
  const items = node.elements.map((each) => w.valueOf(each, frame, elem));
  // Numbers of one list are of one type.
  const known = items.find((each) => each instanceof Int && !each.isOpen);
  if (known instanceof Int) items.forEach((each, at) => (items[at] = adopted(known, each)));
  else if (items.some((each) => each instanceof F32)) items.forEach((each, at) => (items[at] = adopted(new F32(0), each)));
  return new Vec(items, isArray);
}

const METHODS: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'rem',
  '&': 'bitand',
  '|': 'bitor',
  '^': 'bitxor',
  '<<': 'shl',
  '>>': 'shr',
};

function operated(w: World, node: Extract<Expr, { kind: 'operate' }>, frame: RustFrame, want: Type | undefined): Value {
  const { operator, operands } = node;
  if (operator === '..' || operator === '..=') {
    const { from, to } = node as RangeNode;
    const [type] = want?.name.startsWith('Range') ? want.args : [];
    const first = from && w.valueOf(from, frame, type);
    return new Range(first, to && adopted(first, w.valueOf(to, frame, type)), operator === '..=');
  }
  if (operands.length === 1) return unary(w, node, frame, want);
  const isComparison = /^(?:[<>=!]=|[<>])$/.test(operator);
  const hint = isComparison ? undefined : want;
  const left = w.valueOf(operands[0]!, frame, hint);
  const like = typeLike(left);
  const right = w.valueOf(operands[1]!, frame, /^(?:<<|>>)$/.test(operator) ? undefined : (like ?? hint));
  w.here(frame.file, node.start);
  if (isComparison) return comparison(w, operator, left, right);
  return binary(w, operator, left, right);
}

function typeLike(value: Value): Type | undefined {
  const of = inside(value);
  if (of instanceof Int && !of.isOpen) return { name: of.type, args: [] };
  return of instanceof F32 ? { name: 'f32', args: [] } : undefined;
}

function comparison(w: World, operator: string, left: Value, right: Value): boolean {
  if (operator === '==') return equal(w, left, right);
  if (operator === '!=') return !equal(w, left, right);
  const order = compared(w, left, right);
  if (order === undefined) return false;
  return operator === '<' ? order < 0 : operator === '<=' ? order <= 0 : operator === '>' ? order > 0 : order >= 0;
}

export function binary(w: World, operator: string, one: Value, other: Value): Value {
  const [a, b] = [inside(one), inside(other)];
  if (a instanceof Int && b instanceof Int) return intOperation(w, operator, a, b);
  if (isFloat(a) && (isFloat(b) || b instanceof Int)) return floatOperation(operator, a, b);
  if (a instanceof Int && a.isOpen && isFloat(b)) return floatOperation(operator, a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean')
    return operator === '&' ? a && b : operator === '|' ? a || b : operator === '^' ? a !== b : unknownOperator(operator);
  const name = METHODS[operator];
  if (typeof a === 'string' && operator === '+' && typeof b === 'string') return a + b;
  if (a instanceof RustMap && b instanceof RustMap && a.kind === 'set')
    return callMethod(
      w,
      callMethod(w, a, { '|': 'union', '&': 'intersection', '-': 'difference', '^': 'symmetric_difference' }[operator] ?? 'none', [b]),
      a.isHash ? 'collect_hash' : 'collect_tree',
      [],
    );
  if (name !== undefined && w.methodsFor(a, name).length > 0) return callMethod(w, one, name, [other]);
  if (name !== undefined) return callMethod(w, a, `op ${name}`, [b]);
  return unknownOperator(operator);
}

function unknownOperator(operator: string): never {
  throw new Unknown(`the operator ${operator}`);
}

const isFloat = (value: Value): value is number | F32 => typeof value === 'number' || value instanceof F32;
const numberOf = (value: number | F32 | Int): number =>
  value instanceof F32 ? value.value : value instanceof Int ? Number(value.value) : value;

function floatOperation(operator: string, a: number | F32 | Int, b: number | F32 | Int): Value {
  if ((a instanceof Int && !a.isOpen) || (b instanceof Int && !b.isOpen)) throw new Unknown('a number of another kind');
  const isSingle = a instanceof F32 || b instanceof F32;
  const [x, y] = [numberOf(a), numberOf(b)].map((each) => (isSingle ? Math.fround(each) : each)) as [number, number];
  const made =
    operator === '+'
      ? x + y
      : operator === '-'
        ? x - y
        : operator === '*'
          ? x * y
          : operator === '/'
            ? x / y
            : operator === '%'
              ? x % y
              : unknownOperator(operator);
  return isSingle ? new F32(Math.fround(made)) : made;
}

function unary(w: World, node: Extract<Expr, { kind: 'operate' }>, frame: RustFrame, want: Type | undefined): Value {
  const [operand] = node.operands;
  if (node.operator === '*') {
    const value = w.evaluate(operand!, frame);
    if (value instanceof Ref) return value.get();
    if (value instanceof Rc) return value.cell.value;
    if (value instanceof Data && w.methodsFor(value, 'deref').length > 0) return strip(callMethod(w, value, 'deref', []));
    return value;
  }
  if (node.operator === '-' && operand!.kind === 'literal') {
    const { lit } = operand as LiteralNode;
    const type = lit.of === 'int' && lit.suffix === '' ? plainType(want)?.name : undefined;
    if (lit.of === 'int' && lit.suffix !== '') return new Int(lit.suffix, -lit.value);
    if (lit.of === 'int') return type !== undefined && isIntType(type) ? new Int(type, -lit.value) : new Int('sint', -lit.value);
  }
  const value = inside(w.valueOf(operand!, frame, want));
  w.here(frame.file, node.start);
  if (node.operator === '-') {
    if (value instanceof Int) return negated(w, value);
    if (typeof value === 'number') return -value;
    if (value instanceof F32) return new F32(-value.value);
    return callMethod(w, value, 'neg', []);
  }
  if (typeof value === 'boolean') return !value;
  if (value instanceof Int && !value.isOpen) return cast(new Int('i128', ~value.value), value.type);
  return callMethod(w, value, 'not', []);
}

function sameValue(w: World, node: Extract<Expr, { kind: 'same' }>, frame: RustFrame, want: Type | undefined): Value {
  switch (node.how) {
    case 'reference': {
      if ((node as ReferenceNode).isMut) return isPlace(node.of) ? mutable(w, node.of, frame) : placeOf(w, node.of, frame).ref;
      return w.evaluate(node.of, frame, want);
    }
    case 'tried':
      return tried(w, node.of, frame, want);
    case 'cast': {
      if ('segments' in node) return structValue(w, node as StructNode, frame, want);
      const type = w.typeOf((node as CastNode).ty, frame.scope);
      const value = w.valueOf(node.of, frame);
      if (!type) return value;
      const of = inside(value);
      if (of instanceof Data && isIntType(type.name)) return cast(discriminant(w, of, frame), type.name);
      if (isIntType(type.name) || /^(?:f32|f64|char)$/.test(type.name)) return cast(of, type.name);
      if (type.bounds || /^(?:fn|bool)$/.test(type.name)) return value;
      throw new Unknown('a cast');
    }
    default:
      throw new Unknown('an expression');
  }
}

/** `&mut place`; of what is a reference already, the same. */
function mutable(w: World, node: Expr, frame: RustFrame): Value {
  return placeOf(w, node, frame).ref;
}

/** The number of a variant. */
function discriminant(w: World, { decl, variant }: Data, frame: RustFrame): Int {
  let number = -1n;
  for (const each of decl.item.variants) {
    const given = each.value && inside(w.evaluate(each.value, frame));
    number = given instanceof Int ? given.value : number + 1n;
    if (each.name === variant) return new Int('isize', number);
  }
  throw new Unknown('a variant');
}

function tried(w: World, node: Expr, frame: RustFrame, want: Type | undefined): Value {
  const inner: Type | undefined = want && { name: '?', args: [want] };
  const value = strip(w.valueOf(node, frame, inner));
  if (!(value instanceof Data)) throw new Unknown('a ?');
  if (value.variant === 'Ok' || value.variant === 'Some') return value.first;
  w.it.history?.gives();
  if (value.decl === OPTION) throw new Leave('return', NONE);
  if (value.decl !== RESULT) throw new Unknown('a ?');
  const error = w.converted(value.first, frame.result?.args[1]);
  const left = new Data(RESULT, 'Err', new Map([['0', error]]));
  left.stack = value.stack;
  throw new Leave('return', left);
}

function structValue(w: World, node: StructNode, frame: RustFrame, want: Type | undefined): Value {
  const found = variantOf(w, node.segments, frame);
  if (!found || node.of.kind !== 'map') throw new Unknown('a struct');
  const { decl, name } = found;
  const item = decl.variant(name)!;
  const expected = plainType(want);
  const type: Type =
    expected?.decl === decl ? expected : frame.scope.self?.decl === decl ? frame.scope.self : { name: decl.name, args: [], decl };
  const given = new Map<string, Value>();
  let base: Data | undefined;
  const make = (): Value => {
    for (const { key, value } of (node.of as Extract<Expr, { kind: 'map' }>).entries) {
      if (!key) {
        const of = inside(w.valueOf((value as Extract<Expr, { kind: 'same' }>).of, frame, type));
        if (!(of instanceof Data)) throw new Unknown('a struct');
        base = of;
        continue;
      }
      const field = (key as LiteralNode).value;
      const own = w.fieldType(type, name, field);
      given.set(field, coerce(w, w.valueOf(value, frame, own), own));
    }
    const fields = new Map(
      item.fields.map((each) => [each.name, given.has(each.name) ? given.get(each.name) : copyOf(base?.fields.get(each.name))]),
    );
    if ([...fields.values()].includes(undefined)) throw new Unknown('a struct without a field');
    return new Data(decl, name, fields);
  };
  // The map itself is what the shared parts look for.
  return w.it.history ? w.it.history.keep(node.of, frame, make) : make();
}

function assign(w: World, node: Assign, frame: RustFrame): void {
  const { target, operator } = node;
  if (operator === '=') {
    if (target.kind === 'list' && target.of === 'tuple') return destructured(w, target.elements, w.valueOf(node.value!, frame), frame);
    if (target.kind === 'name' && target.name === '_') return void w.evaluate(node.value!, frame);
    const type = targetType(w, target, frame);
    const value = w.valueOf(node.value!, frame, type);
    const { ref } = placeOf(w, target, frame);
    w.here(frame.file, node.start);
    const set = adopted(ref.get(), coerce(w, value, type));
    ref.set(set);
    w.it.history?.sets(set);
    return;
  }
  const sign = operator.slice(0, -1);
  const { ref, type } = placeOf(w, target, frame);
  const before = ref.get();
  const right = w.valueOf(node.value!, frame, /<<|>>/.test(sign) ? undefined : (typeLike(before) ?? type));
  w.here(frame.file, node.start);
  const current = ref.get();
  const method = `${METHODS[sign]}_assign`;
  if (w.methodsFor(current, method).length > 0) callMethod(w, current instanceof Ref ? current : ref, method, [right]);
  else {
    const held = current instanceof Ref ? current : ref;
    held.set(binary(w, sign, current, right));
  }
  w.it.history?.sets(strip(ref.get()));
}

/** The type of what is given a value, where that needs nothing to be worked out. */
function targetType(w: World, target: Expr, frame: RustFrame): Type | undefined {
  if (target.kind === 'name') {
    const holder = frame.env.holder(target.name);
    return holder && (w.keptType(holder, target.name) ?? typeLike(holder.names.get(target.name)));
  }
  if (target.kind !== 'member' || target.of.kind !== 'name') return undefined;
  const of = inside(frame.env.holder(target.of.name)?.names.get(target.of.name));
  return of instanceof Data ? w.fieldType({ name: of.decl.name, args: [], decl: of.decl }, of.variant, target.name) : undefined;
}

function destructured(w: World, targets: readonly Expr[], value: Value, frame: RustFrame): void {
  const of = inside(value);
  if (!(of instanceof List) || of.items.length !== targets.length) throw new Unknown('an assignment');
  targets.forEach((each, at) => {
    if (each.kind === 'name' && each.name === '_') return;
    if (each.kind === 'list') return destructured(w, each.elements, of.items[at], frame);
    const { ref } = placeOf(w, each, frame);
    ref.set(adopted(ref.get(), of.items[at]));
  });
}
