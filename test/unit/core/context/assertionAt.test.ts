import assert from 'node:assert/strict';
import { assertionAt, assertionNotReached } from '../../../../src/core/context/assertionAt';
import { fileIndex } from '../../../../src/core/workspace/fileIndex';
import { WorkspaceCode } from '../../../../src/core/context/workspaceCode';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { aFrame, anError } from '../../../support/someEvidence';

const syntax = openSyntax(packagedGrammars);

/** The assertion found for a frame on a line of a test file. */
async function asserted(file: string, text: string, line: number, find = assertionAt): Promise<string | undefined> {
  const reader = {
    roots: ['/w'],
    read: (path: string) => Promise.resolve(path === file ? text : undefined),
    list: () => Promise.resolve([file]),
    modified: () => Promise.resolve(undefined),
  };
  const code = new WorkspaceCode(reader, syntax, fileIndex([file]));
  const report = { errors: [anError({ frames: [aFrame({ file, line })] })], expectations: [] };
  return (await find(report, [{ frame: 0, file, state: 'found' }], code))?.text;
}

describe('assertionAt', () => {
  it('quotes the assertion of the failing line in each language', async () => {
    const cases: [string, string, number, string][] = [
      ['test/a.test.js', "it('a', () => {\n  const x = f();\n  assert.ok(isEmail(x));\n});", 3, 'assert.ok(isEmail(x))'],
      ['test/b.test.ts', "it('a', () => {\n  expect(f(1)).toBe(true);\n});", 2, 'expect(f(1)).toBe(true)'],
      ['tests/test_c.py', 'def test_c():\n    x = 1\n    assert f(x) in (1,\n        2)\n', 3, 'assert f(x) in (1, 2)'],
      ['tests/test_d.py', 'class T:\n  def test_d(self):\n    self.assertTrue(f(1))\n', 3, 'self.assertTrue(f(1))'],
      [
        'src/test/ATest.java',
        'class ATest {\n  void t() {\n    assertTrue(parser.accepts("x"));\n  }\n}',
        3,
        'assertTrue(parser.accepts("x"))',
      ],
      ['a_test.go', 'package a\n\nfunc TestA(t *testing.T) {\n\trequire.True(t, F(1))\n}', 4, 'require.True(t, F(1))'],
      ['tests/e.rs', '#[test]\nfn e() {\n    assert!(f(1) > 2);\n}', 3, 'assert!(f(1) > 2)'],
    ];
    for (const [file, text, line, wanted] of cases) assert.equal(await asserted(file, text, line), wanted, file);
  });

  it('quotes only assertions, and only in test code', async () => {
    assert.equal(await asserted('test/a.test.js', "it('a', () => {\n  load();\n});", 2), undefined);
    assert.equal(await asserted('src/a.js', 'function a() {\n  assert(b);\n}', 2), undefined);
  });

  it('finds the next assertion of a test that crashed, and none of another test or a callback', async () => {
    const next = (file: string, text: string, line: number) => asserted(file, text, line, assertionNotReached);
    const js =
      "it('a', () => {\n  const x = load();\n  each((y) => {\n    expect(y).toBe(1);\n  });\n  expect(x).toBe(3);\n});\nit('b', () => {\n  const x = load();\n});\nit('c', () => {\n  expect(1).toBe(1);\n});";
    assert.equal(await next('test/a.test.js', js, 9), undefined);
    assert.match((await next('test/a.test.js', js, 2)) ?? '', /^expect\((?:x\)\.toBe\(3\)|y\)\.toBe\(1\))$/);
    assert.equal(await next('tests/test_c.py', 'def test_c():\n    x = f(1)\n    assert x == 2\n', 2), 'assert x == 2');
    assert.equal(await next('src/c.py', 'def test_c():\n    x = f(1)\n    assert x == 2\n', 2), undefined);
    assert.equal(
      await next('a_test.go', 'package a\n\nfunc TestA(t *testing.T) {\n\tx := F(1)\n\trequire.True(t, x)\n}', 4),
      'require.True(t, x)',
    );
  });
});
