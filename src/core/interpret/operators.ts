import { counted, powerOf, shiftedLeft } from './limits';
import { printed } from './formats';
import { mixedIn } from './lookup';
import { matchIn } from './rubyMatches';
import { comparedDecimals } from './decimals';
import { comparedMoments, onMoments } from './moments';
import { scriptOperated } from './script/operators';
import { wrapped } from './widths';
import {
  Dict,
  Foreign,
  Func,
  isNumber,
  itemsOf,
  List,
  Native,
  Obj,
  Thrown,
  Unknown,
  Cls,
  Pattern,
  Moment,
  Pointer,
  rangeObject,
  Promised,
  Sym,
  type Value,
  sameNumber,
  type Machine,
} from './values';

/** Whether a value counts as true. */
export function isTrue(it: Machine, value: Value): boolean {
  if (typeof value === 'boolean') return value;
  const { family } = it;
  if (value instanceof Foreign) {
    if (family === 'javascript' && /^[A-Z][A-Za-z]*$/.test(value.name)) return true;
    throw new Unknown('a name that nothing sets');
  }
  if (value === null || value === undefined) return false;
  if (family === 'ruby') return true;
  if (value instanceof Promised) return true;
  if (family === 'javascript') return typeof value === 'object' || Boolean(value);
  if (/^(?:python|php)$/.test(family)) {
    if (isNumber(value)) return !sameNumber(value, 0);
    if (typeof value === 'string') return value !== '' && !(family === 'php' && value === '0');
    if (value instanceof List) return value.items.length > 0;
    if (value instanceof Dict) return value.entries.size > 0;
    const own = it.methodOf(value, /^(?:__bool__|__len__)$/);
    return own ? isTrue(it, it.call(own, [])) : true;
  }
  if (family === 'cpp' && isNumber(value)) return !sameNumber(value, 0);
  throw new Unknown('a truth of something else');
}

