import { AssertFailed } from '../testing/assertions';
import { baseName, csvRows, endingOf, linesOf, mapOfPairs, namedRows, normalised, parentOf, textOfFile } from '../library/dataFiles';
import { decimalOf } from '../values/decimals';
import { listOf } from '../values/iteration';
import { parsedJson, withSymbols } from '../library/json';
import { matchedGroup } from './matches';
import { patternFrom } from './patterns';
import { num, type Row, text } from '../library/rowParts';
import { Dict, Foreign, List, Native, Obj, Pattern, Stream, Sym, Thrown, Unknown, type Value } from '../values/value';
import { escapePattern } from '../../escapePattern';
import { ProgramPattern } from '../values/limits';

const joined = (parts: readonly Value[]): string =>
  parts
    .flatMap((part) => (part instanceof List ? part.items : [part]))
    .map(text)
    .filter((part, at) => part !== '' || at === 0)
    .join('/')
    .replace(/\/{2,}/g, '/');

const tableOf = (written: string, named: ReadonlyMap<string, Value>): Value => {
  const between = named.get('col_sep');
  const rows = csvRows(written, between === undefined ? ',' : text(between));
  if ([...named.keys()].some((name) => !/^(?:headers|col_sep|header_converters)$/.test(name))) throw new Unknown('a table with options');
  // A value that is not there is nothing, and one that is quoted an empty text.
  const plain = (value: Value): Value => (value === '' ? (written.includes('""') ? unknown() : null) : value);
  if (named.get('headers') !== true) return new List(rows.map((row) => new List(row.map(plain))));
  const isSymbol = named.get('header_converters') instanceof Sym;
  return new List(
    namedRows(rows, (pairs) => {
      const made = mapOfPairs(
        pairs.map(([key, value]) => [isSymbol ? Sym.of(key.trim().toLowerCase().replace(/\s+/g, '_')) : key, plain(value)]),
      );
      return made;
    }),
  );
};

function unknown(): never {
  throw new Unknown('another value');
}

const lines: Row = (it, [path], named) => {
  const all = linesOf(textOfFile(it, text(path)));
  return new List(named.get('chomp') === true ? all.map((line) => line.replace(/\r?\n$/, '')) : all);
};

/** Ruby's own functions and those of its library for files, tables and numbers, by name. */
export const RUBY_KERNEL: Readonly<Record<string, Row>> = {
  'File.join': (_, parts) => joined(parts),
  'File.expand_path': (_, [path, from]) => normalised(from === undefined ? text(path) : `${text(from)}/${text(path)}`),
  'File.dirname': (_, [path]) => parentOf(text(path)),
  'File.basename': (_, [path, ending]) =>
    ending === undefined
      ? baseName(text(path))
      : baseName(text(path)).slice(0, -(text(ending) === '.*' ? endingOf(text(path)) : text(ending)).length || undefined),
  'File.extname': (_, [path]) => endingOf(text(path)),
  'File.read': (it, [path]) => textOfFile(it, text(path)),
  'File.readlines': lines,
  'File.foreach': (it, [path, fn], named) => {
    const all = lines(it, [path], named);
    return fn === undefined ? all : it.send(all, 'each', [fn]);
  },
  'CSV.read': (it, [path], named) => tableOf(textOfFile(it, text(path)), named),
  'CSV.parse': (_, [of], named) => tableOf(text(of), named),
  'CSV.table': () => unknown(),
  'CSV.foreach': (it, [path, fn], named) => {
    const all = tableOf(textOfFile(it, text(path)), named);
    return fn === undefined ? all : it.send(all, 'each', [fn]);
  },
  'CSV.parse_line': (_, [of]) => new List(csvRows(text(of))[0] ?? []),
  'JSON.load_file': (it, [path], named) => {
    const made = parsedJson(it, textOfFile(it, text(path)));
    return named.get('symbolize_names') === true ? withSymbols(made) : made;
  },
  'ruby sleep': () => 0n,
  'ruby srand': () => 0n,
  'ruby freeze': (_, [of]) => of,
  'ruby warn': () => null,
  'ruby pp': (_, [of]) => of ?? null,
  'ruby Array': (it, [of]) =>
    of === null ? new List([]) : of instanceof List ? of : of instanceof Dict ? new List(listOf(it, of)) : new List([of]),
  'ruby Hash': (_, [of]) => (of === null ? new Dict() : of instanceof Dict ? of : unknown()),
  'ruby String': (it, [of]) => it.shown(of),
  'ruby BigDecimal': (it, [of]) => decimalOf(it, of),
  'ruby Rational': () => unknown(),
  'Math.sqrt': (_, [of]) => Math.sqrt(num(of)),
  'Math.hypot': (_, [a, b]) => Math.hypot(num(a), num(b)),
  'Math.log10': (_, [of]) => Math.log10(num(of)),
  'Math.cbrt': (_, [of]) => Math.cbrt(num(of)),
  'Integer.sqrt': (_, [of]) => BigInt(Math.floor(Math.sqrt(num(of)))),
  'Regexp.last_match': (it, [group]) => {
    const found = matchedGroup(it, '$~');
    return group === undefined || found === null ? found : it.at(found, group);
  },
  'Regexp.escape': (_, [of]) =>
    text(of)
      .replace(/[.*+?^${}()|[\]\\ #-]/g, '\\$&')
      .replace(/\n/g, '\\n')
      .replace(/\t/g, '\\t'),
  'Regexp.union': (it, of) => {
    const all = of.length === 1 && of[0] instanceof List ? of[0].items : of;
    void it;
    return new Pattern(
      new ProgramPattern(all.map((each) => (each instanceof Pattern ? each.regex.source : escapePattern(text(each)))).join('|')),
    );
  },
  'new Regexp': (_, [of, flags]) => {
    if (of instanceof Pattern) return of;
    const isFolded = flags === true || flags === 1n || (flags instanceof Foreign && /IGNORECASE$/.test(flags.name));
    return patternFrom(text(of), isFolded ? 'i' : flags === undefined || flags === null || flags === false ? '' : unknown());
  },
  'new Enumerator': (it, [fn]) => {
    const made = new Stream((give) => {
      const yielder = new Native((given) => (give(given.length > 1 ? new List(given) : given[0]), yielderObject));
      const yielderObject: Obj = new Obj(undefined, new Map<string, Value>([['yield', yielder]]), 'yielder');
      it.call(fn, [yielderObject]);
    });
    made.isLocal = true;
    return made;
  },
  'ruby flunk': (_, [said]) => {
    throw new AssertFailed([], typeof said === 'string' ? said : undefined);
  },
  'ruby Set.[]': (it, of) => {
    const made = new Dict('set');
    for (const each of of) made.set(each, each);
    void it;
    return made;
  },
  'ruby exit': (_, [code]) => {
    throw new Thrown(
      new Obj(undefined, new Map<string, Value>([['code', code === undefined || code === true ? 0n : code === false ? 1n : code]]), 'exit'),
    );
  },
  'ruby abort': (it, [said]) => {
    it.printed.push(typeof said === 'string' ? said : '');
    throw new Thrown(new Obj(undefined, new Map<string, Value>([['code', 1n]]), 'exit'));
  },
};
