import { slicePlaces } from './members';
import { pythonComprehension } from '../python/comprehension';
import { folderOf } from '../../workspace/fileIndex';
import type { Expr, Ir, Span, Stmt } from '../../syntax/lower/ir';
import { classOf } from './classes';
import { isTrue } from '../values/comparing';
import { withoutFlag } from '../values/enums';
import { callForeign } from '../library/functions';
import { each as eachOf, listOf } from '../values/iteration';
import { ProgramPattern } from '../values/limits';
import { isListed, isStatement } from './elements';
import { filledText, plainText } from './literals';
import { javaForm } from '../java/forms';
import { TYPED, type Core, type Frame } from './machine';
import { typeOf, withSigns, wrapped } from '../values/widths';
import { callMethod } from '../library/methods';
import { reference } from './names';
import { coerced, operated } from '../values/operators';
import { heredocOfPhp, keepStatic, phpYield, unset } from '../php/expressions';
import { awaited } from '../library/promises';
import { rubyForm } from '../ruby/forms';
import { rubyPattern } from '../ruby/patterns';
import { finished } from '../script/jobs';
import { defineAccessor, spreadInto } from '../script/objects';
import { keyOf, removeProperty, scriptUnary } from '../script/operators';
import { composite, copied } from '../values/structs';
import {
  Cls,
  Decimal,
  Dict,
  Env,
  Foreign,
  Func,
  isNumber,
  List,
  Moment,
  nameOf,
  Native,
  Obj,
  Pattern,
  rangeObject,
  Stream,
  Sym,
  Thrown,
  Unknown,
  type Value,
  itemsOf,
} from '../values/value';

export function literalOf(it: Core, node: Extract<Expr, { kind: 'literal' }>, frame: Frame): Value {
  switch (node.of) {
    case 'truth':
      return /^true$/i.test(node.value);
    case 'nothing':
      return node.value === 'undefined' ? undefined : null;
    case 'number':
      return numberOf(node.value, it.family);
    case 'pattern':
      return it.family === 'ruby' ? rubyPattern(node) : patternOf(node.value, it.family);
    case 'text':
      if (it.family === 'ruby' && !node.parts && isSymbol(node, frame.file.text)) return Sym.of(node.value);
      return node.parts
        ? filledText(
            node,
            frame.file,
            it.family,
            (part) => it.evaluate(part, frame),
            (value) => {
              const own = it.family === 'python' ? it.methodOf(value, /^__format__$/) : undefined;
              return it.shown(own === undefined ? value : it.call(own, ['']));
            },
            it,
          )
        : plainText(node, frame.file, it.family);
  }
}

export function mapOf(it: Core, node: Extract<Expr, { kind: 'map' }>, frame: Frame): Value {
  const plain = it.family === 'javascript' ? new Obj(undefined) : undefined;
  const map = new Dict();
  for (const { key, value } of node.entries) {
    if (!key) {
      const inner = value.kind === 'same' && value.how === 'spread' ? value.of : value;
      const all = it.evaluate(inner, frame);
      if (plain) spreadInto(it, plain, all);
      else if (all instanceof Dict && !plain) for (const [own, each] of all.pairs()) map.set(own, each);
      else if (all !== undefined && all !== null) throw new Unknown('a spread');
      continue;
    }
    const isShort = it.family === 'ruby' && key.start === value.start && key.end === value.end && key.kind === 'literal';
    const own = it.evaluate(isShort ? { start: key.start, end: key.end, kind: 'name', name: key.value } : value, frame);
    if (plain) {
      const name = it.evaluate(key, frame);
      if (key.kind === 'literal' && key.value === '__proto__' && value.kind !== 'fn' && (own instanceof Obj || own === null)) {
        plain.proto = own;
        continue;
      }
      const kind = value.kind === 'fn' ? value.words.find((word) => /^(?:get|set)$/.test(word)) : undefined;
      if (kind && own instanceof Func) defineAccessor(plain, keyOf(it, name), kind as 'get' | 'set', own);
      else {
        plain.accessors?.delete(keyOf(it, name));
        plain.fields.set(keyOf(it, name), own);
      }
    } else map.set(it.evaluate(key, frame), copied(it, own));
  }
  return plain ?? map;
}

