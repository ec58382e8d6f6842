import assert from 'node:assert/strict';
import { markSuspects, recentChanges, touches } from '../../../../src/core/context/recentChanges';
import { ChangesUnavailable, type ChangedHunk, type Changes } from '../../../../src/core/ports';

const hunk = (file: string, startLine: number, endLine: number, rest: Partial<ChangedHunk> = {}): ChangedHunk => ({
  file,
  startLine,
  endLine,
  when: '2026-01-01T10:00:00Z',
  diff: '@@',
  ...rest,
});
const giving = (since: () => Promise<ChangedHunk[]>): Changes => ({ since, lastChange: async () => undefined });

describe('recentChanges', () => {
  it('returns them newest first and reports omissions', async () => {
    const hunks = [
      hunk('a.ts', 1, 2),
      hunk('b.ts', 1, 2, { when: '2026-01-01T11:00:00Z' }),
      hunk('x.lock', 1, 0, { diff: '', skipped: 'huge' }),
    ];
    const { changes, notice, known } = await recentChanges(
      giving(async () => hunks),
      0,
    );
    assert.deepEqual(
      changes.map(({ file }) => file),
      ['b.ts', 'a.ts'],
    );
    assert.equal(notice, 'Changed recently, but too large or no text, so not shown: x.lock.');
    assert.equal(known, true);
  });

  it('reports a history that begins within the window', async () => {
    const cut = { ...giving(async () => [hunk('x.lock', 1, 0, { diff: '', skipped: 'huge' })]), historyIsCut: true };
    const { notice } = await recentChanges(cut, 0);
    assert.match(notice ?? '', /^Only a part of the history is here.*--deepen=50 Changed recently, but too large/);
    assert.equal((await recentChanges({ ...cut, since: async () => [], historyIsCut: false }, 0)).notice, undefined);
  });

  it('continues without version control, and gives the reason', async () => {
    for (const reason of ['notARepository', 'gitMissing', 'gitTooOld', 'untrusted', 'failed'] as const) {
      const result = await recentChanges(
        giving(() => Promise.reject(new ChangesUnavailable(reason))),
        0,
      );
      assert.deepEqual([result.changes, result.known], [[], false]);
      assert.match(result.notice ?? '', /\.$/);
    }
    await assert.rejects(
      recentChanges(
        giving(() => Promise.reject(new Error('x'))),
        0,
        AbortSignal.abort(),
      ),
    );
  });

  it('gives the remedy where git rejects a folder of another user', async () => {
    for (const [folder, word] of [
      ['/srv/shop', '/srv/shop'],
      ["/srv/it's $(shop)", "'/srv/it'\\''s $(shop)'"],
    ] as const) {
      const { notice, known } = await recentChanges(
        giving(() => Promise.reject(new ChangesUnavailable('otherOwner', { folder }))),
        0,
      );
      assert.equal(known, false);
      assert.ok(notice?.endsWith(`run: git config --global --add safe.directory ${word}`), notice);
    }
  });

  it('marks changes that touch a function of the call chain', () => {
    const changes = [hunk('a.ts', 1, 4), hunk('a.ts', 10, 12), hunk('b.ts', 10, 12)].map((each) => ({ ...each, suspect: false }));
    const marked = markSuspects(changes, [{ file: 'a.ts', startLine: 12, endLine: 20 }]);
    assert.deepEqual(
      marked.map(({ file, startLine, suspect }) => [file, startLine, suspect]),
      [
        ['a.ts', 10, true],
        ['a.ts', 1, false],
        ['b.ts', 10, false],
      ],
    );
  });

  it('finds the place of deleted lines', () => {
    const range = { startLine: 10, endLine: 20 };
    assert.equal(touches({ startLine: 15, endLine: 14 }, range), true);
    assert.equal(touches({ startLine: 10, endLine: 9 }, range), false);
    assert.equal(touches({ startLine: 21, endLine: 20 }, range), false);
    assert.equal(touches({ startLine: 1, endLine: 0 }, range), true);
    assert.equal(touches({ startLine: 20, endLine: 25 }, range), true);
    assert.equal(touches({ startLine: 21, endLine: 25 }, range), false);
  });
});
