import type { FailureReport, Frame } from '../capture/failureReport';
import { cutDigits } from '../capture/formats/frameDraft';
import type { SyntaxFile } from '../syntax/syntax';
import type { FrameResolution } from './failureEvidence';
import type { WorkspaceCode } from './workspaceCode';

/**
 * A report whose frames that a log cut within their line's number have it again, where only one line of the frame's function begins with
 * what is left of it and, if there is a frame that it called, names that one. Returns the same report where there is no such frame.
 * @param resolutions of the report's frames
 */
export async function withLinesOfCutRows(
  report: FailureReport,
  resolutions: readonly FrameResolution[],
  code: WorkspaceCode,
): Promise<FailureReport> {
  const files = new Map(resolutions.map(({ frame, file }) => [frame, file]));
  let at = 0;
  let any = false;
  const errors: FailureReport['errors'] = [];
  for (const error of report.errors) {
    const frames: Frame[] = [];
    for (const frame of error.frames) {
      const file = files.get(at++);
      const digits = file !== undefined && frame.line === 0 ? cutDigits(frame) : undefined;
      const source = digits === undefined ? undefined : await code.open(file!);
      const line = source && lineFrom(source, digits!, nameIn(frame), nameIn(frames.at(-1)));
      any ||= line !== undefined;
      frames.push(line === undefined ? frame : { ...frame, line });
    }
    errors.push({ ...error, frames });
  }
  return any ? { ...report, errors } : report;
}

function lineFrom({ functions, lines }: SyntaxFile, digits: string, name: string | undefined, called: string | undefined) {
  const own = functions.filter((fn) => fn.name === name);
  const inside = lines.flatMap((text, at) => {
    const line = at + 1;
    const isOwn = own.some(({ startLine, endLine }) => startLine <= line && line <= endLine);
    return isOwn && text.trim() && String(line).startsWith(digits) ? [{ line, text }] : [];
  });
  const calling = called === undefined ? [] : inside.filter(({ text }) => text.includes(called));
  const [only, ...others] = calling.length ? calling : inside;
  return others.length ? undefined : only?.line;
}

/** `OrderStore.load` → `load`. */
function nameIn(frame: Frame | undefined): string | undefined {
  return frame?.function?.split(/[^\p{L}\p{N}_$]/u).at(-1);
}
