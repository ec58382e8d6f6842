import { deepStrictEqual, match } from 'node:assert/strict';
import { chmodSync, chownSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { copyWorkspace } from '../../../../src/node/experiments/copyWorkspace';
import { recentFiles } from '../../../../src/node/experiments/recentFiles';
import { GitRepository, TempFolder } from '../../../support/gitRepository';

const DAYS_AGO = new Date(Date.now() - 3 * 24 * 3600_000);
const DAY_AGO = Date.now() - 24 * 3600_000;
const NOBODY = 65_534;

/** Acts as a user whom permissions bind. */
async function asOrdinaryUser<T>(folder: string, act: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return act();
  for (const name of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) chownSync(join(folder, name), NOBODY, NOBODY);
  process.seteuid?.(NOBODY);
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
  }
}

describe('recent changes of a workspace', () => {
  const open: TempFolder[] = [];
  const made = <T extends TempFolder>(place: T): T => {
    open.push(place);
    return place;
  };
  afterEach(() => {
    for (const place of open.splice(0)) place.dispose();
  });
  const namesOf = async (root: string, cwd: string): Promise<(string | undefined)[]> =>
    (await recentFiles({ root, cwd, since: DAY_AGO })).files.map(({ before, now }) => (now ?? before)?.file).sort();

  it('include those of its submodules, and of the repository that the command runs in, but nothing that a build made', async () => {
    const [module, workspace] = [made(new GitRepository()), made(new GitRepository())];
    for (const each of [module, workspace]) {
      each.write('lib.js', 'exports.a = 1;\n');
      each.commit('works', DAYS_AGO);
    }
    workspace.git('submodule', '--quiet', 'add', module.path, 'mod');
    workspace.commit('a module', DAYS_AGO);
    workspace.git('worktree', 'add', '--quiet', 'trees/inner');
    for (const file of ['lib.js', 'mod/lib.js', 'trees/inner/lib.js']) workspace.write(file, 'exports.a = 2;\n');
    for (const made of ['target/debug/new.d', 'mod/A.class']) workspace.write(made, 'one\n');
    deepStrictEqual(await namesOf(workspace.path, workspace.path), ['lib.js', 'mod/lib.js']);
    deepStrictEqual(await namesOf(workspace.path, join(workspace.path, 'trees/inner')), ['lib.js', 'mod/lib.js', 'trees/inner/lib.js']);
  });

  it('include files that git was told to take for unchanged, and leave out those that are not checked out or kept by Git LFS', async () => {
    const workspace = made(new GitRepository());
    const pointer = (size: number): string => `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize ${size}\n`;
    for (const file of ['marked.js', 'same.js', 'far/away.js']) workspace.write(file, 'exports.a = 1;\n');
    workspace.write('kept.dat', pointer(1));
    workspace.commit('works', DAYS_AGO);
    workspace.write('far/away.js', 'exports.a = 2;\n');
    workspace.commit('far');
    workspace.git('update-index', '--assume-unchanged', 'marked.js', 'same.js');
    workspace.git('update-index', '--skip-worktree', 'far/away.js');
    rmSync(join(workspace.path, 'far'), { recursive: true });
    workspace.write('marked.js', 'exports.a = 2;\n');
    workspace.write('kept.dat', 'what the pointer stands for');
    const { files, notes } = await recentFiles({ root: workspace.path, cwd: workspace.path, since: DAY_AGO });
    deepStrictEqual(
      files.map(({ before, now }) => [before?.text, now?.file]),
      [['exports.a = 1;\n', 'marked.js']],
    );
    deepStrictEqual(notes, [
      'far/away.js changed, too; what is not checked out here is in no run.',
      'kept.dat changed, too; what Git LFS keeps stays as it is now in every run.',
    ]);
  });

  describe('that cannot be read', () => {
    let workspace: GitRepository;
    beforeEach(function () {
      if (process.platform === 'win32') this.skip();
      workspace = made(new GitRepository());
      workspace.write('lib.js', 'exports.a = 1;\n');
      workspace.commit('works', DAYS_AGO);
      workspace.write('secret.txt', 'x');
      workspace.write('closed/x.txt', 'x');
      for (const name of ['secret.txt', 'closed']) chmodSync(join(workspace.path, name), 0);
    });
    afterEach(() => chmodSync(join(workspace.path, 'closed'), 0o700));

    it('are named in a note that says they were not looked at', async function () {
      // Root reads everything.
      if (process.getuid?.() === 0) this.skip();
      const { files, notes } = await recentFiles({ root: workspace.path, cwd: workspace.path, since: DAY_AGO });
      deepStrictEqual(files, []);
      match(notes.join(' '), /not readable, and not looked at: secret\.txt\./);
    });

    it('have only their names in a copy', async () => {
      const place = made(new TempFolder());
      if (process.getuid?.() === 0) chownSync(place.path, NOBODY, NOBODY);
      const copy = await asOrdinaryUser(workspace.path, () => copyWorkspace(workspace.path, place.path));
      deepStrictEqual(readdirSync(copy).sort(), ['closed', 'lib.js', 'secret.txt']);
    });
  });
});
