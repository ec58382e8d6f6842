import { counted } from '../values/limits';
import { Func, List, Native, OwnValue, Unknown, type Value } from '../values/value';
import { entriesOf } from './iterators';
import { bitsOf, CellBox, Char, Data, F32, Heap, inside, Int, itemsIn, Library, Range, Ref, RustMap, strip, View } from './values';
import type { World } from './machine';

/** What stands in `{…}` behind the `:`. */
export interface Spec {
  readonly fill: string;
  readonly align?: string | undefined;
  readonly plus: boolean;
  readonly alternate: boolean;
  readonly zero: boolean;
  readonly width?: number | undefined;
  readonly precision?: number | undefined;
  /** `''` for `Display`, `?` for `Debug`, `x` and others. */
  readonly type: string;
}

export const PLAIN: Spec = { fill: ' ', plus: false, alternate: false, zero: false, type: '' };

/** What a value writes itself to. */
export class Formatter extends OwnValue {
  text = '';

  constructor(readonly spec: Spec) {
    super();
  }

  get plain(): Value {
    return this.text;
  }
}

const SPEC =
  /^(?:(.)?([<^>]))?(\+)?(#)?(0(?!\$))?(?:(\d+|[\p{L}_][\p{L}\p{N}_]*(?=\$))(\$)?)?(?:\.(?:(\*)|(\d+|[\p{L}_][\p{L}\p{N}_]*(?=\$))(\$)?))?(\?|[xXobe])?$/u;

/** The text of a format with its arguments. @param named by their names: those of the call, and those around it */
export function formatted(w: World, format: string, args: readonly Value[], named: (name: string) => Value): string {
  let next = 0;
  const valueAt = (key: string): Value => {
    if (key !== '' && !/^\d+$/.test(key)) return named(key);
    const at = key === '' ? next++ : Number(key);
    if (at >= args.length) throw new Unknown('a format');
    return args[at];
  };
  return format.replace(/\{\{|\}\}|\{([^{}:]*)(?::([^{}]*))?\}/g, (all, key: string | undefined, spelled: string | undefined) => {
    const written = (spelled ?? '').trimEnd();
    if (all === '{{') return '{';
    if (all === '}}') return '}';
    const parts = SPEC.exec(written);
    if (!parts) throw new Unknown('a format');
    const [, fill = ' ', align, plus, alternate, zero, width, widthOf, star, precision, precisionOf, type = ''] = parts;
    const count = (value: Value): number => counted(Number((inside(value) as Int).value));
    const size = star
      ? count(valueAt(''))
      : precision === undefined
        ? undefined
        : precisionOf
          ? count(valueAt(precision))
          : counted(Number(precision));
    const value = valueAt((key ?? '').trim());
    const wide = width === undefined ? undefined : widthOf ? count(valueAt(width)) : counted(Number(width));
    const spec: Spec = {
      fill,
      align,
      plus: plus !== undefined,
      alternate: alternate !== undefined,
      zero: zero !== undefined,
      width: wide,
      precision: size,
      type,
    };
    return written.endsWith('?') ? debug(w, value, spec) : display(w, value, spec);
  });
}

/** A text in the width that is asked for. */
export function padded(text: string, { fill, align, width = 0 }: Spec, usual = '<'): string {
  const missing = width - [...text].length;
  if (missing <= 0) return text;
  const side = align ?? usual;
  const left = side === '<' ? 0 : side === '>' ? missing : Math.floor(missing / 2);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

/** A number with its sign, in the width that is asked for. */
function number(digits: string, isNegative: boolean, spec: Spec, prefix = ''): string {
  const sign = isNegative ? '-' : spec.plus ? '+' : '';
  if (spec.zero && spec.width !== undefined) return sign + prefix + digits.padStart(spec.width - sign.length - prefix.length, '0');
  return padded(sign + prefix + digits, spec, '>');
}

/** Digits of a fraction, the shortest that are only its own. */
function shortest(value: number, isSingle: boolean): string {
  if (!isSingle) return String(value);
  for (let digits = 1; digits <= 9; digits += 1) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(value);
}

/** A number without an exponent. */
function plainDigits(text: string): string {
  const [, whole = '', fraction = '', exponent = '0'] = /^(\d+)(?:\.(\d+))?(?:e([-+]?\d+))?$/.exec(text) ?? [];
  const by = Number(exponent);
  const digits = whole + fraction;
  const point = whole.length + by;
  if (by === 0) return text;
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length ? digits.padEnd(point, '0') : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** So many digits of a number's exact value; halves go to the even digit. */
function exactly(size: number, digits: number): string {
  let [mantissa, exponent] = [size, 0];
  while (!Number.isInteger(mantissa)) [mantissa, exponent] = [mantissa * 2, exponent + 1];
  const [over, by] = [BigInt(mantissa) * 10n ** BigInt(digits), 1n << BigInt(exponent)];
  const [whole, rest] = [over / by, (over % by) * 2n];
  const all = String(rest > by || (rest === by && whole % 2n === 1n) ? whole + 1n : whole).padStart(digits + 1, '0');
  return digits === 0 ? all : `${all.slice(0, -digits)}.${all.slice(-digits)}`;
}

function float(value: number, isSingle: boolean, spec: Spec): string {
  if (Number.isNaN(value)) return padded('NaN', spec, '>');
  const isNegative = value < 0 || Object.is(value, -0);
  const size = Math.abs(value);
  if (size === Infinity) return padded(isNegative ? '-inf' : spec.plus ? '+inf' : 'inf', spec, '>');
  if (spec.type === 'e') throw new Unknown('an exponent');
  if (spec.precision !== undefined) {
    if (size >= 1e21 || spec.precision > 100) throw new Unknown('a long number');
    return number(exactly(size, spec.precision), isNegative, spec);
  }
  const text = shortest(size, isSingle);
  if (spec.type !== '?') return number(plainDigits(text), isNegative, spec);
  if (size !== 0 && (size < 1e-5 || size >= 1e16)) {
    const [, mantissa, exponent] = /^(.*?)(?:e\+?(-?\d+))?$/.exec(size.toExponential()) ?? [];
    const own = isSingle ? Number(text).toExponential().replace('e+', 'e') : `${mantissa}e${exponent}`;
    return number(own, isNegative, spec);
  }
  const plain = plainDigits(text);
  return number(plain.includes('.') ? plain : `${plain}.0`, isNegative, spec);
}

function int({ type, value }: Int, spec: Spec): string {
  const radix = { x: 16, X: 16, o: 8, b: 2 }[spec.type];
  if (radix === undefined) {
    if (spec.type === 'e') throw new Unknown('an exponent');
    return number(String(value < 0n ? -value : value), value < 0n, spec);
  }
  if (value < 0n && type === 'sint') throw new Unknown('the type of a number');
  const digits = BigInt.asUintN(bitsOf(type), value).toString(radix);
  const prefix = spec.alternate ? { x: '0x', X: '0x', o: '0o', b: '0b' }[spec.type] : '';
  return number(spec.type === 'X' ? digits.toUpperCase() : digits, false, spec, prefix);
}

const TRAITS: Readonly<Record<string, string>> = {
  '': 'Display',
  '?': 'Debug',
  x: 'LowerHex',
  X: 'UpperHex',
  b: 'Binary',
  o: 'Octal',
  e: 'LowerExp',
};

/** What the program's own code writes of a value; undefined where it has none. */
function ownText(w: World, value: Value, spec: Spec): string | undefined {
  const methods = w.methodsFor(value, 'fmt').filter(({ trait }) => trait?.name === TRAITS[spec.type]);
  const [method] = methods;
  if (!method) return undefined;
  const to = new Formatter(spec);
  const done = inside(
    w.invoke(
      [method],
      [
        strip(value),
        new Ref(
          () => to,
          () => undefined,
        ),
      ],
    ),
  );
  if (done instanceof Data && done.variant === 'Err') w.panic('a Display implementation returned an error unexpectedly: Error');
  return to.text;
}

export function display(w: World, given: Value, spec: Spec = PLAIN): string {
  const value = inside(given);
  if (value instanceof Int) return int(value, spec);
  if (typeof value === 'number') return float(value, false, spec);
  if (value instanceof F32) return float(value.value, true, spec);
  if (typeof value === 'string') return padded(cut(value, spec), spec);
  if (value instanceof Char) return padded(cut(value.text, spec), spec);
  if (typeof value === 'boolean') return padded(cut(String(value), spec), spec);
  const own = ownText(w, value, spec);
  if (own !== undefined) return own;
  if (value instanceof Library) return padded(value.display, spec);
  if (value instanceof Formatter) return value.text;
  throw new Unknown('what a value is written as');
}

function cut(text: string, { precision }: Spec): string {
  return precision === undefined ? text : [...text].slice(0, precision).join('');
}

const SIGNS: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0', '\\': '\\\\' };

function escaped(text: string, quote: string): string {
  const inner = text.replace(/[\\\n\r\t\0"']|[\p{C}\p{Zl}\p{Zp}]|\p{M}|(?! )\p{Zs}/gu, (sign) => {
    if (SIGNS[sign] !== undefined) return SIGNS[sign];
    if (sign === '"' || sign === "'") return sign === quote ? `\\${sign}` : sign;
    if (/\p{M}/u.test(sign)) throw new Unknown('a mark above a letter');
    return `\\u{${sign.codePointAt(0)!.toString(16)}}`;
  });
  return quote + inner + quote;
}

/** What `{:?}` writes of a value. */
export function debug(w: World, given: Value, spec: Spec = { ...PLAIN, type: '?' }): string {
  const value = inside(given);
  if (value instanceof Int) return int(value, spec);
  if (typeof value === 'number') return float(value, false, spec);
  if (value instanceof F32) return float(value.value, true, spec);
  if (typeof value === 'string') return padded(escaped(value, '"'), spec);
  if (value instanceof Char) return padded(escaped(value.text, "'"), spec);
  if (typeof value === 'boolean') return padded(String(value), spec);
  const inner = (each: Value): string => debug(w, each, spec);
  if (value instanceof Data) {
    const own = value.decl.isBuiltIn ? undefined : ownText(w, value, { ...spec, type: '?' });
    if (own !== undefined) return own;
    if (!value.decl.derives.has('Debug')) throw new Unknown('what a value is written as');
    const shape = value.decl.variant(value.variant)?.shape;
    if (value.fields.size === 0) return value.variant;
    const isTuple = shape === 'tuple';
    const parts = [...value.fields].map(([name, each]) => (isTuple ? inner(each) : `${name}: ${inner(each)}`));
    return isTuple ? group(`${value.variant}(`, parts, ')', spec) : group(`${value.variant} {`, parts, '}', spec, ' ');
  }
  if (value instanceof RustMap) {
    const pairs = w.ordered(value, entriesOf(value));
    return group(
      '{',
      pairs.map(([key, each]) => (value.kind === 'set' ? inner(key) : `${inner(key)}: ${inner(each)}`)),
      '}',
      spec,
    );
  }
  if (value instanceof List && value.kind === 'tuple') {
    if (value.items.length === 0) return padded('()', spec);
    return group('(', value.items.map(inner), value.items.length === 1 && !spec.alternate ? ',)' : ')', spec);
  }
  if (value instanceof Heap) throw new Unknown('the order of a heap');
  if (value instanceof List || value instanceof View) return group('[', itemsIn(value).map(inner), ']', spec);
  if (value instanceof CellBox) {
    if (/^(?:Ref)?Cell$/.test(value.kind)) return group(`${value.kind} {`, [`value: ${inner(value.value)}`], '}', spec, ' ');
    throw new Unknown('what a value is written as');
  }
  if (value instanceof Range) {
    const [from, to] = [value.from === undefined ? '' : inner(value.from), value.to === undefined ? '' : inner(value.to)];
    return `${from}${value.closed ? '..=' : '..'}${to}`;
  }
  if (value instanceof Library) return value.debug;
  if (value instanceof Func || value instanceof Native) throw new Unknown('a function that is written');
  throw new Unknown('what a value is written as');
}

function group(open: string, parts: readonly string[], close: string, { alternate }: Spec, space = ''): string {
  if (parts.length === 0) return open + close;
  if (!alternate) return `${open}${space}${parts.join(', ')}${space}${close}`;
  return `${open}\n${parts.map((each) => `${each.replace(/^/gm, '    ')},\n`).join('')}${close}`;
}
