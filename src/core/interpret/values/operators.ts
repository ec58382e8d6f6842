import { withElementNames, withNames } from '../csharp/tuples';
import { netOperated, withLength } from '../csharp/operators';
import { calculated } from './calculating';
import { asTuple, compared, equal, isNotImplemented, isTrue, noOperator, same } from './comparing';
import { decimalOf, onDecimals } from './decimals';
import { onFlags, plainOf } from './enums';
import { fail } from '../library/errors';
import { printed } from '../library/formats';
import { frozen } from './frozen';
import { listOf } from './iteration';
import { counted } from './limits';
import { onMoments } from '../library/moments';
import { phpArray, phpPairs } from '../php/arrays';
import { matchIn } from '../ruby/matches';
import { scriptOperated } from '../script/operators';
import { wrapped } from './widths';
import {
  Cls,
  Decimal,
  Dict,
  Foreign,
  isNumber,
  itemsOf,
  List,
  type Machine,
  Moment,
  Obj,
  Pattern,
  rangeObject,
  Unknown,
  type Value,
} from './value';

const DAY_MS = 86_400_000;

const FRACTIONS = /^(?:double|float|float32|float64|f32|f64|Double|Float|decimal)$/;
const WHOLES =
  /^(?:(?:unsigned )?(?:int|long|short|byte)|Integer|Long|Int|u?int(?:8|16|32|64)?(?:_t)?|(?:std::)?size_t|[iu](?:8|16|32|64|128|size)|uint|ulong|rune)$/;

/** Types of Java that cannot hold nothing. */
const PLAIN = /^(?:int|long|short|byte|double|float|boolean|char)$/;

/** A value as a variable of a type holds it. @param cast it is asked for, and not only kept */
export function coerced(it: Machine, value: Value, written: string | undefined, cast = false): Value {
  if (written === undefined || /^(?:python|ruby)$/.test(it.family)) return value;
  const type = written
    .replace(/^(?:final|const|mut|readonly|&|\s)+/g, '')
    .replace(/\?$/, '')
    .trim();
  if (it.family === 'php') {
    if (!cast) return type === 'float' && typeof value === 'bigint' ? Number(value) : value;
    if (type === 'array') {
      if (value instanceof List || value instanceof Dict) return value;
      return value === null || value === undefined ? new List([]) : value instanceof Obj ? refuse() : new List([value]);
    }
    if (type === 'int')
      return typeof value === 'string'
        ? BigInt(/^\s*[-+]?\d+/.exec(value)?.[0].trim() ?? 0)
        : isNumber(value)
          ? BigInt(Math.trunc(Number(value)))
          : typeof value === 'boolean'
            ? BigInt(value)
            : refuse();
    if (type === 'float') return isNumber(value) || typeof value === 'string' ? Number.parseFloat(String(value)) || 0 : refuse();
    if (type === 'string') return it.shown(value);
    if (type === 'bool') return isTrue(it, value);
    return refuse();
  }
  if (cast && typeof value === 'string' && type === '[]rune') return new List([...value]);
  if (cast && typeof value === 'string' && type === '[]byte') return /^[\x00-\x7f]*$/.test(value) ? new List([...value]) : refuse();
  if (value === null && it.family === 'java' && PLAIN.test(type)) return fail('NullPointerException');
  if (value instanceof List && it.family === 'csharp' && /\[,+\]$/.test(type) && !value.fields) return withLength(value);
  if (value instanceof List && it.family === 'csharp' && type.includes('<(')) return withElementNames(value, type);
  if (value instanceof List && value.kind === 'tuple' && type.startsWith('(')) return withNames(value, type);
  if (it.family === 'csharp' && /^[dD]ecimal$/.test(type) && isNumber(value))
    return decimalOf(it, typeof value === 'number' ? String(value) : value);
  if (typeof value === 'bigint') {
    if (FRACTIONS.test(type)) return Number(value);
    if (cast && /^char$/.test(type)) return String.fromCharCode(Number(value));
    return wrapped(it.family, value, type);
  }
  if (typeof value === 'number' && WHOLES.test(type)) return cast ? truncated(it, value, type) : refuse();
  if (typeof value === 'string' && value.length === 1 && WHOLES.test(type)) return BigInt(value.codePointAt(0)!);
  if (
    value instanceof List &&
    /^(?:double|float)\[\]$|^\[\]float(?:32|64)$|^Vec<f(?:32|64)>$|^&?\[f(?:32|64)\]$/.test(type) &&
    value.items.some((each) => typeof each === 'bigint')
  )
    value.items = value.items.map((each) => (typeof each === 'bigint' ? Number(each) : each));
  return value;
}

