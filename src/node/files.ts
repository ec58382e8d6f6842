import { join } from 'node:path';
import { toAbsolute, toRelative } from '../core/workspace/workspacePaths';
import type { SourceReader, WritePlace } from '../core/ports';
import { findBuiltFiles } from './builtFiles';
import { DiskGate } from './disk/diskGate';
import { foldersChanged } from './disk/foldersChanged';
import { IgnoreRules } from './disk/ignoreRules';
import { readText } from './disk/readText';
import { declaredSubmodules, nestedRepositories } from './git/nestedRepositories';
import { runGit } from './git/runGit';
import { walkFolders } from './disk/walkFolders';

/** Most files listed: a home folder opened by mistake must not fill the memory. */
const MAX_FILES = 200_000;

/**
 * ms: a list that was made or checked in this time is returned as it is. Later its folders are looked at: one of them may have changed. A new
 * list is made in the background if it is older than the second limit, and waited for if it is older than the third.
 */
const FRESH = 500;
const RECENT = 2_000;
const USABLE = 60_000;

/** Files that are read to find the sources of built code. */
const BUILT = /\.(?:[cm]?jsx?|css|map)$/i;

/** Bytes: bundles of large applications have source maps of 5 to 30 MB. */
const MAX_BUILT = 40_000_000;

export interface NodeFilesOptions {
  /** Absolute folders of the workspace. */
  roots: readonly string[];
  /** Paths that are never read, even if named; gitignore syntax. */
  ignore?: readonly string[];
  /** Further patterns that are left out unless a frame names the file, gitignore syntax. */
  exclude?: readonly string[];
  /** Frames give access to no file outside of the roots. */
  onlyInside?: boolean;
  /** Absolute path of git's binary; searched on the PATH if absent. */
  gitPath?: string;
  /** Never run git, for a workspace that is not trusted; true if absent. */
  runGit?: boolean;
}

interface Listing {
  files: readonly string[];
  known: ReadonlySet<string>;
  /** ms since the epoch: when its scan began and ended. */
  from: number;
  at: number;
  /** When its folders were last looked at. */
  checked: number;
}

interface Scan {
  result: Promise<Listing>;
  controller: AbortController;
  /** Callers that still want it; it stops when there are none. */
  waiting: number;
}

/** What listing needs from the rules. */
type Filter = Pick<IgnoreRules, 'ignores' | 'ignoresFolder'>;

const NO_FILTER: Filter = { ignores: () => false, ignoresFolder: () => false };

/** The workspace on disk. Reads nothing that is ignored or outside the roots, except code that a frame names. */
export class NodeFiles implements SourceReader {
  readonly roots: readonly string[];
  private readonly gate: DiskGate;
  private readonly names: readonly string[];
  private readonly rules: readonly IgnoreRules[];
  private listing: Listing | undefined;
  private scan: Scan | undefined;

  constructor(private readonly options: NodeFilesOptions) {
    this.gate = new DiskGate(options);
    this.roots = this.gate.roots;
    this.names = this.gate.names;
    this.rules = this.roots.map(() => new IgnoreRules([...(options.exclude ?? []), ...(options.ignore ?? [])]));
  }

  async read(file: string): Promise<string | undefined> {
    const path = await this.permitted(file);
    return path === undefined ? undefined : readText(path);
  }

  async modified(file: string): Promise<number | undefined> {
    return (await this.permitted(file)) === undefined ? undefined : (await this.gate.about(file))?.modified;
  }

  async list(signal?: AbortSignal): Promise<readonly string[]> {
    signal?.throwIfAborted();
    const usable = await this.usableListing();
    signal?.throwIfAborted();
    if (usable && Date.now() - usable.at < RECENT) return usable.files;
    const scan = this.startScan();
    if (usable) {
      // Nobody waits for this one: the next call gets it.
      scan.waiting = Infinity;
      scan.result.catch(() => undefined);
      return usable.files;
    }
    scan.waiting++;
    const leave = () => {
      if (--scan.waiting > 0) return;
      scan.controller.abort();
      if (this.scan === scan) this.scan = undefined;
    };
    return new Promise((resolve, reject) => {
      const cancel = () => {
        leave();
        reject(abortReason(signal));
      };
      signal?.addEventListener('abort', cancel, { once: true });
      scan.result.then(({ files }) => resolve(files), reject).finally(() => signal?.removeEventListener('abort', cancel));
    });
  }

