import { plural, t } from '../language';
import type { FailureReport } from '../capture/failureReport';
import { messageLine } from '../capture/messageLine';
import { flatFrames, type FailureEvidence, type LineRange, type Snippet } from '../context/failureEvidence';
import { isTestFrame } from '../context/testNames';
import type { TokenCounter } from '../ports';
import type { Suspect } from '../suspects/suspect';
import { agentPrompt, type Reading } from './agentPrompt';
import { assertedSentence, saysLittle } from './assertedSentence';
import type { Audience } from './audience';
import { cutText } from './cutText';
import { orderByWords } from './orderByWords';
import { INSTRUCTIONS } from './instructions';
import type { Attempt, Prompt, PromptSection, SectionName } from './prompt';
import { elsewhere, renderChange } from './renderChanges';
import { renderErrors, type TraceDetail } from './renderError';
import { fenced, fenceFor, oneLine, quoted } from './fence';
import type { WorkedOut } from './workedOut';
import { partOf, reference, renderFile, type ShownSnippet } from './renderSnippet';

export interface PromptOptions {
  /** The maximum tokens of system and text together. */
  budget: number;
  /** Earlier attempts, oldest first. */
  attempts: readonly Attempt[];
  tokens: TokenCounter;
  /** A model if absent. */
  audience?: Audience;
  /** For an agent: the ranking, best first, where it is known, and the bytes of what it would read without the evidence. */
  suspects?: readonly Suspect[];
  reading?: Reading;
  /** For an agent: of each piece of code, by its id, the chance that it is of use. */
  use?: ReadonlyMap<string, number> | undefined;
  /** For an agent: what working the failure through shows, where it could be. */
  worked?: WorkedOut | undefined;
  /** For an agent: a run showed which code the failing test runs, and the ranking knows it. */
  ran?: boolean;
}

/** The maximum share of the remaining budget for each section when it is short; code takes the rest. */
const SHARE = { error: 0.5, expectation: 0.15, attempts: 0.3, changes: 0.3, values: 0.15 } as const;

/** The part of the error's share that a trace with frames of dependencies may take, and the tokens that must then remain for the code. */
const WHOLE_TRACE = 0.4;
const ROOM_FOR_CODE = 6000;

/** Tokens of code beyond which a piece supported only by its file is left out, and then an unlikely one. */
const ENOUGH_CODE = 600;
const MUCH_CODE = 1000;
/** Without a frame in the code under test, the cause is often among the less likely pieces. */
const LEAST_LIKELY = { onStack: 0.08, onlyTests: 0.05 } as const;
/** The likeliest pieces supported only by their file contain a fault often enough to be shown. */
const LIKELY_FILLER = 0.15;

/** Adding up the counts of parts can miss a token at each boundary. */
const SEAM_TOKENS = 4;

/**
 * Renders the structured prompt in the article's order within a token budget. Folds before dropping: dependency frames, then long snippets
 * around their focus lines, then the least relevant snippets; reports every cut. Deterministic.
 */
export function buildPrompt(evidence: FailureEvidence, options: PromptOptions): Prompt {
  const { budget } = options;
  if (options.audience === 'agent') return agentPrompt(evidence, options);
  let prompt = fill(evidence, options, budget);
  // Parts can have more tokens together than separately: then repeat with a smaller budget, a few times.
  for (let room = budget, tries = 0; prompt.tokens > budget && tries < 8; tries++) {
    room -= prompt.tokens - budget + tries * SEAM_TOKENS;
    prompt = fill(evidence, options, room);
  }
  if (prompt.tokens > budget)
    prompt.cuts.push(t('The budget of {0} tokens is too small for any prompt: this one has {1}.', budget, prompt.tokens));
  return prompt;
}

