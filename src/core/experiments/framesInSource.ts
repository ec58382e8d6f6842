import { only } from '../only';
import { mapSources } from '../capture/mapSources';
import type { ErrorReport, FailureReport, Frame } from '../capture/failureReport';
import { errorHints } from '../context/errorHints';
import { resolveFrames } from '../context/resolveFrames';
import { builtFrom } from '../context/builtFrom';
import { fileIndex } from '../workspace/fileIndex';
import { toRelative } from '../workspace/workspacePaths';
import type { SourceReader } from '../ports';
import type { Syntax } from '../syntax/syntax';

/**
 * A report whose frames name files of the workspace as the workspace does: those of built files by their source map; without one by the
 * line of the source that has the same text or, where the run's build is gone, the only one in that function that reads what the error
 * names; those that a runner names from the folder of a package by their full name.
 * @param report is not changed
 */
export async function framesInSource(
  report: FailureReport,
  reader: SourceReader,
  syntax?: Syntax,
  signal?: AbortSignal,
): Promise<FailureReport> {
  const mapped = await mapSources(report, reader, signal);
  const built = new BuiltFrames(reader, syntax);
  const inSource: ErrorReport[] = [];
  for (const error of mapped.errors) {
    const frames: Frame[] = [];
    for (const frame of error.frames) frames.push(await built.sourceOf(frame, error));
    inSource.push({ ...error, frames });
  }
  const resolved = await resolveFrames({ ...mapped, errors: inSource }, reader, {}, signal);
  let at = 0;
  const errors = inSource.map((error) => ({
    ...error,
    frames: error.frames.map((frame) => {
      const { file, state } = resolved[at++] ?? {};
      return file !== undefined && (state === 'found' || state === 'changedSince') ? { ...frame, file } : frame;
    }),
  }));
  return { ...mapped, errors };
}

/** Frames of built files without a map. */
class BuiltFrames {
  constructor(
    private readonly reader: SourceReader,
    private readonly syntax: Syntax | undefined,
  ) {}

  /** The place in the source; the frame itself where it is not known. */
  async sourceOf(frame: Frame, error: ErrorReport): Promise<Frame> {
    if (frame.origin !== 'workspace' || frame.generated || frame.line < 1) return frame;
    const path = toRelative(this.reader.roots, frame.file) ?? frame.file;
    const index = fileIndex(await this.reader.list());
    const [source] = index.has(path) ? [] : builtFrom(path, (file) => index.has(file));
    const text = source === undefined ? undefined : await this.reader.read(source);
    if (source === undefined || text === undefined) return frame;
    const line = (await this.sameLine(path, frame.line, text)) ?? (await this.namedLine(source, text, frame, error));
    if (line === undefined) return frame;
    return { ...frame, file: source, line, column: undefined, generated: { file: frame.file, line: frame.line } };
  }

  private async sameLine(path: string, line: number, source: string): Promise<number | undefined> {
    const built = (await this.reader.read(path)) ?? (await this.reader.readBuilt?.(path));
    const text = built?.split('\n')[line - 1]?.trim();
    return text ? only(source.split('\n').flatMap((each, at) => (each.trim() === text ? [at + 1] : []))) : undefined;
  }

  private async namedLine(source: string, text: string, frame: Frame, error: ErrorReport): Promise<number | undefined> {
    const { property } = errorHints({ errors: [error], expectations: [] });
    const file = property === undefined ? undefined : await this.syntax?.parse(source, text);
    const name = frame.function?.split('.').at(-1);
    if (!file || name === undefined || frame !== error.frames.find(({ origin }) => origin === 'workspace')) return undefined;
    const reads = file.functions
      .filter((fn) => fn.name === name)
      .flatMap((fn) => file.propertyReads(fn).filter((read) => read.property === property));
    return only([...new Set(reads.map((read) => read.line))]);
  }
}
