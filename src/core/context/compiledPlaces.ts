import type { FailureReport, Frame } from '../capture/failureReport';
import type { SourceReader } from '../ports';
import type { FrameResolution } from './failureEvidence';

/**
 * A report whose frames lead to files that are there: where a source map names a source that this workspace lacks, as those of published
 * packages do, the frame is in the compiled file again. Returns the same report where there is no such frame.
 * @param resolutions of the report's frames
 */
export async function withCompiledPlaces(
  report: FailureReport,
  resolutions: readonly FrameResolution[],
  reader: SourceReader,
): Promise<FailureReport> {
  const lost = new Set(resolutions.filter(({ state }) => state === 'notFound').map(({ frame }) => frame));
  let at = -1;
  let any = false;
  const errors: FailureReport['errors'] = [];
  for (const error of report.errors) {
    const frames: Frame[] = [];
    for (const frame of error.frames) {
      at += 1;
      const compiled = lost.has(at) ? await compiledPlace(frame, reader) : undefined;
      any ||= compiled !== undefined;
      frames.push(compiled ?? frame);
    }
    errors.push({ ...error, frames });
  }
  return any ? { ...report, errors } : report;
}

async function compiledPlace(frame: Frame, reader: SourceReader): Promise<Frame | undefined> {
  if (!frame.generated) return undefined;
  const { generated, ...mapped } = frame;
  reader.allow?.(generated.file);
  const text = await reader.read(generated.file);
  return text === undefined ? undefined : { ...mapped, ...generated };
}