export function chosen(it: Core, node: Extract<Expr, { kind: 'choice' }>, frame: Frame): Value {
  const [first, second] = node.options;
  if (node.condition) return it.evaluate(isTrue(it, it.evaluate(node.condition, frame)) ? first! : second!, frame);
  let value: Value;
  for (const option of node.options) {
    const thrown = option.kind === 'opaque' ? option.parts.find(({ kind }) => kind === 'throw') : undefined;
    if (thrown) it.run(thrown as Stmt, frame);
    value = it.evaluate(option, frame);
    const isEnough =
      /^\?[?:]$/.test(node.operator) && (node.operator === '??' || it.family === 'kotlin')
        ? value !== null && value !== undefined
        : isTrue(it, value);
    if (isEnough) return value;
  }
  return value;
}

export function operation(it: Core, node: Extract<Expr, { kind: 'operate' }>, frame: Frame): Value {
  const { operator, operands } = node;
  if (/^(?:&&|and)$/.test(operator)) {
    let value: Value;
    for (const each of operands) if (!isTrue(it, (value = it.evaluate(each, frame)))) return value;
    return value;
  }
  if (operands.length > 2) {
    const signs = operator.split(/\s(?!not\b|in$)/);
    if (signs.length !== operands.length - 1) throw new Unknown('a comparison');
    let left = it.evaluate(operands[0]!, frame);
    for (const [at, sign] of signs.entries()) {
      const right = it.evaluate(operands[at + 1]!, frame);
      if (!isTrue(it, operated(it, sign, left, right))) return false;
      left = right;
    }
    return true;
  }
  if (operands.length === 1) {
    if (operator === 'delete') return remove(it, operands[0]!, frame);
    const value = operator === 'typeof' ? asked(it, operands[0]!, frame) : it.evaluate(operands[0]!, frame);
    const given = it.family === 'javascript' ? scriptUnary(it, operator, value) : undefined;
    if (given) return given.value;
    if (/^\.\.\.?$/.test(operator) && it.family === 'ruby') {
      const begins = frame.file.text.startsWith('..', node.start);
      return rangeObject(begins ? null : value, begins ? value : null, operator === '...');
    }
    if (/^(?:!|not)$/.test(operator)) return !isTrue(it, value);
    if (operator === '~' && value instanceof Obj && value.cls?.members) return withoutFlag(value);
    if (operator === '~' && typeof value === 'bigint') return ~value;
    const own = value instanceof Obj ? it.methodOf(value, UNARY[operator] ?? /^$/) : undefined;
    if (own) return it.call(own, []);
    if (operator === '-') {
      if (isNumber(value)) return -value;
      if (value instanceof Decimal) return new Decimal(-value.digits, value.places);
      if (value instanceof Moment && value.kind === 'span') return new Moment('span', -value.ms);
      throw new Unknown('a sign');
    }
    if (operator === '+') return value;
    if (/^[&*]$/.test(operator)) return value;
    throw new Unknown(`unary ${operator}`);
  }
  const left = it.evaluate(operands[0]!, frame);
  if (operator === '<<' && it.family === 'cpp' && (left instanceof Foreign || (left instanceof Obj && left.type === 'stream')))
    return written(it, left, it.evaluate(operands[1]!, frame));
  if (operator === '<<' && typeof left === 'string' && it.family === 'ruby') {
    const longer = left + it.shown(it.evaluate(operands[1]!, frame));
    it.assign(operands[0]!, longer, frame, undefined);
    return longer;
  }
  if (it.family !== 'javascript' && (operator === 'instanceof' || (operator === 'is' && it.family !== 'python'))) {
    const asked = it.evaluate(operands[1]!, frame);
    if (asked instanceof Cls) return it.isA(left, asked.name);
    if (asked instanceof Foreign && /Error$/.test(asked.name))
      return left instanceof Obj && (left.type === asked.name || (asked.name === 'Error' && left.type !== ''));
    throw new Unknown('a type');
  }
  const sides = withSigns(it, operator, node, [left, it.evaluate(operands[1]!, frame)], frame);
  const value = operated(it, operator, ...sides);
  return typeof value === 'bigint' && TYPED.test(it.family) && (value > 0x7fff_ffffn || value < 0n)
    ? wrapped(
        it.family,
        value,
        typeOf(it, node, frame) ?? (value > 0xffff_ffff_ffff_ffffn || mayOverflow(it, value, sides) ? beyond() : undefined),
      )
    : value;
}

/** C#: whether two numbers of an unknown type may be of one that is too small for the result. */
function mayOverflow({ family }: Core, value: bigint, sides: readonly Value[]): boolean {
  return (
    family === 'csharp' &&
    BigInt.asIntN(32, value) !== value &&
    sides.every((each) => typeof each === 'bigint' && BigInt.asIntN(32, each) === each)
  );
}

