import { flatFrames, type FailureEvidence, type Snippet } from '../context/failureEvidence';
import type { TokenCounter } from '../ports';
import type { Suspect } from '../suspects/suspect';
import { isDataFile } from '../workspace/dataFile';
import { fenced, oneLine } from './fence';
import { likelyPart } from './likelyPart';
import { orderByWords } from './orderByWords';
import { passesOn } from './passesOn';
import type { Prompt } from './prompt';
import { keptLines, type ShownSnippet } from './renderSnippet';
import { valueMark, type WorkedValue } from './workedOut';

/** The part of the likeliest piece's chance that a piece of {@link USUAL} tokens needs to be shown when half of {@link ENOUGH_CODE} is. */
const SHOWN = 0.3;
const USUAL = 100;
const ENOUGH_CODE = 400;
/** The part of that chance that a piece needs to be named, most pieces that are, and tokens of shown code for each. */
const NAMED = 0.08;
const MOST_NAMED = 12;
const CODE_FOR_A_NAME = 30;
/**
 * How likely a piece is, where the ranking is known, is its own chance and the root of its function's score. The exponent makes much of what
 * is ranked at all: the first function has nearly all of the score.
 */
const LIKELY = { piece: 0.7, function: 0.5, exponent: 1 / 3 } as const;
/** The chance of being of use at which a piece counts as it is, and how much a higher one counts. */
const USUAL_USE = 0.1;
const USE_EXPONENT = 0.7;
/** The part of the room that the likeliest piece may take where it does not fit whole, until the others have theirs. */
const LONG_FIRST = 0.5;
/** The place of the rows of data that the error speaks of: behind the first function and what it uses. */
const TOLD_DATA = 0.7;
/** Tokens of the lines between pieces, and of those around a file's. */
const SEAM = 2;
const FILE_SEAM = 12;

interface CodeOptions {
  first?: readonly { file: string; line: number }[];
  suspects?: readonly Suspect[];
  use?: ReadonlyMap<string, number> | undefined;
  leastUse?: number;
  seen?: readonly WorkedValue[] | undefined;
  names?: number;
}

/** Code for an agent, and what became of each piece. */
export interface CodeForAgent {
  text: string;
  fates: Prompt['snippets'];
  /** The lines that are shown of a piece that is shown in part; 1-based. */
  lines: Record<string, number[]>;
}

/**
 * The code that is most likely meant, in the files that it stands in, and where else to look.
 * @param first lines whose code comes before all other, the likeliest first
 * @param suspects the ranking, best first, where it is known
 * @param use the chance of each piece that it is of use, by its id, where it is known
 * @param leastUse the chance that the code of a line of `first` needs, but for the first one
 * @param seen values that stand behind their lines, whose code is shown where there is room
 * @param names most pieces that are named and not shown
 */
