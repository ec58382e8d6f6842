import { AssertFailed, throwsError } from './assertions';
import { rounded } from './formats';
import { counted } from './limits';
import { isTrue, operated } from './operators';
import { bests, errorText, jsNumber, newList, newMap, nothing, num, type Row, setOf, whole } from './rowParts';
import { Dict, Func, itemsOf, List, type Machine, nameOf, Obj, Unknown, type Value } from './values';

const before: Row = (it, args) => {
  it.befores.push(args[0]);
  return null;
};

const register: Row = (it, args) => {
  const fn = args.findLast((each) => each instanceof Func);
  if (fn instanceof Func) it.tests.push({ title: args[0], fn, befores: [...it.befores] });
  return null;
};

const describe: Row = (it, args) => {
  const fn = args.findLast((each) => each instanceof Func);
  const before = it.befores;
  it.befores = [...before];
  if (fn) it.call(fn, []);
  it.befores = before;
  return null;
};

/** Keys of an object in JavaScript's order: whole numbers first. */
function jsKeys(of: Obj): string[] {
  const keys = [...of.fields.keys()].filter((key) => !key.startsWith('#'));
  const numbers = keys.filter((key) => /^(?:0|[1-9]\d*)$/.test(key)).sort((a, b) => Number(a) - Number(b));
  return [...numbers, ...keys.filter((key) => !numbers.includes(key))];
}

function cloned(value: Value): Value {
  if (value instanceof List) return new List(value.items.map(cloned), value.kind);
  if (value instanceof Dict) {
    const made = new Dict(value.kind);
    for (const [key, each] of value.pairs()) made.set(cloned(key), cloned(each));
    return made;
  }
  return value instanceof Obj && value.cls === undefined
    ? new Obj(undefined, new Map([...value.fields].map(([name, each]) => [name, cloned(each)])))
    : value;
}

/** What functions of JavaScript's library and of its test runners give, by name. */
export const SCRIPT_ROWS: Readonly<Record<string, Row>> = {
  test: register,
  it: register,
  'test.test': register,
  'test.it': register,
  describe: describe,
  suite: describe,
  'test.describe': describe,
  beforeEach: before,
  'test.beforeEach': before,
  before: before,
  afterEach: nothing,
  after: nothing,
  'ruby _': (_, [value]) => new Obj(undefined, new Map([['value', value]]), 'expect'),
  expect: (_, [value]) => new Obj(undefined, new Map([['value', value]]), 'expect'),
  'assert.throws': (it, [fn]) => {
    if (!throwsError(it, fn)) throw new AssertFailed();
    return null;
  },
  'console.log': nothing,
  'console.error': nothing,
  'console.warn': nothing,
  'javascript String': (it, [value]) => (value === undefined ? 'undefined' : it.shown(value)),
  'javascript Number': (_, [value]) => jsNumber(value),
  'javascript Boolean': (it, [value]) => isTrue(it, value),
  parseInt: (it, [value, base]) => Number.parseInt(it.shown(value), base === undefined ? 10 : Number(base) || 10),
  'Number.parseInt': (_, [value]) => Number.parseInt(nameOf(value), 10),
  parseFloat: (_, [value]) => Number.parseFloat(nameOf(value)),
  'Number.parseFloat': (_, [value]) => Number.parseFloat(nameOf(value)),
  'Number.isInteger': (_, [value]) => Number.isInteger(value),
  'Number.isNaN': (_, [value]) => Number.isNaN(value),
  'Number.isFinite': (_, [value]) => Number.isFinite(value),
  isNaN: (_, [value]) => Number.isNaN(jsNumber(value)),
  'Math.round': (it, [value, digits]) => {
    if (it.family === 'javascript') return Math.round(jsNumber(value));
    if (it.family === 'csharp') return rounded(num(value), Number(digits ?? 0), 'python');
    return whole(it, Math.floor(num(value) + 0.5));
  },
  'Math.floor': (it, [value]) => (it.family === 'javascript' ? Math.floor(jsNumber(value)) : Math.floor(num(value))),
  'Math.ceil': (it, [value]) => (it.family === 'javascript' ? Math.ceil(jsNumber(value)) : Math.ceil(num(value))),
  'Math.trunc': (_, [value]) => Math.trunc(jsNumber(value)),
  'Math.abs': (_, [value]) => (typeof value === 'bigint' ? (value < 0n ? -value : value) : Math.abs(jsNumber(value))),
  'Math.max': bests(1),
  'Math.min': bests(-1),
  'Math.sqrt': (_, [value]) => Math.sqrt(num(value)),
  'Math.hypot': (_, args) => Math.hypot(...args.map(num)),
  'Math.pow': (_, [a, b]) => num(a) ** num(b),
  'Math.sign': (_, [value]) => Math.sign(num(value)),
  'Math.floorMod': (_, [a, b]) => (((a as bigint) % (b as bigint)) + (b as bigint)) % (b as bigint),
  'Math.floorDiv': (_, [a, b]) => operated({ family: 'python' } as Machine, '//', a, b),
  'Math.ceilDiv': (_, [a, b]) => -(operated({ family: 'python' } as Machine, '//', -(a as bigint), b) as bigint),
  'Math.toIntExact': (_, [value]) => value,
  'Array.isArray': (_, [value]) => value instanceof List,
  'Array.from': (it, [from, fn]) => {
    const items =
      from instanceof Obj && from.cls === undefined
        ? Array.from({ length: counted(Number(from.fields.get('length') ?? 0)) }, () => undefined as Value)
        : [...itemsOf(from, it.family)];
    return new List(fn === undefined ? items : items.map((each, at) => it.callEach(fn, [each, at])));
  },
  'Array.of': (_, args) => new List(args),
  'javascript new Array': newList,
  'javascript Array': newList,
  'Object.keys': (_, [of]) => new List(of instanceof Obj ? jsKeys(of) : of instanceof List ? of.items.map((__, at) => String(at)) : []),
  'Object.values': (_, [of]) => new List(of instanceof Obj ? jsKeys(of).map((key) => of.fields.get(key)) : []),
  'Object.entries': (_, [of]) => new List(of instanceof Obj ? jsKeys(of).map((key) => new List([key, of.fields.get(key)])) : []),
  'Object.fromEntries': (it, [from]) =>
    new Obj(undefined, new Map(itemsOf(from, it.family).map((pair) => [nameOf(itemsOf(pair, it.family)[0]), itemsOf(pair, it.family)[1]]))),
  'Object.assign': (_, [to, ...from]) => {
    if (!(to instanceof Obj)) throw new Unknown('an assignment');
    for (const each of from) if (each instanceof Obj) for (const [name, value] of each.fields) to.fields.set(name, value);
    return to;
  },
  'Object.freeze': (_, [of]) => of,
  'Object.hasOwn': (_, [of, name]) => of instanceof Obj && of.fields.has(nameOf(name)),
  structuredClone: (_, [of]) => cloned(of),
  'javascript new Map': newMap,
  'javascript new Set': (it, [from]) => setOf(it, from),
  'javascript new Error': errorText,
  Symbol: () => {
    throw new Unknown('a symbol');
  },
};
