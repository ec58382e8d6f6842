import { Dict, Func, List, Native, Unknown, type Value } from '../values/value';
import { type Decl, type Scope, type Type } from './modules';
import { typed } from './numbers';
import {
  CellBox,
  Char,
  copyOf,
  Data,
  F32,
  Heap,
  inside,
  Int,
  isIntType,
  Library,
  Range,
  Rc,
  Ref,
  RustMap,
  UNIT,
  Vec,
  View,
} from './values';
import type { World } from './machine';
import { BUILT_IN, NONE } from './options';

/** Types that are what is in them. */
const CLEAR = /^(?:Box|Cow|Pin)$/;

export function plainType(type: Type | undefined): Type | undefined {
  let at = type;
  while (at && !at.decl && /^(?:Box|Cow|Pin)$/.test(at.name)) at = at.args.at(-1);
  return at;
}

/** What the generic names of a type mean in one of it. */
export function scopeOf(decl: Decl, args: readonly (Type | undefined)[], self?: Type): Scope {
  const names = [...decl.item.generics.keys()];
  return {
    module: decl.module!,
    generics: new Map(names.map((name, at) => [name, args[at]])),
    self: self ?? { name: decl.name, args, decl },
  };
}

/** The type of a field of a type of the program or of an `Option` or `Result`. */
export function fieldType(w: World, type: Type, variant: string, field: string): Type | undefined {
  const { decl } = type;
  if (!decl) return undefined;
  if (decl.isBuiltIn) return type.args[variant === 'Err' ? 1 : 0];
  const found = decl.variant(variant)?.fields.find(({ name }) => name === field);
  return found && w.typeOf(found.ty, scopeOf(decl, type.args));
}

const isOpen = (value: Value): boolean =>
  !(typeof value === 'string' || typeof value === 'boolean' || value instanceof Char || (value instanceof Int && !value.isOpen));

/** Gives numbers whose type is open the one that the code says. The value itself stays the same one. */
export function coerce(w: World, value: Value, type: Type | undefined): Value {
  if (type && clashes(w, value, type)) throw new Unknown('a value of another type');
  if (!type || !isOpen(value)) return value;
  if (value instanceof Int) {
    if (isIntType(type.name)) return typed(value, type.name);
    if (value.type === 'int' && value.value === 0n && (type.name === 'f64' || type.name === 'f32'))
      return type.name === 'f64' ? 0 : new F32(0);
    return value;
  }
  if (typeof value === 'number') return type.name === 'f32' ? new F32(Math.fround(value)) : value;
  if (CLEAR.test(type.name) && !type.decl && !(value instanceof Data)) return coerce(w, value, type.args.at(-1));
  if (value instanceof Ref) {
    const held = value.get();
    const made = coerce(w, held, type);
    if (made !== held) value.set(made);
    return value;
  }
  if (value instanceof Rc) {
    value.cell.value = coerce(w, value.cell.value, type.args[0]);
    return value;
  }
  if (value instanceof CellBox) {
    value.value = coerce(w, value.value, type.args[0]);
    return value;
  }
  if (value instanceof Vec) {
    const [elem] = type.args;
    if (!/^(?:Vec|\[\]|VecDeque|BinaryHeap)$/.test(type.name) || !elem || value.elem === elem) return value;
    value.elem = elem;
    coerceAll(w, value.items, elem);
    return value;
  }
  if (value instanceof List && value.kind === 'tuple') {
    if (type.name === '()') value.items.forEach((each, at) => (value.items[at] = coerce(w, each, type.args[at])));
    return value;
  }
  if (value instanceof RustMap) {
    if (!/^(?:Hash|BTree)(?:Map|Set)$/.test(type.name)) return value;
    [value.key, value.value] = type.args;
    for (const pair of value.entries.values()) {
      pair[0] = coerce(w, pair[0], type.args[0]);
      pair[1] = value.kind === 'map' ? coerce(w, pair[1], type.args[1]) : pair[0];
    }
    return value;
  }
  if (value instanceof Range && /^Range/.test(type.name)) {
    value.from = coerce(w, value.from, type.args[0]);
    value.to = coerce(w, value.to, type.args[0]);
    return value;
  }
  if (value instanceof Data && type.decl === value.decl && type.args.length > 0)
    for (const [name, each] of value.fields) {
      if (!isOpen(each)) continue;
      const made = coerce(w, each, fieldType(w, type, value.variant, name));
      if (made !== each) value.fields.set(name, made);
    }
  return value;
}

/** Whether Rust would not compile a value in the place of a type. */
function clashes(w: World, value: Value, type: Type): boolean {
  const { name, decl } = type;
  const of = inside(value);
  if (decl) return !decl.isBuiltIn && !(of instanceof Data && (of.decl === decl || w.methodsFor(of, 'deref').length > 0));
  if (isIntType(name)) return !(of instanceof Int && (of.isOpen || of.type === name));
  if (name === 'f64' || name === 'f32')
    return !(typeof of === 'number' || of instanceof F32 || (of instanceof Int && of.isOpen && of.value === 0n));
  if (name === 'bool') return typeof of !== 'boolean';
  if (name === 'char') return !(of instanceof Char);
  return (name === 'String' || name === 'str') && typeof of !== 'string' && !(of instanceof Data);
}

function coerceAll(w: World, items: Value[], type: Type): void {
  // Elements of one type are open all together, or none is.
  for (const [at, each] of items.entries()) {
    const made = coerce(w, each, type);
    if (at === 0 && made === each && (typeof each !== 'object' || each instanceof Int)) return;
    items[at] = made;
  }
}

