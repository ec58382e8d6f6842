import type { FailureEvidence } from '../core/context/failureEvidence';
import { reasonText } from '../core/context/reasonText';
import { errorForAgent } from '../core/prompt/agentPrompt';
import { codeFor } from '../core/prompt/codeForAgent';
import { fenced, oneLine } from '../core/prompt/fence';
import { changesByCommit } from '../core/prompt/renderChanges';
import { causeBelow, inReadingOrder, rowText, type Hypothesis } from '../core/hypothesis';
import { keptLines } from '../core/prompt/renderSnippet';
import type { TokenCounter } from '../core/ports';
import type { Suspect } from '../core/suspects/suspect';

/** Everything that is known about one failure. */
export interface AgentDiagnosis {
  evidence: FailureEvidence;
  /** Best first. */
  suspects: readonly Suspect[];
  hypotheses: readonly Pick<Hypothesis, 'title' | 'rootCause' | 'evidence' | 'check'>[];
  /** Where the hypotheses come from: "local". */
  by: string;
  /** What experiments found, each under its heading; lines for a person. */
  findings?: readonly Finding[];
}

export interface Finding {
  heading: string;
  lines: readonly string[];
  /** Its lines say only that nothing was found. */
  nothing?: true;
}

export interface AgentAnswer {
  /** `brief` has no code. */
  detail: 'brief' | 'evidence';
  /** Bytes at most. */
  budget: number;
  /** Bytes of the failure's own output: the answer is never longer than that and the functions that it names. */
  output?: number;
}

/** What one answer takes at most: less than editors and agents move to a file. */
export const ANSWER_BYTES = 7500;
const MOST_FUNCTIONS = 5;
const MOST_HYPOTHESES = 2;
/** Pieces of code that are named below the code, beside the functions above it. */
const MOST_NAMED = 4;
const FINDING_LINES = 14;
/** The place of a diff's lines, which is named above it. */
const DIFF_HEAD = /^(?:--- a\/|\+\+\+ b\/|@@ )/;
/** The finding with a diff, of which only the changed lines are shown: a reader has the others. */
const BROKE = 'What broke it';
/** The finding with the change of the first hypothesis. */
export const PASSING_CHANGE = 'The change with which it passes';
/** Findings that come after the hypotheses: they say what was tried. */
const LAST: ReadonlySet<string> = new Set(['What the failing test runs']);
/** Parts of the answer that the error and the changes may take. */
const SHARE = { error: 0.25, changes: 0.15 } as const;
/** Bytes up to which an error is shown whole, however small the answer has to be. */
const SHORT_ERROR = 500;
/** Why a function is named that had returned before the error: it says more than where its code stands. */
const LEFT_STATE = /^sets `.{1,60}`, which .{1,200} reads$/;
/** It says nothing of the function. */
const OF_A_LINE = reasonText({ kind: 'returns' });
/** Bytes of a line of code that was not read, where the length of a named function is not known. */
const USUAL_LINE = 30;

const bytes: TokenCounter = { count: (text) => new TextEncoder().encode(text).length };

/**
 * A diagnosis as one answer in Markdown: the error, at most five functions with their files, what runs showed, what changed, hypotheses,
 * and code while there is room. Files and functions come before lines, and what matters least is left out first.
 */
export function renderForAgent(diagnosis: AgentDiagnosis, { detail, budget, output }: AgentAnswer): string {
  const functions = namedFunctions(diagnosis);
  const most = Math.min(budget, output === undefined ? budget : output + functions.reduce((sum, each) => sum + each.bytes, 0));
  const { evidence, findings = [] } = diagnosis;
  const error = errorForAgent(evidence, Math.max(SHORT_ERROR, Math.floor(most * SHARE.error)), bytes);
  const changes = changesByCommit(evidence.recentChanges, Math.floor(most * SHARE.changes), bytes);
  const broke = findings.some(({ heading }) => heading === BROKE);
  const blocks: Block[] = [
    { lines: [fenced(error)] },
    { heading: 'Where to look', lines: functions.map(({ text }, at) => `${at + 1}. ${text}`) },
    ...findings.filter((each) => !isLast(each) && !isPassing(each)).map(findingBlock),
    ...(broke || !changes ? [] : [{ heading: 'Recent changes', lines: [changes] }]),
    hypothesesBlock(diagnosis),
    ...findings.filter(isPassing).map((each) => ({ ...findingBlock(each), whole: true as const })),
    ...findings.filter(isLast).map(findingBlock),
    ...(evidence.missing.length ? [{ heading: 'Missing', lines: evidence.missing }] : []),
  ].filter(({ lines }) => lines.length > 0);
  const texts: string[] = [];
  let left = most;
  for (const block of blocks) {
    const text = fitted(block, left);
    if (text === undefined) continue;
    texts.push(text);
    left -= bytes.count(text) + 2;
  }
  // Of a program that says next to nothing, only that fits.
  if (!texts.length) return `${oneLine(errorForAgent(evidence, most, bytes))}\n`;
  const code = detail === 'evidence' ? codeFor(evidence, left - 8, bytes, { first: rangesOf(diagnosis), names: MOST_NAMED }).text : '';
  return `${[...texts, ...(code ? [`Code\n${code}`] : [])].join('\n\n')}\n`;
}

