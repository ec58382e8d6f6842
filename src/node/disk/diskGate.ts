import { lstat, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { isCodeFile } from '../../core/workspace/languages';
import { isAbsolutePath, normalisePath, rootNames, toAbsolute, toRelative } from '../../core/workspace/workspacePaths';
import { belongsToGit } from '../../core/context/gitFolder';
import type { WritePlace } from '../../core/ports';
import { boundPattern } from './boundPattern';
import { readText } from './readText';

export interface DiskGateOptions {
  /** Absolute folders of the workspace. */
  roots: readonly string[];
  /** Paths that the person never wants read, gitignore syntax, relative to each root. */
  ignore?: readonly string[];
  /** Frames give access to no file outside of the roots. */
  onlyInside?: boolean;
}

/** Location of a file that may be read. */
export interface ReadPlace {
  /** As named, absolute with `/`. */
  absolute: string;
  /** Its real path, as the system writes it. */
  real: string;
  /** A frame names it, and it is code: it may be read although it is ignored. */
  framed: boolean;
  /** It lies outside the workspace, and may be read because a frame names it. */
  outside: boolean;
}

/**
 * Guards the disk for all reads of a workspace and for every write target: files outside by their real path, of git, or on the person's
 * list of what is never read stay closed, for every caller and under every name.
 */
export class DiskGate {
  readonly roots: readonly string[];
  /** First segment of the names of each root's files; see {@link rootNames}. */
  readonly names: readonly string[];
  private readonly never: Ignore | undefined;
  /** Absolute paths as frames name them. */
  private readonly framed = new Set<string>();
  private real: Promise<string[]> | undefined;

  constructor(private readonly options: DiskGateOptions) {
    this.roots = options.roots.map(normalisePath);
    this.names = rootNames(this.roots);
    const patterns = (options.ignore ?? [])
      .map((pattern) => pattern.trim())
      .filter((pattern) => pattern && !pattern.startsWith('#'))
      .flatMap((pattern) => boundPattern(pattern) ?? []);
    this.never = patterns.length ? ignore().add(patterns) : undefined;
  }

  /**
   * A frame names this file: code of that name, never keys, settings or data, may be read although it lies outside. Returns whether it
   * counts.
   */
  allow(absolute: string): boolean {
    if (absolute.startsWith('//') || !isCodeFile(absolute)) return false;
    if (this.options.onlyInside && this.rootOf(absolute) === undefined) return false;
    this.framed.add(absolute);
    return true;
  }

  /** Whether the person's list names a file, or a folder above it. */
  neverReads(file: string): boolean {
    if (!this.never) return false;
    const absolute = this.absolute(file);
    if (absolute === undefined) return true;
    const root = this.rootOf(absolute);
    const rooted = root === undefined ? absolute : absolute.slice((this.roots[root] ?? '').replace(/\/$/, '').length);
    // Outside the workspace, patterns are relative to the root of the disk.
    const relative = rooted.replace(/^[a-z]:/i, '').replace(/^\/+/, '');
    return relative !== '' && this.never.ignores(relative);
  }

  /** Absolute, with `/`; undefined for a name that leads out of the workspace. */
  absolute(file: string): string | undefined {
    return isAbsolutePath(file) ? normalisePath(file) : toAbsolute(this.roots, file);
  }

  /** Index of the root that contains a path, compared as text. */
  rootOf(absolute: string): number | undefined {
    const relative = toRelative(this.roots, absolute);
    if (relative === undefined) return undefined;
    const index = this.names.findIndex((name) => name === '' || relative.startsWith(`${name}/`));
    return index < 0 ? undefined : index;
  }

  realRoots(): Promise<string[]> {
    this.real ??= Promise.all(this.roots.map((root) => realpath(root).catch(() => root)));
    return this.real;
  }

  /** Location of a file, if its place allows reading. Does not check what version control ignores. */
  async place(file: string): Promise<ReadPlace | undefined> {
    const absolute = this.absolute(file);
    if (absolute === undefined || absolute.startsWith('//') || this.neverReads(absolute)) return undefined;
    const named = this.framed.has(absolute);
    // A path that is textually outside may be the real one of a root that was opened through a link; no other one is even inspected.
    if (!named && this.rootOf(absolute) === undefined && !(await this.insideReally(absolute))) return undefined;
    const real = await realpath(absolute).catch(() => undefined);
    if (real === undefined || (await this.closed(real))) return undefined;
    const framed = named && isCodeFile(real);
    const outside = !(await this.insideReally(real));
    // A path that seems to lie inside but does not is refused even if a frame names it.
    if (outside && !(framed && this.rootOf(absolute) === undefined)) return undefined;
    return { absolute, real, framed, outside };
  }

  /** Text of a file in a readable place; see {@link readText}. */
  async read(file: string, mostBytes?: number): Promise<string | undefined> {
    const place = await this.place(file);
    return place && readText(place.real, mostBytes);
  }

  /** Modification time in ms since the epoch, and size in bytes, of a file in a readable place. */
  async about(file: string): Promise<{ modified: number; size: number } | undefined> {
    const place = await this.place(file);
    const found = place && (await stat(place.real).catch(() => undefined));
    return found?.isFile() ? { modified: found.mtimeMs, size: found.size } : undefined;
  }

  /** Modification time of any entry of that name in the workspace, including a link, ms since the epoch; reads none of its content. */
  async modified(absolute: string): Promise<number | undefined> {
    const parent = await realpath(dirname(absolute)).catch(() => undefined);
    if (parent === undefined || !(await this.insideReally(absolute))) return undefined;
    return lstat(absolute).then(
      (found) => found.mtimeMs,
      () => undefined,
    );
  }

  /** The entry at a write target, whether it may be read or not. */
  async writePlace(file: string): Promise<WritePlace> {
    const absolute = isAbsolutePath(file) ? undefined : toAbsolute(this.roots, file);
    if (absolute === undefined || this.rootOf(absolute) === undefined) return 'outside';
    // Checks the deepest existing name in the path: a dangling link exists, too.
    let deepest = absolute;
    while (!(await isNamed(deepest)) && dirname(deepest) !== deepest) deepest = dirname(deepest);
    const real = await realpath(deepest).catch(() => undefined);
    if (real === undefined || !(await this.insideReally(real))) return 'outside';
    const relative = toRelative(await this.realRoots(), real) ?? real;
    if (belongsToGit(relative) || belongsToGit(file)) return 'git';
    return deepest === absolute ? 'exists' : 'absent';
  }

  /** By its real path: closed by the person's list or because it is git's. */
  private async closed(real: string): Promise<boolean> {
    const relative = toRelative(await this.realRoots(), real, [...this.names]);
    const path = normalisePath(real);
    return this.neverReads(relative ?? path) || belongsToGit(relative ?? path);
  }

  private async insideReally(path: string): Promise<boolean> {
    return toRelative(await this.realRoots(), path) !== undefined;
  }
}

/** Whether something has this name, whatever it is and whether or not it may be read. */
function isNamed(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT' && error.code !== 'ENOTDIR',
  );
}
