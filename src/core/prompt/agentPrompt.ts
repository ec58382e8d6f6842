import { flatFrames, type FailureEvidence, type Snippet } from '../context/failureEvidence';
import type { TokenCounter } from '../ports';
import type { Suspect } from '../suspects/suspect';
import { saysLittle } from './assertedSentence';
import { cutText } from './cutText';
import { fenced, oneLine } from './fence';
import { orderByWords } from './orderByWords';
import type { Prompt, PromptSection, SectionName } from './prompt';
import { changesByCommit } from './renderChanges';
import { renderErrors } from './renderError';
import { keptLines, type ShownSnippet } from './renderSnippet';

/** The parts of the budget that everything but the code may take. */
const SHARE = { error: 0.35, expectation: 0.1, changes: 0.2, values: 0.15 } as const;
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

export interface FirstFunctions {
  most: number;
  /** Of the first one's score. */
  share: number;
}

/**
 * Functions that come before all other code, and the part of the first one's score that each needs: where texts alone were ranked, and
 * where a run showed which code the failing test runs.
 */
export const FIRST: FirstFunctions = { most: 3, share: 0.03 };
export const FIRST_AFTER_RUN: FirstFunctions = { most: 5, share: 0.01 };
/** Files that a reader may open: those of suspects with this part of the first one's score. */
export const LIKELY_FILE = 0.05;
/** The part of what a reader has to read without the evidence that this may take, and the fewest bytes that are of use. */
const OF_READING = 0.95;
const LEAST_BYTES = 500;
const BYTES_OF_TOKEN = 3.6;
/** The text is made anew with a smaller budget while it has more bytes than are worth reading. */
const MOST_TRIES = 8;

/** Bytes that a reader has to read without the evidence. */
export interface Reading {
  /** The failure's own output. */
  output: number;
  /** All functions of each file that it may open; the one that it needs is in one of them. */
  files: ReadonlyMap<string, number>;
}

export interface AgentPromptOptions {
  /** The maximum tokens of the text. */
  budget: number;
  tokens: TokenCounter;
  /** Best first; none where nothing was ranked. */
  suspects?: readonly Suspect[];
  /** Absent where nothing is known of it. */
  reading?: Reading;
  /** A run showed which code the failing test runs, and the ranking knows it. */
  ran?: boolean;
}

/**
 * The evidence for an agent, which opens files itself: where it failed, the code that is most likely meant, where else to look, what the
 * test expects, what changed on the way. Nothing is said twice, nothing is asked, and only the lines that something points at have numbers.
 */
export function agentPrompt(evidence: FailureEvidence, options: AgentPromptOptions): Prompt {
  const { reading, budget: most } = options;
  if (!reading) return promptWithin(evidence, options);
  const worth = worthReading(reading);
  let budget = Math.min(most, Math.floor(worth / BYTES_OF_TOKEN));
  let prompt = promptWithin(evidence, { ...options, budget });
  for (let tries = 1, bytes = bytesOf(prompt); bytes > worth && tries < MOST_TRIES; tries++, bytes = bytesOf(prompt)) {
    budget = Math.floor((budget * worth) / bytes) - 1;
    prompt = promptWithin(evidence, { ...options, budget });
  }
  return prompt;
}

function bytesOf({ text }: Prompt): number {
  return new TextEncoder().encode(text).length;
}

/** Bytes up to which the evidence is worth reading, whichever of the files it is that a reader needs. */
function worthReading({ output, files }: Reading): number {
  return Math.max(LEAST_BYTES, OF_READING * (output + (files.size ? Math.min(...files.values()) : 0)));
}