function fill(evidence: FailureEvidence, { budget, attempts, tokens, audience = 'model' }: PromptOptions, room: number): Prompt {
  const cuts: string[] = [];
  const { system, closing: question } = INSTRUCTIONS[audience === 'model' ? 'model' : 'person'];
  const spend = new Spending(room - tokens.count(system) - tokens.count(question) - 2 * SEAM_TOKENS, tokens);
  const summary = spend.take('SUMMARY', cutText(summaryOf(evidence), Math.max(16, Math.floor(spend.left * 0.1)), tokens));
  const error = spend.take('ERROR', fenced(errorText(evidence, Math.floor(spend.left * SHARE.error), spend.left, tokens, cuts)));
  const expectation = (name: SectionName, text: string, missing: string): PromptSection => {
    const most = Math.max(16, Math.floor(spend.left * SHARE.expectation));
    const fitted = cutText(text || missing, most, tokens);
    if (text && fitted !== text) cuts.push(expectationCut(name, tokens.count(text)));
    return spend.take(name, text ? fenced(fitted) : fitted);
  };
  const expected = expectation('EXPECTED BEHAVIOR', expectedText(evidence), 'Not said.');
  const actual = expectation('ACTUAL BEHAVIOR', evidence.actual ?? '', 'It fails with the error above.');
  const tried = attempts.length
    ? spend.take('PREVIOUS ATTEMPTS', fenced(attemptsText(attempts, Math.floor(spend.left * SHARE.attempts), tokens)))
    : undefined;
  const changes = spend.take('RECENT CHANGE', changesText(evidence, Math.floor(spend.left * SHARE.changes), tokens, cuts));
  const values = evidence.values.length
    ? spend.take('RUNTIME VALUES', fenced(valuesText(evidence, Math.floor(spend.left * SHARE.values), tokens, cuts)))
    : undefined;

  const fates: Prompt['snippets'] = {};
  const code = spend.take('RELEVANT CODE', codeText(evidence, spend, fates, cuts));
  const closing: PromptSection = { name: 'INSTRUCTIONS', text: question, tokens: tokens.count(question) };
  const sections = [summary, error, code, expected, actual, changes, values, tried, closing].filter((section) => section !== undefined);
  const text = sections.map(withHeading).join('\n\n');
  return {
    system,
    text,
    sections,
    tokens: tokens.count(system) + tokens.count(text),
    budget,
    cuts,
    snippets: fates,
  };
}

function expectationCut(name: SectionName, tokens: number): string {
  return name === 'EXPECTED BEHAVIOR'
    ? t('expected behavior was cut in the middle: it has {0} tokens.', tokens)
    : t('actual behavior was cut in the middle: it has {0} tokens.', tokens);
}

function withHeading({ name, text }: Pick<PromptSection, 'name' | 'text'>): string {
  return name === 'SUMMARY' || name === 'INSTRUCTIONS' ? text : `${name}:\n${text}`;
}

/** The remaining budget while sections are added. */
class Spending {
  constructor(
    public left: number,
    readonly tokens: TokenCounter,
  ) {}

  take(name: SectionName, text: string): PromptSection {
    const cost = this.tokens.count(withHeading({ name, text })) + SEAM_TOKENS;
    this.left -= cost;
    return { name, text, tokens: cost };
  }
}

function summaryOf({ report, expected }: FailureEvidence): string {
  const [error] = report.errors;
  const test = error?.test ?? report.expectations[0]?.test ?? nameOfTest(report);
  const what = error ? [error.type, messageLine(error.message)].filter(Boolean).join(': ') : 'A test does not get what it expects';
  return `${test ? `The test ${quoted(test)} fails: ` : 'Failure: '}${oneLine(what)}${expected ? '' : '.'}`.replace(/([.!?])\.$/, '$1');
}

function expectedText({ expected, assertion, notReached, report }: FailureEvidence): string {
  if (!assertion && expected) return expected;
  if (!assertion) {
    const test = report.errors[0]?.test ?? nameOfTest(report);
    const passes = test ? [`The test ${quoted(oneLine(test))} should pass.`] : [];
    const asserts = notReached && `${oneLine(reference(notReached.file, atLine(notReached.line)))} asserts next: ${notReached.text}`;
    return [...passes, ...(asserts ? [asserts] : [])].join('\n');
  }
  const sentence = !expected || saysLittle(expected) ? assertedSentence(assertion.text) : undefined;
  const asserts = `${oneLine(reference(assertion.file, atLine(assertion.line)))} asserts: ${assertion.text}`;
  return [sentence ?? expected, asserts].filter(Boolean).join('\n');
}

/** The innermost function of the trace that is named like a test, in a test file. */
function nameOfTest({ errors }: FailureReport): string | undefined {
  return errors[0]?.frames.find(isTestFrame)?.function;
}

