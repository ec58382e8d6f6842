import { constants } from 'node:fs';
import { copyFile, link, lstat, mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readRegularFile } from '../disk/readRegularFile';
import { ownTempFolder } from '../disk/ownTempFolder';
import { comparingSettings, ownExcludesFile, readForeignConfig, readOwnConfig, type GitConfig } from './gitConfig';
import { GitError } from './gitError';
import { belongsTo, type GitRepository } from './gitRepository';
import { readHead } from './headCommit';
import { RecentValues } from '../recentValues';

const MAX_CONFIG = 1_000_000;
const MAX_LIST = 5_000_000;

/** Settings of every run. No name in them comes from a repository. */
const FIXED: readonly [string, string][] = [
  ['core.bare', 'false'],
  ['core.fsmonitor', 'false'],
  ['core.untrackedCache', 'false'],
  ['core.quotePath', 'false'],
  ['core.pager', 'cat'],
  ['core.bigFileThreshold', '16m'],
  ['core.packedGitWindowSize', '64m'],
  ['core.packedGitLimit', '1g'],
  ['credential.helper', ''],
  ['protocol.allow', 'never'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['submodule.recurse', 'false'],
  ['diff.ignoreSubmodules', 'all'],
  ['log.showSignature', 'false'],
  ['i18n.logOutputEncoding', 'UTF-8'],
  ['color.ui', 'false'],
];

/**
 * Replaces a repository's own folder for git: a folder of ours with our configuration that lends the repository's objects, index and
 * commit. It excludes the repository's configuration, hooks, attributes and replacements, so nothing in it can name a program, whichever
 * version of git reads it and whatever settings that version will support.
 */
export interface GitView {
  dir: string;
  /** Environment variables that make git use it. */
  env: NodeJS.ProcessEnv;
}

/** Views by their inputs: rebuilt when HEAD or a setting changed. */
const views = new RecentValues<GitView>(40, Infinity, ({ dir }) => rm(dir, { recursive: true, force: true }));
const foreignConfigs = new RecentValues<GitConfig>(40, Infinity);
/** The person may change their settings at any time. */
const ownConfigs = new RecentValues<GitConfig>(4, 60_000);

/**
 * @param git absolute path of the binary
 * @throws GitError `otherOwner` if git itself would refuse it, `notARepository` if the folder belongs to another repository
 */
export async function gitView(git: string, repository: GitRepository): Promise<GitView> {
  const empty = await emptyGitDir();
  const own = await ownConfigs.get(git, () => readOwnConfig(git, empty));
  await checkOwner(repository, own);
  const text = await configText(repository);
  const config = await foreignConfigs.get(text, () => readForeignConfig(git, empty, text));
  if (!(await belongsTo(repository, config))) throw new GitError('notARepository', `${repository.gitDir} belongs to another folder`);
  const parts = await partsOf(repository, own, config);
  return views.get(JSON.stringify(parts), () => makeView(repository, parts));
}

/** Views are rebuilt: something removed the temporary files. */
export function forgetGitViews(): void {
  views.clear();
  empty = undefined;
}

async function configText({ gitDir, commonDir, linked }: GitRepository): Promise<string> {
  const files = [join(commonDir, 'config'), ...(linked ? [join(gitDir, 'config.worktree')] : [])];
  const texts = await Promise.all(files.map(async (file) => (await readRegularFile(file, MAX_CONFIG))?.toString('utf8') ?? ''));
  return texts.join('\n');
}

/** Git refuses repositories of other users because it trusts their settings. We trust none of those settings, but follow git's decision. */
async function checkOwner({ worktree, gitDir }: GitRepository, own: GitConfig): Promise<void> {
  const user = process.geteuid?.();
  if (user === undefined) return;
  const users = [user, ...(user === 0 && process.env['SUDO_UID'] ? [Number(process.env['SUDO_UID'])] : [])];
  const owners = await Promise.all([worktree, gitDir].map(async (path) => (await stat(path)).uid));
  if (owners.every((owner) => users.includes(owner))) return;
  let safe = false;
  for (const entry of own.get('safe.directory') ?? []) {
    if (entry === '') safe = false;
    else if (entry === '*' || entry === worktree || (entry.endsWith('/*') && worktree.startsWith(entry.slice(0, -1)))) safe = true;
  }
  if (!safe) throw new GitError('otherOwner', `detected dubious ownership in repository at '${worktree}'`);
}

interface Parts {
  gitDir: string;
  commonDir: string;
  worktree: string;
  head: string;
  settings: [string, string][];
  exclude: string;
  shallow: string;
  /** Identifies the state of the index; empty if there is none. */
  index: string;
  /** Base of a split index, by name. */
  sharedIndexes: string[];
  reftable: boolean;
}

async function partsOf(repository: GitRepository, own: GitConfig, config: GitConfig): Promise<Parts> {
  const { gitDir, commonDir, worktree } = repository;
  const reftable = config.get('extensions.refstorage')?.at(-1)?.toLowerCase() === 'reftable';
  const [head, index, exclude, shallow, names] = await Promise.all([
    reftable ? 'ref: refs/heads/.invalid' : readHead(repository),
    stat(join(gitDir, 'index')).catch(() => undefined),
    readRegularFile(join(commonDir, 'info', 'exclude'), MAX_LIST),
    readRegularFile(join(commonDir, 'shallow'), MAX_LIST),
    readdir(gitDir).catch(() => []),
  ]);
  if (head === undefined) throw new GitError('failed', `HEAD of ${gitDir} cannot be read`);
  await refuseWhatBlocks(repository);
  const settings = comparingSettings(own, config);
  const excludes = ownExcludesFile(own);
  if ((await readRegularFile(excludes, MAX_LIST)) !== undefined) settings.push(['core.excludesFile', excludes]);
  return {
    gitDir,
    commonDir,
    worktree,
    head,
    settings,
    exclude: exclude?.toString('utf8') ?? '',
    shallow: shallow?.toString('latin1') ?? '',
    index: index ? `${index.ino} ${index.mtimeMs} ${index.size}` : '',
    sharedIndexes: names.filter((name) => /^sharedindex\.[0-9a-f]{40,64}$/.test(name)),
    reftable,
  };
}

/** A pipe or device in place of a file that git opens would block git until its limit. */
async function refuseWhatBlocks({ gitDir, commonDir, worktree }: GitRepository): Promise<void> {
  const packs = join(commonDir, 'objects', 'pack');
  const opened = [
    join(gitDir, 'index'),
    join(commonDir, 'objects', 'info', 'alternates'),
    ...(await readdir(packs).catch(() => [])).map((name) => join(packs, name)),
  ];
  // Git follows no link to these.
  const openedWithoutLinks = ['.gitignore', '.gitattributes', '.mailmap'].map((name) => join(worktree, name));
  const kinds = await Promise.all([
    ...opened.map(async (file) => ({ file, about: await stat(file).catch(() => undefined) })),
    ...openedWithoutLinks.map(async (file) => ({ file, about: await lstat(file).catch(() => undefined) })),
  ]);
  for (const { file, about } of kinds) {
    if (about?.isFIFO() || about?.isCharacterDevice() || about?.isBlockDevice()) throw new GitError('failed', `${file} is no file`);
  }
}

let made = 0;

async function makeView(repository: GitRepository, parts: Parts): Promise<GitView> {
  const dir = join(await ownTempFolder(), `view-${++made}`);
  await makeGitDir(dir, parts.head, [...FIXED, ...parts.settings]);
  await writeFile(join(dir, 'info', 'exclude'), parts.exclude);
  if (parts.shallow) await writeFile(join(dir, 'shallow'), parts.shallow);
  // Git may write an index to cache its findings: it must not be the repository's.
  for (const name of [...(parts.index ? ['index'] : []), ...parts.sharedIndexes])
    await lend(join(repository.gitDir, name), join(dir, name));
  if (parts.reftable) await symlink(join(repository.gitDir, 'reftable'), join(dir, 'reftable'), 'junction');
  return {
    dir,
    env: {
      ...protectedEnvironment(await emptyGitDir()),
      GIT_DIR: dir,
      GIT_WORK_TREE: repository.worktree,
      GIT_INDEX_FILE: join(dir, 'index'),
      GIT_OBJECT_DIRECTORY: join(repository.commonDir, 'objects'),
    },
  };
}

/** Only the configuration of the git directory itself. */
function protectedEnvironment(emptyDir: string): NodeJS.ProcessEnv {
  const none = join(emptyDir, 'none');
  return { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_SYSTEM: none, GIT_CONFIG_GLOBAL: none, GIT_ATTR_NOSYSTEM: '1' };
}

/** A hard link if the disk allows it: git replaces such a file, it never changes it. */
async function lend(file: string, as: string): Promise<void> {
  await link(file, as).catch(() => copyFile(file, as, constants.COPYFILE_FICLONE));
}

let empty: Promise<string> | undefined;

/** A git directory without a commit and without settings. */
function emptyGitDir(): Promise<string> {
  empty ??= (async () => {
    const dir = join(await ownTempFolder(), 'empty');
    await makeGitDir(dir, 'ref: refs/heads/none', []);
    await writeFile(join(dir, 'none'), '');
    return dir;
  })();
  return empty;
}

async function makeGitDir(dir: string, head: string, settings: readonly [string, string][]): Promise<void> {
  for (const folder of ['refs', 'objects', 'info', 'hooks']) await mkdir(join(dir, folder), { recursive: true, mode: 0o700 });
  const attributes = join(dir, 'info', 'none');
  await writeFile(attributes, '');
  const all: [string, string][] = [
    ['core.repositoryFormatVersion', settings.some(([name]) => name.startsWith('extensions.')) ? '1' : '0'],
    ['core.hooksPath', join(dir, 'hooks')],
    ['core.attributesFile', attributes],
    ...settings,
  ];
  await writeFile(join(dir, 'config'), all.map(configLines).join(''));
  await writeFile(join(dir, 'HEAD'), `${head}\n`);
}

function configLines([name, value]: [string, string]): string {
  const dot = name.indexOf('.');
  const quoted = value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `[${name.slice(0, dot)}]\n\t${name.slice(dot + 1)} = "${quoted}"\n`;
}
