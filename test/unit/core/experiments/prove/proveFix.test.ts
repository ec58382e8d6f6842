import { deepStrictEqual, match, strictEqual } from 'node:assert';
import type { ProveVerdict } from '../../../../../src/core/experiments/experiment';
import { proveFix, type FixedWork, type ProvePorts } from '../../../../../src/core/experiments/prove/proveFix';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';
import { openTrees } from '../../../../../src/core/syntax/openSyntax';
import { ScriptedLab } from '../../../../support/scriptedLab';

const PASS = '--- PASS: TestSums (0.00s)\n--- PASS: TestTax (0.00s)\nPASS\n';
const RED = '--- FAIL: TestTax (0.00s)\n    cart_test.go:9: got 180, want 198\n--- PASS: TestSums (0.00s)\nFAIL\n';
const [BASE, FIXED] = ['net\nplain\n', 'net with tax\nplain\n'];

type Script = (text: string, bare?: boolean) => [output: string, exit: number];

/** A tree whose file `cart.js` was changed from one text to another; the script tells what the command prints with a text. */
async function prove(script: Script, now = FIXED, over: Partial<FixedWork> = {}, base = BASE, parse?: ProvePorts['parse']) {
  const lab = new ScriptedLab((text, _, extra) => script(text, extra.bare), ['overlay', 'copy'], now);
  const files = [{ before: { file: 'cart.js', text: base }, now: { file: 'cart.js', text: now } }];
  const work: FixedWork = { base: 'HEAD', files, notes: [], absolute: (file) => `/app/${file}`, ...over };
  const fileOfFrame = (file: string): string => (file.startsWith('/') ? file : `/app/${file}`);
  const experiment = await proveFix(lab, ['go', 'test'], work, { fileOfFrame, ...(parse && { parse }) });
  return { ...experiment, lab };
}

const outcome = ({ verdict }: { verdict: ProveVerdict }) => [verdict.outcome, verdict.agreed];

