import { AnyMap, type SourceMapInput, type TraceMap } from '@jridgewell/trace-mapping';
import type { SourceReader } from '../ports';
import { decodePath, escapes, folderOf, inDependencies, join, withoutQuery } from './mapPaths';

/** UTF-16 units. Bundles of large applications have maps of 30 million; longer maps would block everything else. */
const LONGEST_MAP = 40_000_000;
/** UTF-16 units of built files and maps that are read for one report. */
const LONGEST_TOTAL = 4 * LONGEST_MAP;
/**
 * Segments, lines, arrays and objects of a map: each becomes an object of up to 100 bytes, and the analysis worker has 1 GB. A real
 * map of 29 million units, its sources included, has 1.9 million.
 */
const MOST_PARTS = 4_000_000;
/** Length of a file's tail with the comment that names its map. */
const COMMENT_TAIL = 4096;
const MAP_COMMENT = /[#@][ \t]*sourceMappingURL=([^\s'"*]{1,500})\s*(?:\*\/\s*)?$/;

/** Reads built files and their maps, within a limit for each report. */
export class BuiltTexts {
  private left = LONGEST_TOTAL;

  constructor(
    private readonly reader: SourceReader,
    private readonly signal?: AbortSignal,
  ) {}

  /**
   * Bundles lie in folders that are not evidence themselves. Folders of dependencies are not read: their sources are rarely available.
   * Rejects with `AbortError`, before the text is parsed.
   */
  async read(file: string): Promise<string | undefined> {
    this.signal?.throwIfAborted();
    if (this.left <= 0) return undefined;
    const text = (await this.reader.read(file)) ?? (inDependencies(file) ? undefined : await this.reader.readBuilt?.(file));
    this.signal?.throwIfAborted();
    this.left -= text?.length ?? 0;
    return text;
  }
}

export interface OpenMap {
  map: TraceMap;
  /** The map's location; its sources are relative to it. */
  folder: string;
}

/**
 * The source map of a generated file: inline, named by its comment, or beside it. Nothing is ever fetched.
 * @param file workspace-relative or absolute
 * @param text of the file; undefined where only its map exists
 * @returns undefined where there is none, or one that is broken or too large
 */
export async function openSourceMap(file: string, text: string | undefined, texts: BuiltTexts): Promise<OpenMap | undefined> {
  const url = text === undefined ? undefined : (MAP_COMMENT.exec(text.slice(-COMMENT_TAIL))?.[1] ?? inlineMap(text));
  if (url?.startsWith('data:')) return readMap(decodeDataUrl(url), file);
  const named = url === undefined ? undefined : besideFile(file, url);
  for (const candidate of new Set([named, `${file}.map`])) {
    const found = candidate === undefined ? undefined : readMap(await texts.read(candidate), candidate);
    if (found) return found;
  }
  return undefined;
}

/**
 * The path of one of a map's sources, as a frame shows it. Bundlers' addresses (`webpack://app/./src/a.ts`) lose their scheme.
 * @param source one of `map.resolvedSources`
 * @returns undefined where it points outside the map's tree or to another machine
 */
export function sourcePath(source: string, { folder }: OpenMap): string | undefined {
  const bundler = /^(?:webpack|vite|rollup|turbopack|ng|parcel|meteor|app|rsc|webpack-internal):\/\/(.*)$/.exec(source);
  if (bundler) {
    // webpack://<package>/./src/a.ts: the package's name is empty or stands before the first slash.
    const path = join('', (bundler[1] ?? '').replace(/^[^/]*\/(?:\.\/|\/)?/, '').replace(/\?[\w]*$/, ''));
    return escapes(path) ? undefined : path;
  }
  if (/^file:\/\//.test(source)) return decodePath(source.replace(/^file:\/\/(?:localhost)?/, ''));
  if (/^[a-z][\w+.-]+:/i.test(source) || source.startsWith('//') || source.includes('\0')) return undefined;
  if (source.startsWith('/') || /^[A-Za-z]:[\\/]/.test(source)) return source;
  const path = join(folder, decodePath(source.replaceAll('\\', '/')));
  return escapes(path) ? undefined : path;
}

/** An inline map is longer than the file's tail: its comment begins at the last line that starts a map comment. */
function inlineMap(text: string): string | undefined {
  const at = text.lastIndexOf('sourceMappingURL=data:');
  if (at < 0) return undefined;
  const end = text.indexOf('\n', at);
  return text
    .slice(at + 'sourceMappingURL='.length, end < 0 ? undefined : end)
    .replace(/(?<!\s)\s*\*\/\s*$/, '')
    .trim();
}

/** The map named by a file: only one beside or below the file, or a few folders up in the same tree. */
function besideFile(file: string, url: string): string | undefined {
  if (/^(?:[a-z][\w+.-]*:|\/\/)/i.test(url)) return undefined;
  const path = url.startsWith('/') ? undefined : join(folderOf(file), decodePath(withoutQuery(url)));
  return path !== undefined && escapes(path) ? undefined : path;
}

function readMap(text: string | undefined, mapFile: string): OpenMap | undefined {
  if (text === undefined || text.length > LONGEST_MAP || hasTooManyParts(text)) return undefined;
  try {
    // A guard against cross-site inclusion may stand before the map.
    const json: unknown = JSON.parse(text.replace(/^\)\]\}'[^\n]*\n/, ''));
    if (!isReadable(json)) return undefined;
    return { map: new AnyMap(json as SourceMapInput), folder: folderOf(mapFile) };
  } catch {
    return undefined;
  }
}

/** Counts the separators of JSON and the mappings before parsing them. */
function hasTooManyParts(text: string): boolean {
  let parts = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // , ; [ {
    if (code === 44 || code === 59 || code === 91 || code === 123) parts++;
  }
  return parts > MOST_PARTS;
}

/**
 * Mappings as text, in every section. The library creates every line up to a section's first, so a few characters could request billions.
 * @param line 0-based start of the map in the one that contains it as a section
 */
function isReadable(json: unknown, line = 0): boolean {
  const map = json as { mappings?: unknown; sections?: { offset: { line: number }; map: unknown }[] } | null;
  if (!map?.sections) return typeof map?.mappings === 'string';
  return map.sections.every(({ offset, map: section }) => {
    const start = line + offset.line;
    return start >= 0 && start <= MOST_PARTS && isReadable(section, start);
  });
}

function decodeDataUrl(url: string): string | undefined {
  const comma = url.indexOf(',');
  const kind = url.slice(5, comma);
  if (comma < 0 || !/json/.test(kind)) return undefined;
  const body = url.slice(comma + 1);
  if (!/;base64$/.test(kind)) return decodePath(body);
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(body), (char) => char.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
