import type { SyntaxFile } from '../syntax/syntax';
import { commentLines } from './commentLines';
import type { LineRange } from './failureEvidence';
import type { Found } from './search/found';
import { splitWords } from './errorWords';

/** Lines that a function may show: the minimum, and the gain for a likely one. */
const FEWEST_LINES = 60;
const LINES_BY_RELEVANCE = 200;
/** Of test code fewer: it shows the input and the expectation, and is rarely the cause. */
const TEST_LINES = 36;
/** A function up to this much over its limit is shown whole: a fold is not worth it. */
const SLACK = 1.2;
/** Fewer lines than this are not worth a fold. */
export const SHORTEST_FOLD = 4;
/** The lines kept of a signature. */
const LONGEST_SIGNATURE = 12;
/** The number of steps that a value is followed back from a relevant line. */
const LONGEST_ORIGIN = 3;
const MOST_FOCUS = 60;

/** Weights for keeping a line. The unit is arbitrary: the best lines are kept until there are enough. */
const WEIGHT = {
  focus: 12,
  /** Each line of distance from a relevant line keeps this much of its weight. */
  nearby: 0.82,
  /** Assigns a value that is read on a relevant line; each step further back keeps `originDecay` of it. */
  origin: 7,
  originDecay: 0.75,
  /** Opens the block around a relevant line. */
  opensBlock: 6,
  /** Uses a name from the error. */
  name: 4,
  returns: 2.2,
  branch: 1.6,
  word: 1.2,
  /** The first lines, where there are no relevant lines. */
  head: 1.5,
} as const;

const BRANCH =
  /^\s*(?:(?:\}\s*)?else\b|if\b|elif\b|elsif\b|unless\b|while\b|for\b|foreach\b|switch\b|match\b|case\b|when\b|catch\b|except\b|rescue\b)/;

/**
 * The ranges that a function's snippet leaves out: long comments, and the least relevant lines of a long function. The likelier a function,
 * the more of it is kept. Always kept: the signature, the last line, and the lines that the evidence points at.
 */
export function foldedRanges(found: Found, words: ReadonlySet<string>, most = mostLines(found)): LineRange[] {
  const { startLine, endLine } = found;
  // Comments are left out before code.
  const comments = commentLines(found.source, found);
  for (const line of found.focus) comments.delete(line);
  if (found.handsOn) return rangesWithout(around(found), startLine, endLine);
  const length = endLine - startLine + 1 - comments.size;
  const keep = length <= most * SLACK ? all(found, comments) : likeliest(found, comments, words, most);
  return rangesWithout(keep, startLine, endLine);
}

function mostLines({ test, relevance }: Found): number {
  return test ? TEST_LINES : FEWEST_LINES + LINES_BY_RELEVANCE * Math.sqrt(relevance);
}

/** Of a function that only runs what it was given: its first line, the call, its last line. */
function around({ startLine, endLine, focus }: Found): Set<number> {
  return new Set([startLine, endLine, ...[...focus].flatMap((line) => [line - 1, line, line + 1])]);
}

function all({ startLine, endLine }: LineRange, comments: ReadonlySet<number>): Set<number> {
  const keep = new Set<number>();
  for (let line = startLine; line <= endLine; line++) if (!comments.has(line)) keep.add(line);
  return keep;
}

function likeliest(found: Found, comments: ReadonlySet<number>, words: ReadonlySet<string>, most: number): Set<number> {
  const { source, fn, startLine, endLine } = found;
  const keep = new Set<number>([endLine]);
  for (let line = startLine; line <= Math.min(fn?.signature.endLine ?? startLine, startLine + LONGEST_SIGNATURE); line++) keep.add(line);
  const focus = [...found.focus].filter((line) => startLine <= line && line <= endLine).sort((a, b) => a - b);
  for (const line of focus.slice(0, MOST_FOCUS)) keep.add(line);
  const weights = lineWeights(found, focus.slice(0, MOST_FOCUS), words);
  const ranked = [...weights].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  for (const [line] of ranked) {
    if (keep.size >= most) break;
    if (!comments.has(line) && source.lines[line - 1]?.trim()) keep.add(line);
  }
  return keep;
}

