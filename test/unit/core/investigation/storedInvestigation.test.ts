import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { migrateFingerprints } from '../../../../src/core/investigation/migrateFingerprints';
import {
  MAX_STORED_LENGTH,
  UnreadableInvestigation,
  parseInvestigation,
  parseSummary,
  redactInvestigation,
  serializeInvestigation,
} from '../../../../src/core/investigation/storedInvestigation';
import { secretFingerprint } from '../../../../src/core/prompt/secretFingerprint';
import type { Investigation } from '../../../../src/core/investigation/investigation';
import { apply, asked, at, hypothesis, local, report, started } from './investigationFixtures';

const none = (texts: string[]) => Promise.resolve(texts);
const serialize = async (state: Investigation) => serializeInvestigation(await redactInvestigation(state, none)) ?? '';
const full = apply(
  started(),
  { type: 'expectationSaid', expected: 'a list', actual: 'nothing' },
  { type: 'fileChosen', frame: 2, file: 'src/b.ts' },
  local('l'),
  asked('r1'),
  { type: 'modelReached', round: 'r1', reference: { provider: 'openai', model: 'gpt', baseUrl: 'https://api.openai.com/v1' } },
  { type: 'answerRead', round: 'r1', hypotheses: [hypothesis('a', { fix: { diff: 'd', risks: ['r'], files: [], applies: true } })] },
  { type: 'answerEnded', round: 'r1', end: { phase: 'done' } },
  { type: 'fixTried', try: 't1', id: 'r1.1', worked: false, result: 'no', message: 'No.', at },
);

describe('storedInvestigation', () => {
  it('reads back everything but the evidence, which is collected again', async () => {
    const json = await serialize(full);
    const { evidence, suspects, ...rest } = parseInvestigation(json);
    const { evidence: _evidence, suspects: _suspects, ...expected } = JSON.parse(JSON.stringify(full)) as typeof full;
    assert.deepEqual(JSON.parse(JSON.stringify(rest)), expected);
    assert.deepEqual([evidence, suspects], [{ phase: 'collecting' }, []]);
  });

  it('marks an unfinished answer as interrupted when it is read back', async () => {
    const json = await serialize(apply(started(), asked('r1')));
    assert.equal(parseInvestigation(json).rounds[0]?.phase, 'interrupted');
  });

  it('gives the list its summary without reading the rest', async () => {
    const { summary, outdated } = parseSummary(await serialize(full));
    assert.deepEqual([summary.id, summary.title, summary.status, outdated], ['one', 'TypeError: x', 'open', false]);
  });

  it('rejects damaged files and those of a later version, with distinct errors', async () => {
    const json = await serialize(full);
    const reason = (text: string) => {
      try {
        parseInvestigation(text);
        return 'read';
      } catch (error) {
        return error instanceof UnreadableInvestigation ? error.reason : error;
      }
    };
    assert.equal(reason(json.slice(0, -20)), 'corrupted');
    assert.equal(reason(json.replace('"status":"open"', '"status":"lost"')), 'corrupted');
    assert.equal(reason(json.replace('"version":3', '"version":99')), 'laterVersion');
    assert.equal(reason('null'), 'corrupted');
  });

  it('gives the fingerprints of earlier versions the key, so that they cannot be attacked with a list of passwords', async () => {
    const sha256 = createHash('sha256').update('hunter2').digest('hex');
    const kept = { placeholder: '<SECRET_1:password>', kind: 'password', count: 1, fingerprint: sha256 };
    const old = apply(
      full,
      { type: 'secretKept', redaction: kept },
      { type: 'promptSent', round: 'r1', secrets: { '<SECRET_1:password>': sha256 } },
    );
    const migrated = await migrateFingerprints(await redactInvestigation(old, none), 'key');
    const fingerprint = await secretFingerprint('hunter2', 'key');
    assert.deepEqual(
      [migrated.choices.keptSecrets[0]?.fingerprint, migrated.rounds[0]?.secrets],
      [fingerprint, { '<SECRET_1:password>': fingerprint }],
    );
    assert.ok(!JSON.stringify(migrated).includes(sha256));
    assert.notEqual(await secretFingerprint('hunter2', 'other'), fingerprint);
  });

  it('makes the ids of the first stored form unique everywhere, and keeps their references', async () => {
    const json = await serialize(apply(full, { type: 'questionAnswered', id: 'r1.1', answer: 'yes', at }));
    const first = (id: string) =>
      parseInvestigation(json.replace('"version":3', '"version":1').replace('"id":"one"', `"id":"${id}"`).replace('"id":"t1",', ''));
    const [a, b] = [first('a'), first('b')];
    const ids = ({ rounds, hypotheses, tries }: typeof a) => [
      ...rounds.map(({ id }) => id),
      ...hypotheses.map(({ hypothesis: { id } }) => id),
      ...tries.map(({ id }) => id),
    ];
    assert.equal(new Set([...ids(a), ...ids(b)]).size, ids(a).length + ids(b).length);
    const answered = a.hypotheses.find(({ round }) => round === a.rounds[0]?.id);
    assert.equal(answered?.hypothesis.title, 'a');
    assert.equal(a.tries[0]?.hypothesis, answered.hypothesis.id);
    assert.ok(a.hypotheses.some(({ round }) => round === 'local'));
    assert.deepEqual(ids(parseInvestigation(await serialize(a))), ids(a));
  });

  it('reads a file cut at any byte as damaged, never as something else', async () => {
    const json = await serialize(full);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: json.length - 1 }), (length) => {
        assert.throws(() => parseInvestigation(json.slice(0, length)), UnreadableInvestigation);
      }),
    );
  });

  it('shortens repetitions of the trace when the file would be too large, and gives up only after that', async () => {
    const long = report('deep');
    const [error] = long.errors;
    const [frame] = error?.frames ?? [];
    if (!error || !frame) throw new Error('no frame');
    error.frames = Array.from({ length: 100_000 }, (_, index) => ({ ...frame, line: index + 1, raw: 'x'.repeat(10_000) }));
    const json = await serialize(started([long]));
    assert.ok(json.length < MAX_STORED_LENGTH);
    assert.equal(parseInvestigation(json).reports[0]?.errors[0]?.frames.length, 400);
    assert.equal(await serialize(started([report('x'.repeat(MAX_STORED_LENGTH + 1))])), '');
  });
});