export function codeFor(
  evidence: FailureEvidence,
  most: number,
  tokens: TokenCounter,
  { first = [], suspects = [], use, leastUse = 0, seen = [], names = MOST_NAMED }: CodeOptions = {},
): CodeForAgent {
  const fates: Prompt['snippets'] = {};
  const files = new Map<string, ShownSnippet[]>();
  const named: string[] = [];
  const pieces = orderByWords(evidence);
  const users = usersOf(pieces);
  const placeOfOwn = ({ file, startLine, endLine, pinned }: Snippet): number => {
    const at = first.findIndex((each) => file === each.file && startLine <= each.line && each.line <= endLine);
    return pinned ? -1 : at < 0 ? first.length : at;
  };
  // What a function uses comes right behind it, and then the rows of data that the error speaks of.
  const place = (snippet: Snippet): number =>
    Math.min(isToldData(snippet) ? TOLD_DATA : placeOfOwn(snippet), ...(users.get(snippet) ?? []).map((each) => placeOfOwn(each) + 0.5));
  const isFirst = (snippet: Snippet): boolean => placeOfOwn(snippet) < Math.min(1, first.length);
  const isMade = ({ file, startLine, endLine }: Snippet): boolean =>
    seen.some((each) => each.file === file && startLine <= each.line && each.line <= endLine);
  const isShown = ({ id }: Snippet): boolean => (fates[id] ?? 'out') !== 'out';
  const best = Math.max(0.01, ...pieces.filter(({ pinned, role }) => !pinned && role !== 'test').map(({ relevance }) => relevance));
  const scores = scoresOf(pieces, suspects);
  const shareOf = (snippet: Snippet): number =>
    suspects.length ? (LIKELY.piece * snippet.relevance) / best + LIKELY.function * (scores.get(snippet) ?? 0) : snippet.relevance / best;
  const likelier = suspects.length ? (a: Snippet, b: Snippet): number => shareOf(b) - shareOf(a) : () => 0;
  const ordered = pieces.toSorted((a, b) => place(a) - place(b) || likelier(a, b));
  const frames = flatFrames(evidence.report);
  const costOf = (shown: ShownSnippet): number => tokens.count(pieceText(shown, seen));
  let used = 0;
  const isWanted = (snippet: Snippet): boolean => {
    if (snippet.filler) return false;
    if (isFirst(snippet)) return true;
    if (users.has(snippet)) return users.get(snippet)!.some(isShown);
    const chance = use?.get(snippet.id);
    if (placeOfOwn(snippet) < first.length && (isMade(snippet) || (chance ?? 1) >= leastUse)) return true;
    return shareOf(snippet) * usefulness(chance) >= neededShare(costOf({ snippet, folded: false }), used);
  };
  for (const snippet of ordered) {
    fates[snippet.id] = 'out';
    // It stands in code that is shown.
    if (users.has(snippet) && pieces.some((each) => each !== snippet && fates[each.id] === 'whole' && isIn(snippet, each))) continue;
    const path = snippet.shownFile ?? snippet.file;
    const at = snippet.frame === undefined ? undefined : frames[snippet.frame]?.line;
    const seam = files.has(path) ? SEAM : FILE_SEAM;
    const isPassed = snippet.short !== undefined && passesOn(snippet, suspects);
    const [whole, folded] = [isPassed, true].map((folded): ShownSnippet => ({ snippet, folded, at }));
    const isWithin =
      (room: number) =>
      (shown: ShownSnippet): boolean =>
        costOf(shown) + seam <= room;
    const fits = isWithin(most - used);
    const part = (): ShownSnippet | undefined =>
      isFirst(snippet) ? likelyPart(whole!, suspects, isWithin((most - used) * LONG_FIRST)) : undefined;
    const shown = isWanted(snippet) ? (fits(whole!) ? whole : (part() ?? (fits(folded!) ? folded : undefined))) : undefined;
    if (!shown) {
      if (shareOf(snippet) >= NAMED && named.length < names) named.push(placeOf(snippet));
      continue;
    }
    used += costOf(shown) + seam;
    files.set(path, [...(files.get(path) ?? []), shown]);
    fates[snippet.id] = shown.folded ? 'folded' : 'whole';
  }
  const others = named.slice(0, Math.ceil(used / CODE_FOR_A_NAME));
  const also = (): string => (others.length ? `Less likely: ${others.join('; ')}` : '');
  while (others.length && used + tokens.count(also()) > most) others.pop();
  // What is left is for the pieces that did not fit whole.
  const room = most - tokens.count(also());
  for (const shown of files.values())
    for (const [at, each] of shown.entries()) {
      if (!each.folded || passesOn(each.snippet, suspects)) continue;
      const own = costOf(each);
      const whole = pieces.find(({ id }) => id === each.snippet.id)!;
      const grown = likelyPart({ ...each, snippet: whole }, suspects, (larger) => used - own + costOf(larger) <= room);
      if (!grown || costOf(grown) <= own) continue;
      used += costOf(grown) - own;
      shown[at] = grown;
    }
  const texts = [...files].map(([path, shown]) => {
    const pieces = shown.toSorted((a, b) => a.snippet.startLine - b.snippet.startLine).map((each) => pieceText(each, seen));
    return `@${oneLine(path)}\n${fenced(pieces.join('\n'))}`;
  });
  const parts = [...files.values()].flat().filter(({ folded }) => folded);
  const lines = Object.fromEntries(parts.map((each) => [each.snippet.id, keptLines(each).flatMap(({ line }) => line ?? [])]));
  return { text: [...texts, ...(others.length ? [also()] : [])].join('\n'), fates, lines };
}