function lineWeights(found: Found, focus: readonly number[], words: ReadonlySet<string>): Map<number, number> {
  const { source, fn, startLine, endLine, names } = found;
  const weights = new Map<number, number>();
  const add = (line: number, weight: number): void => {
    if (startLine <= line && line <= endLine) weights.set(line, (weights.get(line) ?? 0) + weight);
  };
  const reach = 40;
  for (let line = startLine; line <= endLine; line++) {
    const text = source.lines[line - 1] ?? '';
    const nearest = focus.reduce((least, each) => Math.min(least, Math.abs(each - line)), Infinity);
    if (nearest <= reach) add(line, WEIGHT.focus * WEIGHT.nearby ** nearest);
    if (BRANCH.test(text)) add(line, WEIGHT.branch);
    const shared = new Set(splitWords(text.slice(0, 400)).filter((word) => words.has(word))).size;
    add(line, WEIGHT.word * Math.min(shared, 2));
    if (!focus.length) add(line, WEIGHT.head * (1 - (line - startLine) / (endLine - startLine + 1)));
  }
  for (const line of focus) {
    for (const [origin, steps] of originsOf(source, found, line)) add(origin, WEIGHT.origin * WEIGHT.originDecay ** steps);
    for (const opener of openersOf(source, startLine, line)) add(opener, WEIGHT.opensBlock);
  }
  for (const name of [...names].slice(0, 6)) for (const line of source.uses(name, found).slice(0, 20)) add(line, WEIGHT.name);
  if (fn) for (const line of source.returns(fn).slice(0, 20)) add(line.startLine, WEIGHT.returns);
  return weights;
}

/** Lines that assign the values read on a line, with the number of steps to them. */
export function originsOf(source: SyntaxFile, range: LineRange, line: number): Map<number, number> {
  const origins = new Map<number, number>();
  const definitions = source.allDefinitions(range);
  let names = namesOn(source.lines[line - 1] ?? '');
  for (let steps = 0; steps < LONGEST_ORIGIN && names.size; steps++) {
    const next = new Set<string>();
    for (const each of definitions) {
      if (!names.has(each.name) || each.startLine > line || origins.has(each.startLine)) continue;
      origins.set(each.startLine, steps);
      for (const read of each.reads) next.add(read);
    }
    names = next;
  }
  return origins;
}

function namesOn(text: string): Set<string> {
  return new Set(text.slice(0, 400).match(/[A-Za-z_$][\w$]*/g) ?? []);
}

/** Lines that open the blocks around a line, by their indentation; innermost first. */
export function openersOf(source: SyntaxFile, startLine: number, line: number): number[] {
  const openers: number[] = [];
  let indent = indentOf(source.lines[line - 1] ?? '');
  for (let above = line - 1; above > startLine && indent > 0; above--) {
    const text = source.lines[above - 1] ?? '';
    if (!text.trim() || indentOf(text) >= indent) continue;
    indent = indentOf(text);
    openers.push(above);
  }
  return openers;
}

function indentOf(text: string): number {
  return /^\s*/.exec(text)![0].length;
}

/** The stretches between kept lines that are long enough to be worth a mark. */
/** What is left out of a range for some of its lines to be kept; shorter gaps stay. */
export function rangesWithout(keep: ReadonlySet<number>, startLine: number, endLine: number, shortest = SHORTEST_FOLD): LineRange[] {
  const ranges: LineRange[] = [];
  for (let line = startLine; line <= endLine; line++) {
    if (keep.has(line)) continue;
    let last = line;
    while (last < endLine && !keep.has(last + 1)) last++;
    if (last - line + 1 >= shortest) ranges.push({ startLine: line, endLine: last });
    line = last;
  }
  return ranges;
}
