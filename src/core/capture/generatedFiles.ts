import { fileIndex, nameOf, type FileIndex } from '../workspace/fileIndex';
import { framePath } from './framePath';
import { toRelative } from '../workspace/workspacePaths';
import type { SourceReader } from '../ports';
import type { Frame } from './failureReport';
import { escapes, inDependencies, withoutQuery } from './mapPaths';

/** The limit of addresses looked up for one report: a page loads tens of files, but a hostile trace can name any number. */
const MOST_ADDRESSES = 500;
/** Names looked for in a bundle. */
const MOST_NAMES = 50;

/** Code that a browser or Node runs, by the extension of a path or address. */
export function isGenerated(file: string): boolean {
  return /\.(?:[cm]?jsx?|css)$/i.test(withoutQuery(file));
}

/** Does a frame name its file by a web address? */
export function isAddress(file: string): boolean {
  return /^https?:\/\//i.test(file);
}

/** Finds the files that frames of generated code name. The folders of built code are listed with the first address that needs them. */
export class GeneratedFiles {
  private readonly paths = new Map<string, Promise<string | undefined>>();
  private addresses = 0;
  private built: Promise<FileIndex> | undefined;

  constructor(
    private readonly reader: SourceReader,
    private readonly signal?: AbortSignal,
  ) {}

  /**
   * The file that a frame names: a path, or a web address that stands for a file of the workspace at its path or else for the one file
   * of the build folders whose path ends as it does.
   * @returns workspace-relative or absolute; undefined where it names none. Rejects with `AbortError`.
   */
  path(file: string): Promise<string | undefined> {
    let path = this.paths.get(file);
    if (!path) this.paths.set(file, (path = isAddress(file) ? this.ofAddress(file) : Promise.resolve(this.local(withoutQuery(file)))));
    return path;
  }

  private local(file: string): string | undefined {
    const path = file.replaceAll('\\', '/');
    if (/^[a-z][\w+.-]+:/i.test(path)) return undefined;
    return toRelative(this.reader.roots, path) ?? path.replace(/^\.\//, '');
  }

  private async ofAddress(file: string): Promise<string | undefined> {
    const path = this.addresses++ < MOST_ADDRESSES ? framePath(withoutQuery(file))?.path : undefined;
    if (path === undefined || escapes(path)) return undefined;
    const local = this.local(path);
    if (local === undefined || inDependencies(local) || (await this.reader.modified(local)) !== undefined) return local;
    return (await this.inBuildFolders(local)) ?? local;
  }

  /** The file that shares the most trailing segments with a path; none where several do. */
  private async inBuildFolders(path: string): Promise<string | undefined> {
    this.built ??= Promise.resolve(this.reader.listBuilt?.(this.signal) ?? []).then(fileIndex);
    const index = await this.built;
    if (index.has(path)) return path;
    const [file, another] = index.longestSuffix(path).files;
    // A name with other letters contains the hash of another build.
    return another === undefined && file !== undefined && nameOf(file) === nameOf(path) ? file : undefined;
  }
}

/**
 * Can a file be the one that ran when a page failed? Not if it lacks one of the frames' places, or all names of their functions: then it
 * comes from another build, or another site has a file of the same name.
 */
export function couldHaveRun(text: string, frames: readonly Frame[]): boolean {
  if (!holdsPlaces(text, frames)) return false;
  const names = new Set(frames.flatMap((frame) => wholeName(frame.function) ?? []));
  return names.size === 0 || [...names].slice(0, MOST_NAMES).some((name) => text.includes(name));
}

function holdsPlaces(text: string, frames: readonly Frame[]): boolean {
  let [line, start, end] = [0, 0, -1];
  for (const frame of [...frames].sort((a, b) => a.line - b.line)) {
    for (; line < frame.line; line++) {
      if (end === text.length) return false;
      start = end + 1;
      end = text.indexOf('\n', start);
      if (end < 0) end = text.length;
    }
    if (frame.column !== undefined && frame.column > end - start) return false;
  }
  return true;
}

/** The last part of a function's name, unless a minifier may have made it or the engine does not take it from the code. */
function wholeName(name: string | undefined): string | undefined {
  const last = /^(?:async |new )?(?:[\w$]+\.)*([A-Za-z_$][\w$]{2,})$/.exec(name ?? '')?.[1];
  return last === 'anonymous' || last === 'eval' ? undefined : last;
}
