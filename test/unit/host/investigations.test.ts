import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redactInvestigation } from '../../../src/core/investigation/storedInvestigation';
import { Investigations, type InvestigationChange } from '../../../src/host/investigations';
import { InvestigationFiles } from '../../../src/node/investigationFiles';
import { OutsideLedger } from '../../../src/node/outsideLedger';
import { randomIds } from '../../../src/node/randomIds';
import { failureOf } from '../../support/ledgerFailure';

describe('Investigations', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'investigations-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('show what the command line tried since, in an investigation of its own and in one that is open', async () => {
    const fired: InvestigationChange[] = [];
    const emitter = {
      event: () => ({ dispose: () => undefined }),
      fire: (change: InvestigationChange) => fired.push(change),
      dispose: () => undefined,
    };
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const same = (texts: string[]) => Promise.resolve(texts);
    const panel = new Investigations(
      new InvestigationFiles(folder),
      (each) => redactInvestigation(each, same),
      () => Infinity,
      randomIds,
      log as never,
      () => undefined,
      emitter,
      () => false,
    );
    const outside = new OutsideLedger({
      files: new InvestigationFiles(folder),
      redact: same,
      ids: randomIds,
      clock: { now: () => Date.now() },
    });
    const tryOnce = (text: string) =>
      outside.record(failureOf('total'), {
        run: { kind: 'try', outcome: 'same', text, notes: [] },
        fix: { title: text, diff: `-${text}`, worked: false },
      });
    await panel.list();
    assert.equal(panel.summaries.length, 0);
    await tryOnce('first');
    await panel.refresh();
    const [summary] = panel.summaries;
    assert.equal(summary?.title, 'RangeError: Invalid price');
    assert.deepEqual(
      fired.map(({ event }) => event),
      ['changedElsewhere'],
    );
    const opened = await panel.load(summary?.id ?? '');
    assert.deepEqual(
      opened.tries.map(({ title }) => title),
      ['first'],
    );
    await tryOnce('second');
    await panel.refresh();
    assert.deepEqual(
      panel.getOrThrow(opened.id).runs.map(({ text }) => text),
      ['first', 'second'],
    );
    panel.dispose();
  });
});
