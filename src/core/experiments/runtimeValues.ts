import type { FailureReport } from '../capture/failureReport';
import { flatFrames, type RuntimeValue } from '../context/crimeScene';
import type { FrameValues } from './throwValues';

/** Shapes beside the frames of a report, as the evidence shows values; frames that the report does not name are left out. */
export function runtimeValues(report: FailureReport, frames: readonly FrameValues[]): RuntimeValue[] {
  const known = new Set<FrameValues>();
  return flatFrames(report).flatMap((frame, index) => {
    const path = frame.file.replaceAll('\\', '/').replace(/^\.\//, '');
    const seen = frames.find(
      (each) => !known.has(each) && each.line === frame.line && (path === each.file || path.endsWith(`/${each.file}`)),
    );
    if (!seen) return [];
    known.add(seen);
    return seen.values.map(({ name, shape }) => ({ frame: index, name, value: shape }));
  });
}
