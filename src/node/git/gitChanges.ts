import { dirname, join } from 'node:path';
import { rootNames, toAbsolute } from '../../core/workspace/workspacePaths';
import { ChangesUnavailable, type ChangedHunk, type Changes, type LineChange } from '../../core/ports';
import { DiskGate } from '../disk/diskGate';
import { isMade } from '../disk/ignoreRules';
import type { OwnLogs } from '../ownLogs';
import { parseDiff, type DiffHunk, type FileDiff } from './parseDiff';
import { changesUnavailable } from './changesUnavailable';
import { GitError } from './gitError';
import { declaredSubmodules, nestedRepositories } from './nestedRepositories';
import { runGit } from './runGit';
import { commitsByFile, commitsSince, nothing, type Base, type Commit, type RunInFolder } from './windowCommits';
import { CONTEXT, splitByCommit } from './splitByCommit';

/** Changed lines of one file beyond which its diff is noise rather than evidence: generated code, lock files. */
const MAX_LINES = 1_500;

/** Most files examined; a first commit of a whole project is not read completely. */
const MAX_FILES = 300;
const MAX_DIFF_BYTES = 20_000_000;
const MAX_UNTRACKED_BYTES = 200_000;

const DIFF = [
  '--relative',
  '--ignore-submodules=all',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--find-renames',
  '--src-prefix=a/',
  '--dst-prefix=b/',
];

interface GitChangesOptions {
  /** Absolute folders of the workspace. */
  roots: readonly string[];
  /** Absolute path of git's binary; searched on the PATH if absent. */
  gitPath?: string;
  /** False for a workspace that is not trusted: throws {@link ChangesUnavailable} immediately. */
  runGit?: boolean;
  /** Files that a failure was read from: not changes of the program. */
  logs?: OwnLogs;
  /** Paths that are never read, gitignore syntax: their changes are not read either. */
  ignore?: readonly string[];
}

/** The history of a folder within the window. */
interface Recent {
  /** Newest first. */
  commits: Commit[];
  /** Commits of the window that touch a file, by its name now; newest first. */
  byFile: Map<string, Commit[]>;
  /** Lines that uncommitted work removes, by file; a file with uncommitted work has an entry. */
  uncommitted: Map<string, Set<string>>;
}

/** Recent changes from git. Paths are workspace-relative, lines those of the current files on disk. */
export class GitChanges implements Changes {
  private readonly roots: readonly string[];
  private readonly gate: DiskGate;
  /** Folders whose history begins within the window, as last found by {@link since}. */
  private readonly cut = new Set<string>();
  /** The date of the first commit of folders whose whole history lies within the window. */
  private readonly firsts = new Map<string, string>();

  constructor(private readonly options: GitChangesOptions) {
    this.gate = new DiskGate(options);
    this.roots = this.gate.roots;
  }

  async since(time: number, signal?: AbortSignal): Promise<ChangedHunk[]> {
    if (this.options.runGit === false) throw new ChangesUnavailable('untrusted');
    this.cut.clear();
    this.firsts.clear();
    const names = rootNames(this.roots);
    const results = await Promise.allSettled(this.roots.map((root) => this.sinceIn(root, time, signal)));
    signal?.throwIfAborted();
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    if (failures.length === results.length) throw changesUnavailable(failures[0]);
    return results.flatMap((result, index) => {
      if (result.status === 'rejected') return [];
      const prefix = names[index] ? `${names[index]}/` : '';
      return result.value.map((hunk) => withPrefix(hunk, prefix));
    });
  }

  get historyBegins(): string | undefined {
    return this.roots.flatMap((root) => this.firsts.get(root) ?? []).sort()[0];
  }

  get historyIsCut(): boolean {
    return this.roots.some((root) => this.cut.has(root));
  }

  async lastChange(file: string, line: number, signal?: AbortSignal): Promise<LineChange | undefined> {
    if (this.options.runGit === false) throw new ChangesUnavailable('untrusted');
    const absolute = toAbsolute(this.roots, file);
    if (absolute === undefined) return undefined;
    try {
      const cwd = dirname(absolute);
      const range = `${line},${line}`;
      const args = ['blame', '--porcelain', '--no-textconv', '-L', range, '--', absolute.slice(cwd.length + 1)];
      const { text } = await this.run(args, cwd, signal);
      return lineChange(text);
    } catch (error) {
      signal?.throwIfAborted();
      // Untracked, or the file has fewer lines than that.
      if (error instanceof GitError && error.reason === 'failed') return undefined;
      throw changesUnavailable(error);
    }
  }

