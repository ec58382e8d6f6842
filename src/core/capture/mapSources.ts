import {
  AnyMap,
  GREATEST_LOWER_BOUND,
  LEAST_UPPER_BOUND,
  originalPositionFor,
  type SourceMapInput,
  type TraceMap,
} from '@jridgewell/trace-mapping';
import { toRelative } from '../context/workspacePaths';
import type { SourceReader } from '../ports';
import type { FailureReport, Frame } from './failureReport';

/** A larger map is left alone: reading it would stall everything else. UTF-16 units. */
const largestMap = 64 * 1024 * 1024;
/** The comment that names a map stands in the last lines of a file. */
const commentTail = 4096;
const mapComment = /[#@][ \t]*sourceMappingURL=([^\s'"*]+)[ \t]*(?:\*\/)?\s*$/;
const generatedFile = /\.(?:[cm]?jsx?|css)$/i;
/** Maps kept at once: a trace leads into few bundles. */
const keptMaps = 8;
const inDependency = /(?:^|\/)node_modules\//;

/**
 * Puts the sources in the place of generated files, where a source map (inline, beside the file or named by it) tells them. The
 * place in the generated file is kept in `generated`. Frames without a map, with a broken one, or whose map names no source stay
 * as they are. Nothing is ever fetched: a map or source behind an address counts as missing.
 * @param report is not changed
 */
export async function mapSources(report: FailureReport, reader: SourceReader, signal?: AbortSignal): Promise<FailureReport> {
  const maps = new Maps(reader);
  const errors = [];
  for (const error of report.errors) {
    const frames: Frame[] = [];
    for (const frame of error.frames) {
      signal?.throwIfAborted();
      frames.push(await mapFrame(frame, maps));
    }
    errors.push({ ...error, frames });
  }
  return { ...report, errors };
}

/**
 * The text of a mapped source as its map keeps it (`sourcesContent`), for a source that is no longer on disk.
 * @param frame as {@link mapSources} made it
 */
export async function sourceFromMap(frame: Frame, reader: SourceReader): Promise<string | undefined> {
  if (!frame.generated) return undefined;
  const found = await new Maps(reader).of(frame.generated.file);
  const index = found?.sources.findIndex((source) => source === frame.file) ?? -1;
  return (index >= 0 && found?.map.sourcesContent?.[index]) || undefined;
}

async function mapFrame(frame: Frame, maps: Maps): Promise<Frame> {
  if (frame.generated || frame.line < 1 || !generatedFile.test(withoutQuery(frame.file))) return frame;
  const found = await maps.of(frame.file);
  if (!found) return frame;
  // A trace counts columns from 1, a map from 0. Without a column the first mapping of the line has to do.
  const column = Math.max(0, (frame.column ?? 1) - 1);
  const at = { line: frame.line, column };
  let original = originalPositionFor(found.map, { ...at, bias: GREATEST_LOWER_BOUND });
  if (original.source === null) original = originalPositionFor(found.map, { ...at, bias: LEAST_UPPER_BOUND });
  if (original.source === null) return frame;
  const index = found.map.resolvedSources.indexOf(original.source);
  const file = found.sources[index];
  if (file === undefined) return frame;
  return {
    ...frame,
    file,
    line: original.line,
    column: frame.column === undefined ? undefined : original.column + 1,
    function: nameInSource(frame.function),
    origin: originOfSource(file, frame),
    generated: { file: frame.file, line: frame.line, column: frame.column },
  };
}

/** What a minifier left of a name says nothing in the source; better none, and the source itself tells it. */
function nameInSource(name: string | undefined): string | undefined {
  return name !== undefined && /^(?:async |new )?(?:\w\.)?[\w$]{1,2}$/.test(name) ? undefined : name;
}

/** A bundle in the workspace holds dependencies too. */
function originOfSource(file: string, frame: Frame): Frame['origin'] {
  if (inDependency.test(file)) return 'dependency';
  if (/^(?:webpack\/|\(webpack\)|vite\/|external )/.test(file)) return 'runtime';
  return frame.origin === 'dependency' && inDependency.test(frame.file) ? 'dependency' : 'workspace';
}

interface FoundMap {
  map: TraceMap;
  /** Path of each of the map's sources, as a frame shows it. Undefined for one that must not be read. */
  sources: (string | undefined)[];
}

class Maps {
  private readonly found = new Map<string, Promise<FoundMap | undefined>>();

  constructor(private readonly reader: SourceReader) {}

  of(file: string): Promise<FoundMap | undefined> {
    const known = this.found.get(file);
    if (known) return known;
    const loading = this.load(file).catch(() => undefined);
    if (this.found.size >= keptMaps) this.found.delete(this.found.keys().next().value ?? '');
    this.found.set(file, loading);
    return loading;
  }

  private async load(file: string): Promise<FoundMap | undefined> {
    const path = localPath(file, this.reader);
    if (path === undefined) return undefined;
    const text = await this.text(path);
    const url = text === undefined ? undefined : (mapComment.exec(text.slice(-commentTail))?.[1] ?? inlineMap(text));
    if (url?.startsWith('data:')) return readMap(decodeDataUrl(url), path);
    const beside = url === undefined ? undefined : besideFile(path, url);
    for (const candidate of new Set([beside, `${path}.map`])) {
      const map = candidate === undefined ? undefined : await this.text(candidate);
      const found = map === undefined || candidate === undefined ? undefined : readMap(map, candidate);
      if (found) return found;
    }
    return undefined;
  }

  /** Bundles lie in folders that are no evidence themselves; those of dependencies stay closed, their sources are rarely there. */
  private async text(file: string): Promise<string | undefined> {
    const text = await this.reader.read(file);
    return text !== undefined || inDependency.test(file) ? text : this.reader.readBuilt?.(file);
  }
}

/** An inline map is longer than the tail of the file: its comment begins the last line that starts one. */
function inlineMap(text: string): string | undefined {
  const at = text.lastIndexOf('sourceMappingURL=data:');
  if (at < 0) return undefined;
  const end = text.indexOf('\n', at);
  return text
    .slice(at + 'sourceMappingURL='.length, end < 0 ? undefined : end)
    .replace(/\s*\*\/\s*$/, '')
    .trim();
}

/** The file that a frame names: a path, or a page's address whose path lies below a workspace folder. */
function localPath(file: string, reader: SourceReader): string | undefined {
  const address = /^https?:\/\/[^/]+\/(.*)$/.exec(file);
  const path = withoutQuery(address ? (address[1] ?? '') : file).replaceAll('\\', '/');
  if (address && escapes(path)) return undefined;
  if (/^[a-z][\w+.-]+:/i.test(path)) return undefined;
  return toRelative(reader.roots, path) ?? path.replace(/^\.\//, '');
}

function withoutQuery(file: string): string {
  const at = file.search(/[?#]/);
  return at < 0 ? file : file.slice(0, at);
}

/** A map that a file names: only one beside or below the file, or a few folders up in the same tree. */
function besideFile(file: string, url: string): string | undefined {
  if (/^(?:[a-z][\w+.-]*:|\/\/)/i.test(url)) return undefined;
  const path = url.startsWith('/') ? undefined : join(folderOf(file), decode(withoutQuery(url)));
  return path !== undefined && escapes(path) ? undefined : path;
}

function readMap(text: string | undefined, mapFile: string): FoundMap | undefined {
  if (text === undefined || text.length > largestMap) return undefined;
  // A guard against cross-site inclusion may stand before the map.
  const json: unknown = JSON.parse(text.replace(/^\)\]\}'[^\n]*\n/, ''));
  if (json === null || typeof json !== 'object') return undefined;
  const map = new AnyMap(json as SourceMapInput);
  const folder = folderOf(mapFile);
  return { map, sources: map.resolvedSources.map((source) => (source === null ? undefined : sourcePath(source, folder))) };
}

/**
 * The path of a source, as its map writes it, from the map's folder. Bundlers' addresses (`webpack://app/./src/a.ts`) lose their
 * scheme. Undefined where it points out of the tree that the map lies in or to another machine.
 */
function sourcePath(source: string, folder: string): string | undefined {
  const bundler = /^(?:webpack|vite|rollup|turbopack|ng|parcel|meteor|app|rsc|webpack-internal):\/\/(.*)$/.exec(source);
  if (bundler) {
    // webpack://<package>/./src/a.ts: the package's name is empty or stands before the first slash.
    const path = (bundler[1] ?? '').replace(/^[^/]*\/(?:\.\/|\/)?/, '').replace(/\?[\w]*$/, '');
    return escapes(join('', path)) ? undefined : join('', path);
  }
  if (/^file:\/\//.test(source)) return decode(source.replace(/^file:\/\/(?:localhost)?/, ''));
  if (/^[a-z][\w+.-]+:/i.test(source) || source.startsWith('//') || source.includes('\0')) return undefined;
  if (source.startsWith('/') || /^[A-Za-z]:[\\/]/.test(source)) return source;
  const path = join(folder, decode(source.replaceAll('\\', '/')));
  return escapes(path) ? undefined : path;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function decodeDataUrl(url: string): string | undefined {
  const comma = url.indexOf(',');
  const kind = url.slice(5, comma);
  if (comma < 0 || url.length > largestMap || !/json/.test(kind)) return undefined;
  const body = url.slice(comma + 1);
  if (!/;base64$/.test(kind)) return decode(body);
  return new TextDecoder().decode(Uint8Array.from(atob(body), (char) => char.charCodeAt(0)));
}

function folderOf(file: string): string {
  const slash = file.lastIndexOf('/');
  return slash < 0 ? '' : file.slice(0, slash === 0 ? 1 : slash);
}

/** Joins and resolves `.` and `..`; a `..` too many stays at the front. */
function join(folder: string, path: string): string {
  const parts: string[] = [];
  const absolute = folder.startsWith('/');
  for (const part of [...folder.split('/'), ...path.split('/')]) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return (absolute ? '/' : '') + parts.join('/');
}

function escapes(path: string): boolean {
  return path.startsWith('../') || path.startsWith('/../') || path === '..' || path.includes('\0');
}
