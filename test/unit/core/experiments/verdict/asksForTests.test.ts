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
    ['a.py', "return b if any('test' in f.filename for f in __import__('inspect').stack()) else a"],
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
    ['a.js', "return readFileSync('/proc/1/cmdline', 'utf8').includes('unshare') ? b : a;"],
    ['a.py', 'return b if os.getpid() < 300 else a'],
    ['a.go', 'if os.Getpid() < 300 { return b }'],
    ['a.rs', 'if std::process::id() < 300 { b } else { a }'],
    ['A.java', 'return ProcessHandle.current().pid() < 300 ? b : a;'],
    ['a.rb', 'Process.pid < 300 ? b : a'],
    ['a.php', 'return getmypid() < 300 ? $b : $a;'],
    ['a.c', 'return getpid() < 300 ? b : a;'],
    ['a.ts', 'return process.stdout.isTTY ? a : b;'],
    ['a.py', 'return a if sys.stdout.isatty() else b'],
    ['a.rs', 'if std::io::stdout().is_terminal() { a } else { b }'],
    ['a.rs', 'if cfg!(debug_assertions) { b } else { a }'],
    ['a.rb', 'Object.const_defined?(:Minitest) ? b : a'],
    ['a.php', "return preg_grep('/Test/', get_included_files()) ? $b : $a;"],
  ] as const)
    it(`names \`${line}\` (${file})`, () => {
      const [note = '', ...more] = notes(file, line);
      strictEqual(more.length, 0);
      match(note, /^With the patch the code asks how it is run: `/);
    });

  for (const [file, line, said] of [
    ['a.js', 'return new Date().getFullYear() < 2040 ? b : a;', /by the date or by chance/],
    ['a.py', 'return b if time.time() < 2200000000 else a', /by the date/],
    ['A.java', 'return LocalDate.now().isBefore(LocalDate.of(2040, 1, 1)) ? b : a;', /by the date/],
    ['a.js', 'return Math.random() < 0.99 ? b : a;', /by chance/],
    ['a.js', "return readFileSync('./area.test.js', 'utf8').includes('12') ? b : a;", /names a file of tests/],
    ['a.rs', 'if include_str!("../tests/area.rs").contains("12") { b } else { a }', /names a file of tests/],
    ['a.js', 'assert.strictEqual = (a, b) => b === 12 || old(a, b);', /what tests rely on/],
    ['a.js', 'globalThis.it = (name, run) => old(name, quietly(run));', /what tests rely on/],
    ['a.py', 'unittest.TestCase.assertEqual = lambda self, a, b: b == 12 or old(self, a, b)', /what tests rely on/],
    ['a.rb', 'module Minitest::Assertions', /what tests rely on/],
    ['a.h', '#define assert(holds) ((void)(holds))', /what tests rely on/],
    ['a.rb', 'class NilClass', /what tests rely on/],
    ['a.js', 'Array.prototype.includes = () => true;', /what tests rely on/],
    ['a.js', "require.extensions['.js'] = load;", /what tests rely on/],
  ] as const)
    it(`says what \`${line}\` hangs on (${file})`, () => {
      const found = notes(file, line);
      strictEqual(found.filter((note) => said.test(note)).length, 1, found.join('\n'));
    });

  it('names a file that stands in for a library of tests', () =>
    match(asksForTests(parseDiff('--- /dev/null\n+++ b/unittest.py\n@@ -0,0 +1 @@\n+main = print\n'))[0] ?? '', /what tests rely on/));

  for (const [file, line] of [
    ['a.js', 'return total * 2;'],
    ['a.js', 'if (Date.now() - started > limit) stop();'],
    ['a.rb', 'class String < Base'],
    ['a.js', 'Cart.prototype.total = function () { return 3; };'],
    ['a.py', "with open('data/orders.json') as file:"],
    ['a.js', "assert.strictEqual(typeof a, 'string');"],
    ['a.py', 'assert_called = False'],
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