function beyond(): never {
  throw new Unknown('a large number');
}

/** Methods of a class for an operator with one side. */
const UNARY: Readonly<Record<string, RegExp>> = {
  '-': /^(?:__neg__|-@)$/,
  '+': /^(?:__pos__|\+@)$/,
  '~': /^(?:__invert__|~)$/,
  '!': /^!$/,
};

/** `std::cerr << value`: what a stream is given. */
function written(it: Core, stream: Foreign | Obj, value: Value): Value {
  if (value instanceof Foreign && !/^(?:std::)?(?:endl|flush)$/.test(value.name)) throw new Unknown('how a stream writes');
  const said = value instanceof Foreign ? '\n' : it.shown(value);
  if (stream instanceof Obj) stream.fields.set('text', nameOf(stream.fields.get('text')) + said);
  else if (/^(?:std::)?(?:cout|cerr|clog)$/.test(stream.name)) it.printed.push(said);
  else throw new Unknown('a stream');
  return stream;
}

/** What `typeof` asks for: a name that nothing sets is undefined. */
function asked(it: Core, node: Expr, frame: Frame): Value {
  try {
    return it.evaluate(node, frame);
  } catch (error) {
    if (node.kind === 'name' && error instanceof Thrown) return undefined;
    throw error;
  }
}

function remove(it: Core, target: Expr, frame: Frame): Value {
  if (it.family === 'javascript' && (target.kind === 'member' || target.kind === 'index'))
    return removeProperty(it, it.evaluate(target.of, frame), target.kind === 'member' ? target.name : it.evaluate(target.keys[0]!, frame));
  if (target.kind === 'member') {
    const of = it.evaluate(target.of, frame);
    if (of instanceof Obj) return of.fields.delete(target.name);
  }
  if (target.kind === 'index') {
    const of = it.evaluate(target.of, frame);
    if (target.slice && of instanceof List) {
      const gone = new Set(slicePlaces(it, target, frame, of.items.length).places);
      of.items = of.items.filter((_, at) => !gone.has(at));
      return null;
    }
    const keys = target.keys.map((each) => it.evaluate(each, frame));
    const key = keys.length > 1 ? new List(keys, 'tuple') : keys[0];
    const own = it.methodOf(of, /^__delitem__$/);
    if (own) return it.call(own, [key]);
    if (of instanceof Obj) return of.fields.delete(nameOf(key));
    if (of instanceof Dict) return callMethod(it, of, 'delete', [key], new Map());
    if (of instanceof List && isNumber(key)) return of.items.splice(Number(key), 1)[0];
  }
  throw new Unknown('a removal');
}

export function comprehension(it: Core, node: Extract<Expr, { kind: 'each' }>, frame: Frame): Value {
  if (it.family === 'python') return pythonComprehension(it, node, frame);
  const found: [Value, Value][] = [];
  const go = (at: number, own: Frame): void => {
    const loop = node.loops[at];
    if (!loop) {
      if (node.conditions.every((each) => isTrue(it, it.evaluate(each, own))))
        found.push([node.key ? it.evaluate(node.key, own) : null, it.evaluate(node.element, own)]);
      return;
    }
    const over = it.evaluate(loop.over, own);
    const turn = (item: Value): boolean => {
      it.tick(node, frame);
      const inner = { ...own, env: new Env(own.env, true) };
      it.assign(loop.target, item, inner, 'let');
      go(at + 1, inner);
      return true;
    };
    if (over instanceof Stream) eachOf(it, over, turn);
    else for (const item of [...listOf(it, over)]) turn(item);
  };
  go(0, { ...frame, env: new Env(frame.env, true) });
  if (node.of === 'list' || node.of === 'lazy') return new List(found.map(([, value]) => value));
  const made = new Dict(node.of);
  for (const [key, value] of found) made.set(node.of === 'set' ? value : key, value);
  return made;
}

export function sameOf(it: Core, node: Extract<Expr, { kind: 'same' }>, frame: Frame): Value {
  if (node.how === 'yield') return yields(it, node, frame);
  if (node.how === 'cast' && it.family === 'rust' && node.of.kind === 'map') return composite(it, node.of, node.type ?? '', frame);
  const value = it.evaluate(node.of, frame);
  if (node.how === 'await') return it.family === 'javascript' ? finished(it, value) : awaited(it, value);
  if (node.how === 'cast') return it.family === 'javascript' ? value : coerced(it, value, node.type, true);
  if (node.how === 'spread') {
    // A block of Ruby that is handed on: `&:name`.
    if (it.family === 'ruby' && frame.file.text[node.start] === '&' && value instanceof Sym)
      return new Native((args) => it.send(args[0], value.name, args.slice(1)));
    return value;
  }
  return value;
}