interface Block {
  heading?: string;
  lines: readonly string[];
  /** Half of it would mislead. */
  whole?: true;
}

/** A block with as many of its lines as fit. */
function fitted({ heading, lines, whole }: Block, most: number): string | undefined {
  for (let count = lines.length; count >= (whole ? lines.length : 1); count--) {
    // It announces lines that do not fit.
    if (count < lines.length && lines[count - 1]?.endsWith(':')) continue;
    const text = [...(heading ? [heading] : []), ...lines.slice(0, count)].join('\n').trimEnd();
    if (bytes.count(text) + 2 <= most) return text;
  }
  return undefined;
}

function isPassing({ heading }: Finding): boolean {
  return heading === PASSING_CHANGE;
}

function isLast({ heading, nothing }: Finding): boolean {
  return nothing === true || LAST.has(heading);
}

function findingBlock({ heading, lines }: Finding): Block {
  const own = heading === BROKE ? lines.filter((line) => !line.startsWith(' ')) : lines;
  return { heading, lines: shortened(own).map((line) => `  ${line}`) };
}

/** The lines of a finding, each once under its own heading: two frames of one function often hold the same values. */
function shortened(given: readonly string[]): string[] {
  const seen = new Set<string>();
  let under = '';
  const lines = given.filter((line) => {
    const words = line.trim().replace(/\s+/g, ' ');
    if (!/^\s/.test(line)) under = words;
    const key = `${under}\n${words}`;
    if (!words || seen.has(key) || DIFF_HEAD.test(line)) return false;
    seen.add(key);
    return true;
  });
  const shown = lines.slice(0, FINDING_LINES);
  return lines.length > shown.length ? [...shown, `… ${lines.length - shown.length} more lines`] : [...shown];
}

function hypothesesBlock({ hypotheses, by }: AgentDiagnosis): Block {
  const shown = new Set<string>();
  const isNew = (row: string): boolean => !shown.has(row) && shown.add(row) !== undefined;
  const lines = hypotheses.slice(0, MOST_HYPOTHESES).flatMap(({ title, rootCause, evidence, check }, at) => [
    `${at + 1}. ${oneLine(title)}`,
    ...[causeBelow({ title, rootCause })].filter(Boolean).map((cause) => `   ${oneLine(cause)}`),
    // A card of the value's origin has the rows and often the check of the one above it.
    ...inReadingOrder(evidence)
      .filter(({ verified }) => verified)
      .map((row) => oneLine(`${row.file}:${row.line} ${rowText(row)}`))
      .filter(isNew)
      .map((row) => `   ${row}`),
    ...(check && isNew(check) ? [`   Check: ${oneLine(check)}`] : []),
  ]);
  return { heading: `Hypotheses (${by})`, lines };
}

interface NamedFunction {
  text: string;
  bytes: number;
}

/** The functions of the first suspects, each once; module code as its file. */
function namedFunctions({ evidence, suspects }: AgentDiagnosis): NamedFunction[] {
  const places = new Map<string, Suspect>();
  for (const suspect of suspects) {
    const key = `${suspect.file}:${suspect.functionRange ? suspect.functionRange[0] : 'module'}`;
    if (!places.has(key)) places.set(key, suspect);
  }
  return [...places.values()].slice(0, MOST_FUNCTIONS).map(({ file, line, function: name, functionRange, reasons }) => {
    const [first, last] = functionRange ?? [line, line];
    const lines = last > first ? `${first}-${last}` : String(first);
    const snippet = evidence.snippets.find((each) => each.file === file && each.startLine <= first && last <= each.endLine);
    // Why the function belongs to the failure says more than why the line does.
    const reason =
      reasons.find((each) => LEFT_STATE.test(each)) ??
      (snippet?.reason || undefined) ??
      reasons.find((each) => each !== OF_A_LINE) ??
      reasons[0];
    const why = reason ? `: ${reason}` : '';
    const text = oneLine(`${snippet?.shownFile ?? file}:${lines}${name ? ` ${name}` : ''}${why}`);
    const rows =
      snippet && keptLines({ snippet, folded: false }).filter((row) => row.line !== undefined && first <= row.line && row.line <= last);
    const own = rows?.map((row) => row.text).join('\n');
    return { text, bytes: own === undefined ? (last - first + 1) * USUAL_LINE : bytes.count(own) };
  });
}

function rangesOf({ suspects }: AgentDiagnosis): { file: string; line: number }[] {
  return suspects.slice(0, 2 * MOST_FUNCTIONS).map(({ file, line }) => ({ file, line }));
}
