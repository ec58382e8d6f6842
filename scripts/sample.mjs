// Prepares the sample workspace in .sample/order-history: its files, a git history with dates relative to now, its packages.
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root, runCommand, runNpmOnline } from './runCommand.mjs';

const source = join(root, 'media', 'sample');
const history = join(root, 'media', 'sampleHistory');

/** After this time the commit that broke the sample would soon be older than a day, so the history is made again. */
const freshMs = 60 * 60_000;

/**
 * @typedef {object} SampleCommit
 * @property {string} message
 * @property {number} hoursAgo
 * @property {string} author
 * @property {string[]} files files and folders of the sample that the commit adds or changes
 * @property {Record<string, string>} [earlier] files with different content at that time: sample file → file of media/sampleHistory
 */

/**
 * @param {{ folder?: string, install?: boolean, log?: (line: string) => void }} [options] `install: false` leaves the packages out
 * @returns {Promise<string>} the sample's folder
 */
export async function prepareSample({ folder = join(root, '.sample', 'order-history'), install = true, log = console.log } = {}) {
  await mkdir(folder, { recursive: true });
  const made = join(folder, '.git', 'HEAD');
  if (!existsSync(made)) await copySample(folder);
  if (!existsSync(made) || Date.now() - (await stat(made)).mtimeMs > freshMs) {
    const untouched = existsSync(made) && (await git(folder, ['status', '--porcelain'])) === '';
    // A person's changes in the sample stay, as uncommitted changes.
    if (untouched) await copySample(folder);
    await makeHistory(folder);
  }
  const lock = join('node_modules', '.package-lock.json');
  if (install && !existsSync(join(folder, lock))) {
    log("Installing the sample's packages, about ten seconds, once.");
    await runNpmOnline(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
      failure: "Installing the sample's packages from the npm registry failed. Check the network and run this again",
    });
  }
  return folder;
}

/** @param {string} folder */
async function copySample(folder) {
  await cp(source, folder, { recursive: true, filter: (from) => from !== join(source, 'node_modules') });
}

/**
 * Makes the commits in a separate folder and moves the finished `.git` in: the sample's files are not touched.
 * @param {string} folder
 */
async function makeHistory(folder) {
  /** @type {SampleCommit[]} */
  const commits = JSON.parse(await readFile(join(history, 'commits.json'), 'utf8'));
  const work = await mkdtemp(join(tmpdir(), 'sample-history-'));
  try {
    await git(work, ['init', '-q', '-b', 'main']);
    for (const commit of commits) {
      for (const file of commit.files) {
        await mkdir(dirname(join(work, file)), { recursive: true });
        await cp(join(source, file), join(work, file), { recursive: true });
      }
      for (const [file, earlier] of Object.entries(commit.earlier ?? {})) await cp(join(history, earlier), join(work, file));
      await git(work, ['add', '-A']);
      const [, name = '', email = ''] = /^(.+) <(.+)>$/.exec(commit.author) ?? [];
      const when = new Date(Date.now() - commit.hoursAgo * 3_600_000).toISOString();
      const config = [
        '-c',
        `user.name=${name}`,
        '-c',
        `user.email=${email}`,
        '-c',
        'commit.gpgsign=false',
        '-c',
        'core.hooksPath=/dev/null',
      ];
      await git(work, [...config, 'commit', '-q', '-m', commit.message], { GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when });
    }
    await rm(join(folder, '.git'), { recursive: true, force: true });
    await rename(join(work, '.git'), join(folder, '.git')).catch(() => cp(join(work, '.git'), join(folder, '.git'), { recursive: true }));
    await git(folder, ['reset', '-q']);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * @param {string} cwd
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
async function git(cwd, args, env = {}) {
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...inherited } = process.env;
  return (
    await runCommand('git', args, { cwd, env: { ...inherited, ...env }, failure: 'Making the history of the sample with git failed' })
  ).output;
}
