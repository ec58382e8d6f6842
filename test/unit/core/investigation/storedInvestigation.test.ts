import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  MAX_STORED_LENGTH,
  UnreadableInvestigation,
  parseInvestigation,
  parseSummary,
  serializeInvestigation,
} from '../../../../src/core/investigation/storedInvestigation';
import { apply, asked, at, hypothesis, local, report, started } from './investigationFixtures';

const redacted = { reports: [report('x is undefined')], values: [] };
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
  it('reads back everything but the evidence, which is collected again', () => {
    const json = serializeInvestigation(full, redacted);
    const { evidence, suspects, ...rest } = parseInvestigation(json ?? '');
    const { evidence: _evidence, suspects: _suspects, ...expected } = JSON.parse(JSON.stringify(full)) as typeof full;
    assert.deepEqual(JSON.parse(JSON.stringify(rest)), expected);
    assert.deepEqual([evidence, suspects], [{ phase: 'collecting' }, []]);
  });

  it('writes what is redacted in place of what was captured', () => {
    const state = started([report('password=hunter2')]);
    const json = serializeInvestigation(state, { reports: [report('password=<SECRET_1>')], values: [] }) ?? '';
    assert.ok(!json.includes('hunter2'));
    assert.ok(json.includes('<SECRET_1>'));
  });

  it('calls an answer under way interrupted when it is read back', () => {
    const json = serializeInvestigation(apply(started(), asked('r1')), redacted) ?? '';
    assert.equal(parseInvestigation(json).rounds[0]?.phase, 'interrupted');
  });

  it('gives the list its summary without reading the rest', () => {
    const { id, title, status } = parseSummary(serializeInvestigation(full, redacted) ?? '');
    assert.deepEqual([id, title, status], ['one', 'TypeError: x', 'open']);
  });

  it('refuses damaged files and those of a later version, each by name', () => {
    const json = serializeInvestigation(full, redacted) ?? '';
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
    assert.equal(reason(json.replace('"version":2', '"version":99')), 'laterVersion');
    assert.equal(reason('null'), 'corrupted');
  });

  it('makes the ids of the first stored form unique everywhere, and keeps what belongs together', () => {
    const json = serializeInvestigation(apply(full, { type: 'questionAnswered', id: 'r1.1', answer: 'yes', at }), redacted);
    const first = (id: string) =>
      parseInvestigation(
        (json ?? '').replace('"version":2', '"version":1').replace('"id":"one"', `"id":"${id}"`).replace('"id":"t1",', ''),
      );
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
    assert.deepEqual(ids(parseInvestigation(serializeInvestigation(a, redacted) ?? '')), ids(a));
  });

  it('reads a file cut at any byte as damaged, never as something else', () => {
    const json = serializeInvestigation(full, redacted) ?? '';
    fc.assert(
      fc.property(fc.integer({ min: 0, max: json.length - 1 }), (length) => {
        assert.throws(() => parseInvestigation(json.slice(0, length)), UnreadableInvestigation);
      }),
    );
  });

  it('shortens what the trace repeats when the file would be too large, and gives up only then', () => {
    const long = report('deep');
    const [error] = long.errors;
    const [frame] = error?.frames ?? [];
    if (!error || !frame) throw new Error('no frame');
    error.frames = Array.from({ length: 100_000 }, (_, index) => ({ ...frame, line: index + 1 }));
    const json = serializeInvestigation(started([long]), { reports: [long], values: [] });
    assert.ok(json && json.length < MAX_STORED_LENGTH);
    assert.equal(parseInvestigation(json).reports[0]?.errors[0]?.frames.length, 400);
    assert.equal(serializeInvestigation(full, { reports: [report('x'.repeat(MAX_STORED_LENGTH + 1))], values: [] }), undefined);
  });
});
