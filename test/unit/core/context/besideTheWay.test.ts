import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { besideTheWay } from '../../../../src/core/context/besideTheWay';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';

const syntax = openSyntax(packagedGrammars);

async function kept(file: string, text: string, lines: number[]): Promise<string[]> {
  const source = await syntax.parse(file, text);
  const left = besideTheWay(source, { startLine: 1, endLine: source.lines.length }, lines);
  return source.lines
    .filter((_, at) => !left.some(({ startLine, endLine }) => startLine <= at + 1 && at + 1 <= endLine))
    .map((line) => line.trim());
}

const REPR = `def repr1(self, x, level):
    log("a")
    log("b")
    log("c")
    typename = type(x).__name__
    count = 1
    count += 2
    count += 3
    if hasattr(self, typename):
        return getattr(self, typename)(x, level)
    log("d")
    log("e")
    return None`;

describe('the way to a call', () => {
  it('is the block that it stands in, and what its values are made of', async () => {
    assert.deepEqual(await kept('a.py', REPR, [10]), [
      'def repr1(self, x, level):',
      'typename = type(x).__name__',
      'if hasattr(self, typename):',
      'return getattr(self, typename)(x, level)',
    ]);
  });

  it('has the whole of a signature and of an assignment, and gaps of two lines', async () => {
    const text = `function total(
  rows,
  rates,
) {
  start();
  begin();
  const rate = rates.find(
    (each) => each.on,
  );
  one();
  two();
  three();
  return rows.map((row) => row * rate);
}`;
    const shown = await kept('a.js', text, [13]);
    assert.deepEqual(
      text.split('\n').filter((line) => !shown.includes(line.trim())),
      ['  one();', '  two();', '  three();'],
    );
  });
});