function yields(it: Core, node: Extract<Expr, { kind: 'same' }>, frame: Frame): Value {
  if (it.family === 'ruby') {
    const block = frame.home?.block;
    if (block === undefined || block === null) throw new Thrown(new Obj(undefined, new Map(), 'LocalJumpError'));
    const value = it.evaluate(node.of, frame);
    return node.of.kind === 'opaque' && value instanceof List ? it.callEach(block, value.items) : it.callEach(block, [value]);
  }
  if (frame.gives) {
    const isFrom = /^yield\s+from\b/.test(frame.file.text.slice(node.start, node.end));
    const value = it.evaluate(node.of, frame);
    if (!isFrom) return frame.gives(value) ?? null;
    eachOf(it, value, (item, key) => (frame.gives!(item, it.family === 'php' ? key : undefined), true));
    return value instanceof Stream ? value.result : null;
  }
  if (!frame.yielded) throw new Unknown('a yield');
  const value = it.evaluate(node.of, frame);
  if (/^yield\s+from\b|^yield\s*\*/.test(frame.file.text.slice(node.start, node.end))) frame.yielded.push(...itemsOf(value, it.family));
  else frame.yielded.push(value);
  return null;
}

export function opaque(it: Core, node: Extract<Expr, { kind: 'opaque' }>, frame: Frame): Value {
  const written = frame.file.text.slice(node.start, node.end);
  const [first] = node.parts;
  if (frame.gives && /^yield\b/.test(written)) return phpYield(it, node, frame, written);
  if (it.family === 'python') {
    if (written === 'pass' || written === '') return null;
    if (written.startsWith('assert') && first && !isStatement(first)) {
      if (first.kind === 'operate' && first.operands.length === 2 && first.operator === '==') {
        const [left, right] = first.operands.map((each) => it.evaluate(each, frame));
        return callForeign(it, 'assert.pair', [left, right], new Map());
      }
      return callForeign(it, 'assert.holds', [isTrue(it, it.evaluate(first, frame))], new Map());
    }
    if (written.startsWith('del ') && first && !isStatement(first)) {
      for (const each of node.parts) if (!isStatement(each)) remove(it, each, frame);
      return null;
    }
  }
  if (it.family === 'rust') {
    const macro = /^(\w+)!/.exec(written)?.[1];
    const args = (): Value[] => node.parts.map((each) => (isStatement(each) ? null : it.evaluate(each, frame)));
    if (macro !== undefined && /^(?:assert_eq|assert_ne|assert|format|vec|println|panic)$/.test(macro))
      return callForeign(it, `${macro}!`, args(), new Map());
  }
  const [, owner, member] = /^([\w.<>,? [\]]+)::(\w+)$/.exec(written) ?? [];
  if (owner !== undefined && member !== undefined && /^(?:java|kotlin)$/.test(it.family))
    return reference(it, owner.replace(/<[^>]{0,200}>{1,9}/, ''), member, frame);
  // `new Display("hall")::show`
  const [, bare] = /::(\w+)$/.exec(written) ?? [];
  if (bare !== undefined && it.family === 'java' && first && !isStatement(first)) {
    const of = it.evaluate(first, frame);
    return new Native((args) => it.send(of, bare, args));
  }
  if (it.family === 'java') {
    const special = javaForm(it, node, written, frame);
    if (special !== undefined) return special;
  }
  if (it.family === 'ruby') {
    const form = rubyForm(it, node, written, frame);
    if (form !== undefined) return form;
  }
  if (it.family === 'javascript' && node.parts.length > 1) {
    const parts = node.parts.filter((each): each is Expr => !isStatement(each));
    if (parts.length === node.parts.length && isListed(frame.file.text, parts)) return parts.map((each) => it.evaluate(each, frame)).at(-1);
  }
  if (it.family === 'javascript') {
    if (written === 'import.meta')
      return new Obj(
        undefined,
        new Map<string, Value>(
          Object.entries({ url: `file:///${frame.file.file}`, filename: `/${frame.file.file}`, dirname: `/${folderOf(frame.file.file)}` }),
        ),
      );
    if (written === 'new.target') return frame.self instanceof Obj ? frame.self.cls : undefined;
    if (first?.kind === 'class') return classOf(it, { file: frame.file, node: first }, frame.env);
  }
  if (it.family === 'php') {
    if (first?.kind === 'class') return classOf(it, { file: frame.file, node: first });
    if (/^static\s+\$/.test(written)) {
      for (const each of node.parts)
        if (each.kind === 'assign' && each.target.kind === 'name') keepStatic(it, each, each.target.name, frame);
      return null;
    }
    if (/^throw\b/.test(written) && first?.kind === 'throw') return void it.run(first, frame);
    if (/^<<</.test(written)) {
      const text = node.parts.find((each) => each.kind === 'literal');
      return heredocOfPhp(it, text, written, frame);
    }
    if (/^clone\b/.test(written) && first && !isStatement(first)) {
      const of = it.evaluate(first, frame);
      if (of instanceof Moment) return new Moment(of.kind, of.ms, of.isChanged);
      if (!(of instanceof Obj)) throw new Unknown('a clone');
      const made = new Obj(
        of.cls,
        new Map(
          [...of.fields].map(([name, each]) => [
            name,
            name === ' items' && each instanceof List ? new List([...each.items]) : copied(it, each),
          ]),
        ),
        of.type,
        of.isData,
      );
      const after = it.methodOf(made, /^__clone$/);
      if (after) it.call(after, []);
      return made;
    }
    if (/^unset\b/.test(written))
      return unset(
        it,
        node.parts.filter((each): each is Expr => !isStatement(each)),
        frame,
      );
    if (/^(?:echo|print)\b/.test(written)) {
      for (const each of node.parts.flatMap(inSequence)) if (!isStatement(each)) it.printed.push(it.shown(it.evaluate(each, frame)));
      return null;
    }
    if (/^exit\b|^die\b/.test(written)) {
      const code = first && !isStatement(first) ? it.evaluate(first, frame) : 0n;
      throw new Thrown(new Obj(undefined, new Map([['code', code]]), 'exit'));
    }
  }
  // Brackets around one statement or expression.
  const [only, more] = node.parts;
  if (only && !more && it.family !== 'python' && /^(?:switch|branch|block|loop|try)$/.test(only.kind)) {
    it.last = null;
    const done = it.run(only as Stmt, frame);
    if (done && !(done.kind === 'jump' && done.how === 'yield')) throw new Unknown('a jump out of an expression');
    return it.last;
  }
  throw new Unknown(`opaque ${written.slice(0, 40)}`);
}

