import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Investigations, type InvestigationChange } from '../../../src/host/investigations';
import { InvestigationFiles, NotStorable } from '../../../src/node/investigationFiles';
import { redactInvestigation } from '../../../src/core/investigation/storedInvestigation';
import { TempFolder } from '../../support/gitRepository';
import { countingIds } from '../../support/countingIds';

const captured = { reports: [{ errors: [], expectations: [] }], source: 'paste' as const, values: [] };
const facts = { title: 'TypeError: x', failure: 'f' };
const quiet = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };

/** Files whose next saves fail. */
class FailingFiles extends InvestigationFiles {
  failures: Error[] = [];

  override async save(...args: Parameters<InvestigationFiles['save']>) {
    const failure = this.failures.shift();
    if (failure) throw failure;
    return super.save(...args);
  }
}

describe('Investigations', () => {
  let place: TempFolder;
  let files: FailingFiles;
  let told: string[];
  let changes: InvestigationChange[];
  const ids = countingIds();

  let windows: number[] = [];
  beforeEach(() => {
    place = new TempFolder();
    files = new FailingFiles(place.path);
    told = [];
    changes = [];
    mock.timers.enable({ apis: ['setTimeout'] });
  });
  afterEach(() => {
    mock.timers.reset();
    place.dispose();
  });

  const open = (keep = Infinity) =>
    new Investigations(
      files,
      (investigation) => redactInvestigation(investigation, (texts) => Promise.resolve([...texts])),
      () => keep,
      ids,
      quiet,
      (message) => told.push(message),
      {
        event: () => ({ dispose: () => {} }),
        fire: (change: InvestigationChange) => changes.push(change),
        dispose: () => {},
      },
      (process) => windows.includes(process),
    );
  const full = () => Object.assign(new Error('no space'), { code: 'ENOSPC' });

  it('says that a run was cut off once the window that started it is gone', async () => {
    const first = open();
    const { id } = first.start(captured, facts);
    first.dispatch(id, { type: 'runStarted', run: { id: 'r', kind: 'run', at: '2026-03-04T10:00:00Z', process: 7 } });
    await first.save();
    windows = [7];
    const second = open();
    assert.deepEqual((await second.load(id)).runs, []);
    windows = [];
    mock.timers.tick(10_000);
    assert.deepEqual(
      second.getOrThrow(id).runs.map(({ text }) => text),
      ['cut off: the window was closed or reloaded before it ended'],
    );
    assert.equal((await open().load(id)).runs.length, 1);
  });

  it('retries a failed save, and reports the failure once', async () => {
    const investigations = open();
    files.failures = [full(), full()];
    const { id } = investigations.start(captured, facts);
    await investigations.save();
    assert.deepEqual((await files.list()).summaries, []);
    for (const stored of [0, 1]) {
      mock.timers.tick(15_000);
      await investigations.refresh([]);
      assert.equal((await files.list()).summaries.length, stored);
    }
    assert.equal((await files.load(id)).title, 'TypeError: x');
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /^The disk is full\. The investigation stays in this window/);
  });

  it('does not retry if a retry cannot help', async () => {
    const investigations = open();
    files.failures = [new NotStorable('tooLarge')];
    investigations.start(captured, facts);
    await investigations.save();
    mock.timers.tick(60_000);
    await investigations.refresh([]);
    assert.deepEqual((await files.list()).summaries, []);
    assert.match(told.join(), /too large to be stored/);
  });

  it('deletes none if all are kept, and the oldest beyond a count, but none that is open here', async () => {
    const others = open();
    for (let at = 0; at < 5; at++) others.start(captured, facts);
    await others.save();
    for (const [keep, opened, left] of [
      [Infinity, 1, 6],
      [2, 1, 2],
      [1, 2, 2],
    ] as const) {
      const investigations = open(keep);
      changes.length = 0;
      for (let at = 0; at < opened; at++) investigations.start(captured, facts);
      await investigations.save();
      while (keep !== Infinity && !changes.some(({ event }) => event === 'deleted')) await new Promise((resolve) => setImmediate(resolve));
      assert.equal((await files.list()).summaries.length, left, String(keep));
      for (const { id } of investigations.inMemory) await files.load(id);
    }
  });
});
