import assert from 'node:assert/strict';
import { commentLines } from '../../../../src/core/context/commentLines';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';

const syntax = openSyntax(packagedGrammars);

async function lines(file: string, text: string): Promise<number[]> {
  const source = await syntax.parse(file, text);
  return [...commentLines(source, { startLine: 1, endLine: source.lines.length })];
}

describe('commentLines', () => {
  it('returns the middle of long comments, without their first and last line', async () => {
    assert.deepEqual(await lines('a.ts', 'f();\n// one\n// two\n// three\n// four\ng();'), [3, 4]);
    assert.deepEqual(await lines('a.java', 'int a;\n/*\n * one\n * two\n */\nint b;'), [3, 4]);
    assert.deepEqual(await lines('a.rb', '# one\n# two\n# three\n# four\nx = 1'), [2, 3]);
  });

  it('leaves short comments and code that follows one on its line', async () => {
    assert.deepEqual(await lines('a.ts', '// one\n// two\nf();'), []);
    assert.deepEqual(await lines('a.ts', '/*\n one\n two\n*/ f();'), []);
  });

  it('takes docstrings, not other strings of many lines', async () => {
    assert.deepEqual(await lines('a.py', 'def f():\n    """One.\n\n    Two.\n    Three.\n    """\n    return 1'), [3, 4, 5]);
    assert.deepEqual(await lines('a.py', 'x = f(\n    """one\n    two\n    three\n    four"""\n)'), []);
  });

  it('gives up on an unclosed comment', async () => {
    assert.deepEqual(await lines('a.py', 'def f():\n    """One.\n    a\n    b\n    c'), []);
  });
});
