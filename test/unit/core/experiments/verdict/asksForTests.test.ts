import { deepStrictEqual, match, strictEqual } from 'node:assert';
import { asksForTests } from '../../../../../src/core/experiments/verdict/asksForTests';
import { parseDiff } from '../../../../../src/core/hypotheses/parseDiff';

function notes(file: string, added: string, removed = 'return a;'): string[] {
  return asksForTests(parseDiff(`--- a/${file}\n+++ b/${file}\n@@ -1 +1 @@\n-${removed}\n+${added}\n`));
}

describe('asksForTests', () => {
  for (const [file, line] of [
    ['a.js', 'return process.env.NODE_TEST_CONTEXT ? b : a;'],
    ['a.ts', "if (process.env['VITEST']) return b;"],
    ['a.js', "if (process.env.NODE_ENV === 'test') return b;"],
    ['a.js', 'return process.env.JEST_WORKER_ID === undefined ? a : b;'],
    ['a.js', "return process.env['VI' + 'TEST'] ? b : a;"],
    ['a.js', "return typeof describe === 'function' ? b : a;"],
    ['a.js', "return new Error().stack.includes('.test.') ? b : a;"],
    ['a.mjs', "return process.argv[1].endsWith('mocha.js') ? b : a;"],
    ['a.py', "return b if 'pytest' in sys.modules else a"],
    ['a.py', "return b if os.environ.get('PYTEST_CURRENT_TEST') else a"],
    ['a.py', "return b if any('test' in f.filename for f in inspect.stack()) else a"],
    ['a.go', 'if testing.Testing() { return b }'],
    ['a.go', 'if flag.Lookup("test.v") != nil { return b }'],
    ['a.go', 'if strings.HasSuffix(os.Args[0], ".test") { return b }'],
    ['a.rs', 'if cfg!(test) { b } else { a }'],
    ['a.rb', 'return b if defined?(RSpec)'],
    ['a.php', "return defined('PHPUNIT_COMPOSER_INSTALL') ? $b : $a;"],
    ['A.java', 'for (var f : Thread.currentThread().getStackTrace()) if (f.getClassName().endsWith("Test")) return b;'],
    ['A.java', 'if (System.getProperty("surefire.test.class.path") != null) return b;'],
    ['A.cs', 'if (Environment.StackTrace.Contains("xunit")) return b;'],
    ['a.cpp', '#ifdef UNIT_TEST'],
  ] as const)
    it(`names \`${line}\` (${file})`, () => {
      const [note = '', ...more] = notes(file, line);
      strictEqual(more.length, 0);
      match(note, /^With the patch the code asks how it is run: `/);
    });

  for (const [file, line] of [
    ['a.js', 'return total * 2;'],
    ['a.js', 'const home = process.env.HOME;'],
    ['a.py', "path = os.environ['HOME']"],
    ['a.py', 'return test(value)'],
    ['a.go', 'return testing'],
    ['test/a.test.js', 'process.env.NODE_ENV = "test";'],
    ['A.java', 'throw new IllegalStateException("test");'],
    ['notes.md', 'set VITEST'],
  ] as const)
    it(`says nothing of \`${line}\` (${file})`, () => deepStrictEqual(notes(file, line), []));

  it('says nothing of a line that was there before', () =>
    deepStrictEqual(notes('a.js', '  if (process.env.VITEST) load();', 'if (process.env.VITEST) load();'), []));
});
