import type { FailureReport } from '../capture/failureReport';
import { flatFrames } from '../context/failureEvidence';
import type { FrameValues } from './throwValues';

/** Shapes of locals at the throw, by the frames of a report; frames outside the report are left out. */
export function valuesByFrame(
  report: FailureReport,
  frames: readonly FrameValues[],
): { /** 0-based index into `flatFrames(report)`. */ frame: number; name: string; value: string }[] {
  const listed = flatFrames(report);
  return frames.flatMap(({ file, line, values }) => {
    const frame = listed.findIndex(
      (each) => each.line === line && (each.file === file || each.file.replaceAll('\\', '/').endsWith(`/${file}`)),
    );
    return frame < 0
      ? []
      : values.map(({ name, shape, content }) => ({ frame, name, value: content === undefined ? shape : `${shape} ${content}` }));
  });
}