/** Whether two values are equal, as an operator asks. */
export function equal(it: Machine, a: Value, b: Value, operator = '=='): boolean {
  const { family } = it;
  if (family === 'javascript') return scriptOperated(it, /^[!=]=$/.test(operator) ? '==' : '===', a, b) === true;
  if (isNumber(a) && isNumber(b)) return sameNumber(a, b);
  const codes = asCodes(it, a, b);
  if (codes) return codes[0] === codes[1];
  if (a instanceof Foreign && b instanceof Foreign && a.name === b.name && family === 'java') return true;
  if (a instanceof Foreign || b instanceof Foreign) throw new Unknown('a name that nothing sets');
  // A slice that was never made is nothing, and an empty one is not.
  if (family === 'go' && [a, b].some((each) => each === null) && [a, b].some((each) => each instanceof List && each.items.length === 0))
    throw new Unknown('whether a list is nil');
  if (a === null || a === undefined || b === null || b === undefined) return (a ?? null) === (b ?? null);
  if (a instanceof Pointer && b instanceof Pointer) return a.to === b.to;
  if (operator === 'is') {
    if (typeof a !== 'object' || typeof b !== 'object') return a === b;
    return a === b;
  }
  if (family === 'php' && operator !== '===' && operator !== '!==' && typeof a !== typeof b) {
    if ((isNumber(a) && typeof b === 'string') || (isNumber(b) && typeof a === 'string')) return Number(a) === Number(b);
    throw new Unknown('a loose comparison');
  }
  if (family === 'python' && (typeof a === 'boolean' || typeof b === 'boolean') && (isNumber(a) || isNumber(b)))
    return Number(a) === Number(b);
  const isNumeric = (each: Value): boolean =>
    typeof each === 'string' && /^\s*[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?\s*$/.test(each);
  if (family === 'php' && operator === '==' && isNumeric(a) && isNumeric(b)) return Number(a) === Number(b);
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (family === 'java' && operator === '==') {
    if (typeof a === 'object' && typeof b === 'object') return a === b;
  }
  return same(it, a, b);
}

/** The codes of a letter and a number, in languages in which a letter is one. */
function asCodes({ family }: Machine, a: Value, b: Value): [number, number] | undefined {
  if (typeof a === typeof b || !/^(?:java|cpp|csharp|go)$/.test(family)) return undefined;
  const code = (value: Value): number | undefined =>
    isNumber(value) ? Number(value) : typeof value === 'string' && [...value].length === 1 ? value.codePointAt(0) : undefined;
  const [x, y] = [code(a), code(b)];
  return x === undefined || y === undefined ? undefined : [x, y];
}

/** Whether two values have the same parts. */
export function same(it: Machine, a: Value, b: Value): boolean {
  if (a instanceof Pointer && b instanceof Pointer) return same(it, a.to, b.to);
  if (a instanceof Moment && b instanceof Moment) return a.kind === b.kind && a.ms === b.ms;
  if (isNumber(a) && isNumber(b)) return sameNumber(a, b);
  if (a instanceof Foreign || b instanceof Foreign) throw new Unknown('a name that nothing sets');
  if (a instanceof List && b instanceof List) {
    if (it.family === 'python' && a.kind !== b.kind) return false;
    return a.items.length === b.items.length && a.items.every((each, at) => same(it, each, b.items[at]));
  }
  if (it.family === 'php' && ((a instanceof List && b instanceof Dict) || (a instanceof Dict && b instanceof List))) return false;
  if (a instanceof Dict && b instanceof Dict) {
    if (a.entries.size !== b.entries.size || a.kind !== b.kind) return false;
    return a.pairs().every(([key, value]) => b.has(key) && (a.kind === 'set' || same(it, value, b.get(key))));
  }
  if (a instanceof Obj && b instanceof Obj) {
    if (a === b) return true;
    const own = it.family === 'php' ? undefined : it.methodOf(a, /^(?:__eq__|equals|Equals|==|eq|operator==)$/);
    if (own) return isTrue(it, it.call(own, [b]));
    if (it.family === 'ruby' && a.cls === b.cls && mixedIn(a.cls).has('Comparable')) return compared(it, a, b) === 0;
    const isPlain = a.cls === undefined && b.cls === undefined && a.type === '' && b.type === '';
    if ((a.isData && b.isData && a.cls === b.cls) || isPlain || it.family === 'php') {
      if (a.cls !== b.cls) return false;
      return (
        a.fields.size === b.fields.size && [...a.fields].every(([name, value]) => b.fields.has(name) && same(it, value, b.fields.get(name)))
      );
    }
    return false;
  }
  if ((a ?? null) === null && (b ?? null) === null) return true;
  return a === b;
}

/** Below 0 where the first comes first. */
export function compared(it: Machine, a: Value, b: Value): number {
  if (isNumber(a) && isNumber(b)) return a < b ? -1 : a > b ? 1 : sameNumber(a, b) ? 0 : Number.NaN;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b);
  const decimals = comparedDecimals(a, b);
  if (decimals !== undefined) return decimals;
  const codes = asCodes(it, a, b);
  if (codes) return codes[0] < codes[1] ? -1 : Number(codes[0] > codes[1]);
  if (a instanceof Obj && /^(?:ruby|java|kotlin|csharp)$/.test(it.family)) {
    const own = it.methodOf(a, /^(?:<=>|compareTo|CompareTo)$/);
    if (own) return Number(it.call(own, [b]));
  }
  if (a instanceof Moment && b instanceof Moment) return comparedMoments(a, b);
  if (a instanceof Sym && b instanceof Sym) return a.name < b.name ? -1 : Number(a.name > b.name);
  if (typeof a === 'boolean' && typeof b === 'boolean' && it.family !== 'ruby') return Number(a) - Number(b);
  if (a instanceof List && b instanceof List && /^(?:python|ruby|rust|cpp|php)$/.test(it.family)) {
    if (it.family === 'php' && a.items.length !== b.items.length) return a.items.length - b.items.length;
    for (let at = 0; at < Math.min(a.items.length, b.items.length); at += 1) {
      if (same(it, a.items[at], b.items[at])) continue;
      return compared(it, a.items[at], b.items[at]);
    }
    return a.items.length - b.items.length;
  }
  if (a instanceof Obj) {
    const own = it.methodOf(a, /^(?:compareTo|CompareTo|<=>|cmp|__cmp__)$/);
    if (own) return Number(it.call(own, [b]));
    const less = it.methodOf(a, /^__lt__$/);
    if (less) {
      if (isTrue(it, it.call(less, [b]))) return -1;
      const other = it.methodOf(b, /^__lt__$/);
      return other && isTrue(it, it.call(other, [a])) ? 1 : 0;
    }
    if (a.constant && b instanceof Obj && b.constant) return a.constant.ordinal - b.constant.ordinal;
  }
  throw new Unknown('an order of something else');
}

