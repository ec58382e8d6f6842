import assert from 'node:assert/strict';
import { Asking } from '../../../src/app/asking';
import { EvidenceCollector } from '../../../src/app/evidenceCollector';
import type { Analysis, ReachedModel } from '../../../src/app/ports';
import { reportResult } from '../../../src/app/reportResult';
import { lastRound } from '../../../src/core/investigation/investigation';
import { startInvestigation } from '../../../src/core/investigation/startInvestigation';
import type { Logger, Provider } from '../../../src/core/ports';
import { NO_PREFERENCE } from '../../../src/core/suspects/preference';
import { CaseGone } from '../../../src/protocol/analysisProtocol';
import { hypothesis, report } from '../core/investigation/investigationFixtures';
import { countingIds } from '../../support/countingIds';
import { memoryLedger } from '../../support/memoryLedger';
import { someEvidence } from '../../support/someEvidence';

const quiet: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const prompt = { system: 's', text: 't', sections: [], tokens: 1, budget: 8000, cuts: [], snippets: {} };
const redaction = { placeholder: '<SECRET_1:jwt>', kind: 'JSON web token', count: 1, fingerprint: 'f'.repeat(64) };

/** An analysis that keeps the cases that it made; `forget` simulates a new worker. */
function fakeAnalysis() {
  let made = 0;
  const known = new Set<string>();
  const calls: { name: string; params: Record<string, unknown> }[] = [];
  const analysis = {
    call: async (name: string, params: Record<string, unknown>) => {
      calls.push({ name, params });
      if (name === 'collect') {
        const handle = `case-${++made}`;
        known.add(handle);
        return { case: handle, evidence: { ...someEvidence(), redactions: [redaction] }, prompt };
      }
      if (name === 'capture') return report('x is undefined');
      if (!known.has(String(params['case']))) throw new CaseGone();
      if (name === 'readAnswer') return { hypotheses: [hypothesis(String(params['text']))], complete: true };
      return { by: 'rank', suspects: [], hypotheses: [hypothesis('ranked')] };
    },
  } as unknown as Analysis;
  return { analysis, calls, forget: () => known.clear() };
}

function open() {
  const ledger = memoryLedger(
    ...['one', 'two'].map((id) =>
      startInvestigation(
        { reports: [report(id)], source: 'paste', values: [] },
        { id, title: id, failure: id, at: '2026-03-04T10:00:00.000Z' },
      ),
    ),
  );
  const worker = fakeAnalysis();
  const settings = () => ({ budget: 8000, changesWindowMs: 1, redactEmails: true, redactHome: true });
  const evidence = new EvidenceCollector(
    ledger,
    worker.analysis,
    { current: NO_PREFERENCE },
    settings,
    () => ({}),
    async () => undefined,
    quiet,
  );
  return { ledger, evidence, asking: new Asking(ledger, evidence, worker.analysis, countingIds(), quiet), ...worker };
}

/** A model whose answer arrives when the test triggers it. */
function model(text: string, until: Promise<void> = Promise.resolve()): () => Promise<ReachedModel> {
  const provider: Provider = {
    id: 'openai',
    label: 'gpt',
    async *diagnose() {
      yield { type: 'text', delta: text.slice(0, 3) };
      await until;
      yield { type: 'text', delta: text.slice(3) };
    },
  };
  return async () => ({ provider, reference: { provider: 'openai', model: 'gpt' } });
}

describe('Asking', () => {
  it('keeps two answers that arrive at the same time apart, each with its own ids', async () => {
    const { ledger, evidence, asking } = open();
    await Promise.all([evidence.collect('one'), evidence.collect('two')]);
    let release = (): void => undefined;
    const wait = new Promise<void>((resolve) => (release = resolve));
    const first = asking.ask('one', 'gpt', model('answer of one', wait));
    await asking.ask('two', 'gpt', model('answer of two'));
    release();
    await first;
    const [one, two] = [ledger.getOrThrow('one'), ledger.getOrThrow('two')];
    assert.deepEqual([lastRound(one)?.text, lastRound(two)?.text], ['answer of one', 'answer of two']);
    const ids = [one, two].flatMap((each) => each.hypotheses.map((entry) => entry.hypothesis.id));
    assert.equal(new Set(ids).size, 4);
  });

  it("records the secrets behind the prompt's placeholders, and uses them to read the answer", async () => {
    const { ledger, evidence, asking, calls } = open();
    await evidence.collect('one');
    await asking.ask('one', 'gpt', model('answer'));
    assert.deepEqual(lastRound(ledger.getOrThrow('one'))?.secrets, { [redaction.placeholder]: redaction.fingerprint });
    const read = calls.findLast(({ name }) => name === 'readAnswer');
    assert.deepEqual(read?.params['secrets'], { [redaction.placeholder]: redaction.fingerprint });
  });

  it('collects the same evidence again if the worker was restarted midway', async () => {
    const { ledger, evidence, asking, forget, calls } = open();
    await evidence.collect('one');
    forget();
    await asking.ask('one', 'gpt', model('answer'));
    const one = ledger.getOrThrow('one');
    assert.equal(lastRound(one)?.phase, 'done');
    assert.equal(one.evidence.collected?.case, 'case-2');
    const reports = calls.filter(({ name }) => name === 'collect').map(({ params }) => params['report']);
    assert.deepEqual(reports[0], reports[1]);
  });

  it('keeps what had arrived when it is cancelled', async () => {
    const { ledger, evidence, asking } = open();
    await evidence.collect('one');
    let release = (): void => undefined;
    const asked = asking.ask('one', 'gpt', model('answer', new Promise((resolve) => (release = resolve))));
    while (!lastRound(ledger.getOrThrow('one'))?.text) await new Promise((resolve) => setImmediate(resolve));
    asking.cancel('one');
    release();
    await asked;
    const round = lastRound(ledger.getOrThrow('one'));
    assert.ok(round?.text.startsWith('ans'));
  });
});

describe('withCase', () => {
  it('says why if the evidence cannot be collected again', async () => {
    const { evidence, forget, analysis } = open();
    await evidence.collect('one');
    forget();
    Object.assign(analysis, {
      call: async (name: string) => {
        if (name === 'collect') throw new Error('the disk is gone');
        throw new CaseGone();
      },
    });
    await assert.rejects(
      evidence.withCase('one', (about) => analysis.call('attention', { case: about })),
      /could not be collected: the disk is gone/,
    );
  });
});

describe('reportResult', () => {
  it('says whether it is the same failure again, in the investigation it belongs to', async () => {
    const { ledger, analysis, evidence, asking } = open();
    await evidence.collect('one');
    await asking.ask('one', 'gpt', model('answer'));
    const id = ledger.getOrThrow('one').hypotheses.find(({ round }) => round !== 'local')?.hypothesis.id ?? '';
    const same = async (texts: string[]) => texts;
    await reportResult({ investigation: 'one', id, worked: false, text: 'TypeError' }, ledger, analysis, same, countingIds());
    assert.match(ledger.getOrThrow('one').tries[0]?.result ?? '', /The failure is now: TypeError: x is undefined/);
    assert.deepEqual(ledger.getOrThrow('two').tries, []);
  });
});