function errorText(evidence: FailureEvidence, share: number, left: number, tokens: TokenCounter, cuts: string[]): string {
  if (!evidence.report.errors.length) {
    const said = evidence.report.expectations.map(
      ({ test, expected, actual }) => `${test ? `Test: ${test}\n` : ''}expected: ${expected}\nactual: ${actual}`,
    );
    return cutText(said.join('\n\n') || 'No error was given.', share, tokens);
  }
  const whole = renderErrors(evidence, 'whole');
  // The trace is the basis of everything: its frames of dependencies are folded only where the code needs the room.
  if (tokens.count(whole) <= Math.max(share * WHOLE_TRACE, left - ROOM_FOR_CODE)) return whole;
  for (const detail of ['workspace', 'ends'] satisfies TraceDetail[]) {
    const folded = renderErrors(evidence, detail);
    if (tokens.count(folded) > share) continue;
    cuts.push(
      detail === 'workspace'
        ? t('Frames of dependencies were folded: the trace is long.')
        : t('The middle of the trace was folded: it is very long.'),
    );
    return folded;
  }
  cuts.push(t('The middle of the error was left out: it is larger than half of the budget.'));
  return cutText(renderErrors(evidence, 'ends'), share, tokens);
}

function attemptsText(attempts: readonly Attempt[], most: number, tokens: TokenCounter): string {
  const each = Math.max(60, Math.floor(most / attempts.length));
  return attempts
    .map(({ title, diff, result }, index) => {
      const shown = diff ? `\n${fenced(diff.trimEnd(), 'diff')}` : '';
      return cutText(`${index + 1}. ${oneLine(title)}${shown}\nResult: ${result}`, each, tokens);
    })
    .join('\n\n');
}

function changesText(evidence: FailureEvidence, most: number, tokens: TokenCounter, cuts: string[]): string {
  const { recentChanges } = evidence;
  if (!recentChanges.length) {
    const known = evidence.pieces.find(({ name }) => name === 'changes')?.state !== 'missing';
    return known ? 'Nothing changed in the window that was looked at.' : 'Not known.';
  }
  const ordered = recentChanges.filter(({ suspect }) => suspect);
  const shown: string[] = [];
  let left = most;
  let undiffed = 0;
  let out = 0;
  for (const change of ordered) {
    const texts = [renderChange(change, true), renderChange(change, false)];
    const fits = texts.findIndex((text) => tokens.count(text) + SEAM_TOKENS <= left);
    const text = texts[fits];
    if (text === undefined) {
      out += 1;
      continue;
    }
    if (fits === 1 && change.diff) undiffed += 1;
    left -= tokens.count(text) + SEAM_TOKENS;
    shown.push(text);
  }
  for (const row of elsewhere(recentChanges.filter(({ suspect }) => !suspect))) {
    const cost = tokens.count(row) + SEAM_TOKENS;
    if (cost > left) {
      out += 1;
      continue;
    }
    left -= cost;
    shown.push(row);
  }
  if (undiffed) cuts.push(plural(undiffed, '{0} recent change is named without a diff.', '{0} recent changes are named without a diff.'));
  if (out) cuts.push(plural(out, '{0} recent change was left out.', '{0} recent changes were left out.'));
  return shown.join('\n') || `${recentChanges.length} changes, too many to show.`;
}

function valuesText(evidence: FailureEvidence, most: number, tokens: TokenCounter, cuts: string[]): string {
  const frames = flatFrames(evidence.report);
  const rows = evidence.values.map(({ frame, name, type, value }) => {
    const at = frames[frame];
    return `${at?.function ?? at?.file ?? `frame ${frame}`}: ${name}${type ? ` (${type})` : ''} = ${value}`;
  });
  const fitted = cutText(rows.join('\n'), Math.max(16, most), tokens);
  if (fitted.length < rows.join('\n').length) {
    const left = evidence.values.slice(fitted.split('\n').length).map(({ name }) => `\`${name}\``);
    const named = left.slice(0, 3).join(', ');
    if (!named) cuts.push(t('A long value is cut.'));
    else cuts.push(left.length > 3 ? t('Values left out: {0} and {1} more.', named, left.length - 3) : t('Values left out: {0}.', named));
  }
  return fitted;
}

