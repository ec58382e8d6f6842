import { deepStrictEqual, strictEqual } from 'node:assert';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';
import type { FailureTarget } from '../../../../../src/core/experiments/failureOf';
import { otherExpectation } from '../../../../../src/core/experiments/verdict/otherExpectation';
import { openTrees } from '../../../../../src/core/syntax/openSyntax';

const parse = openTrees(packagedGrammars);

/** The line with the changed expectation; undefined where none was found. @param line 1-based, of the frame in the test */
async function changed(file: string, text: string, line: number, test = 'x'): Promise<string | undefined> {
  const frame = { file: `/app/${file}`, line, origin: 'workspace' as const, raw: '' };
  const error = { type: 'Error', message: '', language: 'unknown' as const, role: 'thrown' as const, frames: [frame] };
  const target: FailureTarget = {
    test,
    type: 'Error',
    message: '',
    report: { errors: [error], expectations: [] },
    testFile: `/app/${file}`,
  };
  const ports = { read: async () => text, parse, absolute: (name: string) => name, nameOf: (name: string) => name.replace('/app/', '') };
  const found = await otherExpectation(target, [], ports);
  const now = found?.edits[0]?.text?.split('\n');
  return now?.find((each, at) => each !== text.split('\n')[at])?.trim();
}

describe('otherExpectation', () => {
  for (const [file, assertion, expected] of [
    ['a.test.js', 'assert.strictEqual(total(3), 3);', 'assert.strictEqual(total(3), 7);'],
    ['a.test.js', 'strictEqual(name(), "ada");', 'strictEqual(name(), "ada (changed)");'],
    ['a.test.js', 'require("node:assert").strictEqual(total(3), 3);', 'require("node:assert").strictEqual(total(3), 7);'],
    ['a.test.js', 'assert.strict.equal(total(3), 3);', 'assert.strict.equal(total(3), 7);'],
    ['a.test.js', 'expect(total(3)).toBe(4);', 'expect(total(3)).toBe(9);'],
    ['a.test.js', 'expect(at(3)).toBe(-1);', 'expect(at(3)).toBe(-3);'],
    ['a.test.js', 'expect(list()).toEqual([1, 2]);', 'expect(list()).toEqual([3, 2]);'],
    ['a.test.js', 'expect(list()).to.deep.equal(wanted);', 'expect(list()).to.deep.equal("debug-with-context canary");'],
    ['a.test.js', 'assert.ok(total(3) === 3);', 'assert.ok(total(3) === 7);'],
    ['a.test.js', "if (total(3) !== 3) throw new Error('wrong');", "if (total(3) !== 7) throw new Error('wrong');"],
    ['a.test.ts', 'expect(isOpen()).toBe(true);', 'expect(isOpen()).toBe(false);'],
    ['test_a.py', 'assert total(3) == 3', 'assert total(3) == 7'],
    ['test_a.py', "assert 'ada' in names()", "assert 'ada (changed)' in names()"],
    ['test_a.py', 'assert total(3) == pytest.approx(3.5)', 'assert total(3) == pytest.approx(8.0)'],
    ['test_a.py', 'assert total(3) == Money(3, "EUR")', 'assert total(3) == Money(7, "EUR")'],
    ['test_a.py', 'self.assertEqual(3, total(3))', 'self.assertEqual(7, total(3))'],
    ['ATest.java', 'assertEquals(3, total(3));', 'assertEquals(7, total(3));'],
    ['ATest.java', 'assertThat(name()).isEqualTo("ada");', 'assertThat(name()).isEqualTo("ada (changed)");'],
    ['ATest.java', 'assertThat(total(3), is(3));', 'assertThat(total(3), is(7));'],
    ['ATest.kt', 'assertEquals(3, total(3))', 'assertEquals(7, total(3))'],
    ['ATest.cs', 'Assert.Equal(3, Total(3));', 'Assert.Equal(7, Total(3));'],
    ['ATest.cs', 'Assert.That(Total(3), Is.EqualTo(3));', 'Assert.That(Total(3), Is.EqualTo(7));'],
    ['ATest.cs', 'Total(3).Should().Be(3);', 'Total(3).Should().Be(7);'],
    ['a_test.go', 'if Total(3) != 3 { t.Fatal("wrong") }', 'if Total(3) != 7 { t.Fatal("wrong") }'],
    ['a_test.go', 'assert.Equal(t, 3, Total(3))', 'assert.Equal(t, 7, Total(3))'],
    ['a.rs', 'assert_eq!(total(3), 3);', 'assert_eq!(total(3), 7);'],
    ['a.rs', 'assert!(total(3) == 3);', 'assert!(total(3) == 7);'],
    ['a_test.cpp', 'EXPECT_EQ(total(3), 3);', 'EXPECT_EQ(total(3), 7);'],
    ['a_test.cpp', 'assert(total(3) == 3);', 'assert(total(3) == 7);'],
    ['ATest.php', '$this->assertSame(3, total(3));', '$this->assertSame(7, total(3));'],
    ['a_spec.rb', 'expect(total(3)).to eq(3)', 'expect(total(3)).to eq(7)'],
    ['test_a.rb', 'assert_equal 3, total(3)', 'assert_equal 7, total(3)'],
    ['a_test.cpp', "assert(letter() == 'a');", "assert(letter() == 'x');"],
  ] as const)
    it(`changes the expected value of ${assertion} (${file})`, async () =>
      strictEqual(await changed(file, around(file, assertion), 3), expected));

  for (const [file, assertion] of [
    ['a.test.js', 'expect(total(3)).not.toBe(3);'],
    ['a.test.js', 'assert.notStrictEqual(total(3), 3);'],
    ['a.test.js', 'if (open) { strictEqual(total(3), 3); }'],
    ['a.test.js', 'try { total(3); } catch (e) { strictEqual(e.code, 3); }'],
    ['test_a.py', 'assert total(3) != 3'],
    ['test_a.py', 'assert total(3) == 3 or closed'],
    ['test_a.py', 'self.assertNotEqual(3, total(3))'],
    ['ATest.java', 'assertNotEquals(3, total(3));'],
    ['ATest.java', 'assertEquals(wanted, total(3));'],
    ['a.rs', 'assert_ne!(total(3), 3);'],
    ['a_spec.rb', 'expect(total(3)).not_to eq(3)'],
    ['a_test.go', 'log.Println(3)'],
  ] as const)
    it(`changes nothing in ${assertion} (${file})`, async () => strictEqual(await changed(file, around(file, assertion), 3), undefined));

  it('takes the first assertion behind the place where the test crashed', async () => {
    const text =
      "test('x', () => {\n  strictEqual(before, 1);\n  const sum = total();\n  strictEqual(sum, 3);\n  strictEqual(sum, 4);\n});\n";
    strictEqual(await changed('a.test.js', text, 3), 'strictEqual(sum, 7);');
  });

  it('takes only assertions of the failing test', async () => {
    const text = "test('x', () => {\n  load();\n});\ntest('y', () => {\n  strictEqual(sum, 3);\n});\n";
    deepStrictEqual([await changed('a.test.js', text, 2), await changed('a.test.js', text, 0, 'y')], [undefined, 'strictEqual(sum, 7);']);
  });
});

