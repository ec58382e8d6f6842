import assert from 'node:assert/strict';
import { exportedText } from '../../../../src/app/exportedText';
import type { Investigation } from '../../../../src/core/investigation/investigation';
import { openShared } from '../../../../src/core/investigation/sharedInvestigation';
import { redactInvestigation, UnreadableInvestigation } from '../../../../src/core/investigation/storedInvestigation';
import { investigationMarkdown } from '../../../../src/core/investigation/investigationMarkdown';
import { wholeInvestigation } from '../../../support/everyText';
import { apply, asked, at, hypothesis, local, started } from './investigationFixtures';

const exported = async (state: Investigation) =>
  exportedText('a.json', state, await redactInvestigation(state, (texts) => Promise.resolve(texts)));

const fix = {
  diff: '--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1 +1 @@\n-a\n+b\n',
  risks: [],
  files: [{ file: 'src/a.ts', added: 1, removed: 1 }],
  applies: true,
};

const told = apply(
  started(),
  { type: 'expectationSaid', expected: 'a list', actual: 'nothing' },
  local('l'),
  asked('r1'),
  { type: 'modelReached', round: 'r1', reference: { provider: 'openai', model: 'gpt', baseUrl: 'https://evil.example' } },
  { type: 'answerRead', round: 'r1', hypotheses: [hypothesis('a', { fix })] },
  { type: 'answerEnded', round: 'r1', end: { phase: 'done' } },
  { type: 'fixTried', try: 't1', id: 'r1.1', worked: false, result: 'no', message: 'No.', at },
  { type: 'ran', record: { at, id: 'run1', kind: 'try', outcome: 'same', text: 'fails the same', notes: [], hypothesis: 'r1.1' } },
);

describe('an exported investigation', () => {
  it('opens with what was found out and said, under ids of its own', async () => {
    const opened = openShared(await exported(told), 'shared-1');
    assert.deepEqual([opened.id, opened.title, opened.choices.expected], ['shared-1', told.title, 'a list']);
    assert.deepEqual(
      opened.hypotheses.map(({ hypothesis: { title } }) => title),
      told.hypotheses.map(({ hypothesis: { title } }) => title),
    );
    const asked = opened.hypotheses.find(({ hypothesis: { title } }) => title === 'a');
    assert.deepEqual([opened.tries[0]?.hypothesis, opened.runs[0]?.hypothesis], [asked?.hypothesis.id, asked?.hypothesis.id]);
    assert.equal(asked?.round, opened.rounds[0]?.id);
    const ids = [opened.rounds, opened.tries, opened.runs, opened.hypotheses.map((each) => each.hypothesis)].flat().map(({ id }) => id);
    for (const id of ids) assert.match(id, /^shared-1\.\w+$/);
    assert.equal(new Set(ids).size, ids.length);
    assert.match(investigationMarkdown(opened), /not verified: it comes from a file, and was not checked here/);
  });

  it('opens again after it was opened and exported', async () => {
    const once = openShared(await exported(told), 'shared-1');
    const twice = openShared(await exported(once), 'shared-1');
    assert.deepEqual({ ...twice, evidence: 0 }, { ...once, evidence: 0 });
  });

  it('brings no command, server, choice of files or undo', async () => {
    const opened = openShared(await exported({ ...wholeInvestigation, evidence: { phase: 'collecting' }, suspects: [] }), 'shared-1');
    assert.deepEqual([opened.recipe, opened.underWay, opened.embedding], [undefined, undefined, undefined]);
    assert.deepEqual(opened.choices, {
      ...{ expected: wholeInvestigation.choices.expected, actual: wholeInvestigation.choices.actual },
      ...{ references: [], removed: [], edited: {}, chosenFiles: {}, keptSecrets: [] },
    });
    for (const round of opened.rounds)
      assert.deepEqual([round.reference, round.secrets, round.nextStep], [undefined, undefined, undefined]);
    for (const entry of opened.hypotheses) {
      assert.equal(entry.undo, undefined);
      assert.notEqual(entry.fixState, 'applied');
      assert.ok(entry.hypothesis.evidence.every(({ verified }) => !verified));
    }
    for (const { change, together, found } of opened.runs)
      assert.deepEqual([change, together, found?.ran], [undefined, undefined, undefined]);
  });

  it('names no file outside of a workspace in what can be opened, tried or applied', async () => {
    for (const file of ['../../.ssh/id_rsa', '/etc/passwd', 'C:\\Users\\a', '\\\\host\\share', '~/.bashrc', 'src/../../x', '']) {
      const diff = fix.diff.replaceAll('src/a.ts', file);
      const change = { file, startLine: 1, endLine: 1, when: at, lines: [] };
      const state = apply(told, { type: 'answerRead', round: 'r1', hypotheses: [hypothesis('a', { fix: { ...fix, diff }, change })] });
      const opened = openShared(await exported({ ...state, location: { file, line: 1 } }), 'shared-1');
      assert.equal(opened.location, undefined, file);
      const [entry] = opened.hypotheses.filter(({ hypothesis: { title } }) => title === 'a');
      assert.deepEqual([entry?.hypothesis.change, entry?.fixState], [undefined, entry?.hypothesis.fix ? 'failed' : 'none'], file);
      if (file !== '') assert.equal(entry?.hypothesis.fix, undefined, file);
    }
  });

  it('is refused with a reason where a file is no export, or a damaged one', async () => {
    const good = JSON.parse(await exported(told)) as Record<string, unknown>;
    const reason = (value: unknown) => {
      try {
        openShared(typeof value === 'string' ? value : JSON.stringify(value), 'shared-1');
        return 'opened';
      } catch (error) {
        return error instanceof UnreadableInvestigation ? error.reason : String(error);
      }
    };
    assert.equal(reason(good), 'opened');
    for (const bad of [
      '',
      'TypeError: x',
      '{}',
      '[]',
      '['.repeat(100_000),
      { ...good, hypotheses: 3 },
      { ...good, reports: [{}] },
      { ...good, id: '../x' },
    ]) {
      assert.equal(reason(bad), 'corrupted', JSON.stringify(bad).slice(0, 40));
    }
    assert.equal(reason({ ...good, version: 99 }), 'laterVersion');
    assert.equal(reason({ ...good, __proto__: { polluted: true } }), 'opened');
  });
});
