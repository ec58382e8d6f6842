import { generatedPositionFor } from '@jridgewell/trace-mapping';
import type { SourceReader } from '../ports';
import { nameOf } from '../workspace/fileIndex';
import { rootNames, toRelative } from '../workspace/workspacePaths';
import type { Frame } from './failureReport';
import { framePath } from './framePath';
import { isGenerated } from './generatedFiles';
import { inDependencies } from './mapPaths';
import { BuiltTexts, openSourceMap, sourcePath, type OpenMap } from './sourceMap';

/** Built files whose maps are opened for one report, those with a source's own name first. */
const MOST_BUILT = 24;

/** Finds where code was built from sources that are not there, for frames that the engine itself mapped (`node --enable-source-maps`). */
export class BuiltPlaces {
  private readonly texts: BuiltTexts;
  private readonly maps = new Map<string, Promise<OpenMap | undefined>>();
  private files: Promise<readonly string[]> | undefined;

  constructor(
    private readonly reader: SourceReader,
    private readonly signal?: AbortSignal,
  ) {
    this.texts = new BuiltTexts(reader, signal);
  }

  /**
   * The place in the workspace's built code that a frame's source place was built to.
   * @param frame of a source that cannot be read; its column is 1-based, as the result's
   * @returns undefined where no map of the workspace names it. Rejects with `AbortError`.
   */
  async of(frame: Frame): Promise<NonNullable<Frame['generated']> | undefined> {
    const path = framePath(frame.file)?.path;
    if (path === undefined || frame.line < 1 || inDependencies(path)) return undefined;
    const roots = this.reader.realRoots ? await this.reader.realRoots() : this.reader.roots;
    const source = toRelative(this.reader.roots, path) ?? toRelative(roots, path, rootNames(this.reader.roots)) ?? path;
    const stem = stemOf(source);
    const files = await this.builtFiles();
    for (const file of [...files.filter((each) => stemOf(each) === stem), ...files.filter((each) => stemOf(each) !== stem)]) {
      const open = await this.open(file);
      const index = open?.map.resolvedSources.findIndex((each) => isSame(source, sourcePath(each, open))) ?? -1;
      const named = open?.map.sources[index];
      if (!open || typeof named !== 'string') continue;
      const at = { source: named, line: frame.line, column: Math.max(0, (frame.column ?? 1) - 1) };
      const { line, column } = generatedPositionFor(open.map, at);
      if (line !== null) return { file, line, ...(frame.column !== undefined && { column: column + 1 }) };
    }
    return undefined;
  }

  private builtFiles(): Promise<readonly string[]> {
    this.files ??= (async () => {
      const built = await this.reader.listBuilt?.(this.signal);
      return [...new Set([...(built ?? []), ...(await this.reader.list(this.signal))])].filter(
        (file) => isGenerated(file) && !inDependencies(file),
      );
    })();
    return this.files;
  }

  private async open(file: string): Promise<OpenMap | undefined> {
    let map = this.maps.get(file);
    if (!map) {
      if (this.maps.size >= MOST_BUILT) return undefined;
      this.maps.set(file, (map = this.texts.read(file).then((text) => openSourceMap(file, text, this.texts))));
    }
    return map;
  }
}

/** A path of another machine ends as the source's path in this workspace does. */
function isSame(path: string, source: string | undefined): boolean {
  return path === source || (source !== undefined && source.includes('/') && path.endsWith(`/${source}`));
}

/** A file's name without its last ending. */
function stemOf(file: string): string {
  return nameOf(file).replace(/\.[^.]*$/, '');
}
