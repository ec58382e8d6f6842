import { printed } from './formats';
import { newList, newMap, parsedFraction, parsedWhole, type Row, setOf, text } from './rowParts';

/** What functions of Ruby's library give, by name. */
export const RUBY_ROWS: Readonly<Record<string, Row>> = {
  'ruby Integer': parsedWhole,
  'ruby Float': parsedFraction,
  'ruby format': (it, [format, ...args]) => printed(it, text(format), args, 'ruby'),
  'ruby sprintf': (it, [format, ...args]) => printed(it, text(format), args, 'ruby'),
  'new Hash': newMap,
  'new Array': newList,
  'new Set': (it, [from]) => setOf(it, from),
  'ruby lambda': (_, [fn]) => fn,
  'ruby proc': (_, [fn]) => fn,
};