/** A fraction as a whole number: Java and Rust keep it within the type. */
function truncated({ family }: Machine, value: number, type: string): Value {
  if (/^(?:java|kotlin|rust)$/.test(family) && Number.isNaN(value)) return 0n;
  if (!Number.isFinite(value) || Math.abs(value) > 2 ** 62) throw new Unknown('a conversion');
  const whole = BigInt(Math.trunc(value));
  const kept = /^(?:java|kotlin|rust)$/.test(family) || wrapped(family, whole, type) === whole ? whole : refuse();
  const isInt = /^(?:int|Int|i32)$/.test(type);
  if (isInt) return kept > 2_147_483_647n ? 2_147_483_647n : kept < -2_147_483_648n ? -2_147_483_648n : kept;
  return wrapped(family, kept, type) === kept ? kept : refuse();
}

function refuse(): never {
  throw new Unknown('a conversion');
}

/** What an operator with two sides gives. */
export function operated(it: Machine, operator: string, a: Value, b: Value): Value {
  const { family } = it;
  if (family === 'javascript') return scriptOperated(it, operator, a, b);
  if (family === 'csharp') {
    const own = netOperated(it, operator, a, b);
    if (own) return own.value;
  }
  switch (operator) {
    case '==':
    case '===':
      return operator === '==' && /^(?:java|php)$/.test(family) ? equal(it, a, b, '==') : equal(it, a, b, operator === '===' ? '===' : '');
    case '!=':
    case '!==':
    case '<>':
      return !equal(it, a, b, operator === '!==' ? operator : family === 'java' || family === 'php' ? '==' : '');
    case 'is':
      return equal(it, a, b, 'is');
    case 'is not':
      return !equal(it, a, b, 'is');
    case 'in':
    case '!in':
    case 'not in':
      return has(it, b, a) !== /not|!/.test(operator);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(it, operator, a, b);
    case '<=>':
      return BigInt(Math.sign(compared(it, a, b)));
    case '..':
    case '...':
    case '..=':
      return range(a, b, operator === '..' && family === 'rust' ? false : operator !== '...');
    case '..<':
    case 'until':
      return range(a, b, false);
    case '!~':
      return typeof b === 'object' && b instanceof Pattern ? operated(it, '=~', a, b) === null : operated(it, '=~', b, a) === null;
    case '=~':
      if (a === null && family === 'ruby') return null;
      if (typeof a === 'string' && b instanceof Pattern) {
        const found = matchIn(it, a, b);
        return found ? BigInt(found.index!) : null;
      }
      throw new Unknown('a match');
  }
  if (a instanceof Obj && family !== 'csharp') {
    const own = it.methodOf(a, new RegExp(`^(?:${OPERATOR_METHODS[operator] ?? 'none'})$`));
    if (own) {
      const gave = it.call(own, [b]);
      if (!isNotImplemented(gave)) return gave;
    }
  }
  const flags = onFlags(operator, a, b);
  if (flags !== undefined) return flags;
  [a, b] = [plainOf(a), plainOf(b)];
  if (b instanceof Obj && family === 'python') {
    const own = it.methodOf(b, new RegExp(`^(?:${REFLECTED[operator] ?? 'none'})$`));
    if (own && !(a instanceof Obj && a.cls === b.cls)) return it.call(own, [a]);
  }
  [a, b] = [asTuple(a), asTuple(b)];
  if (operator === '/' && [a, b].some((each) => each instanceof Obj && each.type === 'path')) return joinedPath(a, b);
  if ((a instanceof Moment || b instanceof Moment) && typeof a !== 'string' && typeof b !== 'string') return onMoments(it, operator, a, b);
  if (a instanceof Foreign && b instanceof Foreign && operator === '|' && family === 'php') return new Foreign(`${a.name}|${b.name}`);
  if ((a instanceof Decimal || b instanceof Decimal) && family !== 'java') return onDecimals(it, operator, a, b);
  if (family === 'php' && /^(?:[-+*/%]|\*\*)$/.test(operator)) [a, b] = [plainInPhp(a, b), plainInPhp(b, a)];
  if (family === 'java' && ((a === null && isNumber(b)) || (b === null && isNumber(a)))) return fail('NullPointerException');
  if (isNumber(a) && isNumber(b)) return calculated(it, operator, a, b);
  const isHeld = /^(?:python|ruby|php)$/.test(family) && (a instanceof List || a instanceof Dict);
  if (typeof a === 'string' || (typeof b === 'string' && !isHeld)) return onTexts(it, operator, a, b);
  if (a instanceof Obj && a.type === 'yielder' && operator === '<<') return it.call(a.fields.get('yield'), [b]);
  if (a instanceof Dict && a.kind === 'set' && operator === '<<') {
    if (a.fixed) throw frozen(it, a);
    a.set(b, b);
    return a;
  }
  if (family === 'python' && operator === '*' && typeof a === 'bigint' && b instanceof List) [a, b] = [b, a];
  if (family === 'python' && /^[-|&^]$/.test(operator)) [a, b] = [asSet(a, b), asSet(b, a)];
  if (family === 'php' && operator === '+' && isHeld && (b instanceof List || b instanceof Dict)) return unitedInPhp(a, b);
  if (a instanceof List) return onLists(it, operator, a, b);
  if (a instanceof Dict && b instanceof Dict) return onMaps(operator, a, b);
  if (
    family === 'python' &&
    (typeof a === 'boolean' || typeof b === 'boolean') &&
    (isNumber(a) || typeof a === 'boolean') &&
    (isNumber(b) || typeof b === 'boolean')
  )
    return calculated(it, operator, typeof a === 'boolean' ? BigInt(a) : a, typeof b === 'boolean' ? BigInt(b) : b);
  if (typeof a === 'boolean' && typeof b === 'boolean' && /^[&|^]$/.test(operator))
    return operator === '&' ? a && b : operator === '|' ? a || b : a !== b;
  throw noOperator(it, operator, a, b) ?? new Unknown(`${operator} of something else`);
}