/** Whether a value may be one of a type. */
export function fits(w: World, value: Value, type: Type | undefined): boolean {
  const of = inside(value);
  const plain = plainType(type);
  if (!plain || plain.bounds) return true;
  const { name, args, decl } = plain;
  if (decl)
    return (
      of instanceof Data &&
      of.decl === decl &&
      (of.fields.size === 0 ||
        [...of.fields].every(([field, each]) => fits(w, each, args.length > 0 ? fieldType(w, plain, of.variant, field) : undefined)))
    );
  if (/^(?:Rc|Arc)$/.test(name)) return fits(w, of, args[0]);
  if (of instanceof Int) return of.isOpen ? isIntType(name) : of.type === name;
  if (typeof of === 'number') return name === 'f64';
  if (of instanceof F32) return name === 'f32';
  if (typeof of === 'string') return /^(?:str|String)$/.test(name);
  if (typeof of === 'boolean') return name === 'bool';
  if (of instanceof Char) return name === 'char';
  if (of instanceof Vec || of instanceof View) {
    const [first] = of instanceof Vec ? of.items : [];
    return /^(?:Vec|\[\]|VecDeque)$/.test(name) && (first === undefined || fits(w, first, args[0]));
  }
  if (of instanceof RustMap) return new RegExp(of.kind === 'map' ? 'Map$' : 'Set$').test(name) && /^Hash/.test(name) === of.isHash;
  if (of instanceof List) return name === '()' && args.length === of.items.length && of.items.every((each, at) => fits(w, each, args[at]));
  if (of instanceof Library) return of.type === name;
  if (of instanceof Func || of instanceof Native) return name === 'fn';
  return false;
}

/** `Default::default()` of a type. */
export function defaultOf(w: World, type: Type | undefined, call: (decl: Decl) => Value | undefined): Value {
  if (!type) throw new Unknown('the default of an open type');
  const { name, args, decl } = type;
  if (decl) {
    if (name === 'Option' && decl === BUILT_IN['Option']) return NONE;
    const own = call(decl);
    if (own !== undefined) return own;
    if (!decl.derives.has('Default')) throw new Unknown('a default');
    const { variants, kind } = decl.item;
    const variant =
      kind === 'struct' ? variants[0]! : variants.find(({ attributes }) => attributes.some((each) => /\[default\]/.test(each)));
    if (!variant) throw new Unknown('a default');
    const scope = scopeOf(decl, args);
    return new Data(
      decl,
      variant.name,
      new Map(variant.fields.map((field) => [field.name, defaultOf(w, w.typeOf(field.ty, scope), call)])),
    );
  }
  if (isIntType(name)) return new Int(name, 0n);
  const inner = (): Value => defaultOf(w, args[0], call);
  switch (name) {
    case 'f64':
      return 0;
    case 'f32':
      return new F32(0);
    case 'bool':
      return false;
    case 'char':
      return new Char('\0');
    case 'String':
    case 'str':
      return '';
    case 'Vec':
    case 'VecDeque': {
      const made = new Vec([], false, name === 'VecDeque' ? 'deque' : 'list');
      made.elem = args[0];
      return made;
    }
    case '[]':
      throw new Unknown('a default of an array');
    case 'BinaryHeap':
      return new Heap([]);
    case 'HashMap':
    case 'BTreeMap':
    case 'HashSet':
    case 'BTreeSet':
      return coerce(w, mapOf(w, name), type);
    case '()':
      return args.length === 0
        ? UNIT
        : new List(
            args.map((each) => defaultOf(w, each, call)),
            'tuple',
          );
    case 'Box':
      return inner();
    case 'Rc':
    case 'Arc':
      return new Rc({ value: inner() });
    case 'Cell':
    case 'RefCell':
    case 'Mutex':
    case 'RwLock':
      return new CellBox(name, inner());
    default:
      throw new Unknown('a default');
  }
}

/** An empty map or set of the library. */
export function mapOf(w: World, type: string): RustMap {
  const made = new RustMap(type.endsWith('Map') ? 'map' : 'set', type.startsWith('Hash'));
  if (!made.isHash) made.sorted = (a, b) => w.order(a, b);
  return made;
}

/** What `clone` gives. */
export function cloned(w: World, value: Value, own: (data: Data) => Value | undefined): Value {
  const deep = (each: Value): Value => cloned(w, each, own);
  if (value instanceof Ref) return deep(value.get());
  if (value instanceof Data) {
    if (value.decl.isBuiltIn)
      return value.fields.size === 0
        ? value
        : new Data(value.decl, value.variant, new Map([...value.fields].map(([name, each]) => [name, deep(each)])));
    const made = own(value);
    if (made !== undefined) return made;
    if (value.fields.size === 0) return value;
    return new Data(value.decl, value.variant, new Map([...value.fields].map(([name, each]) => [name, deep(each)])));
  }
  if (value instanceof Heap) return new Heap(value.items.map(deep));
  if (value instanceof Vec) {
    const made = new Vec(value.items.map(deep), value.isArray, value.kind as 'list');
    made.elem = value.elem;
    return made;
  }
  if (value instanceof View) return new Vec((value.plain as Vec).items.map(deep));
  if (value instanceof RustMap) {
    const made = new RustMap(value.kind, value.isHash);
    [made.key, made.value, made.sorted] = [value.key, value.value, value.sorted as never];
    for (const [text, [key, each]] of value.entries) {
      const copy = deep(key);
      made.entries.set(text, [copy, value.kind === 'set' ? copy : deep(each)]);
    }
    return made;
  }
  if (value instanceof List) return value.items.length === 0 ? value : new List(value.items.map(deep), 'tuple');
  if (value instanceof CellBox) return new CellBox(value.kind, deep(value.value));
  if (value instanceof Range) return new Range(value.from, value.to, value.closed);
  if (value instanceof Dict) throw new Unknown('a clone');
  return copyOf(value);
}
