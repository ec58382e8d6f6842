import { strictEqual } from 'node:assert';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';
import { withTestsOfNow } from '../../../../../src/core/experiments/prove/testsInside';
import { openTrees } from '../../../../../src/core/syntax/openSyntax';

const parse = openTrees(packagedGrammars);

/** The base's text with the tests of now; `mixed` where they cannot be told apart. */
async function atBase(file: string, before: string, now: string): Promise<string | undefined> {
  const found = await withTestsOfNow({ before: { file, text: before }, now: { file, text: now } }, parse);
  return found === 'mixed' ? found : found.before?.text;
}

describe('withTestsOfNow', () => {
  const rust = (body: string, tests: string): string =>
    `pub fn double(x: i32) -> i32 {\n    ${body}\n}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n${tests}}\n`;
  const zero = '    #[test]\n    fn zero() {\n        assert_eq!(double(0), 0);\n    }\n';
  const two = '    #[test]\n    fn two() {\n        assert_eq!(double(2), 4);\n    }\n';

  it('keeps the test module of a Rust file as it is now, and takes the code back', async () => {
    strictEqual(await atBase('src/lib.rs', rust('x', zero), rust('x * 2', zero + two)), rust('x', zero + two));
  });

  it('adds a test module that the base of a Rust file does not have', async () => {
    const before = 'pub fn double(x: i32) -> i32 {\n    x\n}\n';
    strictEqual(await atBase('src/lib.rs', before, rust('x * 2', two)), `${before}#[cfg(test)]\nmod tests {\n    use super::*;\n${two}}\n`);
  });

  it('keeps the examples in documentation of Rust', async () => {
    const doc = (example: string, body: string): string =>
      `/// Twice.\n///\n/// \`\`\`\n/// ${example}\n/// \`\`\`\npub fn double(x: i32) -> i32 {\n    ${body}\n}\n`;
    strictEqual(
      await atBase('src/lib.rs', doc('assert_eq!(a::double(0), 0);', 'x'), doc('assert_eq!(a::double(2), 4);', 'x * 2')),
      doc('assert_eq!(a::double(2), 4);', 'x'),
    );
  });

  it('keeps tests and doctests beside the code of a Python file', async () => {
    const file = (example: string, body: string, tests: string): string =>
      `def double(x):\n    """Twice.\n\n    >>> double(${example})\n    """\n    return ${body}\n${tests}`;
    const test = '\n\ndef test_two():\n    assert double(2) == 4\n';
    strictEqual(
      await atBase('calc.py', file('0)\n    0', 'x', ''), file('2)\n    4', 'x * 2', test)),
      file('2)\n    4', 'x', test.slice(2)),
    );
  });

  it('adds a doctest to a function of the base that has no documentation', async () => {
    const before = 'def one():\n    return 1\n\n\ndef double(x):\n    return x\n';
    const now = 'def one():\n    return 1\n\n\ndef double(x):\n    """\n    >>> double(2)\n    4\n    """\n    return x * 2\n';
    strictEqual(await atBase('calc.py', before, now), now.replace('x * 2', 'x'));
  });

  it('keeps the tests that Vitest finds in a source', async () => {
    const file = (body: string, test: string): string =>
      `export const double = (x: number) => ${body};\n\nif (import.meta.vitest) {\n  const { it, expect } = import.meta.vitest;\n${test}}\n`;
    const test = "  it('doubles', () => expect(double(2)).toBe(4));\n";
    strictEqual(await atBase('src/calc.ts', file('x', ''), file('x * 2', test)), file('x', test));
  });

  it('keeps calls of a runner beside the code of a script, with what they import', async () => {
    const before = 'const double = (x) => x;\n';
    const tools = "const { test } = require('node:test');\nconst assert = require('node:assert');\n";
    const test = "test('doubles', () => assert.equal(double(2), 4));\n";
    strictEqual(await atBase('calc.js', before, `${tools}const double = (x) => x * 2;\n${test}`), `${tools}${before}${test}`);
  });

  it('leaves a file without tests as it is', async () => {
    strictEqual(await atBase('src/calc.py', 'x = 1\n', 'x = 2\n'), 'x = 1\n');
  });

  it('does not tell tests from code where it has no rules for the language', async () => {
    strictEqual(
      await atBase('calc.cpp', 'int f() { return 1; }\n', 'int f() { return 2; }\nTEST_CASE("f") { CHECK(f() == 2); }\n'),
      'mixed',
    );
  });
});
