import {
  decodedMappings,
  GREATEST_LOWER_BOUND,
  LEAST_UPPER_BOUND,
  originalPositionFor,
  type InvalidOriginalMapping,
  type OriginalMapping,
} from '@jridgewell/trace-mapping';
import type { SourceReader } from '../ports';
import type { FailureReport, Frame } from './failureReport';
import { couldHaveRun, GeneratedFiles, isAddress, isGenerated } from './generatedFiles';
import { inDependencies } from './mapPaths';
import { BuiltTexts, openSourceMap, sourcePath, type OpenMap } from './sourceMap';

/**
 * Replaces generated files by their sources, where a source map (inline, beside the file or named by it) has them. The place in the
 * generated file is kept in `generated`. Frames without a map, with a broken one, or with a map that names no source stay unchanged.
 * Nothing is ever fetched: a map or source at an address counts as missing, and the address of a bundle is resolved to the file built here.
 * Each file is read once and released before the next one is read.
 * @param report is not changed
 * @throws `AbortError`
 */
export async function mapSources(report: FailureReport, reader: SourceReader, signal?: AbortSignal): Promise<FailureReport> {
  const texts = new BuiltTexts(reader, signal);
  const mapped = new Map<Frame, Frame>();
  for (const [path, frames] of await framesByFile(report, reader, signal)) {
    const text = await texts.read(path);
    const byAddress = frames.filter(({ file }) => isAddress(file));
    const ran = text !== undefined && couldHaveRun(text, byAddress);
    const meant = ran ? frames : frames.filter(({ file }) => !isAddress(file));
    const map = meant.length > 0 ? await openSourceMap(path, text, texts) : undefined;
    if (map) for (const frame of meant) mapped.set(frame, mapFrame(frame, map));
  }
  signal?.throwIfAborted();
  const errors = report.errors.map((error) => ({ ...error, frames: error.frames.map((frame) => mapped.get(frame) ?? frame) }));
  return { ...report, errors };
}

/**
 * The text of a mapped source in its map (`sourcesContent`), for a source that is no longer on disk.
 * @param frame as {@link mapSources} made it
 */
export async function sourceFromMap(frame: Frame, reader: SourceReader): Promise<string | undefined> {
  const path = frame.generated && (await new GeneratedFiles(reader).path(frame.generated.file));
  if (path === undefined) return undefined;
  const texts = new BuiltTexts(reader);
  const found = await openSourceMap(path, await texts.read(path), texts);
  const index = found?.map.resolvedSources.findIndex((source) => sourcePath(source, found) === frame.file) ?? -1;
  return (index >= 0 && found?.map.sourcesContent?.[index]) || undefined;
}

/** The frames that a map may resolve, by their generated file. */
async function framesByFile(report: FailureReport, reader: SourceReader, signal?: AbortSignal): Promise<Map<string, Frame[]>> {
  const files = new GeneratedFiles(reader, signal);
  const groups = new Map<string, Frame[]>();
  for (const frame of report.errors.flatMap((error) => error.frames)) {
    signal?.throwIfAborted();
    if (frame.generated || frame.line < 1 || !isGenerated(frame.file)) continue;
    const path = await files.path(frame.file);
    if (path === undefined) continue;
    const group = groups.get(path);
    if (group) group.push(frame);
    else groups.set(path, [frame]);
  }
  return groups;
}

function mapFrame(frame: Frame, open: OpenMap): Frame {
  if (frame.column === undefined && isAddress(frame.file) && !leadsToOneLine(open, frame.line)) return frame;
  const { source, line, column } = originalPlace(frame, open);
  const file = source ? sourcePath(source, open) : undefined;
  if (file === undefined || line === null || line < 1) return frame;
  return {
    ...frame,
    file,
    line,
    column: frame.column === undefined ? undefined : column + 1,
    function: nameInSource(frame.function),
    origin: originOfSource(file, frame),
    generated: { file: frame.file, line: frame.line, column: frame.column },
  };
}

/** The source position of a frame; a map counts columns from 0. */
function originalPlace(frame: Frame, { map }: OpenMap): OriginalMapping | InvalidOriginalMapping {
  // Without a column, the first mapping of the line is used.
  const at = { line: frame.line, column: Math.max(0, (frame.column ?? 1) - 1) };
  const before = originalPositionFor(map, { ...at, bias: GREATEST_LOWER_BOUND });
  // An address may belong to another build, so only an exact mapping counts.
  const exact = isAddress(frame.file);
  if (before.source !== null || (exact && frame.column !== undefined)) return before;
  return originalPositionFor(map, { ...at, bias: LEAST_UPPER_BOUND });
}

/** Is all of a generated line made of one source line? A minified one is made of hundreds. */
function leadsToOneLine({ map }: OpenMap, line: number): boolean {
  const [first, ...others] = (decodedMappings(map)[line - 1] ?? []).filter((segment) => segment.length > 1);
  return others.every((segment) => segment[1] === first?.[1] && segment[2] === first?.[2]);
}

/** A minified name means nothing in the source; without it the name is read from the source itself. */
function nameInSource(name: string | undefined): string | undefined {
  return name !== undefined && /^(?:async |new )?(?:\w\.)?[\w$]{1,2}$/.test(name) ? undefined : name;
}

/** A bundle in the workspace also contains dependencies. */
function originOfSource(file: string, frame: Frame): Frame['origin'] {
  if (inDependencies(file)) return 'dependency';
  if (/^(?:webpack\/|\(webpack\)|vite\/|external )/.test(file)) return 'runtime';
  return frame.origin === 'dependency' && inDependencies(frame.file) ? 'dependency' : 'workspace';
}