/** What PHP takes nothing and truths for beside a number. */
function plainInPhp(value: Value, other: Value): Value {
  if (!isNumber(other) && other !== null && typeof other !== 'boolean') return value;
  return value === null ? 0n : typeof value === 'boolean' ? BigInt(value) : value;
}

/** Methods of Python for `<`, `<=`, `>` and `>=`, each with that of the other side. */
const ORDERS: Readonly<Record<string, readonly [string, string]>> = {
  '<': ['__lt__', '__gt__'],
  '<=': ['__le__', '__ge__'],
  '>': ['__gt__', '__lt__'],
  '>=': ['__ge__', '__le__'],
};

function ordered(it: Machine, operator: string, a: Value, b: Value): boolean {
  const { family } = it;
  if (family === 'python') {
    const [own, other] = ORDERS[operator]!;
    for (const [of, name, to] of [
      [a, own, b],
      [b, other, a],
    ] as const) {
      const method = of instanceof Obj ? it.methodOf(of, new RegExp(`^${name}$`)) : undefined;
      if (!method) continue;
      const gave = it.call(method, [to]);
      if (!isNotImplemented(gave)) return isTrue(it, gave);
    }
    if (a instanceof Dict && b instanceof Dict && a.kind === 'set' && b.kind === 'set') {
      const within = (x: Dict, y: Dict): boolean => x.keys().every((key) => y.has(key));
      const [small, big] = operator.startsWith('<') ? [a, b] : [b, a];
      return within(small, big) && (operator.endsWith('=') || small.entries.size < big.entries.size);
    }
  }
  if (family === 'ruby' && a instanceof Obj) {
    const method = it.methodOf(a, new RegExp(`^${operator}$`));
    if (method) return isTrue(it, it.call(method, [b]));
  }
  const order = compared(it, a, b);
  return operator.startsWith('<') ? order < 0 || (operator === '<=' && order === 0) : order > 0 || (operator === '>=' && order === 0);
}

