import { flatFrames, type FailureEvidence } from '../context/failureEvidence';
import type { TokenCounter } from '../ports';
import type { Suspect } from '../suspects/suspect';
import { saysLittle } from './assertedSentence';
import { codeFor, type CodeForAgent } from './codeForAgent';
import { cutText } from './cutText';
import { fenced, oneLine } from './fence';
import type { Prompt, PromptSection, SectionName } from './prompt';
import { changesByCommit } from './renderChanges';
import { renderErrors } from './renderError';
import { WORKS_OUT, type WorkedOut } from './workedOut';

/** The parts of the budget that everything but the code may take. */
const SHARE = { error: 0.35, expectation: 0.1, changes: 0.2, values: 0.15 } as const;

/** Tokens that a sentence or two may take in a small prompt, too: of what was worked out of a failure. */
const LEAST_TOLD = 90;
/** The part of the budget that an assertion may take: cut, it says nothing. */
const MOST_ASSERTED = 0.2;

export interface FirstFunctions {
  most: number;
  /** Of the first one's score. */
  share: number;
}

/**
 * Functions that come before all other code, the part of the first one's score and the chance of being of use that each needs: where texts
 * alone were ranked, and where a run showed which code the failing test runs.
 */
export const FIRST = { most: 3, share: 0.03, use: 0.1 } as const;
export const FIRST_AFTER_RUN = { most: 5, share: 0.01, use: 0.03 } as const;
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
  /** Of each piece of code, by its id, the chance that it is of use. */
  use?: ReadonlyMap<string, number> | undefined;
  /** Absent where nothing is known of it. */
  reading?: Reading;
  /** A run showed which code the failing test runs, and the ranking knows it. */
  ran?: boolean;
  /** Absent where the failure could not be worked through. */
  worked?: WorkedOut | undefined;
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

function promptWithin(evidence: FailureEvidence, { budget, tokens, suspects = [], ran = false, use, worked }: AgentPromptOptions): Prompt {
  const part = (share: number): number => Math.floor(budget * share);
  const error = errorForAgent(evidence, part(SHARE.error), tokens);
  const asserted = assertionRow(evidence);
  const assertion = asserted && tokens.count(asserted.row) <= part(MOST_ASSERTED) ? asserted : undefined;
  const said = (text: string, share: number, least = 0): string =>
    text ? fenced(cutText(text, Math.max(part(share), least), tokens)) : '';
  const othersWith = (row: string, told: string | undefined): [SectionName, string][] => [
    [
      'EXPECTED BEHAVIOR',
      said(saidOnce([expectedText(evidence), row].filter(Boolean).join('\n'), error), SHARE.expectation, tokens.count(row)),
    ],
    ['ACTUAL BEHAVIOR', said(saidOnce(evidence.actual ?? '', error), SHARE.expectation)],
    ['RECENT CHANGE', changesByCommit(evidence.recentChanges, part(SHARE.changes), tokens)],
    ['RUNTIME VALUES', said([...toldRow(told), ...valueRows(evidence)].join('\n'), SHARE.values, LEAST_TOLD)],
  ];
  const cost = ([name, text]: [SectionName, string]): number => tokens.count(withHeading(name, text)) + 2;
  const failed: [SectionName, string] = ['ERROR', fenced(error)];
  const first = ran ? FIRST_AFTER_RUN : FIRST;
  const [likeliest = [], ...likely] = firstFunctions(suspects, first);
  const codeBeside = (others: readonly [SectionName, string][]): CodeForAgent => {
    const spent = [failed, ...others].filter(([, text]) => text).reduce((sum, each) => sum + cost(each), 0);
    return codeFor(evidence, budget - spent, tokens, {
      // What made the failure comes before what only looks likely.
      first: [...likeliest, ...(worked?.seen ?? []), ...likely.flat()],
      leastUse: first.use,
      suspects,
      use,
      seen: worked?.seen,
    });
  };
  const madeWith = (row: string, told: string | undefined): { others: [SectionName, string][]; code: CodeForAgent } => {
    const others = othersWith(row, told);
    return { others, code: codeBeside(others) };
  };
  let told = worked?.told;
  let made = madeWith('', told);
  // What was worked out takes no room from the code that it is about, and is not said twice.
  if (told !== undefined && (!isShown(likeliest[0], evidence, made.code) || isMarked(told, made.code))) {
    told = undefined;
    made = madeWith('', told);
  }
  // Neither is the assertion, where the code shows it.
  if (assertion && !made.code.text.includes(assertion.text)) made = madeWith(assertion.row, told);
  const {
    others,
    code: { text: code, fates, lines },
  } = made;
  const sections = [failed, ['RELEVANT CODE', code] satisfies [SectionName, string], ...others]
    .filter(([, text]) => text)
    .map(([name, text]): PromptSection => ({ name, text, tokens: cost([name, text]) }));
  const text = sections.map((each) => withHeading(each.name, each.text)).join('\n\n');
  const out = Object.values(fates).filter((fate) => fate === 'out').length;
  const cuts = out ? [`${out} less likely ${out === 1 ? 'piece' : 'pieces'} of code ${out === 1 ? 'was' : 'were'} left out.`] : [];
  return { system: '', text, sections, tokens: tokens.count(text), budget, cuts, snippets: fates, shownLines: lines };
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
  if (errors.length) return cutText(withoutRepeats(renderErrors(evidence, 'places')), most, tokens);
  const rows = expectations.map(({ test, expected, actual }) => `${test ? `Test: ${test}\n` : ''}expected: ${expected}\nactual: ${actual}`);
  return cutText(rows.join('\n\n') || 'No error was given.', most, tokens);
}

/** Without the lines of a difference that only repeat the line above, and marks below its signs, as Python's `unittest` prints them. */
function withoutRepeats(text: string): string {
  const lines = text.split('\n');
  return lines
    .filter((line, at) => {
      const said = lines.slice(Math.max(0, at - 4), at).find((each) => each.includes(' != '));
      return said === undefined || !(/^\? [ ^+-]*$/.test(line) || (/^[-+] \S/.test(line) && said.includes(line.slice(2).trim())));
    })
    .join('\n');
}

function expectedText({ expected = '', assertion, notReached }: FailureEvidence): string {
  // The assertion says it, where the value alone says little.
  return (assertion ?? notReached) && saysLittle(expected) ? '' : expected;
}

function assertionRow({ assertion, notReached }: FailureEvidence): { text: string; row: string } | undefined {
  const asserts = assertion ?? notReached;
  return (
    asserts && { text: asserts.text, row: `${asserts.file}:${asserts.line} ${assertion ? 'asserts' : 'asserts next'}: ${asserts.text}` }
  );
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

function toldRow(told: string | undefined): string[] {
  return told === undefined ? [] : [`Worked out, without a run: ${oneLine(told)}`];
}

/** Whether something of the code around a line is shown. */
function isShown(place: Suspect | undefined, { snippets }: FailureEvidence, { fates }: CodeForAgent): boolean {
  const around = snippets.filter(
    ({ file, startLine, endLine }) => file === place?.file && startLine <= place.line && place.line <= endLine,
  );
  return !around.length || around.some(({ id }) => (fates[id] ?? 'out') !== 'out');
}

/** Whether a line with its value behind it has all the code and the values of a sentence. */
function isMarked(told: string, { text }: CodeForAgent): boolean {
  const parts = [...told.matchAll(/`([^`]{1,1000})`/g)].map(([, part = '']) => part);
  return parts.length > 0 && text.split('\n').some((row) => row.includes(WORKS_OUT) && parts.every((part) => row.includes(part)));
}
