import { framesByCause } from '../../context/causeOrder';
import { flatFrames, type CrimeScene } from '../../context/crimeScene';
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
export function framesWithCode(scene: CrimeScene, facts: readonly CandidateFacts[], of = 0): FrameAtLine[] {
  const files = new Map(facts.map(({ file }) => [file.file, file]));
  const tests = new Set(facts.filter(({ candidate }) => candidate.test).map(({ candidate }) => candidate.file));
  const frames = flatFrames(scene.report);
  return framesByCause(scene.report, scene.resolutions).flatMap(({ resolution, error, root }): FrameAtLine[] => {
    const frame = frames[resolution.frame];
    const file = files.get(resolution.file ?? '');
    if (!frame || !file || root !== of || frame.line < 1 || frame.line > file.lines.length) return [];
    const { line, column } = frame;
    return [{ file, fn: file.enclosing(line), line, column, frame: resolution.frame, error, test: tests.has(file.file) }];
  });
}
