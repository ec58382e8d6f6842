import type { FailureReport, Frame, Language } from '../capture/failureReport';
import { BuiltPlaces } from '../capture/builtPlaces';
import type { SourceReader } from '../ports';
import type { FrameResolution } from './failureEvidence';

/**
 * A report whose frames lead to files that are there: where a source map names a source that this workspace lacks, as those of published
 * packages do, the frame is in the compiled file again, also where the engine had mapped it. Returns the same report where there is no such
 * frame.
 * @param resolutions of the report's frames
 */
export async function withCompiledPlaces(
  report: FailureReport,
  resolutions: readonly FrameResolution[],
  reader: SourceReader,
  signal?: AbortSignal,
): Promise<FailureReport> {
  const lost = new Set(resolutions.filter(({ state }) => state === 'notFound').map(({ frame }) => frame));
  const built = new BuiltPlaces(reader, signal);
  let at = -1;
  let any = false;
  const errors: FailureReport['errors'] = [];
  for (const error of report.errors) {
    const frames: Frame[] = [];
    for (const frame of error.frames) {
      at += 1;
      const compiled = lost.has(at) ? await compiledPlace(frame, error.language, built, reader) : undefined;
      any ||= compiled !== undefined;
      frames.push(compiled ?? frame);
    }
    errors.push({ ...error, frames });
  }
  return any ? { ...report, errors } : report;
}

async function compiledPlace(frame: Frame, language: Language, built: BuiltPlaces, reader: SourceReader): Promise<Frame | undefined> {
  const { generated: known, ...mapped } = frame;
  const generated = known ?? (language === 'javascript' ? await built.of(frame) : undefined);
  if (!generated) return undefined;
  reader.allow?.(generated.file);
  const text = await reader.read(generated.file);
  return text === undefined ? undefined : { ...mapped, ...generated };
}
