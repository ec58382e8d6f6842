import assert from 'node:assert/strict';
import { join } from 'node:path';
import { AnalysisClient, AnalysisStopped, AnalysisTookTooLong } from '../../../src/node/analysisClient';
import { TempFolder } from '../../support/gitRepository';

/** Serves calls as the analysis worker does; `capture` performs the action in its text. */
const WORKER = `
const { parentPort } = require('node:worker_threads');
const cancelled = new Set();
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
parentPort.on('message', async (message) => {
  if (message === 'alive?') return parentPort.postMessage(message);
  if (message.kind === 'cancel') return cancelled.add(message.id);
  const { id, params } = message;
  const reply = (value) => parentPort.postMessage({ kind: 'result', id, value });
  const text = params && params.text;
  if (text === 'stuck') for (;;);
  if (text === 'crash') process.exit(3);
  if (text === 'kind') { while (!cancelled.has(id)) await wait(5); return; }
  if (text === 'slow') { for (let turn = 0; turn < 100; turn++) await wait(20); }
  if (text === 'never') return;
  reply({ errors: [], expectations: [], text });
});
`;

describe('AnalysisClient', () => {
  const place = new TempFolder();
  place.write('worker.cjs', WORKER);
  const losses: string[] = [];
  const client = (limits: { cancelMs?: number; stuckMs?: number; callMs?: number } = {}) =>
    new AnalysisClient(
      join(place.path, 'worker.cjs'),
      () => ({ roots: [], assets: '', ignore: [] }),
      (error) => losses.push(error.message),
      { cancelMs: 200, stuckMs: 60_000, callMs: 60_000, ...limits },
    );
  const open: AnalysisClient[] = [];
  const opened = (each: AnalysisClient) => {
    open.push(each);
    return each;
  };
  afterEach(() => {
    for (const each of open.splice(0)) each.dispose();
    losses.length = 0;
  });
  after(() => place.dispose());

  it('gives up a worker that continues after a cancel, and repeats its other calls in the next one', async () => {
    const analysis = opened(client());
    const controller = new AbortController();
    const stuck = analysis.call('capture', { text: 'stuck' }, { signal: controller.signal });
    const other = analysis.call('capture', { text: 'other' });
    setTimeout(() => controller.abort(), 300);
    await assert.rejects(stuck, { name: 'AbortError' });
    assert.deepEqual(await other, { errors: [], expectations: [], text: 'other' });
    assert.match(losses.join(), /capture was cancelled and went on/);
    assert.deepEqual(await analysis.call('capture', { text: 'again' }), { errors: [], expectations: [], text: 'again' });
  });

  it('keeps a worker that honours a cancel', async () => {
    const analysis = opened(client());
    const controller = new AbortController();
    const call = analysis.call('capture', { text: 'kind' }, { signal: controller.signal });
    const other = analysis.call('capture', { text: 'slow' });
    setTimeout(() => controller.abort(), 50);
    await assert.rejects(call, { name: 'AbortError' });
    assert.equal((await other).errors.length, 0);
    assert.deepEqual(losses, []);
  });

  it('gives up a worker that is stuck, and one whose call never ends', async () => {
    const stuck = opened(client({ stuckMs: 500 }));
    await assert.rejects(stuck.call('capture', { text: 'stuck' }), AnalysisTookTooLong);
    const endless = opened(client({ callMs: 300 }));
    await assert.rejects(endless.call('capture', { text: 'never' }), AnalysisTookTooLong);
    assert.equal(losses.length, 2);
  });

  it('leaves a worker alone that works for long in small steps', async () => {
    const analysis = opened(client({ stuckMs: 1500 }));
    assert.equal((await analysis.call('capture', { text: 'slow' })).errors.length, 0);
    assert.deepEqual(losses, []);
  });

  it('starts another one after a crash', async () => {
    const analysis = opened(client());
    await assert.rejects(analysis.call('capture', { text: 'crash' }), AnalysisStopped);
    assert.equal((await analysis.call('capture', { text: 'after' })).errors.length, 0);
  });
});
