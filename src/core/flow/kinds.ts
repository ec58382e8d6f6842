import type { Expr } from '../syntax/lower/ir';
import { familyOf } from '../workspace/languages';
import { calledName, indexOf, type Call } from './codeIndex';
import { chainOf, plainText } from './changes';
import { flow } from './flow';
import type { Place } from './originSteps';
import { filesLike } from './program';
import { placeOf, written } from './walk';
import type { At, Path, Program, Way } from './way';

/** What a value is, as its runtime names the type. */
export interface Kind {
  readonly type: string;
  /** What makes it so, and the rest of a sentence about that; absent where it is written out. */
  readonly maker?: string;
  readonly means?: string;
  /** The line of the maker, where the value is a part of what it gives and stands elsewhere. */
  readonly from?: Place;
  /** Where the maker is declared. */
  readonly declared?: Place & { name: string };
  /** Nobody wants such a value there: a coroutine that is not awaited. */
  readonly mistake?: true;
}

/** Calls whose parts, so many levels in, are of a type. */
interface KindRow {
  readonly calls: readonly string[];
  readonly depth: 'whole' | 'part' | 'deep';
  readonly type: string;
  readonly means: string;
  /** Only of calls that are written so. */
  readonly only?: (call: Call) => boolean;
}

const hasZone = ({ args }: Call): boolean =>
  args.some(({ name, value }) => name === 'tz' || name === 'tzinfo' || /utc|tz|zone/i.test(lastOf(value)));

const ROWS: Readonly<Record<string, readonly KindRow[]>> = {
  python: [
    { calls: ['ConfigParser', 'RawConfigParser'], depth: 'deep', type: 'str', means: 'gives every value as a text' },
    { calls: ['DictReader', 'reader'], depth: 'deep', type: 'str', means: 'gives every cell as a text' },
    { calls: ['parse_qs', 'parse_qsl'], depth: 'deep', type: 'str', means: 'gives every value as a text' },
    { calls: ['input', 'getenv', 'getpass'], depth: 'whole', type: 'str', means: 'gives a text' },
    { calls: ['split', 'rsplit', 'splitlines', 'partition', 'groups', 'findall'], depth: 'part', type: 'str', means: 'gives texts' },
    {
      ...{ calls: ['strptime'], depth: 'whole', type: 'naive', means: 'makes a time without a time zone: its format has none' },
      only: ({ args: [, format] }) => format !== undefined && !(plainText(format.value) ?? '%z').includes('%z'),
    },
    {
      ...{ calls: ['utcnow', 'utcfromtimestamp'], depth: 'whole', type: 'naive' },
      means: 'makes a time without a time zone, although it is in UTC',
    },
    {
      ...{ calls: ['now', 'today', 'fromtimestamp', 'datetime', 'combine'], depth: 'whole', type: 'naive' },
      means: 'makes a time without a time zone',
      only: (call) => !hasZone(call),
    },
  ],
};

/** What the value at the end of a way is, where that can be told. */
export function kindOf(program: Program, { last: { expr, path, at }, end }: Way): Kind | undefined {
  if (end) return undefined;
  if (expr.kind === 'call') return ofCall(program, expr, path, at);
  if (path.length > 0) return undefined;
  switch (expr.kind) {
    case 'literal':
      return expr.of === 'text' ? { type: 'str' } : expr.of === 'number' ? { type: /[.eE]/.test(expr.value) ? 'float' : 'int' } : undefined;
    case 'list':
      return { type: expr.of };
    case 'map':
      return { type: 'dict' };
    case 'each':
      return expr.of === 'lazy' ? { type: 'generator' } : { type: expr.of === 'map' ? 'dict' : expr.of };
    case 'name':
      return ofLoop(program, expr, at);
    default:
      return undefined;
  }
}

function ofCall(program: Program, call: Call, path: Path, at: At): Kind | undefined {
  const maker = written(at, call);
  const depth = path.length === 0 ? 'whole' : path.length === 1 ? 'part' : 'deep';
  const row = rowOf(call, at, (each) => each.depth === depth);
  if (row) return { type: row.type, maker, means: row.means };
  if (depth !== 'whole') return undefined;
  const fns = filesLike(program, at.file.language).flatMap((file) =>
    indexOf(file).fns.flatMap((fn) => (fn.name === calledName(call) ? [{ file, fn }] : [])),
  );
  // Of several functions of a name any may run: all of them have to be such ones.
  if (fns.length === 0 || !fns.every(({ fn }) => fn.words.includes('async'))) return undefined;
  const declared = { ...placeOf({ file: fns[0]!.file }, fns[0]!.fn), name: fns[0]!.fn.name };
  return { type: 'coroutine', maker, means: 'is not awaited', declared, mistake: true };
}

/** A variable of a loop over what a reader holds: `for name, value in parser['section'].items()`. */
function ofLoop(program: Program, expr: Extract<Expr, { kind: 'name' }>, at: At): Kind | undefined {
  const defs = indexOf(at.file).defs.get(expr.name) ?? [];
  const loops = defs.flatMap(({ node, scope }) =>
    node.kind === 'loop' && node.over && scope.start <= expr.start && expr.end <= scope.end && node.start < expr.start ? [node.over] : [],
  );
  const over = loops.at(-1);
  if (!over) return undefined;
  const { root } = chainOf(over.kind === 'call' && over.callee.kind === 'member' ? over.callee.of : over, at.file);
  for (const { last } of flow(program, root, at).ways) {
    const row = last.expr.kind === 'call' ? rowOf(last.expr, last.at, ({ depth }) => depth === 'deep') : undefined;
    if (row && last.expr.kind === 'call')
      return { type: row.type, maker: written(last.at, last.expr), means: row.means, from: placeOf(last.at, last.expr) };
  }
  return undefined;
}

function rowOf(call: Call, { file }: At, fits: (row: KindRow) => boolean): KindRow | undefined {
  const name = calledName(call);
  return ROWS[familyOf(file.language)]?.find((row) => fits(row) && row.calls.includes(name) && (row.only === undefined || row.only(call)));
}

function lastOf(value: Expr): string {
  return value.kind === 'name' || value.kind === 'member' ? value.name : '';
}