describe('proveFix', () => {
  it('proves a fix: its tests pass twice, and fail twice with the sources of the base', async () => {
    const { verdict, baseline, isolation, canary, lab } = await prove((text) => (text === BASE ? [RED, 1] : [PASS, 0]));
    deepStrictEqual([baseline.outcome, isolation, canary], ['passes', 'overlay', true]);
    deepStrictEqual(verdict, {
      outcome: 'proven',
      agreed: [2, 2],
      tests: [{ file: 'cart_test.go', name: 'TestTax', before: { type: '', message: 'got 180, want 198' } }],
      hunks: [{ file: 'cart.js', startLine: 1, endLine: 1, needed: true }],
      others: 'asBefore',
      notes: ['Proven: "TestTax" fails at HEAD with got 180, want 198, and passes now (2 of 2 each). The changed place is needed.'],
    });
    deepStrictEqual(lab.ran, ['none', 'overlay', 'overlay', 'overlay', 'overlay', 'overlay', 'overlay']);
  });

  it('does not call proven what may only hide the failure', async () => {
    const now = 'try {\n  net\n} catch {}\nplain\n';
    const { verdict } = await prove((text) => (text === BASE ? [RED, 1] : [PASS, 0]), now);
    deepStrictEqual([verdict.outcome, verdict.agreed, verdict.symptom], ['unresolved', [2, 2], true]);
    match(
      verdict.notes[0] ?? '',
      /^"TestTax" fails at HEAD with got 180, want 198, and passes now \(2 of 2 each\)\. But the failure may only be hidden, not mended\. With the changes, the code only catches the error/,
    );
  });

  describe('of a fix that only deletes', () => {
    const WITH = 'exports.total = (price) => {\n  check(price);\n  return price;\n};\n';
    const test = (at: number, name: string, ok = true): string =>
      ok
        ? `ok ${at} - ${name}\n`
        : `not ok ${at} - ${name}\n  ---\n  error: 'no price'\n  stack: |-\n    exports.total (/app/cart.js:2:3)\n    TestContext.<anonymous> (/app/cart.test.js:3:1)\n  ...\n`;
    const tap = (...tests: string[]): string => `TAP version 13\n${tests.join('')}1..${tests.length}\n# tests ${tests.length}\n`;
    const proveDeletion = (...others: string[]) => {
      const more = others.map((name, at) => test(at + 2, name));
      const script: Script = (text) =>
        text === WITH ? [tap(test(1, 'is free', false), ...more), 1] : [tap(test(1, 'is free'), ...more), 0];
      return prove(script, WITH.replace('  check(price);\n', ''), {}, WITH, openTrees(packagedGrammars));
    };

    it('proves it where other tests run that place and pass as before', async () => {
      const { verdict } = await proveDeletion('sums', 'adds tax');
      deepStrictEqual([verdict.outcome, verdict.symptom], ['proven', undefined]);
      match(verdict.notes[1] ?? '', /^The fix only deletes in cart\.js\. 2 other tests run what it deletes, and pass as before\.$/);
    });

    it('does not where no other test looks there, and says what to do', async () => {
      const { verdict } = await proveDeletion();
      deepStrictEqual([verdict.outcome, verdict.symptom], ['unresolved', true]);
      match(verdict.notes[0] ?? '', /only deletes `check\(price\);`.* name a command with more tests that run what it deletes\.$/);
    });
  });

  it('names a program without tests as it was called', async () => {
    const thrown = 'Error: 1\n    at main (/app/cart.js:1:1)\n';
    const lab = new ScriptedLab((text) => (text === BASE ? [thrown, 1] : ['', 0]), ['overlay'], FIXED);
    const files = [{ before: { file: 'cart.js', text: BASE }, now: { file: 'cart.js', text: FIXED } }];
    const work: FixedWork = { base: 'HEAD', files, notes: [], absolute: (file) => `/app/${file}` };
    const { verdict } = await proveFix(lab, ['/usr/bin/node', 'cart.js'], work, { fileOfFrame: (file) => file });
    deepStrictEqual([verdict.outcome, verdict.tests[0]?.name], ['proven', '/usr/bin/node cart.js']);
  });

  it('does not call proven what passes only where these runs record the tests', async () => {
    const { verdict } = await prove((text, bare) => (text === BASE || bare ? [RED, 1] : [PASS, 0]));
    deepStrictEqual([verdict.outcome, verdict.hunks], ['unresolved', []]);
    match(
      verdict.notes[0] ?? '',
      /^With the changes, the command passes only in the environment of these runs: in your own it fails with /,
    );
  });

  it('says which test checks less than at the base', async () => {
    const file = 'test/cart.test.js';
    const test = (call: string) => ({ file, text: `${call}('adds tax', () => assert.equal(total(90), 99));\n` });
    const cart = { before: { file: 'cart.js', text: BASE }, now: { file: 'cart.js', text: FIXED } };
    const { verdict } = await prove(() => [PASS, 0], FIXED, { files: [cart, { before: test('it'), now: test('it.skip') }] });
    deepStrictEqual(verdict.outcome, 'notRed');
    match(verdict.notes[1] ?? '', /^With the changes, `it\.skip\('adds tax'.* skips a test \(test\/cart\.test\.js\)/);
  });

  it('tells which failure the fix is about, and the fix', async () => {
    const heard: [string | undefined, string][] = [];
    const lab = new ScriptedLab((text) => (text === BASE ? [RED, 1] : [PASS, 0]), ['overlay'], FIXED);
    const files = [{ before: { file: 'cart.js', text: BASE }, now: { file: 'cart.js', text: FIXED } }];
    const work: FixedWork = { base: 'HEAD', files, notes: [], absolute: (file) => `/app/${file}` };
    const onFailure: ProvePorts['onFailure'] = ({ errors: [error] }, diff) => void heard.push([error?.message, diff]);
    await proveFix(lab, ['go', 'test'], work, { fileOfFrame: (file) => file, onFailure });
    deepStrictEqual(heard, [['got 180, want 198', '--- a/cart.js\n+++ b/cart.js\n@@ -1,2 +1,2 @@\n-net\n+net with tax\n plain']]);
  });

  it('claims nothing of a program whose own checks were taken back with its code', async () => {
    const now = 'int main(void) {\n  assert(total(two, 2) == 3);\n}\n';
    const found = await prove(() => ['', 0], now);
    deepStrictEqual(outcome(found), ['unresolved', [2, 2]]);
    match(found.verdict.notes[0] ?? '', /cart\.js holds checks, which were taken back with the code/);
    deepStrictEqual(outcome(await prove(() => ['', 0])), ['notRed', [2, 2]]);
  });

  it('says that tests which pass on the base do not show the fix', async () => {
    deepStrictEqual(outcome(await prove(() => [PASS, 0])), ['notRed', [2, 2]]);
  });

  it('says that the tree still fails, and which test', async () => {
    const found = await prove(() => [RED, 1]);
    deepStrictEqual([...outcome(found), found.verdict.notes[1]], ['stillRed', [2, 2], 'Failing: "TestTax".']);
  });

  it('claims nothing about a tree that fails once and passes once', async () => {
    let run = 0;
    const { baseline, verdict } = await prove(() => (run++ ? [PASS, 0] : [RED, 1]));
    deepStrictEqual([baseline.outcome, verdict.outcome], ['flaky', 'unresolved']);
  });

  it('claims nothing where the base fails once and passes once', async () => {
    let run = 0;
    deepStrictEqual(outcome(await prove((text) => (text === BASE && run++ === 0 ? [RED, 1] : [PASS, 0]))), ['unresolved', [1, 2]]);
  });

  it('does not take a missing name for a failing test', async () => {
    const red = '# shop\n./cart_test.go:9:12: undefined: Tax\nFAIL\tshop [build failed]\nFAIL\n';
    const found = await prove((text) => (text === BASE ? [red, 1] : [PASS, 0]));
    deepStrictEqual(outcome(found), ['redOtherwise', [2, 2]]);
    match(found.verdict.notes[0] ?? '', /`Tax` is missing there/);
  });

  it('says that the base does not build, by the file whose tests do not start, and what to do', async () => {
    const red = [
      '/app/cart.js:1',
      'net = (',
      '',
      'SyntaxError: Unexpected end of input',
      '    at wrapSafe (node:internal/modules/cjs/loader:1804:18)',
      '    at Object.<anonymous> (/app/test/cart.test.js:1:19)',
      '',
      'not ok 1 - /app/test/cart.test.js',
      '# tests 1',
      '# pass 0',
      '# fail 1',
    ].join('\n');
    const found = await prove((text) =>
      text === BASE ? [`TAP version 13\n${red}\n`, 1] : ['TAP version 13\nok 1 - sums\n# tests 1\n# pass 1\n', 0],
    );
    deepStrictEqual(outcome(found), ['redOtherwise', [2, 2]]);
    deepStrictEqual(found.verdict.notes, [
      '"test/cart.test.js" fails at HEAD, but not for its own assertion: the code does not build there: SyntaxError: Unexpected end of input.',
      'Name a base that builds with --base REF.',
    ]);
  });

  it('does not take a run without tests for a failing test', async () => {
    const found = await prove((text) => (text === BASE ? ['testing: warning: no tests to run\n', 1] : [PASS, 0]));
    deepStrictEqual(outcome(found), ['redOtherwise', [2, 2]]);
  });

  it('claims nothing where no throw in the sources changes the outcome', async () => {
    const lab = new ScriptedLab(() => [PASS, 0], [], FIXED);
    const files = [{ before: { file: 'cart.js', text: BASE }, now: { file: 'cart.js', text: FIXED } }];
    const work: FixedWork = { base: 'HEAD', files, notes: [], absolute: (file) => `/app/${file}` };
    const { verdict, canary } = await proveFix(lab, ['go', 'test'], work, { fileOfFrame: (file) => file });
    deepStrictEqual([verdict.outcome, canary], ['unresolved', false]);
    match(verdict.notes[0] ?? '', /the command does not read them/);
  });

  it('says of what cannot be taken back that a fix in it cannot be proven', async () => {
    const alone = async (...kept: string[]) => (await prove(() => [PASS, 0], FIXED, { files: [], kept })).verdict.notes;
    const moved = 'a fix in what cannot be taken back cannot be proven here.';
    deepStrictEqual(await alone('lib'), [`Only lib differs from HEAD, and stays as it is now in every run: ${moved}`]);
    const test = [{ before: { file: 'a.test.js', text: 'a' }, now: { file: 'a.test.js', text: 'b' } }];
    const { verdict } = await prove(() => [PASS, 0], FIXED, { files: test, kept: ['lib', 'x.bin'] });
    deepStrictEqual(verdict.notes, [
      `Besides tests (a.test.js), only lib and x.bin differ from HEAD, and stay as they are now in every run: ${moved}`,
    ]);
  });

  it('claims nothing where a file was edited meanwhile', async () => {
    const lab = new ScriptedLab((text) => (text === BASE ? [RED, 1] : [PASS, 0]), ['overlay'], FIXED);
    lab.changed = 'cart.js';
    const files = [{ before: { file: 'cart.js', text: BASE }, now: { file: 'cart.js', text: FIXED } }];
    const work: FixedWork = { base: 'HEAD', files, notes: [], absolute: (file) => `/app/${file}` };
    const { verdict } = await proveFix(lab, ['go', 'test'], work, { fileOfFrame: (file) => file });
    deepStrictEqual([verdict.outcome, verdict.notes], ['unresolved', ['cart.js was edited while the command ran. Run it again.']]);
  });

  describe('changed places', () => {
    const lines = (changed: (line: number) => boolean): string =>
      `${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((line) => (line % 2 && changed(line) ? `new${line}_ word` : `old line ${line}`)).join('\n')}\n`;
    const judge = (outcomeOf: (has: (line: number) => boolean) => Script extends (text: string) => infer R ? R : never) =>
      prove(
        (text) => outcomeOf((line) => text.includes(`new${line}_`)),
        lines(() => true),
        {},
        lines(() => false),
      );
    const needed = ({ verdict }: { verdict: ProveVerdict }) => verdict.hunks.map((hunk) => [hunk.startLine, hunk.needed]);

    it('are needed where the tests fail without them', async () => {
      const found = await judge((has) => (has(3) ? [PASS, 0] : [RED, 1]));
      deepStrictEqual(
        needed(found),
        [1, 3, 5, 7, 9].map((line) => [line, line === 3]),
      );
      match(
        found.verdict.notes[0] ?? '',
        /1 of 5 changed places is needed; cart\.js:1, cart\.js:5, cart\.js:7 and cart\.js:9 are not noticed by any test\.$/,
      );
    });

    it('that need each other are judged together', async () => {
      const broken: [string, number] = ['# shop\n./cart.go:3:1: undefined: rate\nFAIL\tshop [build failed]\n', 1];
      const found = await judge((has) => (has(3) !== has(7) ? broken : has(5) ? [PASS, 0] : [RED, 1]));
      deepStrictEqual(
        needed(found),
        [1, 3, 5, 7, 9].map((line) => [line, line === 5]),
      );
      deepStrictEqual(found.verdict.notes.slice(1), ['cart.js:3 and cart.js:7 are judged together: one does not work without the other.']);
    });

    it('are judged file by file where there are many, then one by one in the files that are needed', async () => {
      const [before, now] = [lines(() => false), lines(() => true)];
      const many = (word: string): string => Array.from({ length: 40 }, (_, at) => `${word} ${at}\n\nsame\n\n`).join('');
      const files = [
        { before: { file: 'cart.js', text: before }, now: { file: 'cart.js', text: now } },
        { before: { file: 'many.js', text: many('old') }, now: { file: 'many.js', text: many('new') } },
      ];
      const found = await prove((text) => (text.includes('new3_') ? [PASS, 0] : [RED, 1]), now, { files }, before);
      deepStrictEqual(
        found.verdict.hunks.map(({ file, startLine, needed: need }) => [file, startLine, need]),
        [...[1, 3, 5, 7, 9].map((line) => ['cart.js', line, line === 3]), ['many.js', 1, false]],
      );
      match(
        found.verdict.notes[1] ?? '',
        /^45 places changed, so they were taken back file by file, those of the needed files one by one\.$/,
      );
    });

    it('that only an unnoticed place needs are not noticed either', async () => {
      const broken = ['# shop\n./cart.go:3:1: undefined: rate\nFAIL\tshop [build failed]\n', 1] as [string, number];
      const found = await judge((has) => (has(7) && !has(3) ? broken : has(1) ? [PASS, 0] : [RED, 1]));
      deepStrictEqual(
        needed(found).filter(([, need]) => need),
        [[1, true]],
      );
    });

    it('that stand in for each other are told', async () => {
      const found = await judge((has) => (has(1) || has(9) ? [PASS, 0] : [RED, 1]));
      strictEqual(
        found.verdict.hunks.every((hunk) => !hunk.needed),
        true,
      );
      match(found.verdict.notes[1] ?? '', /are all taken back: they stand in for each other/);
    });
  });

  describe('without a fix', () => {
    const now = { file: 'test/cart.test.js', text: 'b' };
    for (const [what, over, said] of [
      ['says that nothing differs', { files: [] }, /^No source differs from HEAD, so there is no fix to prove/],
      [
        'says that only tests differ',
        { files: [{ before: { ...now, text: 'a' }, now }] },
        /^Only tests differ from HEAD \(test\/cart\.test\.js\)/,
      ],
      ['says that only documents differ', { files: [{ now: { file: 'README.md', text: 'a' } }] }, /only documents do/],
    ] as const)
      it(what, async () => {
        const { verdict, runs } = await prove(() => [PASS, 0], FIXED, over);
        deepStrictEqual([verdict.outcome, runs], ['unresolved', 1]);
        match(verdict.notes[0] ?? '', said);
      });
  });
});
