import { counted } from '../values/limits';
import type { Row } from '../library/rowParts';
import {
  Dict,
  Foreign,
  Func,
  Hosted,
  Iterating,
  List,
  type Machine,
  Native,
  Obj,
  Cls,
  Sym,
  Promised,
  Pattern,
  Unknown,
  type Value,
} from '../values/value';
import { hosted, thrown } from './errors';
import { isFunction, valueOf } from './host';
import { keysOf } from './objects';
import { keyOf, textOf } from './operators';

/** JSON of a value, as `JSON.stringify` writes it. */
function written(
  it: Machine,
  holder: Value,
  key: string,
  given: Value,
  how: { replacer: Value; keys: readonly string[] | undefined; indent: string },
  around: readonly Value[],
): string | undefined {
  let value = given;
  if (value !== null && typeof value === 'object' && !(value instanceof Foreign)) {
    const own = value instanceof Sym || value instanceof Native ? undefined : it.property(value, 'toJSON');
    if (own !== undefined && isFunction(own)) value = it.callOn(own, value, [key]);
  }
  if (isFunction(how.replacer)) value = it.callOn(how.replacer, holder, [key, value]);
  if (value === null) return 'null';
  if (value === undefined || value instanceof Func || value instanceof Native || value instanceof Cls || value instanceof Sym)
    return undefined;
  if (typeof value === 'bigint') throw thrown(it, 'TypeError', 'Do not know how to serialize a BigInt');
  if (typeof value !== 'object') return JSON.stringify(value);
  if (value instanceof Foreign) throw new Unknown('a name that nothing sets');
  if (around.includes(value)) throw thrown(it, 'TypeError', 'Converting circular structure to JSON');
  const within = [...around, value];
  const pad = how.indent === '' ? '' : `\n${how.indent.repeat(counted(within.length))}`;
  const end = how.indent === '' ? '' : `\n${how.indent.repeat(around.length)}`;
  const whole = (open: string, parts: string[], close: string): string =>
    parts.length === 0 ? open + close : `${open}${pad}${parts.join(`,${pad}`)}${end}${close}`;
  if (value instanceof List)
    return whole(
      '[',
      Array.from(value.items, (each, at) => written(it, value, String(at), each, how, within) ?? 'null'),
      ']',
    );
  if (value instanceof Hosted) return JSON.stringify(value.object);
  if (value instanceof Dict || value instanceof Promised || value instanceof Pattern || value instanceof Iterating) return '{}';
  const parts = (how.keys ?? keysOf(it, value)).flatMap((name) => {
    const said = written(it, value, name, it.property(value, name), how, within);
    return said === undefined ? [] : [`${JSON.stringify(name)}:${how.indent === '' ? '' : ' '}${said}`];
  });
  return whole('{', parts, '}');
}

/** A value as a function that is given to `JSON.parse` makes it. */
function revived(it: Machine, holder: Value, key: string, fn: Value): Value {
  const value = it.property(holder, key);
  if (value instanceof List) value.items.forEach((_, at) => (value.items[at] = revived(it, value, String(at), fn)));
  else if (value instanceof Obj)
    for (const name of keysOf(it, value)) {
      const own = revived(it, value, name, fn);
      if (own === undefined) value.fields.delete(name);
      else value.fields.set(name, own);
    }
  return it.callOn(fn, holder, [key, value]);
}

/** Functions of JSON, by name. */
export const JSON_ROWS: Readonly<Record<string, Row>> = {
  'JSON.stringify': (it, [value, replacer, space]) => {
    const indent =
      typeof space === 'number' ? ' '.repeat(Math.min(10, Math.max(0, space))) : typeof space === 'string' ? space.slice(0, 10) : '';
    const keys = replacer instanceof List ? replacer.items.map((each) => keyOf(it, each)) : undefined;
    return written(it, new Obj(undefined, new Map([['', value]])), '', value, { replacer, keys, indent }, []);
  },
  'JSON.parse': (it, [text, fn]) => {
    const made = valueOf(hosted(it, () => JSON.parse(textOf(it, text)) as unknown));
    return fn === undefined ? made : revived(it, new Obj(undefined, new Map([['', made]])), '', fn);
  },
};
