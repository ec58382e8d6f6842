import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { runGit } from '../../../../src/node/git/runGit';
import { GitRepository } from '../../../support/gitRepository';

describe('runGit', () => {
  const open: GitRepository[] = [];
  const repository = () => {
    const made = new GitRepository();
    open.push(made);
    made.write('a.ts', 'one\n');
    made.commit('first');
    return made;
  };
  afterEach(() => {
    for (const each of open.splice(0)) each.dispose();
  });
  const wrapper = (place: GitRepository, script: string) => {
    const path = join(place.path, 'git.sh');
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  };
  const text = async (place: string, ...args: string[]) => (await runGit(args, { cwd: place })).text;

  it('refuses a git older than the oldest supported one', async () => {
    const place = repository();
    const git = wrapper(place, 'echo "git version 2.31.8"');
    await assert.rejects(runGit(['log'], { cwd: place.path, gitPath: git }), { reason: 'tooOld', message: /2\.31; 2\.32 or later/ });
  });

  it('ends at its limit with all processes that a wrapper started', async () => {
    const place = repository();
    const child = join(place.path, 'child');
    const git = wrapper(
      place,
      `[ "$1" = --version ] && { echo "git version 2.47.0"; exit; }\ncase " $* " in *" config "*) exit 0;; esac\nsleep 60 & echo $! > ${child}\nwait`,
    );
    await assert.rejects(runGit(['log'], { cwd: place.path, gitPath: git, timeoutMs: 300 }), { reason: 'timeout' });
    const pid = Number(readFileSync(child, 'utf8'));
    for (let tries = 0; tries < 100 && isRunning(pid); tries++) await wait(20);
    assert.equal(isRunning(pid), false);
    // Nor is it queried again for a while.
    await assert.rejects(runGit(['log'], { cwd: place.path, gitPath: git, timeoutMs: 60_000 }), { reason: 'timeout' });
  });

  it('reads a repository with a separate folder, packed branches, a split or sparse index, other hashes and a reftable', async () => {
    const place = repository();
    place.git('pack-refs', '--all');
    place.git('update-index', '--split-index');
    place.write('b.ts', 'two\n');
    place.git('add', 'b.ts');
    assert.equal(await text(place.path, 'log', '--format=%s'), 'first\n');
    assert.equal(await text(place.path, 'ls-files'), 'a.ts\nb.ts\n');

    for (const form of ['--separate-git-dir=store', '--object-format=sha256', '--ref-format=reftable']) {
      const other = repository();
      other.git('init', '-q', form, 'inner');
      const inner = join(other.path, 'inner');
      writeFileSync(join(inner, 'c.ts'), 'c\n');
      for (const args of [
        ['add', 'c.ts'],
        ['commit', '-q', '-m', 'inner'],
      ])
        other.git('-C', inner, ...args);
      assert.equal(await text(inner, 'log', '--format=%s'), 'inner\n', form);
      assert.equal(await text(inner, 'ls-files'), 'c.ts\n', form);
    }
  });

  it('compares files with the line ends that the repository asks for', async () => {
    const place = repository();
    place.git('config', 'core.autocrlf', 'true');
    place.write('a.ts', 'one\r\n');
    assert.equal(await text(place.path, 'diff', '--name-only', 'HEAD'), '');
  });

  it('does not assign a repository to a folder that only points to it', async () => {
    const own = repository();
    const delivered = repository();
    const git = join(delivered.path, '.git');
    delivered.git('worktree', 'add', '-q', '-b', 'side', 'tree');
    assert.equal(await text(join(delivered.path, 'tree'), 'log', '--format=%s'), 'first\n');
    delivered.write('pointing/.git', `gitdir: ${join(own.path, '.git')}\n`);
    await assert.rejects(text(join(delivered.path, 'pointing'), 'log'), { reason: 'notARepository' });
    assert.ok(existsSync(git));
  });

  it('leaves the index and the objects unchanged', async () => {
    const place = repository();
    const index = readFileSync(join(place.path, '.git', 'index'));
    // The same text with another time: git would record that in its index.
    place.write('a.ts', 'one\n');
    utimesSync(join(place.path, 'a.ts'), 1, 1);
    await text(place.path, 'diff', 'HEAD');
    assert.deepEqual(readFileSync(join(place.path, '.git', 'index')), index);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie whose parent does not wait for it counts as ended.
    return !/^State:\s*Z/m.test(existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '');
  } catch {
    return false;
  }
}