  allow(file: string): void {
    const absolute = this.gate.absolute(file);
    if (absolute === undefined || !this.gate.allow(absolute)) return;
    const index = this.gate.rootOf(absolute);
    const root = index === undefined ? undefined : this.roots[index];
    if (index !== undefined && root !== undefined && this.rules[index]?.unlock(absolute.slice(root.length + 1))) {
      this.listing = undefined;
      this.scan = undefined;
    }
  }

  async readBuilt(file: string): Promise<string | undefined> {
    if (!BUILT.test(file)) return undefined;
    const place = await this.gate.place(file);
    // A frame outside the workspace gives access to its code, not to its build.
    if (!place || !BUILT.test(place.real) || place.outside) return undefined;
    return readText(place.real, MAX_BUILT);
  }

  neverReads(file: string): boolean {
    return this.gate.neverReads(file);
  }

  writePlace(file: string): Promise<WritePlace> {
    return this.gate.writePlace(file);
  }

  async listBuilt(signal?: AbortSignal): Promise<readonly string[]> {
    const listed = await this.list(signal);
    const lists = await Promise.all(
      this.roots.map(async (root, index) => {
        const prefix = this.names[index] ? `${this.names[index]}/` : '';
        const below = listed.filter((file) => file.startsWith(prefix)).map((file) => file.slice(prefix.length));
        return (await findBuiltFiles(root, below, signal))?.map((file) => prefix + file);
      }),
    );
    return lists.includes(undefined) ? [] : lists.flatMap((list) => list ?? []);
  }

  /** The roots by both names that a trace may use. */
  async rootsOfTraces(): Promise<readonly string[]> {
    return [...this.roots, ...(await this.realRoots())];
  }

  realRoots(): Promise<readonly string[]> {
    return this.gate.realRoots();
  }

  async realPath(file: string): Promise<string | undefined> {
    const real = await this.permitted(file);
    return real?.replaceAll('\\', '/');
  }

  /** The real path of a readable file: allowed by the gate, and ignored under none of its names. */
  private async permitted(file: string): Promise<string | undefined> {
    const place = await this.gate.place(file);
    if (!place || place.framed) return place?.real;
    const realRoots = await this.realRoots();
    const names = [...this.names];
    // A link does not make a file readable that is ignored at its real place.
    const inWorkspace = [
      toRelative(this.roots, place.absolute) ?? toRelative(realRoots, place.absolute, names),
      toRelative(realRoots, place.real, names),
    ];
    for (const name of new Set(inWorkspace)) {
      if (name === undefined || (!this.listing?.known.has(name) && (await this.ignored(name)))) return undefined;
    }
    return place.real;
  }

  /** For files that are not (yet) in the list: git's answer, otherwise the `.gitignore` of every folder above. */
  private async ignored(name: string): Promise<boolean> {
    const absolute = toAbsolute(this.roots, name);
    const rootIndex = absolute === undefined ? undefined : this.gate.rootOf(absolute);
    if (absolute === undefined || rootIndex === undefined) return true;
    const root = this.roots[rootIndex] ?? '';
    const relative = absolute.slice(root.length + 1);
    if (this.rules[rootIndex]?.ignores(relative)) return true;
    const slash = absolute.lastIndexOf('/');
    const listed = await this.git(absolute.slice(0, slash), [
      '--cached',
      '--others',
      '--exclude-standard',
      '--',
      absolute.slice(slash + 1),
    ]);
    if (listed !== undefined) return listed === '';
    const rules = new IgnoreRules();
    const folders = relative.split('/').slice(0, -1);
    for (let depth = 0; depth <= folders.length; depth++) {
      const folder = folders.slice(0, depth).join('/');
      const text = await readText(join(root, folder, '.gitignore'));
      if (text !== undefined) rules.addGitignore(folder, text);
    }
    rules.unlock(relative);
    return rules.ignores(relative);
  }

