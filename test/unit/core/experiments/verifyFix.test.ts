import { deepStrictEqual, match, strictEqual } from 'node:assert';
import { ExperimentProblem } from '../../../../src/core/experiments/experiment';
import type { Laboratory } from '../../../../src/core/experiments/laboratory';
import type { Fix } from '../../../../src/core/experiments/verdict/fix';
import { verifyFix } from '../../../../src/core/experiments/verifyFix';
import { parseDiff } from '../../../../src/core/hypotheses/parseDiff';
import { ScriptedLab } from '../../../support/scriptedLab';

const RED = '--- FAIL: TestTotal (0.00s)\n    cart_test.go:3: wrong\nFAIL\n';
const GREEN = '--- PASS: TestTotal (0.00s)\nok\n';
const CRASH = "TypeError: Cannot read properties of undefined (reading 'price')\n    at total (/app/cart.js:3:20)\n";
const FILE = '/app/cart.js';
const BAD = 'bad';
const GOOD = 'good';

describe('verifyFix', () => {
  it("proves a fix: red twice, a canary, then green and red in turn, and green in the person's own environment", async () => {
    const lab = new ScriptedLab((text) => (text === GOOD ? [GREEN, 0] : [RED, 1]));
    const { baseline, isolation, canary, runs, verdict } = await verify(lab);
    deepStrictEqual(
      { baseline, isolation, canary, runs },
      { baseline: { outcome: 'fails', error: ERROR }, isolation: 'overlay', canary: true, runs: 10 },
    );
    deepStrictEqual(verdict, { outcome: 'gone', agreed: [5, 5], others: 'notRun', wasRed: true, notes: [] });
    deepStrictEqual(lab.ran.slice(0, 2), ['none', 'overlay']);
  });

  it('reports that a wrong fix changes nothing', async () => {
    const { verdict } = await verify(new ScriptedLab(() => [RED, 1]));
    deepStrictEqual([verdict.outcome, verdict.agreed], ['same', [2, 2]]);
  });

  it('claims nothing where the command passes unchanged', async () => {
    const { baseline, runs, verdict } = await verify(new ScriptedLab(() => [GREEN, 0]));
    deepStrictEqual([baseline.outcome, runs, verdict.outcome, verdict.wasRed], ['passes', 1, 'unresolved', false]);
  });

  it('uses a copy where the overlay is bypassed', async () => {
    const lab = new ScriptedLab((text, isolation) => (isolation === 'copy' && text === GOOD ? [GREEN, 0] : [RED, 1]), ['copy']);
    const { isolation, canary, verdict } = await verify(lab);
    deepStrictEqual([isolation, canary, verdict.outcome], ['copy', true, 'gone']);
  });

  it('claims nothing without a proved isolation', async () => {
    const { canary, verdict } = await verify(new ScriptedLab((text) => (text === GOOD ? [GREEN, 0] : [RED, 1]), []));
    deepStrictEqual([canary, verdict.outcome], [false, 'unresolved']);
    match(verdict.notes.join(), /A throw in \S+ changes nothing: the command does not read it\./);
  });

  it('reports a flaky baseline that fails and passes', async () => {
    let run = 0;
    const { baseline, verdict } = await verify(new ScriptedLab(() => (run++ ? [GREEN, 0] : [RED, 1])));
    deepStrictEqual([baseline.outcome, verdict.outcome], ['flaky', 'unresolved']);
  });

  it('claims nothing where it passes without the fix from some run on', async () => {
    let run = 0;
    const { baseline, verdict } = await verify(new ScriptedLab(() => (run++ < 2 ? [RED, 1] : [GREEN, 0])));
    deepStrictEqual([baseline.outcome, verdict.outcome], ['flaky', 'unresolved']);
    match(verdict.notes[0] ?? '', /^Without the patch the command failed in 1 of 25 runs, and with it in none of 25: that may be luck/);
  });

  it('says that a test was seen to pass without the fix that is proved', async () => {
    let run = 0;
    const { baseline, verdict } = await verify(new ScriptedLab((text) => (text === GOOD || run++ % 3 === 1 ? [GREEN, 0] : [RED, 1])));
    deepStrictEqual([baseline.outcome, verdict.outcome], ['flaky', 'gone']);
    match(verdict.notes[0] ?? '', /^Without the patch the command failed in \d+ of \d+ runs, and with it in none of \d+\./);
  });

  it('claims nothing where it passes only in the environment of these runs', async () => {
    const lab = new ScriptedLab((text, _isolation, { bare }) => (text === GOOD && !bare ? [GREEN, 0] : [RED, 1]));
    const { verdict } = await verify(lab);
    strictEqual(verdict.outcome, 'unresolved');
    match(verdict.notes[0] ?? '', /passes only in the environment of these runs: in your own it fails with wrong/);
  });

  it("says so where the person's own environment is out of reach", async () => {
    const lab = new ScriptedLab((text, _isolation, { bare }) => {
      if (bare) throw new ExperimentProblem('There is no copy here.');
      return text === GOOD ? [GREEN, 0] : [RED, 1];
    });
    const { verdict } = await verify(lab);
    deepStrictEqual([verdict.outcome, verdict.agreed], ['gone', [5, 5]]);
    match(verdict.notes[0] ?? '', /your own environment.* was not checked: There is no copy here\./);
  });

  it('claims nothing where the run with the fix rewrites a file of tests', async () => {
    const lab = new ScriptedLab((text) => (text === GOOD ? [GREEN, 0] : [RED, 1]));
    lab.leaves = (text) => (text === GOOD ? 'emptied' : 'as it was');
    lab.files = new Map([['TestTotal', '/app/cart_test.go']]);
    const { verdict } = await verify(lab);
    deepStrictEqual(
      [verdict.outcome, verdict.notes],
      ['unresolved', ['With the patch, the run changes cart_test.go, a file of tests, so its passing proves nothing.']],
    );
  });

  it('claims nothing where the failing test passes whatever it expects', async () => {
    const lab = new ScriptedLab((text) => (text === BAD ? [RED, 1] : [GREEN, 0]));
    const expecting = async () => ({ edits: [{ file: FILE, text: 'expects 7' }], where: 'cart_test.go:3', expected: '3', instead: '7' });
    const { verdict } = await verify(lab, 'cart.js', { expecting });
    deepStrictEqual([verdict.outcome, verdict.agreed], ['unresolved', [0, 3]]);
    match(verdict.notes[0] ?? '', /"TestTotal" passes even where it expects 7 instead of 3 \(cart_test\.go:3\)/);
  });

  it('compares what a program without tests prints, and calls it unproven', async () => {
    const lab = new ScriptedLab((text) => (text === GOOD ? ['start\nAna: NaN EUR\n', 0] : [`start\n${CRASH}`, 1]));
    const { runs, verdict } = await verify(lab);
    deepStrictEqual([runs, verdict.outcome, verdict.unproven, verdict.agreed], [6, 'unresolved', true, [2, 2]]);
    match(
      verdict.notes[0] ?? '',
      /^Unproven: .*With the patch it prints `Ana: NaN EUR`; without the patch it printed nothing more and ended with `TypeError/,
    );
  });

  it('names the tests that the fix breaks', async () => {
    const before = '--- FAIL: TestA (0.00s)\n    a_test.go:3: wrong\n--- PASS: TestB (0.00s)\nFAIL\n';
    const after = '--- PASS: TestA (0.00s)\n--- FAIL: TestB (0.00s)\n    a_test.go:9: wrong\nFAIL\n';
    const { verdict } = await verify(new ScriptedLab((text) => [text === GOOD ? after : before, 1]));
    deepStrictEqual([verdict.outcome, verdict.others], ['gone', ['TestB']]);
  });

  it('proves the fix of a later failure where no test was named, and says that the first one stays', async () => {
    const before = '--- FAIL: TestA (0.00s)\n    a_test.go:3: wrong\n--- FAIL: TestB (0.00s)\n    a_test.go:9: bad\nFAIL\n';
    const after = '--- FAIL: TestA (0.00s)\n    a_test.go:3: wrong\n--- PASS: TestB (0.00s)\nFAIL\n';
    const { baseline, verdict } = await verify(new ScriptedLab((text) => [text === GOOD ? after : before, 1]));
    deepStrictEqual([verdict.outcome, verdict.agreed, baseline.error?.message], ['gone', [5, 5], 'bad']);
    match(verdict.notes[0] ?? '', /The first failure, "TestA", stays: this is about "TestB"/);
  });

  it('reports a test that no longer runs', async () => {
    const before = '--- FAIL: TestA (0.00s)\n    a_test.go:3: wrong\n--- PASS: TestB (0.00s)\nFAIL\n';
    const { verdict } = await verify(new ScriptedLab((text) => (text === GOOD ? ['--- PASS: TestB (0.00s)\nok\n', 0] : [before, 1])));
    deepStrictEqual([verdict.outcome, verdict.notes], ['unresolved', ['The failing test "TestA" did not run.']]);
  });

  it('reports that a patch changes only tests', async () => {
    const lab = new ScriptedLab((text) => (text === GOOD ? [GREEN, 0] : [RED, 1]));
    const { verdict } = await verify(lab, 'test/cart.test.js');
    match(verdict.notes.join(), /changes tests only/);
  });

  it('claims nothing where a file was edited in the meantime', async () => {
    const lab = new ScriptedLab((text) => (text === GOOD ? [GREEN, 0] : [RED, 1]));
    lab.changed = 'cart.js';
    const { verdict } = await verify(lab);
    deepStrictEqual([verdict.outcome, verdict.notes], ['unresolved', ['cart.js was edited while the command ran.']]);
  });
});

const ERROR = { type: '', message: 'wrong' };

function verify(lab: Laboratory, path = 'cart.js', places: Partial<Fix> = {}) {
  const diff = `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-${BAD}\n+${GOOD}\n`;
  return verifyFix(lab, ['node', 'main.js'], { edits: [{ file: FILE, text: GOOD }], patches: parseDiff(diff), ...places });
}
