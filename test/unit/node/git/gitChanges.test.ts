import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { ChangesUnavailable } from '../../../../src/core/ports';
import { GitChanges } from '../../../../src/node/git/gitChanges';
import { OwnLogs } from '../../../../src/node/ownLogs';
import { GitRepository, TempFolder } from '../../../support/gitRepository';

const HOUR = 3_600_000;
const now = Date.now();
const ago = (hours: number) => new Date(now - hours * HOUR);
const DAY_AGO = now - 24 * HOUR;
const numbers = (count: number, change: Record<number, string> = {}) =>
  Array.from({ length: count }, (_, i) => change[i + 1] ?? `line ${i + 1}`).join('\n') + '\n';

describe('GitChanges', () => {
  const open: TempFolder[] = [];
  const repository = (init = true) => {
    const made = new GitRepository(init);
    open.push(made);
    return made;
  };
  afterEach(() => {
    for (const each of open.splice(0)) each.dispose();
  });
  const since = (place: TempFolder, folder = '') => new GitChanges({ roots: [join(place.path, folder)] }).since(DAY_AGO);
  const brief = (hunks: Awaited<ReturnType<typeof since>>) =>
    hunks.map(({ file, startLine, endLine, summary }) => `${file}:${startLine}-${endLine} ${summary}`);

  it('knows that the history begins within the window, and gives the date of its first commit', async () => {
    const place = repository();
    place.write('a.ts', 'one\n');
    place.commit('first', ago(1));
    const young = new GitChanges({ roots: [place.path] });
    assert.deepEqual(await young.since(DAY_AGO), []);
    assert.equal(Date.parse(young.historyBegins ?? ''), Math.floor(ago(1).getTime() / 1000) * 1000);
    await young.since(now - 600_000);
    assert.equal(young.historyBegins, undefined, 'the first commit is older than that window');
  });

  it('includes commits of the window with author date and message, staged, unstaged and untracked work', async () => {
    const place = repository();
    place.write('a.ts', numbers(40));
    place.write('b.ts', numbers(40));
    place.write('c.ts', numbers(40));
    place.commit('old', ago(50));
    place.write('a.ts', numbers(40, { 10: 'cached' }));
    const hash = place.commit('cache orders\n\nbecause', ago(5));
    place.write('b.ts', numbers(40, { 20: 'staged' }));
    place.git('add', 'b.ts');
    place.write('c.ts', numbers(40, { 30: 'unstaged' }));
    place.write('new.ts', 'one\ntwo\n');
    for (const made of ['target/debug/new.d', 'A.class', 'pkg/__pycache__/a.py']) place.write(made, 'one\n');
    place.write('stale.ts', 'one\n');
    utimesSync(join(place.path, 'stale.ts'), ago(60), ago(60));
    const hunks = await since(place);
    assert.deepEqual(brief(hunks), [
      'a.ts:10-10 cache orders',
      'b.ts:20-20 not committed',
      'c.ts:30-30 not committed',
      'new.ts:1-2 not committed',
    ]);
    assert.equal(hunks[0]?.commit, hash);
    assert.equal(Math.abs(Date.parse(hunks[0]?.when ?? '') - (now - 5 * HOUR)) < 1000, true);
    assert.equal(hunks[1]?.commit, undefined);
    assert.equal(hunks[0]?.diff, '@@ -7,7 +7,7 @@ line 6\n line 7\n line 8\n line 9\n-line 10\n+cached\n line 11\n line 12\n line 13');
    assert.equal(hunks[3]?.diff, '@@ -0,0 +1,2 @@\n+one\n+two');
  });

  it('uses only features of the oldest supported git', async function () {
    if (process.platform === 'win32') this.skip();
    const place = repository();
    place.write('a.ts', numbers(40));
    place.commit('old', ago(50));
    place.write('a.ts', numbers(40, { 10: 'new' }));
    place.commit('cache orders', ago(5));
    // Features after 2.32: --since-as-filter (2.37), remerge diffs (2.35), --diff-merges=dd (2.44), --attr-source (2.41).
    const later = '--since-as-filter*|--remerge-diff|--diff-merges=re*|--diff-merges=dd|--attr-source*|--no-lazy-fetch';
    const old = join(place.path, 'git-2.32');
    place.write(
      'git-2.32',
      `#!/bin/sh\n[ "$1" = --version ] && echo git version 2.32.0 && exit\nfor each; do case "$each" in ${later}) echo "fatal: unrecognized argument: $each" >&2; exit 128;; esac; done\nexec git "$@"\n`,
    );
    chmodSync(old, 0o755);
    const hunks = await new GitChanges({ roots: [place.path], gitPath: old }).since(DAY_AGO);
    assert.ok(brief(hunks).includes('a.ts:10-10 cache orders'), brief(hunks).join());
  });

  it('takes the first commit of a young repository for the start of the known history, not for a change of everything', async () => {
    const place = repository();
    place.write('a.ts', numbers(40));
    place.write('b.ts', numbers(40));
    place.commit('first', ago(5));
    assert.deepEqual(brief(await since(place)), []);
    place.write('a.ts', numbers(40, { 10: 'cached' }));
    place.commit('second', ago(3));
    place.write('b.ts', numbers(40, { 20: 'culprit' }));
    assert.deepEqual(brief(await since(place)), ['a.ts:10-10 second', 'b.ts:20-20 not committed']);
  });

  it('gives the current lines, whatever moved them later, each with its own commit', async () => {
    const place = repository();
    place.write('a.ts', numbers(40));
    place.commit('old', ago(50));
    place.write('a.ts', numbers(40, { 10: 'first' }));
    place.commit('first', ago(9));
    place.write('a.ts', 'top\n' + numbers(40, { 10: 'first', 12: 'second' }));
    place.commit('second', ago(4));
    place.write('a.ts', 'very\ntop\n' + numbers(40, { 10: 'first', 12: 'second', 13: 'third' }));
    assert.deepEqual(brief(await since(place)), [
      'a.ts:1-1 not committed',
      'a.ts:2-2 second',
      'a.ts:12-12 first',
      'a.ts:14-14 second',
      'a.ts:15-15 not committed',
    ]);
  });

  it('finds the changes of a renamed file under its new name, committed or not', async () => {
    const place = repository();
    place.write('old.ts', numbers(40));
    place.write('stay.ts', numbers(40).replaceAll('line', 'row'));
    place.commit('old', ago(50));
    place.write('old.ts', numbers(40, { 5: 'changed' }));
    place.commit('change', ago(9));
    place.git('mv', 'old.ts', 'moved.ts');
    place.commit('move', ago(8));
    place.git('mv', 'stay.ts', 'gone.ts');
    const hunks = await since(place);
    assert.deepEqual(
      hunks.map(({ file, renamedFrom, startLine, endLine, summary }) => [file, renamedFrom, startLine, endLine, summary]),
      [
        ['gone.ts', 'stay.ts', 1, 0, 'not committed'],
        ['moved.ts', 'old.ts', 5, 5, 'change'],
      ],
    );
  });

  it('says who removed lines, and that a file is deleted', async () => {
    const place = repository();
    place.write('a.ts', numbers(40));
    place.write('b.ts', numbers(3));
    place.commit('old', ago(50));
    place.write('a.ts', numbers(40).replace('line 10\n', ''));
    place.commit('take ten out', ago(3));
    place.write('a.ts', numbers(40).replace('line 10\n', '').replace('line 30\n', ''));
    rmSync(join(place.path, 'b.ts'));
    const hunks = await since(place);
    assert.deepEqual(brief(hunks), ['a.ts:10-9 take ten out', 'a.ts:29-28 not committed', 'b.ts:1-0 not committed']);
    assert.deepEqual(
      hunks.map(({ deleted }) => deleted),
      [undefined, undefined, true],
    );
  });

  it('reports that git refuses a folder of another user', async () => {
    const place = repository();
    const git = join(place.path, 'git.sh');
    const complaint = "fatal: detected dubious ownership in repository at '/srv/it''s shop'\nTo add an exception for this directory, call:";
    place.write('git.sh', `#!/bin/sh\ncat >&2 <<'END'\n${complaint}\nEND\nexit 128\n`);
    chmodSync(git, 0o755);
    const changes = new GitChanges({ roots: [place.path], gitPath: git });
    await assert.rejects(changes.since(DAY_AGO), { name: 'ChangesUnavailable', reason: 'otherOwner', folder: "/srv/it''s shop" });
  });

  it('leaves out logs that a failure was read from', async () => {
    const place = repository();
    place.write('tracked.log', 'old\n');
    place.commit('old', ago(50));
    const log = numbers(30);
    for (const file of ['tracked.log', 'named.txt']) place.write(file, `${numbers(9)}${file}\n`);
    for (const file of ['piped.txt', 'copy.txt']) place.write(file, `$ npm test\r\n${log.replaceAll('\n', '\r\n')}`);
    place.write('other.txt', numbers(29));
    const logs = new OwnLogs();
    await logs.addFile(join(place.path, 'tracked.log'));
    await logs.addFile(join(place.path, 'named.txt'));
    logs.addText('\n');
    const heard: string[] = [];
    async function* stream(): AsyncGenerator<string> {
      await Promise.resolve();
      yield log.slice(0, 100);
      yield log.slice(100);
    }
    for await (const chunk of logs.listen(stream())) heard.push(String(chunk));
    assert.equal(heard.join(''), log);
    const hunks = await new GitChanges({ roots: [place.path], logs }).since(DAY_AGO);
    assert.deepEqual(brief(hunks), ['other.txt:1-29 not committed']);
  });

  it('leaves out old commits that were rebased into the window, and includes commits that a merge brought', async () => {
    const place = repository();
    place.write('a.ts', numbers(20));
    place.write('b.ts', numbers(20));
    place.commit('old', ago(90));
    place.git('switch', '-q', '-c', 'side');
    place.write('b.ts', numbers(20, { 3: 'side' }));
    place.commit('side work', ago(60));
    place.git('switch', '-q', 'main');
    place.write('a.ts', numbers(20, { 4: 'x' }));
    place.git('add', '-A');
    place.gitAt(ago(2), 'commit', '-q', '-m', 'picked', `--date=${ago(70).toISOString()}`);
    assert.deepEqual(brief(await since(place)), []);
    place.gitAt(ago(1), 'merge', '-q', '--no-ff', '-m', 'merge side', 'side');
    assert.deepEqual(brief(await since(place)), ['b.ts:3-3 merge side']);
  });

  it('gives the changes from a folder below the top, in a repository without commits, detached, in a worktree, shallow', async () => {
    const place = repository();
    place.write('app/a.ts', 'one\n');
    place.write('other.ts', 'one\n');
    place.git('add', 'app/a.ts');
    assert.deepEqual(brief(await since(place, 'app')), ['a.ts:1-1 not committed']);
    place.commit('first', ago(40));
    place.write('app/a.ts', 'one\ntwo\n');
    place.write('other.ts', 'one\ntwo\n');
    place.commit('second', ago(4));
    assert.deepEqual(brief(await since(place, 'app')), ['a.ts:2-2 second']);
    place.git('checkout', '-q', '--detach');
    assert.deepEqual(brief(await since(place)), ['app/a.ts:2-2 second', 'other.ts:2-2 second']);
    place.git('worktree', 'add', '-q', join(place.path, 'tree'), 'main');
    assert.deepEqual(brief(await since(place, 'tree/app')), ['a.ts:2-2 second']);
    const clone = repository(false);
    execFileSync('git', ['clone', '-q', '--depth=1', `file://${place.path}`, clone.path], { stdio: 'ignore' });
    assert.deepEqual(brief(await since(clone)), []);
    clone.write('app/a.ts', 'one\ntwo\nthree\n');
    assert.deepEqual(brief(await since(clone)), ['app/a.ts:3-3 not committed']);
    const begins = async (folder: TempFolder, time: number): Promise<boolean> => {
      const changes = new GitChanges({ roots: [folder.path] });
      await changes.since(time).catch(() => []);
      return changes.historyIsCut;
    };
    assert.equal(await begins(clone, DAY_AGO), true);
    assert.equal(await begins(clone, now - HOUR), false);
    assert.equal(await begins(place, now - 100 * HOUR), false);
    assert.equal(await begins(repository(false), DAY_AGO), false);
  });

  it('looks into submodules and several roots', async () => {
    const library = repository();
    library.write('lib.ts', 'one\n');
    library.commit('lib', ago(40));
    const place = repository();
    place.write('main.ts', '1\n');
    place.git('submodule', '--quiet', 'add', library.path, 'vendored');
    place.commit('first', ago(40));
    place.write('vendored/lib.ts', 'one\ntwo\n');
    assert.deepEqual(brief(await since(place)), ['vendored/lib.ts:2-2 not committed']);
    const plain = new TempFolder();
    open.push(plain);
    const hunks = await new GitChanges({ roots: [place.path, plain.path] }).since(DAY_AGO);
    assert.equal(hunks[0]?.file, `${place.path.split('/').pop()}/vendored/lib.ts`);
  });

  it('skips binary and huge files and says so', async () => {
    const place = repository();
    place.write('a.bin', Buffer.from([0, 1, 2]));
    place.write('lock.json', 'x\n');
    place.commit('old', ago(40));
    place.write('a.bin', Buffer.from([0, 1, 3]));
    place.write('lock.json', numbers(2000));
    place.write('fresh.bin', Buffer.from([0, 1, 3]));
    assert.deepEqual(
      (await since(place)).map(({ file, skipped, diff }) => [file, skipped, diff]),
      [
        ['a.bin', 'binary', ''],
        ['fresh.bin', 'binary', ''],
        ['lock.json', 'huge', ''],
      ],
    );
  });

  it('reads names and lines that look like parts of a diff', async () => {
    const place = repository();
    place.write('é "q" b.ts', '-- x\n');
    place.commit('old', ago(40));
    place.write('é "q" b.ts', '++ x\ndiff --git a/x b/x\n@@ -1 +1 @@\n');
    const [hunk, ...more] = await since(place);
    assert.equal(hunk?.file, 'é "q" b.ts');
    assert.equal(more.length, 0);
    assert.deepEqual(hunk?.diff.split('\n').slice(1), ['--- x', '+++ x', '+diff --git a/x b/x', '+@@ -1 +1 @@']);
  });

  it('runs no program that the repository names', async () => {
    const place = repository();
    place.write('.gitattributes', '* filter=evil diff=evil\n');
    place.write('a.ts', numbers(5));
    place.commit('old', ago(40));
    place.write('a.ts', numbers(5, { 2: 'x' }));
    const ran = join(place.path, 'ran');
    place.write('evil.sh', `#!/bin/sh\ntouch ${ran}\ncat\n`);
    const evil = join(place.path, 'evil.sh');
    chmodSync(evil, 0o755);
    for (const name of [
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
      'diff.evil.command',
      'diff.evil.textconv',
      'diff.external',
      'core.fsmonitor',
      'core.pager',
    ]) {
      place.git('config', name, evil);
    }
    place.git('config', 'filter.evil.required', 'true');
    const changes = new GitChanges({ roots: [place.path] });
    assert.ok((await changes.since(DAY_AGO)).some(({ file }) => file === 'a.ts'));
    await changes.lastChange('a.ts', 1);
    assert.equal(existsSync(ran), false);
  });

  it('says who changed a line last', async () => {
    const place = repository();
    place.write('src/a.ts', numbers(5));
    place.commit('old', ago(40));
    place.write('src/a.ts', numbers(5, { 2: 'x' }));
    place.commit('newer', ago(4));
    place.write('src/a.ts', numbers(5, { 2: 'x', 3: 'y' }));
    const changes = new GitChanges({ roots: [place.path] });
    assert.equal((await changes.lastChange('src/a.ts', 1))?.summary, 'old');
    const second = await changes.lastChange('src/a.ts', 2);
    assert.deepEqual([second?.summary, second?.author], ['newer', 'Ada']);
    assert.equal(await changes.lastChange('src/a.ts', 3), undefined);
    assert.equal(await changes.lastChange('src/a.ts', 99), undefined);
    assert.equal(await changes.lastChange('absent.ts', 1), undefined);
  });

  it('gives the reason if there is no answer', async () => {
    const plain = new TempFolder();
    open.push(plain);
    const reason = async (changes: GitChanges) => {
      const error = await changes.since(DAY_AGO).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      return error instanceof ChangesUnavailable ? error.reason : error;
    };
    assert.equal(await reason(new GitChanges({ roots: [plain.path] })), 'notARepository');
    assert.equal(await reason(new GitChanges({ roots: [plain.path], gitPath: '/nowhere/git' })), 'gitMissing');
    assert.equal(await reason(new GitChanges({ roots: [plain.path], runGit: false })), 'untrusted');
    await assert.rejects(new GitChanges({ roots: [plain.path] }).since(DAY_AGO, AbortSignal.abort()), { name: 'AbortError' });
  });
});