/** The parts of `echo $a, $b, $c`. */
function inSequence(one: Ir): readonly Ir[] {
  return one.kind === 'list' && one.of === 'tuple' ? one.elements.flatMap(inSequence) : [one];
}

function numberOf(written: string, family: string): Value {
  const plain = written.replace(/(?<=[\da-fA-F])_(?=[\da-fA-F])|'/g, '');
  if (/^0[xXbBoO]/.test(plain)) {
    const value = BigInt(plain.replace(/[uUlLn]{1,3}$/, ''));
    return family === 'javascript' ? Number(value) : value;
  }
  const bare = plain.replace(/(?:[iu](?:8|16|32|64|128|size)|[uUlLnmM]{1,3})$/, '');
  if (family === 'javascript') return plain.endsWith('n') ? BigInt(bare) : Number(bare);
  if (/^-?\d+$/.test(bare)) return BigInt(bare);
  const fraction = Number(bare.replace(/(?:f32|f64|[fFdD])$/, ''));
  if (Number.isNaN(fraction)) throw new Unknown('a number');
  return fraction;
}

function patternOf(written: string, family: string): Pattern {
  const [, body = '', flags = ''] = /^\/(.*)\/(\w*)$/s.exec(written) ?? [];
  try {
    if (family === 'javascript') return new Pattern(new ProgramPattern(body, flags));
    return new Pattern(new ProgramPattern(body.replace(/\\A/g, '^').replace(/\\z/gi, '$'), flags.replace(/[^gimsuy]/g, '')));
  } catch (error) {
    throw error instanceof Unknown ? error : new Unknown('a pattern');
  }
}

/** `:name`, `name:` before a value, and a word in `%i[]` of Ruby. */
function isSymbol({ start, end }: Span, text: string): boolean {
  if (text[start] === ':' || (text[end] === ':' && text[end + 1] !== ':')) return true;
  if (/["'%<]/.test(text[start] ?? '')) return false;
  const open = text.lastIndexOf('%', start);
  return open >= 0 && /^%[iI][[({]/.test(text.slice(open, open + 3)) && !/[\])}]/.test(text.slice(open, start));
}
