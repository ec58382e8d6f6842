import { WRONG_HERE } from '../../hypothesis';
import { isTestFile } from '../../context/testCode';
import { findPitfall } from '../../interpret/history/pitfalls/findPitfall';
import type { Pitfall } from '../../interpret/history/pitfalls/pitfall';
import type { Compared } from '../../interpret/history/difference/findDifference';
import type { History } from '../../interpret/history/history';
import type { Part } from '../../interpret/history/slice';
import { lineOf } from '../../syntax/lower/places';
import { pitfallText } from './pitfallText';
import { addRow, toldOf, type WorkedRow } from './workedRows';

/** What is told of something that an operation did and that is easily overlooked. */
export interface WorkedPitfall {
  file: string;
  /** 1-based. */
  line: number;
  title: string;
  sentence: string;
  /** It hardly ever happens in a program that works. */
  isRare: boolean;
  /** It is the cause also where the code alone shows another mistake. */
  isCertain: boolean;
  /** What did it, and where that comes from. */
  rows: readonly WorkedRow[];
}

/**
 * What did something that is easily overlooked, of what made a failed result or an error, in the code of the program.
 * @param compared of a failed check what it compared
 */
export function workedPitfall(history: History, slice: readonly Part[], compared?: Compared): WorkedPitfall | undefined {
  const pitfall = findPitfall(history, slice, compared, (file) => !isTestFile(file));
  if (!pitfall) return undefined;
  const { kind, at, also, alsoAt, end, isRare, isCertain } = pitfall;
  const rows = new Map<string, WorkedRow>();
  const seen = toldOf({ happening: at, decides: true }, history)?.why;
  addRow(rows, at, isRare || seen === undefined ? WRONG_HERE : seen);
  if (also)
    addRow(
      rows,
      alsoAt ? { file: also.file, node: alsoAt } : also,
      ALSO[kind] ?? toldOf({ happening: also, decides: true }, history)?.why ?? OTHER_SIDE,
    );
  if (end) addRow(rows, end, ENDS);
  if (pitfall.code) addRow(rows, pitfall.code, HASHES);
  // A loop that something else makes shorter is the one that goes wrong, and who listens too late.
  const { file, node } = AT_OTHER.has(kind) && also ? also : at;
  return { file: file.file, line: lineOf(file, node.start), isRare, isCertain, rows: [...rows.values()], ...pitfallText(pitfall) };
}

const AT_OTHER: ReadonlySet<string> = new Set<Pitfall['kind']>(['shrinksInLoop', 'heardTooLate', 'greedy']);

/** What the row of the other place says. */
const ALSO: Partial<Record<Pitfall['kind'], string>> = {
  shrinksInLoop: 'goes over it',
  changedThroughCopy: 'gives the object itself',
  earlierTurn: 'sets it in an earlier turn',
  sharedInside: 'changes what both have',
  notAwaited: 'gets the promise',
  caughtError: 'catches the error',
  leavesLoop: 'catches the error',
  heardTooLate: 'listens to it',
  setBack: 'sets it before',
  greedy: 'is written here',
  sharedSlot: 'gives a part of the same array',
  notReached: 'ends here',
};
/** Of the code that gives the hash of a key. */
export const HASHES = 'makes the hash of it';
const OTHER_SIDE = 'the other side of it';
const ENDS = 'ends without it';
