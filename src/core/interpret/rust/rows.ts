import { AssertFailed } from '../testing/assertions';
import { rounded } from '../library/formats';
import { counted } from '../values/limits';
import { isTrue, same } from '../values/comparing';
import { nothing, num, type Row, text } from '../library/rowParts';
import { Dict, List } from '../values/value';

/** What functions and macros of Rust's library give, by name. */
export const RUST_ROWS: Readonly<Record<string, Row>> = {
  'assert_eq!': (it, [a, b]) => {
    if (!same(it, a, b)) throw new AssertFailed([a, b]);
    return null;
  },
  'assert!': (it, [a]) => {
    if (!isTrue(it, a)) throw new AssertFailed([a]);
    return null;
  },
  'vec!': (_, args) => new List(args),
  'format!': (it, [format, ...args]) => {
    const left = [...args];
    return text(format).replace(/\{(?::(0?)(\d*)(?:\.(\d+))?)?\}/g, (_, zero: string, width: string, precision: string) => {
      const value = left.shift();
      const said = precision === undefined ? it.shown(value) : rounded(num(value), Number(precision), 'rust').toFixed(Number(precision));
      return said.padStart(counted(Number(width || 0)), zero ? '0' : ' ');
    });
  },
  'println!': nothing,
  Some: (_, [value]) => value,
  Ok: (_, [value]) => value,
  'Vec.new': () => new List([]),
  'HashMap.new': () => new Dict(),
  'HashSet.new': () => new Dict('set'),
  'String.new': () => '',
  'String.from': (_, [value]) => value,
};
