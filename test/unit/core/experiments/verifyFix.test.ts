import { deepStrictEqual, match } from 'node:assert';
import type { Laboratory } from '../../../../src/core/experiments/laboratory';
import { verifyFix } from '../../../../src/core/experiments/verifyFix';
import { parseDiff } from '../../../../src/core/hypotheses/parseDiff';
import { ScriptedLab } from '../../../support/scriptedLab';

const RED = "TypeError: Cannot read properties of undefined (reading 'price')\n    at total (/app/cart.js:3:20)\n";
const FILE = '/app/cart.js';
const BAD = 'bad';
const GOOD = 'good';

describe('verifyFix', () => {
  it('proves a fix: red twice, a canary, green twice, red again', async () => {
    const lab = new ScriptedLab((text) => (text === GOOD ? ['done\n', 0] : [RED, 1]));
    const { baseline, isolation, canary, runs, verdict } = await verify(lab);
    deepStrictEqual(
      { baseline, isolation, canary, runs },
      { baseline: { outcome: 'fails', error: ERROR }, isolation: 'overlay', canary: true, runs: 6 },
    );
    deepStrictEqual(verdict, { outcome: 'gone', agreed: [2, 2], others: 'notRun', wasRed: true, notes: [] });
    deepStrictEqual(lab.ran, ['none', 'overlay', 'overlay', 'overlay', 'overlay', 'overlay']);
  });

  it('reports that a wrong fix changes nothing', async () => {
    const { verdict } = await verify(new ScriptedLab(() => [RED, 1]));
    deepStrictEqual([verdict.outcome, verdict.agreed], ['same', [2, 2]]);
  });

  it('claims nothing where the command passes unchanged', async () => {
    const { baseline, runs, verdict } = await verify(new ScriptedLab(() => ['done\n', 0]));
    deepStrictEqual([baseline.outcome, runs, verdict.outcome, verdict.wasRed], ['passes', 1, 'unresolved', false]);
  });

  it('uses a copy where the overlay is bypassed', async () => {
    const lab = new ScriptedLab((text, isolation) => (isolation === 'copy' && text === GOOD ? ['done\n', 0] : [RED, 1]), ['copy']);
    const { isolation, canary, verdict } = await verify(lab);
    deepStrictEqual([isolation, canary, verdict.outcome], ['copy', true, 'gone']);
  });

  it('claims nothing without a proved isolation', async () => {
    const { canary, verdict } = await verify(new ScriptedLab((text) => (text === GOOD ? ['done\n', 0] : [RED, 1]), []));
    deepStrictEqual([canary, verdict.outcome], [false, 'unresolved']);
    match(verdict.notes.join(), /the command does not read them/);
  });

  it('reports a flaky baseline that fails and passes', async () => {
    let run = 0;
    const { baseline, verdict } = await verify(new ScriptedLab(() => (run++ % 2 ? ['done\n', 0] : [RED, 1])));
    deepStrictEqual([baseline.outcome, verdict.outcome], ['flaky', 'unresolved']);
  });

  it('claims nothing where it finally passes without the fix', async () => {
    let run = 0;
    const { baseline, verdict } = await verify(new ScriptedLab(() => (run++ < 2 ? [RED, 1] : ['done\n', 0])));
    deepStrictEqual([baseline.outcome, verdict.outcome], ['flaky', 'unresolved']);
  });

  it('does not report a recurring failure as gone, and states how often it recurs', async () => {
    let fixed = 0;
    const { verdict } = await verify(new ScriptedLab((text) => (text === GOOD && fixed++ !== 1 ? ['done\n', 0] : [RED, 1])));
    deepStrictEqual([verdict.outcome, verdict.agreed], ['same', [1, 5]]);
    match(verdict.notes[0] ?? '', /gone in 4 of 5 runs, same in 1 of 5 runs/);
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
    deepStrictEqual([verdict.outcome, verdict.agreed, baseline.error?.message], ['gone', [2, 2], 'bad']);
    match(verdict.notes[0] ?? '', /The first failure, "TestA", stays: this is about "TestB"/);
  });

  it('reports a test that no longer runs', async () => {
    const before = '--- FAIL: TestA (0.00s)\n    a_test.go:3: wrong\n--- PASS: TestB (0.00s)\nFAIL\n';
    const { verdict } = await verify(new ScriptedLab((text) => (text === GOOD ? ['--- PASS: TestB (0.00s)\nok\n', 0] : [before, 1])));
    deepStrictEqual([verdict.outcome, verdict.notes], ['unresolved', ['The failing test "TestA" did not run.']]);
  });

  it('reports that a patch changes only tests', async () => {
    const lab = new ScriptedLab((text) => (text === GOOD ? ['done\n', 0] : [RED, 1]));
    const { verdict } = await verify(lab, 'test/cart.test.js');
    match(verdict.notes.join(), /changes tests only/);
  });

  it('claims nothing where a file was edited in the meantime', async () => {
    const lab = new ScriptedLab((text) => (text === GOOD ? ['done\n', 0] : [RED, 1]));
    lab.changed = 'cart.js';
    const { verdict } = await verify(lab);
    deepStrictEqual([verdict.outcome, verdict.notes], ['unresolved', ['cart.js was edited while the command ran.']]);
  });
});

const ERROR = { type: 'TypeError', message: "Cannot read properties of undefined (reading 'price')" };

function verify(lab: Laboratory, path = 'cart.js') {
  const diff = `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-${BAD}\n+${GOOD}\n`;
  return verifyFix(lab, ['node', 'main.js'], { edits: [{ file: FILE, text: GOOD }], patches: parseDiff(diff) });
}