/** A test named `x` with the assertion on its third line. */
function around(file: string, assertion: string): string {
  const kinds: [RegExp, string, string][] = [
    [/\.[jt]s$/, "\ntest('x', () => {\n", '\n});\n'],
    [/\.py$/, '\ndef x(self):\n    ', '\n'],
    [/\.java$/, 'class ATest {\n void x() {\n', '\n }\n}\n'],
    [/\.kt$/, 'class ATest {\n fun x() {\n', '\n }\n}\n'],
    [/\.cs$/, 'class ATest {\n void x() {\n', '\n }\n}\n'],
    [/\.go$/, 'package a\nfunc x(t *testing.T) {\n', '\n}\n'],
    [/\.rs$/, '#[test]\nfn x() {\n', '\n}\n'],
    [/\.cpp$/, '\nvoid x() {\n', '\n}\n'],
    [/\.php$/, '<?php class ATest {\n function x() {\n', '\n }\n}\n'],
    [/_spec\.rb$/, "describe 'a' do\nit 'x' do\n", '\nend\nend\n'],
    [/\.rb$/, 'class ATest\ndef x\n', '\nend\nend\n'],
  ];
  const [, before, after] = kinds.find(([pattern]) => pattern.test(file))!;
  return `${before}${assertion}${after}`;
}
