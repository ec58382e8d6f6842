import { formattedText } from './printing';
import type { Row } from '../library/rowParts';
import { isTrue } from '../values/comparing';
import { Foreign, List, type Machine, Moment, Obj, Sym, Unknown, type Value } from '../values/value';
import { scriptChecked } from './checks';
import { MATCHER_ROWS } from './expectations';
import { callLibrary } from './host';
import { JOB_ROWS } from './jobs';
import { JSON_ROWS } from './json';
import { NODE_ROWS } from './node';
import { OBJECT_ROWS } from './objects';
import { numberOf, primitive } from './operators';
import { testRow } from './tests';

const TABLES: readonly Readonly<Record<string, Row>>[] = [OBJECT_ROWS, JOB_ROWS, JSON_ROWS, NODE_ROWS, MATCHER_ROWS];

/** What only a run knows, such as the time. It may be kept and handed on; what depends on it is unknown. */
const INDEFINITE =
  /^(?:the clock|a chance|a stack|Date\.now|(?:perf_hooks\.)?performance\.(?:now|timeOrigin|mark|measure)|Math\.random|(?:node:)?crypto\.random\w+|process\.(?:hrtime(?:\.bigint)?|uptime|memoryUsage|pid)|os\.\w+)(?:\.|$)/;

const date: Row = (it, args) => {
  if (args.length === 0 || args.some((each) => each instanceof Foreign)) return new Foreign('the clock');
  const [first] = args;
  if (args.length === 1) {
    if (first instanceof Moment) return new Moment('instant', first.ms);
    return new Moment('instant', new Date(primitive(it, first) as string | number).getTime());
  }
  return new Moment('instant', new Date(...(args.map((each) => numberOf(it, each)) as [number, number])).getTime());
};

const PLAIN: Readonly<Record<string, Row>> = {
  Number: (it, args) => (args.length === 0 ? 0 : numberOf(it, args[0])),
  Boolean: (it, [value]) => isTrue(it, value),
  'new Date': date,
  'util.format': (it, args) => formattedText(it, args),
};

/** Calls a function of JavaScript's library, of Node's or of a test runner. */
export function callScript(it: Machine, name: string, args: Value[]): Value {
  const plain = name
    .replace(/^(new )?(?:globalThis|global|window)\./, '$1')
    .replace(/^(?:fs\.promises|timers)\./, '')
    .replace(/^(new )?(?:node:)/, '$1');
  const bare = plain.replace(/^new /, '');
  if (INDEFINITE.test(bare)) return new Foreign(/^(?:Date|the clock|perf|process)/.test(bare) ? 'the clock' : 'a chance');
  const row =
    TABLES.find((table) => Object.hasOwn(table, plain))?.[plain] ??
    (Object.hasOwn(PLAIN, plain) ? PLAIN[plain] : undefined) ??
    testRow(plain);
  if (row) return row(it, args, new Map());
  const checked = scriptChecked(it, plain, args) ?? callLibrary(it, plain, args);
  if (checked) return checked.value;
  throw new Unknown(`the function ${name}`);
}

/** Reads a part of a library that is no function; null where it may be one. */
export function readScript(it: Machine, name: string): Value {
  if (name === 'process.argv') return new List(['node', `/${it.stack[0]?.file.file ?? ''}`, ...it.given()]);
  if (name === 'process.env') return new Obj(undefined, new Map<string, Value>([['NODE_ENV', new Foreign('process.env.NODE_ENV')]]));
  if (name === 'os.EOL') return '\n';
  if (name === 'path.sep') return '/';
  return /^Symbol\.(?!for$)\w+$/.test(name) ? Sym.of(`[${name}]`) : null;
}
