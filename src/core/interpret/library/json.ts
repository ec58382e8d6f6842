import { counted } from '../values/limits';
import { type Row, text } from './rowParts';
import { Dict, isNumber, List, type Machine, nameOf, Obj, Sym, Thrown, Unknown, type Value } from '../values/value';

/** A value as JSON. @param indent blanks for each level; 0 for one line */
export function jsonText(it: Machine, value: Value, indent: number, separators: readonly [string, string] = [',', ':'], depth = 0): string {
  const [between, after] = separators;
  const inner = (each: Value): string => jsonText(it, each, indent, separators, depth + 1);
  const within = (open: string, parts: readonly string[], close: string): string => {
    if (parts.length === 0) return open + close;
    if (indent === 0) return open + parts.join(between) + close;
    const pad = '\n' + ' '.repeat(counted(indent * (depth + 1)));
    return `${open}${pad}${parts.join(`,${pad}`)}\n${' '.repeat(counted(indent * depth))}${close}`;
  };
  const colon = indent > 0 ? ': ' : after;
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (isNumber(value)) return it.shown(value);
  if (typeof value === 'string') {
    const written = JSON.stringify(value);
    if (it.family === 'php')
      return written.replace(/\//g, '\\/').replace(/[^\x20-\x7E]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
    return it.family === 'python'
      ? written.replace(/[^\x20-\x7E]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
      : written;
  }
  if (value instanceof List) return within('[', value.items.map(inner), ']');
  if (value instanceof Dict) {
    if (value.kind === 'set') throw new Unknown('JSON of a set');
    return within(
      '{',
      value.pairs().map(([key, each]) => `${JSON.stringify(nameOf(key))}${colon}${inner(each)}`),
      '}',
    );
  }
  const own = value instanceof Obj && it.family === 'php' ? it.methodOf(value, /^jsonSerialize$/) : undefined;
  if (own) return inner(it.call(own, []));
  if (value instanceof Obj && it.family === 'php' && value.cls?.members && value.fields.has('value'))
    return inner(value.fields.get('value'));
  throw new Unknown('JSON of an object');
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
    if ([...named.keys()].some((name) => !/^(?:indent|sort_keys)$/.test(name))) throw new Unknown('JSON with options');
    return jsonText(it, named.get('sort_keys') === true ? sortedKeys(value) : value, Number(named.get('indent') ?? 0), [', ', ': ']);
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
