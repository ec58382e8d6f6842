import type { Expr, Span, Stmt } from '../../../syntax/lower/ir';
import type { SyntaxFile } from '../../../syntax/syntax';
import type { Happening, History } from '../history';
import type { Happenings } from './happenings';

/** What an operation did that is easily overlooked, as the failing run had it. */
export interface Pitfall {
  kind:
    | 'textOrder'
    | 'strippedLetters'
    | 'zeroAsNothing'
    | 'sameParts'
    | 'joinedNumbers'
    | 'overwrittenKey'
    | 'earlierTurn'
    | 'cutFloat'
    | 'inexactEqual'
    | 'nearlyEqual'
    | 'shrinksInLoop'
    | 'bytesForLetters'
    | 'firstOnly'
    | 'placeOfNothing'
    | 'readInPart'
    | 'otherBase'
    | 'negativeRemainder'
    | 'droppedFraction'
    | 'changedThroughCopy'
    | 'caughtError'
    | 'leavesLoop'
    | 'changesItself'
    | 'lostInCopy'
    | 'changedKey'
    | 'staleSize'
    | 'heardTooLate'
    | 'greedy'
    | 'setBack'
    | 'sharedInside'
    | 'defaultNotKept'
    | 'notAwaited'
    | 'goesOnSearching'
    | 'roundedParts'
    | 'nearlyKey'
    | 'promiseAsTruth'
    | 'textAsTruth'
    | 'emptyAsTruth'
    | 'noNumber'
    | 'nothingInText'
    | 'sameResult'
    | 'oneInSeveral'
    | 'outdated'
    | 'restOfDivision'
    | 'wrapsAround'
    | 'roundsToEven'
    | 'caseOrder'
    | 'insideWord'
    | 'leftBehind'
    | 'sharedSlot'
    | 'boundLate'
    | 'splitInQuotes'
    | 'overflowingMonth'
    | 'otherMonth'
    | 'durationPart'
    | 'leftOut'
    | 'letIn'
    | 'notReached';
  /** What did it. */
  at: Happening;
  /** The values that show it, as code would write them; what they are depends on the kind. */
  values: readonly string[];
  /** Another place that has to do with it. */
  also?: Happening;
  /** Code that has to do with it. */
  code?: { file: SyntaxFile; node: Stmt };
  /** The part of that place which is meant. */
  alsoAt?: Span;
  /** Where it could have been made right at the latest. */
  end?: Happening;
}

/** From this weight on a pitfall hardly ever happens in a program that works. */
export const RARE = 6;
/** From this weight on it is the cause also where the code alone shows another mistake. */
export const CERTAIN = 7;

/** An expression that was worked out in a failing run, each time that it was. */
export interface Repeated {
  readonly node: Expr;
  /** In the order in which they began; all of them ended. */
  readonly times: readonly Happening[];
  readonly history: History;
  readonly happenings: Happenings;
}

/** Finds a pitfall of one kind in what an expression did. */
export interface Detector {
  /** How much it tells, against other kinds; from {@link RARE} on it hardly ever happens in a program that works. */
  weight: number;
  find: (repeated: Repeated) => Pitfall | undefined;
}

/** What gave the value of a part of an expression. */
export function partOf({ within }: Happening, part: Expr | undefined): Happening | undefined {
  return part && within.findLast(({ node }) => node === part);
}

/** The name of what is called; `''` of what has none. */
export function calledName(node: Expr): string {
  if (node.kind !== 'call') return '';
  const { callee } = node;
  return callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
}

/** What a method is called on, or else the first argument of a function, with the arguments behind it. */
export function workedWith(happening: Happening): { of: Happening | undefined; others: readonly Happening[] } {
  const { node } = happening;
  if (node.kind !== 'call') return { of: undefined, others: [] };
  const args = node.args.flatMap(({ value }) => partOf(happening, value) ?? []);
  const receiver = node.callee.kind === 'member' ? partOf(happening, node.callee.of) : undefined;
  return receiver ? { of: receiver, others: args } : { of: args[0], others: args.slice(1) };
}

/** The first result of a search among some. */
export function first<T, R>(of: readonly T[], find: (each: T) => R | undefined): R | undefined {
  for (const each of of) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}
