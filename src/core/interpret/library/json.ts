import { counted } from '../values/limits';
import { type Row, text } from './rowParts';
import { fail } from './errors';
import { Decimal, Dict, isNumber, List, Moment, type Machine, nameOf, Obj, Sym, Thrown, Unknown, type Value } from '../values/value';

/** How JSON is written. */
interface Style {
  /** What each level is indented by; nothing for one line. */
  indent: string | undefined;
  between: string;
  after: string;
  isAscii: boolean;
  /** Python: what makes something else of what JSON has no form for. */
  otherwise?: Value;
}

/** A value as JSON. @param indent blanks for each level; 0 for one line */
export function jsonText(it: Machine, value: Value, indent: number, separators: readonly [string, string] = [',', ':']): string {
  const [between, after] = separators;
  const isAscii = /^(?:php|python)$/.test(it.family);
  return written(it, value, { indent: indent === 0 ? undefined : ' '.repeat(counted(indent)), between, after, isAscii }, 0);
}

function written(it: Machine, value: Value, style: Style, depth: number): string {
  const { indent, between, after, isAscii, otherwise } = style;
  const inner = (each: Value): string => written(it, each, style, depth + 1);
  const within = (open: string, parts: readonly string[], close: string): string => {
    if (parts.length === 0) return open + close;
    if (indent === undefined) return open + parts.join(between) + close;
    const pad = (size: number): string => '\n' + indent.repeat(counted(size));
    return open + pad(depth + 1) + parts.join(between.trimEnd() + pad(depth + 1)) + pad(depth) + close;
  };
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (isNumber(value)) return Number.isFinite(Number(value)) ? it.shown(value) : unknown('a number of JSON');
  if (typeof value === 'string') {
    const text = it.family === 'php' ? JSON.stringify(value).replace(/\//g, '\\/') : JSON.stringify(value);
    return isAscii ? text.replace(/[^\x20-\x7E]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`) : text;
  }
  if (value instanceof List) return within('[', value.items.map(inner), ']');
  if (value instanceof Dict && value.kind === 'map')
    return within(
      '{',
      value.pairs().map(([key, each]) => `${inner(keyOf(it, key))}${indent === undefined ? after : after.trimEnd() + ' '}${inner(each)}`),
      '}',
    );
  if (it.family === 'python') {
    if (value instanceof Obj && value.isTuple) return within('[', value.parts!.map(inner), ']');
    if (otherwise !== undefined && otherwise !== null) return inner(it.call(otherwise, [value]));
    const type = typeName(value);
    if (type === undefined) return unknown('JSON of an object');
    return fail('TypeError', `Object of type ${type} is not JSON serializable`);
  }
  const own = value instanceof Obj && it.family === 'php' ? it.methodOf(value, /^jsonSerialize$/) : undefined;
  if (own) return inner(it.call(own, []));
  if (value instanceof Obj && it.family === 'php' && value.cls?.members && value.fields.has('value'))
    return inner(value.fields.get('value'));
  return unknown('JSON of an object');
}

/** Python: the type of a value that JSON has no form for. */
function typeName(value: Value): string | undefined {
  if (value instanceof Dict) return value.fixed ? 'frozenset' : 'set';
  if (value instanceof Decimal) return 'Decimal';
  if (value instanceof Moment) return { day: 'date', time: 'datetime', span: 'timedelta', clock: 'time' }[value.kind as 'day'];
  if (!(value instanceof Obj) || value.cls?.members) return undefined;
  return value.cls?.foreigns.length === 0 ? value.cls.name : value.type === 'path' ? 'PosixPath' : undefined;
}

/** A key of Python becomes a text. */
function keyOf(it: Machine, key: Value): Value {
  if (it.family !== 'python' || typeof key === 'string') return nameOf(key);
  if (key === null || typeof key === 'boolean' || isNumber(key))
    return key === null ? 'null' : typeof key === 'boolean' ? String(key) : it.shown(key);
  return fail('TypeError', 'keys must be str, int, float, bool or None');
}

function unknown(what: string): never {
  throw new Unknown(what);
}

/** The value that JSON says. @throws an error of the program where it is none */
export function parsedJson(it: Machine, text: string): Value {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    const type = { python: 'JSONDecodeError', ruby: 'JSON::ParserError' }[it.family] ?? 'SyntaxError';
    throw new Thrown(new Obj(undefined, new Map<string, Value>(), type));
  }
  return valueOf(it, read, text);
}

function valueOf(it: Machine, read: unknown, text: string): Value {
  if (Array.isArray(read)) return new List(read.map((each) => valueOf(it, each, text)));
  if (typeof read === 'number') {
    if (!Number.isInteger(read)) return read;
    // Whether `1` or `1.0` is written is lost.
    if (/\d\.0+\b|\d[eE]/.test(text)) throw new Unknown('JSON with fractions');
    return BigInt(read);
  }
  if (typeof read === 'object' && read !== null) {
    const entries = Object.entries(read).map(([key, each]): [string, Value] => [key, valueOf(it, each, text)]);
    const made = new Dict();
    for (const [key, each] of entries) made.set(key, each);
    return made;
  }
  return read as string | boolean | null;
}

/** What functions of JSON give, by name. */
export const JSON_ROWS: Readonly<Record<string, Row>> = {
  'JSON.parse': (it, [value], named) => {
    const made = parsedJson(it, text(value));
    return named.get('symbolize_names') === true ? withSymbols(made) : made;
  },
  'json.dumps': (it, [value], named) => {
    const known = /^(?:indent|sort_keys|separators|ensure_ascii|default)$/;
    if ([...named.keys()].some((name) => !known.test(name))) throw new Unknown('JSON with options');
    const indent = named.get('indent') ?? null;
    const signs = named.get('separators') ?? null;
    const [between, after] = signs instanceof List ? signs.items.map(text) : [', ', ': '];
    const style = {
      indent: indent === null ? undefined : typeof indent === 'string' ? indent : ' '.repeat(counted(Number(indent))),
      between: between!,
      after: after!,
      isAscii: named.get('ensure_ascii') !== false,
      otherwise: named.get('default'),
    };
    if (signs !== null && style.indent !== undefined) throw new Unknown('JSON with options');
    return written(it, named.get('sort_keys') === true ? sortedKeys(value) : value, style, 0);
  },
  'json.dump': (it, [value, file], named) => {
    it.send(file, 'write', [JSON_ROWS['json.dumps']!(it, [value], named)]);
    return null;
  },
  'json.loads': (it, [value]) => parsedJson(it, text(value)),
  'JSON.generate': (it, [value]) => jsonText(it, value, 0),
};

export function withSymbols(value: Value): Value {
  if (value instanceof List) return new List(value.items.map(withSymbols));
  if (!(value instanceof Dict)) return value;
  const made = new Dict();
  for (const [key, each] of value.pairs()) made.set(Sym.of(nameOf(key)), withSymbols(each));
  return made;
}

function sortedKeys(value: Value): Value {
  if (value instanceof List) return new List(value.items.map(sortedKeys));
  if (!(value instanceof Dict)) return value;
  const made = new Dict();
  for (const [key, each] of value.pairs().toSorted(([a], [b]) => (nameOf(a) < nameOf(b) ? -1 : 1))) made.set(key, sortedKeys(each));
  return made;
}
