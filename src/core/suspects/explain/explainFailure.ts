import { wordSet } from './textTests';
import { traitsOf } from '../../flow/traits';
import type { ErrorReport } from '../../capture/failureReport';
import type { FailureEvidence } from '../../context/failureEvidence';
import type { CandidateFacts } from '../candidateFacts';
import type { Clue } from './clue';
import { traceAsserted } from './assertedValue';
import { clueOf } from './clueOf';
import { explainCompile } from './compileError';
import { explainClue } from './explainClue';
import type { ExplainInput, Explanation, ShownPlace } from './explanation';
import { framesWithCode, type FrameAtLine } from './failurePoint';
import { inlined } from './inlinedMethod';
import { explainImport, wantedImport } from './importError';
import { explainNeverEnds } from './neverEnds';
import { explainNotRaised } from './notRaised';
import { withOddRow } from './oddRow';
import type { Place } from '../../flow/originSteps';
import { ProgramView } from './programView';
import { NO_RELATED_CODE, type RelatedCode } from './relatedCode';
import { rejectingFrame } from './rejectedValue';
import { explainModuleSystem } from './runtimeState';
import { resultMade } from './resultMade';
import { explainSharedFixture } from './sharedFixture';
import { withSwappedArguments } from './swappedArguments';
import { explainSyntax } from './syntaxError';
import { textFault } from '../../capture/textFault';
import { traceValues, withTrace, type TracedValues } from './tracedValues';
import { explainThrown } from './thrownOnPurpose';
import { explainResult, testedFunctions } from './wrongResult';
import { explainFormat } from './wrongType';

/** The code's explanation of the failure, and the place where the error surfaces. */
export interface FailureExplained {
  at: FrameAtLine;
  explanation: Explanation;
  /** True when the explanation's origin is that of a value, rather than the other side of a call or a name. */
  ofValue: boolean;
  /** `at` is in the function that a failed test calls, and not where the error surfaces. */
  tested?: true;
  /** The explanation's origin is that of another value on the line, and not of the wrong one. */
  traced?: true;
  /** The place that the trace names, where the explanation is about another line. */
  named?: Place;
}

/** Explains a failure from the code around it; undefined where nothing is known. Deterministic; claims only what the code shows. */
export function explainFailure(
  evidence: FailureEvidence,
  facts: readonly CandidateFacts[],
  related: RelatedCode = NO_RELATED_CODE,
): FailureExplained | undefined {
  return explainFramesOf(framesWithCode(evidence, facts), evidence, facts, related);
}

/**
 * Explains each further error of a list that a compiler or a checker prints; of other failures only the first is explained.
 * @returns by the error's index in the report
 */
export function explainFurtherFaults(
  evidence: FailureEvidence,
  facts: readonly CandidateFacts[],
  related: RelatedCode = NO_RELATED_CODE,
): Map<number, FailureExplained> {
  const found = new Map<number, FailureExplained>();
  for (const [root, error] of evidence.report.errors.entries()) {
    if (root === 0 || error.role !== 'thrown' || textFault(error) === undefined || found.size === MOST_FURTHER) continue;
    const explained = explainFramesOf(framesWithCode(evidence, facts, root), evidence, facts, related);
    if (explained) found.set(root, explained);
  }
  return found;
}

/** Further errors of a compiler that are explained: more than there are cards, since several may concern one function. */
const MOST_FURTHER = 20;

/** Where the values on the failing line come from, for a failure that {@link explainFailure} does not explain; of a failed test, where the asserted value does. */
export function traceFailure(
  evidence: FailureEvidence,
  facts: readonly CandidateFacts[],
  related: RelatedCode = NO_RELATED_CODE,
): TracedValues | undefined {
  const frames = framesWithCode(evidence, facts);
  const [at] = frames;
  const error = at && evidence.report.errors[at.error];
  if (!at || !error || textFault(error) !== undefined) return undefined;
  const view = new ProgramView(facts, frames, related.files, error.test, related.data);
  const input: ExplainInput = { evidence, error, view, at, frame: 0, names: related.names };
  return at.test ? traceAsserted(input) : traceValues(input);
}

/** The lines that make the result which a failed test asserts, for a failure that {@link explainFailure} does not explain. */
export function traceResult(
  evidence: FailureEvidence,
  facts: readonly CandidateFacts[],
  { file, fn }: CandidateFacts,
  related: RelatedCode = NO_RELATED_CODE,
): ShownPlace[] | undefined {
  const frames = framesWithCode(evidence, facts);
  const [at] = frames;
  if (!at || !fn) return undefined;
  return resultMade(new ProgramView(facts, frames, related.files), { file, fn }, at);
}

