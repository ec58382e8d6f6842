import { traitsOf } from '../../flow/traits';
import type { Frame } from '../../capture/failureReport';
import { framesByCause } from '../../context/causeOrder';
import { flatFrames, type FailureEvidence } from '../../context/failureEvidence';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import type { CandidateFacts } from '../candidateFacts';

/** A line on the failure's stack, with its code. */
export interface FrameAtLine {
  file: SyntaxFile;
  fn: FunctionNode | undefined;
  /** 1-based. */
  line: number;
  /** 1-based; absent where the trace has none. */
  column: number | undefined;
  /** 0-based index into `flatFrames(report)`. */
  frame: number;
  /** 0-based index into `FailureReport.errors`. */
  error: number;
  test: boolean;
}

/** Frames with code of a failure, the first by default, starting with the innermost of its deepest cause. @param of its root in the report */
export function framesWithCode(evidence: FailureEvidence, facts: readonly CandidateFacts[], of = 0): FrameAtLine[] {
  const files = new Map(facts.map(({ file }) => [file.file, file]));
  const tests = new Set(facts.filter(({ candidate }) => candidate.test).map(({ candidate }) => candidate.file));
  const frames = flatFrames(evidence.report);
  return framesByCause(evidence.report, evidence.resolutions).flatMap(({ resolution, error, root }): FrameAtLine[] => {
    const frame = frames[resolution.frame];
    const file = files.get(resolution.file ?? '');
    const line = frame && file && lineIn(file, frame);
    if (!frame || !file || root !== of || line === undefined) return [];
    const { column } = frame;
    return [{ file, fn: file.enclosing(line), line, column, frame: resolution.frame, error, test: tests.has(file.file) }];
  });
}

/**
 * The line of a frame in its file; undefined where the file has no such line. Kotlin gives code of an inlined function a line behind the
 * file's end: it is the only call in the frame's function that takes a function.
 */
export function lineIn(file: SyntaxFile, { line, function: name }: Frame): number | undefined {
  if (line < 1) return undefined;
  if (line <= file.lines.length) return line;
  if (traitsOf(file.language).inlines !== 'blocks' || name === undefined) return undefined;
  const own = file.functions.filter((fn) => fn.name === /(?<!\w)\w+$/.exec(name)?.[0]);
  const [fn] = own.length === 1 ? own : [];
  const calls = fn ? file.calls(fn).filter(({ args }) => args.at(-1)?.startsWith('{')) : [];
  return calls.length === 1 ? (calls[0]!.nameLine ?? calls[0]!.startLine) : undefined;
}
