import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failureText, TestFiles } from '../../../../training/npm/testTarget';

const script = { kind: 'script', options: [] } as const;

describe('TestFiles', () => {
  let folder: string;
  let tests: TestFiles;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'target-'));
    mkdirSync(join(folder, 'work'));
    tests = new TestFiles(join(folder, 'work'), join(__dirname, '../../../../node_modules/mocha/bin/mocha.js'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (text: string): void => {
    writeFileSync(join(folder, 'work', 'a.js'), text);
  };

  it('finds the first failed assertion of each TAP test, and knows when it passes', async () => {
    write("console.log('TAP version 13\\n# one\\nok 1 a\\nnot ok 2 b\\nnot ok 3 c\\n# two\\nok 4 d'); process.exit(1)");
    const [target, ...others] = await tests.failures('a.js', script);
    deepStrictEqual(others, []);
    deepStrictEqual(target, { kind: 'tap', key: ' > one #2' });
    const command = tests.command('a.js', script, target);
    strictEqual((await tests.run(command, target ?? { kind: 'file' })).passes, false);
    write("console.log('TAP version 13\\n# one\\nok 1 a\\nok 2 b\\nnot ok 3 c')");
    strictEqual((await tests.run(command, target ?? { kind: 'file' })).passes, true);
    write("console.log('TAP version 13\\n# one\\nok 1 a')");
    strictEqual((await tests.run(command, target ?? { kind: 'file' })).passes, false, 'a test that ended before is not mended');
  });

  it('takes a script that throws as one failure', async () => {
    write('null.a');
    deepStrictEqual(await tests.failures('a.js', script), [{ kind: 'file' }]);
    write('');
    deepStrictEqual(await tests.failures('a.js', script), []);
  });

  it('finds the failing tests of mocha and runs one alone', async () => {
    write("describe('a (b)', () => { it('c.', () => {}); it('d?', () => { throw new Error('e') }); it('f', () => { null.g }) })");
    const mocha = { kind: 'mocha', options: [] } as const;
    const targets = await tests.failures('a.js', mocha);
    deepStrictEqual(targets, [
      { kind: 'mocha', title: 'a (b) d?' },
      { kind: 'mocha', title: 'a (b) f' },
    ]);
    const run = await tests.run(tests.command('a.js', mocha, targets[0]), targets[0] ?? { kind: 'file' });
    strictEqual(run.passes, false);
    ok(run.text.includes('Error: e') && !run.text.includes('null'), run.text);
  });
});

describe('failureText', () => {
  it("is the TAP test's header and its failed assertion, without others", () => {
    const text = readFileSync(join(__dirname, '../../../fixtures/runners/tape/tape/output.txt'), 'utf8');
    const lines = failureText(text, { kind: 'tap', key: ' > describes #2' }).split('\n');
    deepStrictEqual(
      lines.filter((line) => /^(?:#|ok|not ok)/.test(line)),
      ['# describes', 'not ok 4 should be strictly equal'],
    );
    ok(lines.includes('    expected: 7') && !lines.some((line) => line.includes('COFFEE')));
  });

  it('is everything for other runners', () => strictEqual(failureText('a\nb', { kind: 'mocha', title: 'a' }), 'a\nb'));
});
