import assert from 'node:assert/strict';
import { EvidenceCollector } from '../../../src/app/evidenceCollector';
import type { Analysis } from '../../../src/app/ports';
import type { Coverage } from '../../../src/core/experiments/coverage';
import { keptCoverage } from '../../../src/core/experiments/keptCoverage';
import type { InvestigationEvent } from '../../../src/core/investigation/investigationEvent';
import { reduceInvestigation } from '../../../src/core/investigation/reduceInvestigation';
import { NO_PREFERENCE } from '../../../src/core/suspects/preference';
import { report, started } from '../core/investigation/investigationFixtures';

const coverage: Coverage = {
  failing: new Map([['src/a.ts', { lines: new Set([3, 4]), functions: new Set([3]) }]]),
  passing: [new Map()],
};

/** One investigation whose ranking is asked for. */
function open() {
  let state = started([report('x is undefined')]);
  const ranked: unknown[] = [];
  const analysis: Analysis = {
    call: (async (name: string, params: { coverage?: Coverage }) => {
      if (name === 'rank') ranked.push(params.coverage);
      const scene = { report: report('x is undefined'), resolutions: [] };
      return name === 'collect' ? { case: 'case-1', scene, prompt: {} } : { by: 'ranking', suspects: [], hypotheses: [] };
    }) as unknown as Analysis['call'],
  };
  const ledger = {
    get: () => state,
    getOrThrow: () => state,
    dispatch: (_id: string, event: InvestigationEvent) => void (state = reduceInvestigation(state, event)),
  };
  const settings = () => ({ budget: 1000, changesWindowMs: 1000, redactEmails: false, redactHome: false });
  const collector = new EvidenceCollector(
    ledger,
    analysis,
    { current: NO_PREFERENCE },
    settings,
    () => ({}),
    async () => undefined,
    { debug() {}, info() {}, warn() {}, error() {} },
  );
  return { collector, ledger, ranked };
}

describe('EvidenceCollector', () => {
  it('ranks by what the failing test ran in an earlier window', async () => {
    const { collector, ledger, ranked } = open();
    await collector.collect('one');
    const found = { ran: keptCoverage(coverage, new Set(['src/a.ts'])) };
    const record = { id: 'r', at: '2026-03-04T10:00:00.000Z', kind: 'coverage' as const, text: 'what it runs', notes: [], found };
    ledger.dispatch('one', { type: 'ran', record });
    await collector.collect('one');
    assert.deepEqual(ranked, [undefined, coverage]);
  });
});