  private async sinceIn(root: string, time: number, signal?: AbortSignal): Promise<ChangedHunk[]> {
    const { text: shallow } = await this.run(['rev-parse', '--is-shallow-repository'], root, signal);
    const [commits, head, untracked, modules] = await Promise.all([
      commitsSince(this.run, root, time, signal),
      this.run(['rev-parse', '--verify', '--quiet', 'HEAD'], root, signal).catch(nothing),
      this.untracked(root, time, signal),
      declaredSubmodules(root).then((names) => nestedRepositories(root, names)),
    ]);
    const base = await this.baseBefore(root, time, head.text.trim(), shallow.trim() === 'true', signal);
    const newest = head.text.trim() || base.name;
    const diffs = this.diff(root, base.name, signal);
    const [since, byFile, uncommitted] = await Promise.all([
      diffs,
      // Where all is newer than the window, the base is the first commit, and may be the only one.
      base.name === newest ? new Map<string, Commit[]>() : commitsByFile(this.run, root, base, commits, signal),
      base.name === newest ? diffs : this.diff(root, newest, signal),
    ]);
    const recent: Recent = { commits, byFile, uncommitted: removedLines(uncommitted) };
    const hunks = [...untracked];
    for (const file of since.slice(0, MAX_FILES)) {
      const path = join(root, file.file);
      if (this.neverReads(root, file) || (await this.options.logs?.holdsFile(path))) continue;
      hunks.push(...(await this.hunksOf(root, base, file, recent, signal)));
    }
    for (const folder of modules) {
      const below = await this.sinceIn(join(root, folder), time, signal).catch(() => []);
      hunks.push(...below.map((hunk) => withPrefix(hunk, `${folder}/`)));
    }
    return hunks.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.startLine - b.startLine));
  }

  private readonly run: RunInFolder = (args, cwd, signal) =>
    runGit(args, { cwd, signal, gitPath: this.options.gitPath, maxBytes: MAX_DIFF_BYTES });

  /**
   * The newest commit of the main line from before the window; if all are newer, the first one: a project's first commit changed nothing,
   * it is where the known history starts. The empty tree if there is no commit.
   * @param head empty if there is no commit yet
   */
  private async baseBefore(cwd: string, time: number, head: string, shallow: boolean, signal?: AbortSignal): Promise<Base> {
    if (head) {
      const { text } = await this.run(['rev-list', '-1', '--first-parent', `--before=@${Math.floor(time / 1000) - 1}`, head], cwd, signal);
      if (text.trim()) return { name: text.trim(), commit: true };
      if (shallow) this.cut.add(cwd);
      const { text: line } = await this.run(['log', '--first-parent', '--format=%H %aI', head], cwd, signal);
      const [first = head, date = ''] = line.trim().split('\n').at(-1)?.split(' ') ?? [];
      if (!shallow) this.firsts.set(cwd, date);
      return { name: first, commit: true };
    }
    const { text: empty } = await this.run(['hash-object', '-t', 'tree', '--stdin'], cwd, signal);
    return { name: empty.trim(), commit: false };
  }

  private async diff(cwd: string, base: string, signal?: AbortSignal): Promise<FileDiff[]> {
    const { text } = await this.run(['diff', base, ...DIFF, `--unified=${CONTEXT}`], cwd, signal);
    return parseDiff(text);
  }

  private async hunksOf(root: string, base: Base, diff: FileDiff, recent: Recent, signal?: AbortSignal): Promise<ChangedHunk[]> {
    const { file, renamedFrom } = diff;
    // A rename in uncommitted work: the commits know the old name.
    const commits = recent.byFile.get(file) ?? (renamedFrom ? recent.byFile.get(renamedFrom) : undefined) ?? [];
    const removedNow = recent.uncommitted.get(file);
    const newest = commits[0];
    // Neither: brought by a commit that was written before the window, e.g. one rebased since.
    if (!newest && !removedNow) return [];
    const disk = await this.changedAt(join(root, file));
    const common = { file, ...(renamedFrom && { renamedFrom }), ...(diff.deleted && { deleted: true as const }) };
    const stamp = (commit: Commit | undefined) =>
      commit ? { when: commit.when, commit: commit.short, summary: commit.summary } : { when: disk, summary: 'not committed' };
    const nowhere = { startLine: 1, endLine: 0 };
    if (diff.binary) return [{ ...common, ...nowhere, ...stamp(removedNow ? undefined : newest), diff: '', skipped: 'binary' }];
    const changed = diff.hunks.reduce((sum, { lines }) => sum + lines.filter((line) => /^[+-]/.test(line)).length, 0);
    if (changed > MAX_LINES) return [{ ...common, ...nowhere, ...stamp(removedNow ? undefined : newest), diff: '', skipped: 'huge' }];
    if (!diff.hunks.length && renamedFrom) {
      return [{ ...common, ...nowhere, ...stamp(removedNow ? undefined : newest), diff: `rename from ${renamedFrom}\nrename to ${file}` }];
    }

    const simple = !removedNow ? commits.length === 1 && !newest?.merge : commits.length === 0;
    const blamed = simple || diff.deleted ? undefined : await this.blame(root, base, file, diff.hunks, signal);
    const merge = recent.commits.find((commit) => commit.merge && commits.includes(commit));
    /** Commit of a current line; undefined: not committed; null: from before the window. */
    const ofLine = (line: number): Commit | undefined | null => {
      if (!blamed) return newest && !removedNow ? newest : undefined;
      const hash = blamed.get(line);
      if (hash === undefined || /^0+$/.test(hash)) return undefined;
      return recent.commits.find((commit) => commit.hash === hash) ?? merge ?? null;
    };
    const ofRemoval = (lines: readonly string[]): Commit | undefined => {
      if (removedNow && (!newest || lines.some((line) => removedNow.has(line)))) return undefined;
      return newest;
    };
    return diff.hunks.flatMap((hunk) =>
      splitByCommit(hunk, ofLine, ofRemoval).map(({ commit, ...range }) => ({ ...common, ...range, ...stamp(commit) })),
    );
  }

  /** Commit by line (1-based, as on disk) for the lines of some hunks. */
  private async blame(
    root: string,
    base: Base,
    file: string,
    hunks: readonly DiffHunk[],
    signal?: AbortSignal,
  ): Promise<Map<number, string>> {
    const ranges = hunks.flatMap((hunk) => {
      const count = hunk.lines.filter((line) => !/^[-\\]/.test(line)).length;
      return count ? ['-L', `${hunk.newStart},+${count}`] : [];
    });
    const range = base.commit ? [`^${base.name}`] : [];
    const { text } = ranges.length
      ? await this.run(['blame', '--porcelain', '--no-textconv', ...ranges, ...range, '--', file], root, signal)
      : { text: '' };
    const byLine = new Map<number, string>();
    for (const [, commit = '', line] of text.matchAll(/^([0-9a-f]{40,64}) \d+ (\d+)/gm)) byLine.set(Number(line), commit);
    return byLine;
  }

  private neverReads(root: string, { file, renamedFrom }: FileDiff): boolean {
    return [file, renamedFrom].some((name) => name !== undefined && this.gate.neverReads(join(root, name)));
  }

  private async untracked(root: string, time: number, signal?: AbortSignal): Promise<ChangedHunk[]> {
    const { text } = await this.run(['ls-files', '-z', '--others', '--exclude-standard'], root, signal);
    const hunks: ChangedHunk[] = [];
    for (const file of text.split('\0').filter((name) => name && !name.endsWith('/') && !isMade(name))) {
      signal?.throwIfAborted();
      const path = join(root, file);
      const about = await this.gate.about(path);
      if (!about || about.modified < time) continue;
      if (hunks.length >= MAX_FILES) break;
      if (await this.options.logs?.holdsFile(path)) continue;
      const entry = { file, startLine: 1, when: new Date(about.modified).toISOString(), summary: 'not committed' };
      const skipped = (why: 'huge' | 'binary') => hunks.push({ ...entry, endLine: 0, diff: '', skipped: why });
      if (about.size > MAX_UNTRACKED_BYTES) {
        skipped('huge');
        continue;
      }
      const content = await this.gate.read(path, MAX_UNTRACKED_BYTES);
      if (content === undefined) {
        skipped('binary');
        continue;
      }
      if (this.options.logs?.holdsText(content)) continue;
      const lines = content.replace(/\n$/, '').split('\n');
      if (lines.length > MAX_LINES) skipped('huge');
      else if (content) {
        hunks.push({
          ...entry,
          endLine: lines.length,
          diff: [`@@ -0,0 +1,${lines.length} @@`, ...lines.map((line) => `+${line}`)].join('\n'),
        });
      }
    }
    return hunks;
  }

  /** Modification time, ISO 8601; for a deleted file, that of its folder. */
  private async changedAt(path: string): Promise<string> {
    for (let at = path; ; at = dirname(at)) {
      const modified = await this.gate.modified(at);
      if (modified !== undefined) return new Date(modified).toISOString();
      if (dirname(at) === at) return new Date(0).toISOString();
    }
  }
}

function removedLines(diffs: readonly FileDiff[]): Map<string, Set<string>> {
  return new Map(
    diffs.map((file) => [file.file, new Set(file.hunks.flatMap(({ lines }) => lines.filter((line) => line.startsWith('-'))))]),
  );
}

function withPrefix(hunk: ChangedHunk, prefix: string): ChangedHunk {
  if (!prefix) return hunk;
  return { ...hunk, file: prefix + hunk.file, ...(hunk.renamedFrom ? { renamedFrom: prefix + hunk.renamedFrom } : {}) };
}

function lineChange(porcelain: string): LineChange | undefined {
  const hash = /^([0-9a-f]{40,64}) /.exec(porcelain)?.[1];
  if (!hash || /^0+$/.test(hash)) return undefined;
  const field = (name: string) => new RegExp(`^${name} (.*)$`, 'm').exec(porcelain)?.[1] ?? '';
  return {
    commit: hash.slice(0, 9),
    when: new Date(Number(field('author-time')) * 1000).toISOString(),
    author: field('author'),
    summary: field('summary'),
  };
}
