import assert from 'node:assert/strict';
import type { Analysis } from '../../../src/app/ports';
import { rehearsedFor } from '../../../src/app/rehearsedFor';
import { CaseGone } from '../../../src/protocol/analysisProtocol';

const analysis = (call: (signal: AbortSignal) => Promise<unknown>): Analysis => ({
  call: (async (_name: string, _params: unknown, { signal }: { signal: AbortSignal }) => call(signal)) as Analysis['call'],
});

describe('rehearsedFor', () => {
  const nothingYet = (signal: AbortSignal): Promise<never> =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

  it('is nothing where the analysis has lost the case, so that the search goes on', async () => {
    const gone = analysis(async () => {
      throw new CaseGone();
    });
    assert.equal(await rehearsedFor(gone, 'a'), undefined);
    assert.equal(
      await rehearsedFor(
        analysis(async () => null),
        'a',
      ),
      undefined,
    );
  });

  it('waits no longer than its time', async () => {
    const began = performance.now();
    assert.equal(await rehearsedFor(analysis(nothingYet), 'a', undefined, 20), undefined);
    assert.ok(performance.now() - began < 2_000);
  });

  it('ends with the search', async () => {
    const left = new AbortController();
    const asked = rehearsedFor(analysis(nothingYet), 'a', left.signal);
    left.abort();
    await assert.rejects(asked, { name: 'AbortError' });
  });
});
