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
  /** What the person wants never to be read, gitignore syntax, relative to each root. */
  ignore?: readonly string[];
}

/** Where a file is that may be read. */
export interface ReadPlace {
  /** As it was named, absolute with `/`. */
  absolute: string;
  /** Where it really is, as the system writes it. */
  real: string;
  /** A frame names it, and it is code: it may be read though it is ignored. */
  framed: boolean;
  /** It lies outside the workspace, and may be read because a frame names it. */
  outside: boolean;
}

/**
 * Stands before the disk for everything that is read of a workspace, and for every place that is written to: what lies outside by its
 * real path, belongs to git, or is on the person's list of what is never read stays closed, whoever asks and by whatever name.
 */
export class DiskGate {
  readonly roots: readonly string[];
  /** First segment of the names of each root's files; see {@link rootNames}. */
  readonly names: readonly string[];
  private readonly never: Ignore | undefined;
  /** Absolute paths as frames name them. */
  private readonly framed = new Set<string>();
  private real: Promise<string[]> | undefined;

  constructor(options: DiskGateOptions) {
    this.roots = options.roots.map(normalisePath);
    this.names = rootNames(this.roots);
    const patterns = (options.ignore ?? [])
      .map((pattern) => pattern.trim())
      .filter((pattern) => pattern && !pattern.startsWith('#'))
      .flatMap((pattern) => boundPattern(pattern) ?? []);
    this.never = patterns.length ? ignore().add(patterns) : undefined;
  }

  /** A frame names this file: code of that name, never keys, settings or data, may be read though it lies outside. Returns whether it counts. */
  allow(absolute: string): boolean {
    if (absolute.startsWith('//') || !isCodeFile(absolute)) return false;
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
    // Outside the workspace patterns count from the top of the disk.
    const relative = rooted.replace(/^[a-z]:/i, '').replace(/^\/+/, '');
    return relative !== '' && this.never.ignores(relative);
  }

  /** Absolute, with `/`; undefined for a name that leads out of the workspace. */
  absolute(file: string): string | undefined {
    return isAbsolutePath(file) ? normalisePath(file) : toAbsolute(this.roots, file);
  }

  /** Index of the root that a path lies in, by its letters. */
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

  /** Where a file is, if it may be read for its place. What version control ignores is not asked here. */
  async place(file: string): Promise<ReadPlace | undefined> {
    const absolute = this.absolute(file);
    if (absolute === undefined || absolute.startsWith('//') || this.neverReads(absolute)) return undefined;
    const named = this.framed.has(absolute);
    // A path outside by its letters may be the real one of a root that was opened through a link; nothing else is even looked at.
    if (!named && this.rootOf(absolute) === undefined && !(await this.insideReally(absolute))) return undefined;
    const real = await realpath(absolute).catch(() => undefined);
    if (real === undefined || (await this.closed(real))) return undefined;
    const framed = named && isCodeFile(real);
    const outside = !(await this.insideReally(real));
    // A path that pretends to lie inside and does not is refused even where a frame names it.
    if (outside && !(framed && this.rootOf(absolute) === undefined)) return undefined;
    return { absolute, real, framed, outside };
  }

  /** Text of a file that lies where it may be read; see {@link readText}. */
  async read(file: string, mostBytes?: number): Promise<string | undefined> {
    const place = await this.place(file);
    return place && readText(place.real, mostBytes);
  }

  /** Time of the last change in ms since the epoch, and size in bytes, of a file that may be read for its place. */
  async about(file: string): Promise<{ modified: number; size: number } | undefined> {
    const place = await this.place(file);
    const found = place && (await stat(place.real).catch(() => undefined));
    return found?.isFile() ? { modified: found.mtimeMs, size: found.size } : undefined;
  }

  /** Time of the last change of whatever bears a name in the workspace, also a link, ms since the epoch; nothing of it is read. */
  async modified(absolute: string): Promise<number | undefined> {
    const parent = await realpath(dirname(absolute)).catch(() => undefined);
    if (parent === undefined || !(await this.insideReally(absolute))) return undefined;
    return lstat(absolute).then(
      (found) => found.mtimeMs,
      () => undefined,
    );
  }

  /** What stands at a path that is to be written to, whether it may be read or not. */
  async writePlace(file: string): Promise<WritePlace> {
    const absolute = isAbsolutePath(file) ? undefined : toAbsolute(this.roots, file);
    if (absolute === undefined || this.rootOf(absolute) === undefined) return 'outside';
    // What bears the deepest name in the path: a link that leads nowhere is there as well.
    let deepest = absolute;
    while (!(await isNamed(deepest)) && dirname(deepest) !== deepest) deepest = dirname(deepest);
    const real = await realpath(deepest).catch(() => undefined);
    if (real === undefined || !(await this.insideReally(real))) return 'outside';
    const relative = toRelative(await this.realRoots(), real) ?? real;
    if (belongsToGit(relative) || belongsToGit(file)) return 'git';
    return deepest === absolute ? 'exists' : 'absent';
  }

  /** By its real path: what the person's list or git keeps closed. */
  private async closed(real: string): Promise<boolean> {
    const relative = toRelative(await this.realRoots(), real, [...this.names]);
    const path = normalisePath(real);
    return this.neverReads(relative ?? path) || belongsToGit(relative ?? path);
  }

  private async insideReally(path: string): Promise<boolean> {
    return toRelative(await this.realRoots(), path) !== undefined;
  }
}

/** Whether something has this name, whatever it is and whether or not it may be looked into. */
function isNamed(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT' && error.code !== 'ENOTDIR',
  );
}
