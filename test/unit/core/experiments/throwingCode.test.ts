import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { statementAt, throwingAt, throwingTest } from '../../../../src/core/experiments/throwingCode';
import { openTrees } from '../../../../src/core/syntax/openSyntax';

const THROW = 'throw new Error("debug-with-context canary");';
const RAISE = 'raise RuntimeError("debug-with-context canary")';

describe('throwingCode', () => {
  const parse = openTrees(packagedGrammars);
  const tree = async (file: string, text: string) => {
    const parsed = await parse(file, text);
    ok(parsed);
    return parsed;
  };
  const throwing = async (file: string, text: string, test: string): Promise<string | undefined> =>
    throwingTest(await tree(file, text), test);

  for (const [what, file, test, before, after] of [
    [
      'a test in a suite of the same name',
      'a.test.js',
      'adds > adds',
      "describe('adds', () => { it('adds', async function () { a(); }); it('other', () => b()); });",
      `describe('adds', () => { it('adds', async function () { ${THROW} a(); }); it('other', () => b()); });`,
    ],
    [
      'the longest title, with options and an expression as its body',
      'a.test.ts',
      'lib › adds two numbers',
      "it('numbers', () => a());\nit('adds two numbers', { timeout: 5 }, (): void => b());",
      `it('numbers', () => a());\nit('adds two numbers', { timeout: 5 }, (): void => { ${THROW} });`,
    ],
    [
      'a method with a docstring',
      'test_a.py',
      'test_a.py::TestA::test_adds[1-2]',
      'class TestA:\n    def test_adds(self, a):\n        """Adds\n        numbers."""\n        assert a\n',
      `class TestA:\n    def test_adds(self, a):\n        ${RAISE}\n        """Adds\n        numbers."""\n        assert a\n`,
    ],
    [
      'a test of unittest',
      'test_a.py',
      'test_adds (test_a.TestA.test_adds)',
      'class TestA:\n    async def test_adds(self):\n        # one\n        self.fail()\n',
      `class TestA:\n    async def test_adds(self):\n        # one\n        ${RAISE}\n        self.fail()\n`,
    ],
    [
      'JUnit',
      'CalcTest.java',
      'CalcTest.adds()[2]',
      'class CalcTest { @Test void adds() { check(); } }',
      'class CalcTest { @Test void adds() { if (true) throw new RuntimeException("debug-with-context canary"); check(); } }',
    ],
    [
      'a subtest of Go',
      'a_test.go',
      'TestAdds/two',
      'package a\n\nfunc TestAdds(t *testing.T) {\n\tt.Fail()\n}\n',
      'package a\n\nfunc TestAdds(t *testing.T) { panic("debug-with-context canary")\n\tt.Fail()\n}\n',
    ],
    ['no test of that name', 'a.test.js', 'adds 2 and 3', "it.each([[2, 3]])('adds %i and %i', (a, b) => { c(); });", undefined],
    ['a language in which nothing is known to throw', 'a_spec.rb', 'adds', "it 'adds' do\n  a\nend\n", undefined],
  ] as const) {
    it(`lets a test throw: ${what}`, async () => strictEqual(await throwing(file, before, test), after));
  }

  it('throws before or after the innermost statement of a line, where it is the only one written so', async () => {
    const text =
      'import { a } from "./a";\nasync function main() {\n  if (b) {\n    await a(\n      1,\n    )\n  }\n  return a();\n}\nmain()\nmain()\n';
    const parsed = await tree('main.ts', text);
    const inner = statementAt(parsed, 5) ?? '';
    strictEqual(inner.replace(/\s+/g, ' '), 'await a( 1, )');
    strictEqual(throwingAt(parsed, inner, 'before'), text.replace('await', `${THROW} await`));
    strictEqual(throwingAt(parsed, inner, 'after'), text.replace('    )\n', `    ); ${THROW}\n`));
    strictEqual(throwingAt(parsed, 'return a();', 'after'), text.replace('return', `${THROW} return`));
    deepStrictEqual([throwingAt(parsed, 'main()', 'after'), statementAt(parsed, 40)], [undefined, undefined]);
    const python = await tree('main.py', 'if True:\n    a()  # one\n');
    strictEqual(throwingAt(python, 'a()', 'after'), `if True:\n    a()\n    ${RAISE}  # one\n`);
  });
});