function isFiller({ filler, pinned, relevance, frame }: Snippet, shown: number, least: number): boolean {
  if (pinned || frame !== undefined) return false;
  return (filler === true && relevance < LIKELY_FILLER && shown > ENOUGH_CODE) || (relevance < least && shown > MUCH_CODE);
}

/** The chance that a piece needs once the prompt has much code. */
function leastLikely({ snippets }: FailureEvidence): number {
  return snippets.some(({ frame, role }) => frame !== undefined && role !== 'test') ? LEAST_LIKELY.onStack : LEAST_LIKELY.onlyTests;
}

function lineWithin({ startLine, endLine }: LineRange, line: number | undefined): number | undefined {
  return line !== undefined && startLine <= line && line <= endLine ? line : undefined;
}

function atLine(line: number): LineRange {
  return { startLine: line, endLine: line };
}

/** Names of functions in a file that the prompt does not show, so that a reader can ask for them. */
const MOST_NAMED = 12;

function leftOutText(left: readonly Snippet[]): string {
  const named = left.filter(({ function: name }) => name && oneLine(name)).toSorted((a, b) => a.startLine - b.startLine);
  if (!named.length) return '';
  const names = named.slice(0, MOST_NAMED).map(({ function: name, startLine, endLine }) => `${oneLine(name!)} (${startLine}-${endLine})`);
  return `Left out of this file: ${names.join(', ')}${named.length > MOST_NAMED ? ` and ${named.length - MOST_NAMED} more` : ''}.`;
}

function codeText(evidence: FailureEvidence, spend: Spending, fates: Prompt['snippets'], cuts: string[]): string {
  const { tokens } = spend;
  let left = spend.left - tokens.count('RELEVANT CODE:\n') - 2 * SEAM_TOKENS;
  // The file of the likeliest piece first; other pieces of the file follow it.
  const files = new Map<string, ShownSnippet[]>();
  const frames = flatFrames(evidence.report);
  const whole = left;
  const least = leastLikely(evidence);
  const likely = orderByWords(evidence);
  const ordered = [...likely.filter(({ pinned }) => pinned), ...likely.filter(({ pinned }) => !pinned)];
  for (const snippet of ordered) {
    fates[snippet.id] = 'out';
    if (isFiller(snippet, whole - left, least)) continue;
    const at = snippet.frame === undefined ? undefined : lineWithin(snippet, frames[snippet.frame]?.line);
    const path = snippet.shownFile ?? snippet.file;
    const known = files.get(path);
    // The first lines of a piece say nothing more than its name, which stays listed.
    for (const folded of snippet.pinned || snippet.short || snippet.focusLines.length ? [false, true] : [false]) {
      const { title, code } = partOf({ snippet, folded, at });
      const opening = `${known ? '' : `@${oneLine(path)}\n\n`}${fenceFor(code)}\n\n${fenceFor(code)}\n`;
      const cost = tokens.count(opening) + tokens.count(title) + tokens.count(code) + SEAM_TOKENS;
      if (cost > left) continue;
      left -= cost;
      if (known) known.push({ snippet, folded, at });
      else files.set(path, [{ snippet, folded, at }]);
      fates[snippet.id] = folded ? 'folded' : 'whole';
      break;
    }
  }
  const count = (fate: string): number => Object.values(fates).filter((each) => each === fate).length;
  if (count('folded'))
    cuts.push(
      plural(
        count('folded'),
        '{0} long piece of code was folded around what matters.',
        '{0} long pieces of code were folded around what matters.',
      ),
    );
  if (count('out'))
    cuts.push(plural(count('out'), '{0} less likely piece of code was left out.', '{0} less likely pieces of code were left out.'));
  const texts = [...files].map(([path, shown]) => {
    const out = leftOutText(ordered.filter((each) => (each.shownFile ?? each.file) === path && fates[each.id] === 'out'));
    const cost = out ? tokens.count(out) + SEAM_TOKENS : 0;
    if (!out || cost > left) return renderFile(shown);
    left -= cost;
    return `${renderFile(shown)}\n${out}`;
  });
  return texts.join('\n\n') || 'None was found for the frames of this trace.';
}