const OPERATOR_METHODS: Readonly<Record<string, string>> = {
  '+': '__add__|plus|\\+|add|operator\\+',
  '-': '__sub__|minus|-|operator-',
  '*': '__mul__|times|\\*|operator\\*',
  '/': '__truediv__|div|/',
  '//': '__floordiv__',
  '%': '__mod__|rem|%',
  '<<': '<<|__lshift__',
  '>>': '>>|__rshift__',
  '@': '__matmul__',
  '**': '__pow__|\\*\\*',
  '&': '__and__|&',
  '|': '__or__|\\|',
  '^': '__xor__|\\^',
  '=~': '=~',
};

/** Methods of Python for an operator whose left side does not know it. */
const REFLECTED: Readonly<Record<string, string>> = {
  '+': '__radd__',
  '-': '__rsub__',
  '*': '__rmul__',
  '/': '__rtruediv__',
  '//': '__rfloordiv__',
  '%': '__rmod__',
  '**': '__rpow__',
  '@': '__rmatmul__',
  '&': '__rand__',
  '|': '__ror__',
};

/** The keys or the items of a map as a set, and what is calculated with them. */
function asSet(of: Value, other: Value): Value {
  const isView = (value: Value): boolean => value instanceof List && value.map !== undefined;
  if (!(of instanceof List) || !(isView(of) || isView(other))) return of;
  const made = new Dict('set');
  for (const each of of.items) made.set(each, each);
  return made;
}

/** `Path(…) / 'name'` */
function joinedPath(a: Value, b: Value): Obj {
  const [left, right] = [a, b].map((each) => (each instanceof Obj ? each.fields.get('text') : each));
  if (typeof left !== 'string' || typeof right !== 'string') throw new Unknown('a path');
  return new Obj(undefined, new Map<string, Value>([['text', left === '.' || right.startsWith('/') ? right : `${left}/${right}`]]), 'path');
}

function range(a: Value, b: Value, inclusive: boolean): Value {
  if (typeof a === 'string' && typeof b === 'string' && a.length === 1 && b.length === 1) {
    const [from, end] = [a.charCodeAt(0), b.charCodeAt(0) + (inclusive ? 1 : 0)];
    return new List(Array.from({ length: counted(Math.max(0, end - from)) }, (_, at) => String.fromCharCode(from + at)));
  }
  if (a instanceof Moment && b instanceof Moment && a.kind === 'day' && b.kind === 'day') {
    const days = Math.round((b.ms - a.ms) / DAY_MS) + (inclusive ? 1 : 0);
    return new List(Array.from({ length: counted(Math.max(0, days)) }, (_, at) => new Moment('day', a.ms + at * DAY_MS)));
  }
  if (isNumber(a) && isNumber(b) && (typeof a === 'number' || typeof b === 'number')) return rangeObject(a, b, !inclusive);
  if (typeof a !== 'bigint' || typeof b !== 'bigint') throw new Unknown('a range of something else');
  const to = inclusive ? b : b - 1n;
  if (to - a > 20_000n) throw new Unknown('a long range');
  return new List(to < a ? [] : Array.from({ length: counted(Number(to - a) + 1) }, (_, at) => a + BigInt(at)));
}

function has(it: Machine, of: Value, value: Value): boolean {
  if (typeof of === 'string' && typeof value === 'string') return of.includes(value);
  if (of instanceof Dict) return of.has(value);
  if (of instanceof Obj) {
    if (of.cls?.members) return onFlags('&', of, value) === value;
    const own = it.methodOf(of, /^(?:__contains__|contains)$/);
    if (own) return isTrue(it, it.call(own, [value]));
  }
  if (of instanceof List) return of.items.some((each) => same(it, each, value));
  if (of instanceof Cls && of.members) return of.members.some((each) => each === value);
  if (it.family === 'python') return listOf(it, of).some((each) => same(it, each, value));
  throw new Unknown('an element of something else');
}

