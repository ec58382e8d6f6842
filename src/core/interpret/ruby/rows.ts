import { printed } from '../library/formats';
import { newList, newMap, parsedFraction, parsedWhole, type Row, setOf, text } from '../library/rowParts';
import { Obj } from '../values/value';

/** `format('%<name>s: %{size}', name: …, size: …)`, or by places. */
const formatted: Row = (it, [format, ...args], named) => {
  if (named.size === 0) return printed(it, text(format), args, 'ruby');
  return text(format).replace(
    /%(?:\{(\w{1,40})\}|([-+ 0,]{0,3})<(\w{1,40})>([-+ 0,]{0,3}[\d.]{0,6}[a-z]))/g,
    (_, plain: string, flags: string, name: string, spec: string) =>
      plain === undefined ? printed(it, `%${flags}${spec}`, [named.get(name)], 'ruby') : it.shown(named.get(plain)),
  );
};

const expected: Row = (_, [value]) => new Obj(undefined, new Map([['value', value]]), 'expect');

/** What functions of Ruby's library give, by name. */
export const RUBY_ROWS: Readonly<Record<string, Row>> = {
  'ruby Integer': parsedWhole,
  'ruby Float': parsedFraction,
  'ruby format': formatted,
  'ruby sprintf': formatted,
  'ruby Kernel.format': formatted,
  'new Hash': newMap,
  'new Array': newList,
  'new Set': (it, [from]) => setOf(it, from),
  'ruby lambda': (_, [fn]) => fn,
  'ruby proc': (_, [fn]) => fn,
  'ruby _': expected,
  'ruby expect': expected,
};
