import assert from 'node:assert/strict';
import { EvidenceCollector } from '../../../src/app/evidenceCollector';
import type { Analysis } from '../../../src/app/ports';
import type { Coverage } from '../../../src/core/experiments/coverage';
import { keptCoverage } from '../../../src/core/experiments/keptCoverage';
import type { InvestigationEvent } from '../../../src/core/investigation/investigationEvent';
import { reduceInvestigation } from '../../../src/core/investigation/reduceInvestigation';
import type { CollectOptions } from '../../../src/protocol/analysisProtocol';
import { NO_PREFERENCE } from '../../../src/core/suspects/preference';
import { hypothesis, report, started } from '../core/investigation/investigationFixtures';

const coverage: Coverage = {
  failing: new Map([['src/a.ts', { lines: new Set([3, 4]), functions: new Set([3]) }]]),
  passing: [new Map()],
};

/** One investigation whose ranking is asked for. */
function open() {
  let state = started([report('x is undefined')]);
  const ranked: unknown[] = [];
  const requested: CollectOptions[] = [];
  const analysis: Analysis = {
    call: (async (name: string, params: { coverage?: Coverage; options: CollectOptions }) => {
      if (name === 'collect') requested.push(params.options);
      if (name === 'rank') ranked.push(params.coverage);
      const evidence = { report: report('x is undefined'), resolutions: [] };
      return name === 'collect' ? { case: 'case-1', evidence, prompt: {} } : { by: 'ranking', suspects: [], hypotheses: [] };
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
  return { collector, ledger, ranked, requested };
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

  it('is ranking from the collected evidence on until the hypotheses are there', async () => {
    const { collector, ledger } = open();
    const phases: unknown[] = [];
    const { dispatch } = ledger;
    ledger.dispatch = (id, event) => {
      dispatch(id, event);
      phases.push([event.type, ledger.get().evidence.ranking]);
    };
    await collector.collect('one');
    assert.deepEqual(phases, [
      ['collecting', undefined],
      ['collected', true],
      ['suspectsRanked', true],
      ['localHypotheses', undefined],
    ]);
  });

  it('names the fixes that the files hold, also one that did not help, until it is undone', async () => {
    const { collector, ledger, requested } = open();
    const fix = { diff: '-a\n+b', risks: [], files: [{ file: 'src/a.ts', added: 1, removed: 1 }], applies: true };
    ledger.dispatch('one', { type: 'proved', hypotheses: [hypothesis('a', { id: 'h1', fix })] });
    ledger.dispatch('one', { type: 'fixApplied', id: 'h1', message: 'Applied.', undo: true });
    const at = '2026-03-04T10:00:00.000Z';
    ledger.dispatch('one', { type: 'fixTried', id: 'h1', try: 't1', worked: false, result: '', message: 'It still fails.', at });
    await collector.collect('one');
    ledger.dispatch('one', { type: 'fixUndone', id: 'h1', message: 'Undone.' });
    await collector.collect('one');
    assert.deepEqual(
      requested.map(({ fixesInFiles }) => fixesInFiles),
      [[{ files: ['src/a.ts'], diff: '-a\n+b' }], []],
    );
  });

  it('says that it was cancelled, and how it is collected after all', async () => {
    const { collector, ledger } = open();
    const collecting = collector.collect('one');
    collector.cancel('one');
    await collecting;
    const { phase, problem } = ledger.get().evidence;
    assert.equal(phase, 'failed');
    assert.match(problem ?? '', /cancelled\. Rank again/);
  });

  it('says nothing of a collection that another one replaced', async () => {
    const { collector, ledger } = open();
    const first = collector.collect('one');
    await Promise.all([first, collector.collect('one')]);
    assert.equal(ledger.get().evidence.phase, 'ready');
    assert.equal(ledger.get().evidence.problem, undefined);
  });
});
