import assert from 'node:assert/strict';
import { gatherEvidence } from '../../../src/app/gatherEvidence';
import type { Analysis } from '../../../src/app/ports';
import { NO_PREFERENCE } from '../../../src/core/suspects/preference';
import type { CollectOptions } from '../../../src/protocol/analysisProtocol';

const report = { errors: [], expectations: [] };
const options = {} as CollectOptions;
const suspects = [
  { file: 'a.ts', line: 3, score: 0.9, reasons: [] },
  { file: 'b.ts', line: 7, score: 0.1, reasons: [] },
];

/** Answers to collecting and ranking, and records the calls. */
function analysis(calls: unknown[]): Analysis {
  return {
    call: (async (name: string, params: unknown) => {
      calls.push([name, params]);
      return name === 'collect' ? { case: 'case-1', evidence: {}, prompt: {} } : { by: 'ranking', suspects, hypotheses: [] };
    }) as Analysis['call'],
  };
}

describe('gatherEvidence', () => {
  it('ranks the case that it collected, with the knowledge at that time', async () => {
    const calls: unknown[] = [];
    let preference = { ...NO_PREFERENCE, verdicts: 1 };
    const known = () => ({ preference });
    const { collected, local } = await gatherEvidence(analysis(calls), { report, options, known }, {}, () => {
      preference = { ...NO_PREFERENCE, verdicts: 2 };
    });
    assert.deepEqual(calls, [
      ['collect', { report, options, attempts: [] }],
      ['rank', { case: 'case-1', preference, coverage: undefined }],
    ]);
    assert.deepEqual([collected.case, preference.verdicts, local.suspects], ['case-1', 2, suspects]);
  });

  it('puts functions that a blamed change touches first', async () => {
    const changes = [{ file: 'b.ts', startLine: 6, endLine: 8, diff: '' }];
    const known = () => ({ preference: NO_PREFERENCE, changes });
    const { local } = await gatherEvidence(analysis([]), { report, options, known }, {});
    assert.equal(local.suspects[0]?.file, 'b.ts');
  });

  it('ranks nothing after a cancellation', async () => {
    const calls: unknown[] = [];
    const controller = new AbortController();
    const cancelling = analysis(calls);
    const call: Analysis['call'] = (name, params) => {
      controller.abort();
      return cancelling.call(name, params);
    };
    const gathering = gatherEvidence(
      { call },
      { report, options, known: () => ({ preference: NO_PREFERENCE }) },
      { signal: controller.signal },
    );
    await assert.rejects(gathering, { name: 'AbortError' });
    assert.equal(calls.length, 1);
  });
});
