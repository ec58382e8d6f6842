import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { unranLines } from '../../../../src/core/experiments/unranLines';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';

const syntax = openSyntax(packagedGrammars);

async function unran(file: string, text: string, lines: number[], functions: number[] = []): Promise<number[]> {
  return [...unranLines(await syntax.parse(file, text), { lines: new Set(lines), functions: new Set(functions) })].sort((a, b) => a - b);
}

describe('lines that did not run', () => {
  it('are those of whole statements: a statement ran with its first line', async () => {
    const text = `function f(a) {
  const all = [
    a,
    2,
  ];
  if (a) {
    g(
      all,
    );
  } else {
    h();
  }
}`;
    assert.deepEqual(await unran('a.js', text, [2, 6, 11], [1]), [7, 8, 9]);
  });

  it('are none of code outside of functions, where engines count little', async () => {
    const text = `package a

var rates = map[string]int{
\t"de": 19,
}

func rate(c string) int {
\tif c == "" {
\t\treturn 0
\t}
\treturn rates[c]
}
`;
    assert.deepEqual(await unran('a.go', text, [7, 8, 11]), [2, 6, 9, 13]);
  });

  it('are none of a docstring', async () => {
    const text = `def f(a):
    """Sums.

    All of it."""
    return a
`;
    assert.deepEqual(await unran('a.py', text, [5], [1]), [3, 6]);
  });

  it('are none of a function that was called, and of which no line was counted', async () => {
    const text = 'function f(a) {\n  a();\n  return a;\n}';
    assert.deepEqual(await unran('a.js', text, [], [1]), []);
    assert.deepEqual(await unran('a.js', text, []), [2, 3]);
  });
});
