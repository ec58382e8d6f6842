import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';
import { statementsFor } from '../../../../../src/core/experiments/probes/statementsFor';
import { openTrees } from '../../../../../src/core/syntax/openSyntax';

const files: Record<string, string> = {
  'a.js': 'function f(items) {\n  if (items)\n    return 1;\n  return items;\n}\n',
  'a.go': 'package a\n\nfunc f(n int) int {\n\treturn n\n}\n',
};
const parse = openTrees(packagedGrammars);
const place = (file: string, line: number) => ({ hop: 0, file, line, language: 'javascript' as const, expression: 'items' });

describe('statementsFor', () => {
  it('inserts lines where a statement begins, and gives the reason elsewhere', async () => {
    const places = [place('a.js', 4), place('a.js', 3), place('a.go', 4), place('gone.js', 1)];
    const { lines, refused } = await statementsFor(places, 'k3f9', async (file) => files[file], parse);
    assert.deepEqual(
      lines.map(({ file, before, index }) => [file, before, index]),
      [['a.js', 4, 0]],
    );
    assert.match(lines[0]?.text ?? '', /^console\.error\(.* \/\/ debug-with-context probe k3f9\.0$/);
    assert.deepEqual(refused, [
      { file: 'a.js', line: 3, why: 'no statement begins on this line' },
      { file: 'a.go', line: 4, why: 'the file does not import "fmt"' },
      { file: 'gone.js', line: 1, why: 'the file cannot be read' },
    ]);
  });
});