function explainFramesOf(
  frames: readonly FrameAtLine[],
  evidence: FailureEvidence,
  facts: readonly CandidateFacts[],
  related: RelatedCode,
): FailureExplained | undefined {
  const frame = 0;
  const at = frames[frame];
  const error = at && evidence.report.errors[at.error];
  const view = new ProgramView(facts, frames, related.files, error?.test, related.data);
  const waiting = explainNeverEnds(evidence, facts, view);
  if (waiting) {
    const { explanation, ...where } = waiting;
    return { at: { ...where, column: undefined, frame: 0, error: 0, test: false }, explanation, ofValue: true, tested: true };
  }
  if (!at || !error) return undefined;
  const input: ExplainInput = rebased({
    evidence,
    error,
    view,
    at,
    frame,
    names: related.names,
    asked: related.asked,
    moduleType: related.moduleType,
  });
  const explanation = ofError(error, input) ?? explainSharedFixture(input);
  const notRaised = explanation ? undefined : explainNotRaised(input);
  if (notRaised) {
    const { explanation: found, ...tested } = notRaised;
    return { at: { ...at, ...tested, column: undefined, test: false }, explanation: found, ofValue: true, tested: true };
  }
  if (!explanation) return ofResult(input);
  const clue = textFault(error) === undefined ? clueAt(input) : undefined;
  // Python names the type of None, and means the value.
  const ofValue =
    (clue !== undefined && (OF_VALUES.has(clue.kind) || (clue.kind === 'noMember' && clue.type === 'NoneType'))) ||
    (explanation.subject !== undefined && isThrown(input));
  const followed = clue && !input.at.test ? withTrace(explanation, input) : explanation;
  const traced = clue ? withOddRow(followed, clue, input) : followed;
  const named = input.at === at ? undefined : { file: at.file.file, line: at.line };
  return {
    at: input.at,
    explanation: traced,
    ofValue,
    ...(traced.origin !== explanation.origin && { traced: true }),
    ...(named && { named }),
  };
}

/**
 * The failure at the line that shows it: a call that rejects its value may stand below generated code, and a short method of .NET may have
 * been inlined into the frame's line.
 */
function rebased(input: ExplainInput): ExplainInput {
  const clue = textFault(input.error) === undefined ? clueOf(input.error) : undefined;
  if (clue?.kind === 'empty') return inlined(clue, input) ?? input;
  const frame = clue?.kind === 'rejected' ? rejectingFrame(clue, input) : undefined;
  const at = frame === undefined ? undefined : input.view.frames[frame];
  return at && frame !== undefined ? { ...input, at, frame } : input;
}

/** Kinds of clues with a value's origin as their origin. */
const OF_VALUES = wordSet(
  'empty notIterable coroutine emptyArgument index missingKey unwrap noElement operands type divisionByZero overflow cast format unmodifiable nilMap range closedChannel closedStream rejected missingFile freed',
);

function ofError(error: ErrorReport, input: ExplainInput): Explanation | undefined {
  switch (textFault(error)) {
    case 'import': {
      const wanted = wantedImport(error.message);
      return wanted && explainImport(wanted, input);
    }
    case 'syntax': {
      // Text parsed by a program at run time is data.
      const clue = clueOf(error);
      if (clue?.kind === 'format') return explainFormat(clue, input);
      if (clue?.kind === 'moduleSystem') return explainModuleSystem(clue, input);
      // A frame in a function: the program itself parses something and reports the error.
      return error.frames[0]?.function === undefined ? explainSyntax(input) : undefined;
    }
    case 'compile':
      return mayBeSwapped(explainCompile(input), input);
    case undefined: {
      // A deliberate throw may have any message.
      if (isThrown(input)) return explainThrown(input);
      const clue = clueAt(input);
      return clue && explainClue(clue, input);
    }
  }
}

/** What the message tells; Rust's `expect` on a `None` has only the text that the code gives it. */
function clueAt({ error, at }: ExplainInput): Clue | undefined {
  const clue = clueOf(error);
  if (clue || !traitsOf(at.file.language).unwraps) return clue;
  const text = error.message.split('\n', 1)[0]!.trim();
  const written = at.file.lines
    .slice(at.line - 1, at.line + 2)
    .join('\n')
    .slice(0, 800);
  return text !== '' && written.includes(`.expect("${text}")`) ? { kind: 'unwrap', of: 'None' } : undefined;
}

function mayBeSwapped(explanation: Explanation | undefined, input: ExplainInput): Explanation | undefined {
  return explanation && withSwappedArguments(explanation, input);
}

/** Whether the failing line is a throw other than an assertion. */
function isThrown({ at: { file, line } }: ExplainInput): boolean {
  return file
    .throws({ startLine: Math.max(1, line - 3), endLine: line })
    .some(
      ({ startLine, endLine }) =>
        startLine <= line && line <= endLine && /\b(?:throw|raise|panic|throw_|Throw)\b/.test(file.lines[startLine - 1] ?? ''),
    );
}

const ASSERTION = /\bassert(?:_eq|_ne)?!\s*[([{]|^\s*assert\s/;

/** The actual instead of the expected result of a failing test, explained at the tested function that produces it. */
function ofResult(input: ExplainInput): FailureExplained | undefined {
  // A test may be in the same file as the tested code.
  if (!input.at.test && !ASSERTION.test(input.at.file.lines[input.at.line - 1] ?? '')) return undefined;
  for (const tested of testedFunctions(input)) {
    const explanation = explainResult(input, tested);
    const origin = explanation?.origin;
    const { file, fn } = tested;
    const inside = origin?.file === file.file && origin.line >= fn.startLine && origin.line <= fn.endLine;
    const line = inside ? origin.line : fn.signature.startLine;
    if (explanation && origin)
      return { at: { ...input.at, ...tested, line, column: undefined, test: false }, explanation, ofValue: true, tested: true };
  }
  return undefined;
}