const DAY_MS = 86_400_000;

const FRACTIONS = /^(?:double|float|float32|float64|f32|f64|Double|Float|decimal)$/;
const WHOLES =
  /^(?:(?:unsigned )?(?:int|long|short|byte)|Integer|Long|Int|u?int(?:8|16|32|64)?(?:_t)?|(?:std::)?size_t|[iu](?:8|16|32|64|128|size)|uint|ulong|rune)$/;

/** A value as a variable of a type holds it. @param cast it is asked for, and not only kept */
export function coerced(it: Machine, value: Value, written: string | undefined, cast = false): Value {
  if (written === undefined || /^(?:python|ruby)$/.test(it.family)) return value;
  const type = written
    .replace(/^(?:final|const|mut|readonly|&|\s)+/g, '')
    .replace(/\?$/, '')
    .trim();
  if (it.family === 'php') {
    if (!cast) return type === 'float' && typeof value === 'bigint' ? Number(value) : value;
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
      return compared(it, a, b) < 0;
    case '<=':
      return compared(it, a, b) <= 0;
    case '>':
      return compared(it, a, b) > 0;
    case '>=':
      return compared(it, a, b) >= 0;
    case '<=>':
      return BigInt(Math.sign(compared(it, a, b)));
    case '..':
    case '...':
    case '..=':
      return range(a, b, operator === '..' && family === 'rust' ? false : operator !== '...');
    case '..<':
    case 'until':
      return range(a, b, false);
    case '=~':
      if (typeof a === 'string' && b instanceof Pattern) {
        const found = matchIn(it, a, b);
        return found ? BigInt(found.index!) : null;
      }
      throw new Unknown('a match');
  }
  if (a instanceof Obj) {
    const own = it.methodOf(a, new RegExp(`^(?:${OPERATOR_METHODS[operator] ?? 'none'})$`));
    if (own) return it.call(own, [b]);
  }
  if ((a instanceof Moment || b instanceof Moment) && typeof a !== 'string' && typeof b !== 'string') return onMoments(it, operator, a, b);
  if (isNumber(a) && isNumber(b)) return calculated(it, operator, a, b);
  if (family === 'java' && ((a === null && isNumber(b)) || (b === null && isNumber(a))))
    throw new Thrown(new Obj(undefined, new Map(), 'NullPointerException'));
  if (typeof a === 'string' || typeof b === 'string') return onTexts(it, operator, a, b);
  if (a instanceof Dict && a.kind === 'set' && operator === '<<') {
    a.set(b, b);
    return a;
  }
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
  throw new Unknown(`${operator} of something else`);
}

const OPERATOR_METHODS: Readonly<Record<string, string>> = {
  '+': '__add__|plus|\\+|add|operator\\+',
  '-': '__sub__|minus|-|operator-',
  '*': '__mul__|times|\\*|operator\\*',
  '/': '__truediv__|div|/',
  '//': '__floordiv__',
  '%': '__mod__|rem|%',
  '<<': '<<',
};

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
    const own = it.methodOf(of, /^(?:__contains__|contains)$/);
    if (own) return isTrue(it, it.call(own, [value]));
  }
  if (of instanceof List) return of.items.some((each) => same(it, each, value));
  throw new Unknown('an element of something else');
}

