import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failureText, TestFiles } from '../../../../realBugs/npm/testTarget';

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

  it('knows when an assertion of a TAP stream passes', async () => {
    const target = { kind: 'tap', key: ' > one #2' } as const;
    const passes = async (): Promise<boolean> => (await tests.run(['node', 'a.js'], target)).passes;
    write("console.log('TAP version 13\\n# one\\nok 1 a\\nnot ok 2 b\\nnot ok 3 c\\n# two\\nok 4 d'); process.exit(1)");
    strictEqual(await passes(), false);
    write("console.log('TAP version 13\\n# one\\nok 1 a\\nok 2 b\\nnot ok 3 c')");
    strictEqual(await passes(), true);
    write("console.log('TAP version 13\\n# one\\nok 1 a')");
    strictEqual(await passes(), false, 'a test that ended before is not mended');
  });

  it('treats a script that throws as one failure', async () => {
    write('null.a');
    strictEqual((await tests.run(['node', 'a.js'], { kind: 'file' })).passes, false);
    write('');
    strictEqual((await tests.run(['node', 'a.js'], { kind: 'file' })).passes, true);
  });

  it('runs one test of mocha alone', async () => {
    write("describe('a (b)', () => { it('c.', () => {}); it('d?', () => { throw new Error('e') }); it('f', () => { null.g }) })");
    const run = await tests.run(['mocha', '--no-config', '--no-package', '--grep', '^a \\(b\\) d\\?$', 'a.js'], {
      kind: 'mocha',
      title: 'a (b) d?',
    });
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

  it('is the whole output where the runner prints no TAP', () => strictEqual(failureText('a\nb', { kind: 'mocha', title: 'a' }), 'a\nb'));
});
