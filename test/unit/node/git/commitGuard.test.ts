import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { probeStatement } from '../../../../src/core/experiments/probes/probeStatement';
import { CommitGuard } from '../../../../src/node/git/commitGuard';
import { GitRepository, TempFolder } from '../../../support/gitRepository';

const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(execFileSync('git', ['--version'], { encoding: 'utf8' })) ?? [];
const runsHooksOfSettings = Number(major) > 2 || Number(minor) >= 54;

function probe(file: string): string {
  const made = probeStatement({ file, text: '' }, 'items', { set: 'k3f9', index: 2 });
  return 'line' in made ? made.line : '';
}

describe('CommitGuard', () => {
  let repository: GitRepository;
  let own: TempFolder;
  let list: string;
  let config: string;
  beforeEach(() => {
    repository = new GitRepository();
    own = new TempFolder();
    list = join(own.path, 'storage', 'commitGuards');
    config = join(repository.path, '.git', 'config');
  });
  afterEach(() => {
    repository.dispose();
    own.dispose();
  });

  /** A git that says it is of another version, and otherwise is the one on the PATH. */
  function gitOf(version: string): string {
    own.write('git', `#!/bin/sh\n[ "$1" = --version ] && echo "git version ${version}" || exec git "$@"\n`);
    const path = join(own.path, 'git');
    execFileSync('chmod', ['+x', path]);
    return path;
  }

  async function place(version = '2.54.0'): Promise<string | undefined> {
    return new CommitGuard(list).place(repository.path, gitOf(version));
  }

  it('writes a hook into the settings, beside what is there, and a later process removes it byte for byte', async () => {
    appendFileSync(config, '[core]\n\thooksPath = .husky\n[hook "mine"]\n\tevent = pre-commit\n\tcommand = true\n');
    const before = readFileSync(config, 'utf8');
    const git = gitOf('2.54.0');
    const guard = new CommitGuard(list);
    const at = await guard.place(repository.path, git);
    assert.equal(at, config);
    await guard.add(at, git);
    await guard.add(at, git);
    assert.equal(repository.git('config', '--get-all', 'hook.debug-with-context.event').trim(), 'pre-commit');
    assert.ok(readFileSync(config, 'utf8').startsWith(before));
    await new CommitGuard(list).remove(git);
    assert.equal(readFileSync(config, 'utf8'), before);
    assert.equal(existsSync(list), false);
  });

  it('its command refuses what the next commit would hold, and names the line', async () => {
    const git = gitOf('3.0.1');
    const guard = new CommitGuard(list);
    await guard.add((await guard.place(repository.path, git))!, git);
    const command = repository.git('config', '--get', 'hook.debug-with-context.command').trimEnd();
    const run = () => execFileSync('sh', ['-c', command], { cwd: repository.path, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    for (const [file, end] of [
      ['a.js', '\n'],
      ['with space.py', '\r\n'],
      ['Main.java', '\n'],
    ] as const) {
      repository.write(file, `first${end}  ${probe(file)}${end}`);
      assert.equal(run(), '', 'nothing is staged');
      repository.git('add', file);
      assert.throws(run, (error: { status: number; stderr: string }) => {
        assert.equal(error.status, 1);
        assert.ok(error.stderr.startsWith(`${file}:2:`), error.stderr);
        assert.match(error.stderr, /Remove Inserted Lines, stage again/);
        return true;
      });
      repository.git('rm', '-q', '--cached', file);
    }
    repository.write('doc.md', 'A line ends with `// debug-with-context probe k3f9.2`, says the documentation.\n');
    repository.git('add', 'doc.md');
    assert.equal(run(), '');
  });

  it('a commit with a probe in it is refused, whatever core.hooksPath says', async function () {
    if (!runsHooksOfSettings) return this.skip();
    const guard = new CommitGuard(list);
    await guard.add((await guard.place(repository.path, undefined))!, undefined);
    repository.git('config', 'core.hooksPath', 'nowhere');
    repository.write('a.js', `${probe('a.js')}\n`);
    repository.git('add', 'a.js');
    assert.throws(() => repository.git('commit', '-q', '-m', 'one'), /a\.js:1:/);
    repository.write('a.js', 'f();\n');
    repository.git('add', 'a.js');
    repository.git('commit', '-q', '-m', 'one');
  });

  it('is not offered by an older git, outside of a repository, for a link, and where the name is taken', async () => {
    assert.equal(await place('2.53.9'), undefined);
    assert.equal(await new CommitGuard(list).place(own.path, gitOf('2.54.0')), undefined);
    repository.git('config', 'hook.debug-with-context.command', 'mine');
    assert.equal(await place(), undefined);
    repository.git('config', '--remove-section', 'hook.debug-with-context');
    assert.equal(await place(), config);
    renameSync(config, join(own.path, 'elsewhere'));
    symlinkSync(join(own.path, 'elsewhere'), config);
    assert.equal(await place(), undefined);
  });

  it('leaves a setting alone that somebody else wrote under its name since', async () => {
    const git = gitOf('2.54.0');
    const guard = new CommitGuard(list);
    await guard.add((await guard.place(repository.path, git))!, git);
    repository.git('config', 'hook.debug-with-context.command', 'mine');
    await guard.remove(git);
    assert.equal(repository.git('config', '--get', 'hook.debug-with-context.command').trim(), 'mine');
  });

  it('guards commits from a linked working tree', async () => {
    repository.write('a.js', 'f();\n');
    repository.git('add', '-A');
    repository.git('commit', '-q', '-m', 'one');
    repository.git('worktree', 'add', '-q', join(own.path, 'tree'));
    assert.equal(await new CommitGuard(list).place(join(own.path, 'tree'), gitOf('2.54.0')), config);
  });
});
