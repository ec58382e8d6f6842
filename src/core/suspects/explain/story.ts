import { inOneLine } from './textTests';
import type { ErrorReport, Frame } from '../../capture/failureReport';
import { expectationOf, framesByCause } from '../../context/causeOrder';
import { flatFrames, type FailureEvidence } from '../../context/failureEvidence';
import type { CandidateFacts } from '../candidateFacts';
import type { FailureExplained } from './explainFailure';
import { lineIn } from './failurePoint';
import type { SyntaxFile } from '../../syntax/syntax';
import { testUse, type TestUse } from './testUse';
import { textFault, type TextFault } from '../../capture/textFault';
import type { Place } from '../../flow/originSteps';
import type { ShownPlace } from './explanation';
import type { TracedValues } from './tracedValues';

/** The part of a failure that concerns a function, for the sentences about it. */
export interface Story {
  error: ErrorReport | undefined;
  /** The fault in the function's text, for an error that arises before anything runs. */
  fault: TextFault | undefined;
  /** The function recurses until the stack overflows. */
  endless: boolean;
  /** The place in the workspace where the error surfaces. */
  shows: Place | undefined;
  expectation: { expected: string; actual: string } | undefined;
  /** What the failing test does with the function; undefined where that is not known. */
  testUse: TestUse | undefined;
  /** The explanation of the failure; absent for a function that belongs to another failure. */
  explained: FailureExplained | undefined;
  /** Where the values on the failing line come from; for a failure without an explanation. */
  traced?: TracedValues;
  /** The lines that make the result which a failed test asserts; for a failure without an explanation. */
  made?: ShownPlace[];
  /** Further lines of the function that a compiler or a checker rejects; 1-based, in the output's order. */
  alsoFaulty: number[];
}

/** What a story may draw on beside the function's own facts. */
interface StorySources {
  /** Explanations of the other errors, by their root. */
  further: ReadonlyMap<number, FailureExplained>;
  traced: TracedValues | undefined;
  all: readonly CandidateFacts[];
}

/** A function off the stack is assigned to the first failure, and its deepest cause. */
export function storyOf(
  evidence: FailureEvidence,
  facts: CandidateFacts,
  explained: FailureExplained | undefined,
  { further = new Map(), traced, all = [] }: Partial<StorySources> = {},
): Story {
  const { errors } = evidence.report;
  const frames = flatFrames(evidence.report);
  const placed = framesByCause(evidence.report, evidence.resolutions).filter(
    ({ resolution: { file, frame } }) => file && frames[frame]?.line,
  );
  const own = facts.error;
  const first = placed.find(({ error }) => own === undefined || error === own);
  const error = errors[own ?? first?.error ?? 0];
  const root = first?.root ?? 0;
  const { file, frame = 0 } = first?.resolution ?? {};
  const rethrown = facts.arises && facts.rethrows !== undefined;
  return {
    error,
    fault: facts.arises && error ? textFault(error) : undefined,
    endless: facts.arises && error !== undefined && isEndless(facts, error),
    shows: file ? shownPlace(file, frames[frame], [facts.file, ...(explained ? [explained.at.file] : [])]) : undefined,
    expectation: expectationOf(evidence.report, root),
    explained: rethrown ? undefined : root === 0 ? explained : further.get(root),
    ...(traced && root === 0 && (facts.arises || traced.asserted) && !rethrown && { traced }),
    alsoFaulty: faultyLines(evidence, facts, root),
    testUse: root === 0 ? testUse(evidence, facts, all) : undefined,
  };
}

/** The line of a frame; none where the file is known and ends before it. */
function shownPlace(file: string, frame: Frame | undefined, known: readonly SyntaxFile[]): Place | undefined {
  const read = known.find((each) => each.file === file);
  const line = read && frame ? lineIn(read, frame) : frame?.line;
  return line === undefined ? undefined : { file, line };
}

function faultyLines({ report, resolutions }: FailureEvidence, facts: CandidateFacts, own: number): number[] {
  const { candidate } = facts;
  const frames = flatFrames(report);
  const first = facts.frameLines[0];
  const lines = framesByCause(report, resolutions).flatMap(({ root, place, resolution }) => {
    const { line = 0 } = frames[resolution.frame] ?? {};
    const inside = resolution.file === candidate.file && candidate.startLine <= line && line <= candidate.endLine;
    return inside && root > own && place === 0 && textFault(report.errors[root]!) ? [line] : [];
  });
  return [...new Set(lines)].filter((line) => line !== first);
}

/** `` `load` ``, or the place of a function without a name. */
export function shownName({ candidate, fn, frameLines }: CandidateFacts): string {
  if (candidate.function) return `\`${candidate.function}\``;
  const file = candidate.file.slice(candidate.file.lastIndexOf('/') + 1);
  return fn ? `the callback at ${file}:${candidate.startLine}` : `the code at ${file}:${frameLines[0] ?? candidate.startLine}`;
}

const STACK_USED_UP = /StackOverflow|stack-overflow|SystemStackError|Maximum call stack|recursion (?:depth|limit)|too much recursion/;

/** A stack overflow with the function more than once among its frames. */
function isEndless({ frameLines }: CandidateFacts, error: ErrorReport): boolean {
  if (!STACK_USED_UP.test(`${error.type} ${error.message}`)) return false;
  return frameLines.length > 1 || error.frames.some(({ line, raw }) => line === frameLines[0] && /\[repeated \d/.test(raw));
}

const LONGEST = 80;

/** A text on one line, cut. */
export function cut(text: string, longest = LONGEST): string {
  const line = inOneLine(text.trim());
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