function onTexts(it: Machine, operator: string, a: Value, b: Value): Value {
  const { family } = it;
  if (operator === '+' && typeof a === 'string' && typeof b === 'string') return a + b;
  if (operator === '+' && /^(?:java|csharp|kotlin)$/.test(family)) return it.shown(a) + it.shown(b);
  if (operator === '.' && family === 'php') return it.shown(a) + it.shown(b);
  if (operator === '%' && typeof a === 'string' && /^(?:python|ruby)$/.test(family))
    return printed(it, a, b instanceof List ? b.items : [b], family);
  if (operator === '*' && /^(?:python|ruby)$/.test(family)) {
    const [text, count] = typeof a === 'string' ? [a, b] : [b as string, a];
    if (typeof count === 'bigint') return text.repeat(counted(Math.max(0, Number(count))));
  }
  if (operator === '<<' && family === 'ruby') throw new Unknown('a text that changes');
  if (
    operator === '-' &&
    typeof a === 'string' &&
    typeof b === 'string' &&
    a.length === 1 &&
    b.length === 1 &&
    !/^(?:python|ruby|php)$/.test(family)
  )
    return BigInt(a.codePointAt(0)! - b.codePointAt(0)!);
  if (family === 'php' && /^[-+*/%]$/.test(operator)) {
    const number = (value: Value): number | bigint =>
      isNumber(value)
        ? value
        : typeof value === 'string' && /^-?\d+$/.test(value)
          ? BigInt(value)
          : typeof value === 'string' && /^-?\d*\.\d+$/.test(value)
            ? Number(value)
            : refuse();
    return calculated(it, operator, number(a), number(b));
  }
  throw noOperator(it, operator, a, b) ?? new Unknown(`${operator} of texts`);
}

/** Two arrays of PHP: of a key that both have, the first one's value. */
function unitedInPhp(a: Value, b: Value): List | Dict {
  const [own, others] = [phpPairs(a), phpPairs(b)];
  const keys = new Set(own.map(([key]) => key));
  return phpArray([...own, ...others.filter(([key]) => !keys.has(key))]);
}

function onLists(it: Machine, operator: string, a: List, b: Value): Value {
  if (operator === '+' && b instanceof List && /^(?:python|ruby|kotlin)$/.test(it.family))
    return new List([...a.items, ...b.items], a.kind);
  if (operator === '+' && it.family === 'kotlin') return new List([...a.items, b]);
  if (operator === '*' && typeof b === 'bigint') return new List(Array.from({ length: counted(Number(b)) }, () => a.items).flat(), a.kind);
  if (operator === '-' && it.family === 'ruby')
    return new List(a.items.filter((each) => !itemsOf(b, it.family).some((other) => same(it, each, other))));
  if (operator === '<<' && it.family === 'ruby') {
    if (a.fixed) throw frozen(it, a);
    a.items.push(b);
    return a;
  }
  if (operator === '&' && it.family === 'ruby')
    return new List(a.items.filter((each) => itemsOf(b, it.family).some((other) => same(it, each, other))));
  if (operator === '|' && it.family === 'ruby') {
    const all = new Dict('set');
    for (const each of [...a.items, ...itemsOf(b, it.family)]) all.set(each, each);
    return new List(all.keys());
  }
  throw noOperator(it, operator, a, b) ?? new Unknown(`${operator} of a list`);
}

function onMaps(operator: string, a: Dict, b: Dict): Value {
  const made = new Dict(a.kind);
  if (a.fixed && a.kind === 'set') made.fixed = true;
  const keep = (from: Dict, is: (key: Value) => boolean): void => {
    for (const [key, value] of from.pairs()) if (is(key)) made.set(key, value);
  };
  if (operator === '|' || (operator === '+' && a.kind === 'map')) {
    keep(a, () => true);
    keep(b, () => true);
  } else if (operator === '&') keep(a, (key) => b.has(key));
  else if (operator === '-') keep(a, (key) => !b.has(key));
  else if (operator === '^') {
    keep(a, (key) => !b.has(key));
    keep(b, (key) => !a.has(key));
  } else throw new Unknown(`${operator} of maps`);
  return made;
}