function isIn(inner: Snippet, outer: Snippet): boolean {
  return inner.file === outer.file && outer.startLine <= inner.startLine && inner.endLine <= outer.endLine;
}

function isToldData({ file, focusLines }: Snippet): boolean {
  return focusLines.length > 0 && isDataFile(file);
}

/** Of the code outside of functions, the pieces with the functions that use it. */
function usersOf(pieces: readonly Snippet[]): Map<Snippet, Snippet[]> {
  const outside = pieces.filter(({ usedBy }) => usedBy);
  return new Map(
    outside.map((piece) => [
      piece,
      pieces.filter(
        ({ file, startLine, endLine }) => file === piece.file && piece.usedBy?.some((line) => startLine <= line && line <= endLine),
      ),
    ]),
  );
}

/** Of each piece the best score of a function in it, as a root of its part of the first one's. */
function scoresOf(pieces: readonly Snippet[], suspects: readonly Suspect[]): Map<Snippet, number> {
  const most = suspects[0]?.score || 1;
  return new Map(
    pieces.map((piece) => {
      const { file, startLine, endLine } = piece;
      const own = suspects.find(
        (each) => each.file === file && each.functionRange && startLine <= each.functionRange[0] && each.functionRange[1] <= endLine,
      );
      return [piece, own ? (own.score / most) ** LIKELY.exponent : 0];
    }),
  );
}

/** By how much likelier a piece counts that is likely to be of use. */
function usefulness(chance: number | undefined): number {
  return chance === undefined ? 1 : (chance / USUAL_USE) ** USE_EXPONENT;
}

/**
 * The part of the likeliest piece's chance that a piece needs to be shown: more of it the longer the piece is, and the more is shown
 * already; a piece as likely as the first is always shown.
 * @param cost its tokens
 * @param used tokens of the code so far
 */
function neededShare(cost: number, used: number): number {
  return Math.min(1, SHOWN * Math.sqrt(cost / USUAL) * (0.5 + used / ENOUGH_CODE));
}

/** `src/cart.ts:10-24 total`. */
function placeOf({ file, shownFile, startLine, endLine, function: name = '' }: Snippet): string {
  const lines = startLine < endLine ? `${startLine}-${endLine}` : String(startLine);
  return oneLine(`${shownFile ?? file}:${lines} ${name}`).trimEnd();
}

/** A piece under one line that says what it is; a mark behind each line that the evidence points at, or whose value is known. */
function pieceText(shown: ShownSnippet, seen: readonly WorkedValue[] = []): string {
  const { snippet, at } = shown;
  const { file, startLine, endLine, function: name = '', usedBy } = snippet;
  const reason = usedBy ? '' : snippet.reason;
  const lines = startLine < endLine ? `${startLine}-${endLine}` : String(startLine);
  const rows = keptLines(shown).flatMap(({ line, text }) => {
    if (!text.trim()) return [];
    const isAt = line !== undefined && line === at && startLine < endLine;
    const value = line === undefined ? undefined : valueMark(seen, file, line, text);
    const mark = [isAt ? `line ${line}` : undefined, value].filter(Boolean).join(', ');
    return [text.trimEnd() + (mark && `  <-- ${mark}`)];
  });
  const isSaid = name !== '' && rows[0]?.includes(name.slice(name.lastIndexOf('.') + 1));
  return [oneLine(`-- ${lines} ${isSaid ? '' : name}`) + (reason ? `: ${oneLine(reason)}` : ''), ...rows].join('\n');
}