function promptWithin(evidence: FailureEvidence, { budget, tokens, suspects = [], ran = false }: AgentPromptOptions): Prompt {
  const part = (share: number): number => Math.floor(budget * share);
  const error = errorForAgent(evidence, part(SHARE.error), tokens);
  const said = (text: string, share: number): string => (text ? fenced(cutText(text, part(share), tokens)) : '');
  const others: [SectionName, string][] = [
    ['EXPECTED BEHAVIOR', said(saidOnce(expectedText(evidence), error), SHARE.expectation)],
    ['ACTUAL BEHAVIOR', said(saidOnce(evidence.actual ?? '', error), SHARE.expectation)],
    ['RECENT CHANGE', changesByCommit(evidence.recentChanges, part(SHARE.changes), tokens)],
    ['RUNTIME VALUES', said(valueRows(evidence).join('\n'), SHARE.values)],
  ];
  const cost = ([name, text]: [SectionName, string]): number => tokens.count(withHeading(name, text)) + 2;
  const failed: [SectionName, string] = ['ERROR', fenced(error)];
  const spent = [failed, ...others].filter(([, text]) => text).reduce((sum, each) => sum + cost(each), 0);
  const { text: code, fates } = codeFor(evidence, budget - spent, tokens, {
    first: firstFunctions(suspects, ran ? FIRST_AFTER_RUN : FIRST).flat(),
    suspects,
  });
  const sections = [failed, ['RELEVANT CODE', code] satisfies [SectionName, string], ...others]
    .filter(([, text]) => text)
    .map(([name, text]): PromptSection => ({ name, text, tokens: cost([name, text]) }));
  const text = sections.map((each) => withHeading(each.name, each.text)).join('\n\n');
  const out = Object.values(fates).filter((fate) => fate === 'out').length;
  const cuts = out ? [`${out} less likely ${out === 1 ? 'piece' : 'pieces'} of code ${out === 1 ? 'was' : 'were'} left out.`] : [];
  return { system: '', text, sections, tokens: tokens.count(text), budget, cuts, snippets: fates };
}

/** The lines of the first functions, best first, as long as they have a part of the first one's score. */
export function firstFunctions(suspects: readonly Suspect[], { most, share }: FirstFunctions): readonly Suspect[][] {
  const functions = new Map<string, Suspect[]>();
  for (const each of suspects) {
    const key = `${each.file}:${each.functionRange?.[0]}`;
    const lines = functions.get(key);
    if (lines) lines.push(each);
    else if (functions.size < most && each.score >= share * (suspects[0]?.score ?? 0)) functions.set(key, [each]);
  }
  return [...functions.values()];
}

function withHeading(name: SectionName, text: string): string {
  return `${name}:\n${text}`;
}

/** The errors with the places of their frames in the workspace; without one, what the tests expected. */
export function errorForAgent(evidence: FailureEvidence, most: number, tokens: TokenCounter): string {
  const { errors, expectations } = evidence.report;
  if (errors.length) return cutText(renderErrors(evidence, 'places'), most, tokens);
  const rows = expectations.map(({ test, expected, actual }) => `${test ? `Test: ${test}\n` : ''}expected: ${expected}\nactual: ${actual}`);
  return cutText(rows.join('\n\n') || 'No error was given.', most, tokens);
}

function expectedText({ expected = '', assertion, notReached }: FailureEvidence): string {
  const asserts = assertion ?? notReached;
  const next = assertion ? 'asserts' : 'asserts next';
  // The assertion says it, where the value alone says little.
  const wanted = asserts && saysLittle(expected) ? '' : expected;
  return [wanted, asserts && `${asserts.file}:${asserts.line} ${next}: ${asserts.text}`].filter(Boolean).join('\n');
}

/** A text without the lines that were already said. */
function saidOnce(text: string, before: string): string {
  return text
    .split('\n')
    .filter((line) => !line.trim() || !before.includes(line.trim()))
    .join('\n')
    .trim();
}

function valueRows({ report, values }: FailureEvidence): string[] {
  const frames = flatFrames(report);
  const rows = new Map<string, string[]>();
  for (const { frame, name, value } of values) {
    const at = frames[frame]?.function ?? frames[frame]?.file ?? `frame ${frame}`;
    rows.set(at, [...(rows.get(at) ?? []), `${name} = ${value}`]);
  }
  return [...rows].map(([at, each]) => `${at}: ${each.join(', ')}`);
}

interface CodeOptions {
  first?: readonly { file: string; line: number }[];
  suspects?: readonly Suspect[];
  names?: number;
}

/**
 * The code that is most likely meant, in the files that it stands in, and where else to look.
 * @param first lines whose code comes before all other, the likeliest first
 * @param suspects the ranking, best first, where it is known
 * @param names most pieces that are named and not shown
 */