  /** The known list, unless it is too old, or a folder in it has changed. */
  private async usableListing(): Promise<Listing | undefined> {
    const { listing } = this;
    if (!listing || Date.now() - listing.at >= USABLE) return undefined;
    if (Date.now() - listing.checked < FRESH) return listing;
    const checked = Date.now();
    if (await foldersChanged(this.roots, listing.files, listing.from)) return undefined;
    listing.checked = checked;
    return listing;
  }

  private startScan(): Scan {
    if (this.scan) return this.scan;
    const from = Date.now();
    const controller = new AbortController();
    const scan: Scan = {
      controller,
      waiting: 0,
      result: this.scanRoots(controller.signal)
        .then((files) => {
          const listing = this.nextListing(files, from);
          // An outdated scan (a folder was unlocked meanwhile) answers only its callers.
          if (this.scan === scan) this.listing = listing;
          return listing;
        })
        .finally(() => {
          if (this.scan === scan) this.scan = undefined;
        }),
    };
    this.scan = scan;
    return scan;
  }

  /** Returns the same array if nothing changed: indexes built over it depend on its identity. */
  private nextListing(files: string[], from: number): Listing {
    const last = this.listing;
    const same = last?.files.length === files.length && last.files.every((file, index) => file === files[index]);
    const now = { from, at: Date.now(), checked: Date.now() };
    return same && last ? { ...last, ...now } : { files, known: new Set(files), ...now };
  }

  /** Output of `git ls-files -z`; undefined if git fails or must not run. */
  private async git(cwd: string, args: readonly string[], signal?: AbortSignal): Promise<string | undefined> {
    if (this.options.runGit === false) return undefined;
    try {
      const { text, truncated } = await runGit(['ls-files', '-z', ...args], { cwd, gitPath: this.options.gitPath, signal });
      return truncated ? undefined : text;
    } catch {
      signal?.throwIfAborted();
      return undefined;
    }
  }

  private async scanRoots(signal: AbortSignal): Promise<string[]> {
    const lists = await Promise.all(
      this.roots.map(async (root, index) => {
        const rules = this.rules[index] ?? new IgnoreRules();
        const files =
          (await this.listByGit(root, rules, signal)) ?? (await walkFolders(root, [''], rules, { files: MAX_FILES }, signal)).files;
        const name = this.names[index];
        return name ? files.map((file) => `${name}/${file}`) : files;
      }),
    );
    return lists.flat().sort();
  }

  /** Files that git tracks or would track, including submodules and nested repositories; undefined if git has no answer. */
  private async listByGit(root: string, rules: Filter, signal: AbortSignal): Promise<string[] | undefined> {
    const text = await this.git(root, ['-t', '--cached', '--others', '--deleted', '--exclude-standard'], signal);
    if (text === undefined) return undefined;
    const files = new Set<string>();
    const gone = new Set<string>();
    const nested: string[] = [];
    for (const entry of text.split('\0')) {
      const path = entry.slice(2);
      if (!path) continue;
      if (entry.startsWith('R')) gone.add(path);
      else if (path.endsWith('/')) nested.push(path.slice(0, -1));
      else if (path === '.gitmodules') nested.push(...(await declaredSubmodules(root)));
      else if (!rules.ignores(path)) files.add(path);
    }
    for (const path of gone) files.delete(path);
    for (const folder of nested) files.delete(folder);
    for (const folder of await nestedRepositories(root, nested)) {
      if (files.size > MAX_FILES) break;
      if (rules.ignoresFolder(folder)) continue;
      const below = (await this.listByGit(join(root, folder), NO_FILTER, signal)) ?? [];
      for (const path of below) if (!rules.ignores(`${folder}/${path}`)) files.add(`${folder}/${path}`);
    }
    return [...files].slice(0, MAX_FILES);
  }
}

function abortReason(signal: AbortSignal | undefined): Error {
  return signal?.reason instanceof Error ? signal.reason : new DOMException('cancelled', 'AbortError');
}