function calculated({ family }: Machine, operator: string, a: number | bigint, b: number | bigint): Value {
  if (typeof a === 'bigint' && typeof b === 'bigint') {
    switch (operator) {
      case '+':
        return a + b;
      case '-':
        return a - b;
      case '*':
        return a * b;
      case '**':
        return b < 0n ? Number(a) ** Number(b) : powerOf(a, b);
      case '/':
        if (b === 0n) throw divided(family);
        if (family === 'python' || (family === 'php' && a % b !== 0n)) return Number(a) / Number(b);
        return family === 'ruby' ? floorDivided(a, b) : a / b;
      case '//':
        if (b === 0n) throw divided(family);
        return floorDivided(a, b);
      case '%':
        if (b === 0n) throw divided(family);
        return /^(?:python|ruby)$/.test(family) ? a - floorDivided(a, b) * b : a % b;
      case '&':
        return a & b;
      case '|':
        return a | b;
      case '^':
        return a ^ b;
      case '<<':
        return shiftedLeft(a, b);
      case '>>':
      case '>>>':
        return a >> b;
      case '.':
        return `${a}${b}`;
    }
    throw new Unknown(`${operator} of numbers`);
  }
  const [x, y] = [Number(a), Number(b)];
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '**':
      return x ** y;
    case '/':
      if (y === 0) throw divided(family);
      return x / y;
    case '//':
      return Math.floor(x / y);
    case '%':
      return /^(?:python|ruby)$/.test(family) && x % y !== 0 && x % y < 0 !== y < 0 ? (x % y) + y : x % y;
  }
  throw new Unknown(`${operator} of numbers`);
}

function floorDivided(a: bigint, b: bigint): bigint {
  const whole = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? whole - 1n : whole;
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
  throw new Unknown(`${operator} of texts`);
}

function onLists(it: Machine, operator: string, a: List, b: Value): Value {
  if (operator === '+' && it.family === 'php' && b instanceof List) return new List([...a.items, ...b.items.slice(a.items.length)]);
  if (operator === '+' && b instanceof List && /^(?:python|ruby|kotlin)$/.test(it.family))
    return new List([...a.items, ...b.items], a.kind);
  if (operator === '+' && it.family === 'kotlin') return new List([...a.items, b]);
  if (operator === '*' && typeof b === 'bigint') return new List(Array.from({ length: counted(Number(b)) }, () => a.items).flat(), a.kind);
  if (operator === '-' && it.family === 'ruby')
    return new List(a.items.filter((each) => !itemsOf(b, it.family).some((other) => same(it, each, other))));
  if (operator === '<<' && it.family === 'ruby') {
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
  throw new Unknown(`${operator} of a list`);
}

function onMaps(operator: string, a: Dict, b: Dict): Value {
  const made = new Dict(a.kind);
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

/** Whether a value can be called. */
export function isCallable(value: Value): boolean {
  return value instanceof Func || value instanceof Native || value instanceof Cls;
}

/** The error of a division by zero. */
function divided(family: string): Thrown {
  const type =
    {
      java: 'ArithmeticException',
      kotlin: 'ArithmeticException',
      csharp: 'DivideByZeroException',
      php: 'DivisionByZeroError',
      go: 'panic',
      rust: 'panic',
    }[family] ?? 'ZeroDivisionError';
  return new Thrown(
    new Obj(undefined, new Map<string, Value>([['message', family === 'ruby' ? 'divided by 0' : 'division by zero']]), type),
  );
}

/** Whether a value is of a type that a language has by itself. @throws {@link Unknown} for another name */
export function isBuiltIn(value: Value, type: string): boolean {
  const is = Object.hasOwn(BUILT_IN, type) ? BUILT_IN[type] : undefined;
  if (!is) throw new Unknown('a type');
  return is(value);
}

const BUILT_IN: Readonly<Record<string, (value: Value) => boolean>> = {
  String: (value) => typeof value === 'string',
  Integer: (value) => typeof value === 'bigint',
  Float: (value) => typeof value === 'number',
  Numeric: isNumber,
  Array: (value) => value instanceof List,
  Hash: (value) => value instanceof Dict && value.kind === 'map',
  Set: (value) => value instanceof Dict && value.kind === 'set',
  Symbol: (value) => value instanceof Sym,
  NilClass: (value) => value === null,
  TrueClass: (value) => value === true,
  FalseClass: (value) => value === false,
  Proc: (value) => value instanceof Func || value instanceof Native,
};

/** The name of the type that a value has in Ruby. */
export function typeNameOf(value: Value): string | undefined {
  return Object.keys(BUILT_IN).find((name) => BUILT_IN[name]!(value));
}