export function codeFor(
  evidence: FailureEvidence,
  most: number,
  tokens: TokenCounter,
  { first = [], suspects = [], names = MOST_NAMED }: CodeOptions = {},
): { text: string; fates: Prompt['snippets'] } {
  const fates: Prompt['snippets'] = {};
  const files = new Map<string, ShownSnippet[]>();
  const named: string[] = [];
  const pieces = orderByWords(evidence);
  const users = usersOf(pieces);
  const placeOfOwn = ({ file, startLine, endLine, pinned }: Snippet): number => {
    const at = first.findIndex((each) => file === each.file && startLine <= each.line && each.line <= endLine);
    return pinned ? -1 : at < 0 ? first.length : at;
  };
  // What a function uses comes right behind it.
  const place = (snippet: Snippet): number =>
    Math.min(placeOfOwn(snippet), ...(users.get(snippet) ?? []).map((each) => placeOfOwn(each) + 0.5));
  const isShown = ({ id }: Snippet): boolean => (fates[id] ?? 'out') !== 'out';
  const best = Math.max(0.01, ...pieces.filter(({ pinned, role }) => !pinned && role !== 'test').map(({ relevance }) => relevance));
  const scores = scoresOf(pieces, suspects);
  const shareOf = (snippet: Snippet): number =>
    suspects.length ? (LIKELY.piece * snippet.relevance) / best + LIKELY.function * (scores.get(snippet) ?? 0) : snippet.relevance / best;
  const likelier = suspects.length ? (a: Snippet, b: Snippet): number => shareOf(b) - shareOf(a) : () => 0;
  const ordered = pieces.toSorted((a, b) => place(a) - place(b) || likelier(a, b));
  const frames = flatFrames(evidence.report);
  let used = 0;
  for (const snippet of ordered) {
    fates[snippet.id] = 'out';
    // It stands in code that is shown.
    if (users.has(snippet) && pieces.some((each) => each !== snippet && fates[each.id] === 'whole' && isIn(snippet, each))) continue;
    const share = shareOf(snippet);
    const wanted =
      placeOfOwn(snippet) < first.length ||
      users.get(snippet)?.some(isShown) ||
      share >= neededShare(tokens.count(pieceText({ snippet, folded: false })), used);
    const path = snippet.shownFile ?? snippet.file;
    const at = snippet.frame === undefined ? undefined : frames[snippet.frame]?.line;
    const shown = (wanted && !snippet.filler ? [false, true] : []).map((folded): ShownSnippet => ({ snippet, folded, at }));
    const fits = shown.find((each) => used + tokens.count(pieceText(each)) + (files.has(path) ? 2 : 12) <= most);
    if (!fits) {
      if (share >= NAMED && named.length < names) named.push(placeOf(snippet));
      continue;
    }
    used += tokens.count(pieceText(fits)) + (files.has(path) ? 2 : 12);
    files.set(path, [...(files.get(path) ?? []), fits]);
    fates[snippet.id] = fits.folded ? 'folded' : 'whole';
  }
  const texts = [...files].map(([path, shown]) => {
    const pieces = shown.toSorted((a, b) => a.snippet.startLine - b.snippet.startLine).map(pieceText);
    return `@${oneLine(path)}\n${fenced(pieces.join('\n'))}`;
  });
  const others = named.slice(0, Math.ceil(used / CODE_FOR_A_NAME));
  const also = (): string => (others.length ? `Less likely: ${others.join('; ')}` : '');
  while (others.length && used + tokens.count(also()) > most) others.pop();
  return { text: [...texts, ...(others.length ? [also()] : [])].join('\n'), fates };
}

function isIn(inner: Snippet, outer: Snippet): boolean {
  return inner.file === outer.file && outer.startLine <= inner.startLine && inner.endLine <= outer.endLine;
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

/** A piece under one line that says what it is; a mark behind each line that the evidence points at. */
function pieceText(shown: ShownSnippet): string {
  const { snippet, at } = shown;
  const { startLine, endLine, function: name = '', usedBy } = snippet;
  const reason = usedBy ? '' : snippet.reason;
  const lines = startLine < endLine ? `${startLine}-${endLine}` : String(startLine);
  const marked = new Set(at === undefined ? [] : [at]);
  const rows = keptLines(shown).flatMap(({ line, text }) => {
    if (!text.trim()) return [];
    return [line !== undefined && marked.has(line) && startLine < endLine ? `${text.trimEnd()}  <-- line ${line}` : text.trimEnd()];
  });
  const isSaid = name !== '' && rows[0]?.includes(name.slice(name.lastIndexOf('.') + 1));
  return [oneLine(`-- ${lines} ${isSaid ? '' : name}`) + (reason ? `: ${oneLine(reason)}` : ''), ...rows].join('\n');
}
