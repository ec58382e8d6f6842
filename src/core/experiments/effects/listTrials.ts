import type { RanLines } from '../coverage';
import { likelyFunctions, listRepairs, type LikelyFunction, type RepairPorts, type Thrown } from '../repairs/listRepairs';
import type { RepairedFailure } from '../repairs/repairTemplate';
import type { Suspect } from '../../suspects/suspect';
import { applyEdits, type CodeEdit } from '../../syntax/edits/codeEdit';
import { codeSites } from '../../syntax/edits/codeSites';
import type { LineRange } from '../../workspace/lineRange';
import type { Trial } from './functionEffects';
import { telltaleEdits } from './telltaleEdits';

/** Functions whose changes are tried, and changes of each. */
const MOST_FUNCTIONS = 12;
const MOST_OF_ONE = 36;
/** Statements left out of one function, spread over it. */
const MOST_LEFT_OUT = 14;

/** A change that is tried to learn about its function. */
export interface TrialChange extends Trial {
  /** Workspace-relative with `/`. */
  file: string;
  /** The changed text of the file. */
  readonly text: string;
}

export interface ListedTrials {
  functions: (LineRange & { file: string })[];
  /** The first change of each function, then the second of each. */
  changes: TrialChange[];
}

export interface TrialPorts extends RepairPorts {
  /** Lines that the failing test ran; a statement that it never reached is not changed. */
  ran: RanLines;
}

/**
 * Small changes spread over the likeliest functions: a few of each, so that all can be compared.
 * @param suspects best first
 */
export async function listTrials(
  suspects: readonly Suspect[],
  failure: RepairedFailure,
  thrown: readonly Thrown[],
  ports: TrialPorts,
  signal?: AbortSignal,
): Promise<ListedTrials> {
  const likely = likelyFunctions(suspects, MOST_FUNCTIONS);
  const lists: TrialChange[][] = [];
  for (const [of, each] of likely.entries()) {
    const isOwn = (line: number): boolean =>
      innermost(likely, each.file, line) === each && ports.ran.get(each.file)?.lines.has(line) !== false;
    const mine = suspects.filter(({ file, line }) => file === each.file && each.lines.includes(line));
    const repairs = (await listRepairs(mine, failure, thrown, ports, signal)).filter(
      ({ line, statement }) => isOwn(statement) && innermost(likely, each.file, line) === each,
    );
    const { ends, leftOut, forced } = await telltales(each, isOwn, ports, signal);
    const texts = [...ends, ...inTurn(eachLineOnce(repairs), leftOut, forced)].slice(0, MOST_OF_ONE);
    lists.push(texts.map((change) => trial(of, each.file, change)));
  }
  const changes = Array.from({ length: MOST_OF_ONE }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
  return { functions: likely.map(({ file, range }) => ({ file, ...range })), changes };
}

interface Changed {
  readonly text: string;
}

/** Hundreds of versions of one file would take much memory. */
function trial(of: number, file: string, change: Changed): TrialChange {
  return {
    of,
    file,
    get text() {
      return change.text;
    },
  };
}

function innermost(functions: readonly LikelyFunction[], file: string, line: number): LikelyFunction | undefined {
  const around = functions.filter((each) => each.file === file && each.range.startLine <= line && line <= each.range.endLine);
  return around.sort((a, b) => a.range.endLine - a.range.startLine - (b.range.endLine - b.range.startLine))[0];
}

async function telltales(
  { file, range }: LikelyFunction,
  isOwn: (line: number) => boolean,
  { read, parse }: RepairPorts,
  signal?: AbortSignal,
): Promise<Record<'ends' | 'leftOut' | 'forced', Changed[]>> {
  const text = await read(file);
  const parsed = text === undefined ? undefined : await parse(file, text, signal);
  const sites = parsed && codeSites(file, parsed);
  if (text === undefined || !sites) return { ends: [], leftOut: [], forced: [] };
  const { ends, leftOut, forced } = telltaleEdits(sites.within(range), range, isOwn);
  const step = Math.ceil(leftOut.length / MOST_LEFT_OUT);
  const changed = (edit: CodeEdit): Changed => ({
    get text() {
      return applyEdits(text, [edit]);
    },
  });
  return { ends: ends.map(changed), leftOut: leftOut.filter((_edit, at) => at % step === 0).map(changed), forced: forced.map(changed) };
}

/** One of the first of each line, then the second ones. */
function eachLineOnce<T extends { line: number }>(changes: readonly T[]): T[] {
  const seen = new Map<number, number>();
  const counted = changes.map((change) => {
    const round = seen.get(change.line) ?? 0;
    seen.set(change.line, round + 1);
    return { change, round };
  });
  return counted.sort((a, b) => a.round - b.round).map(({ change }) => change);
}

/** One of each list in turn, two of the first. */
function inTurn<T>(first: readonly T[], second: readonly T[], third: readonly T[]): T[] {
  const half = (rest: number): T[] => first.filter((_, at) => at % 2 === rest);
  const lists = [second, half(0), third, half(1)];
  const rounds = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
}
