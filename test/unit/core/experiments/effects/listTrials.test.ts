import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';
import { listTrials } from '../../../../../src/core/experiments/effects/listTrials';
import { openTrees } from '../../../../../src/core/syntax/openSyntax';

const parse = openTrees(packagedGrammars);

const JAVASCRIPT = `function outer(list) {
  const inner = (n) => {
    if (n > 1) {
      log(n);
    }
    return n;
  };
  return list.map(inner);
}
function log(n) {
  seen.push(n);
}
`;

const PYTHON = `def total(prices):
    if prices:
        return sum(prices)
    return 0
`;

async function trials(file: string, text: string, ranges: readonly [number, number][], ran: readonly number[]) {
  const suspects = ranges.map((functionRange) => ({ file, line: functionRange[0] + 1, functionRange, score: 1, reasons: [] }));
  const ports = { read: async () => text, parse, ran: new Map([[file, { lines: new Set(ran), functions: new Set<number>() }]]) };
  return listTrials(suspects, { kind: 'assertion', expectations: [] }, [], ports);
}

describe('listTrials', () => {
  const ranges: [number, number][] = [
    [1, 9],
    [2, 7],
    [10, 12],
  ];

  it('takes a change of each function in turn, first that it ends at once', async () => {
    const { functions, changes } = await trials('a.js', JAVASCRIPT, ranges, [3, 4, 6, 8, 11]);
    deepStrictEqual(
      functions.map(({ startLine, endLine }) => [startLine, endLine]),
      ranges,
    );
    deepStrictEqual(
      changes.slice(0, 3).map(({ of }) => of),
      [0, 1, 2],
    );
    deepStrictEqual(
      changes.slice(0, 3).map(({ text }) => lineWith(text, 'return;')),
      ['function outer(list) {return;', '  const inner = (n) => {return;', 'function log(n) {return;'],
    );
    for (const { text } of changes) strictEqual(text.split('\n').length >= JAVASCRIPT.split('\n').length, true);
  });

  it('gives the changes of a function inside another to the inner one', async () => {
    const { changes } = await trials('a.js', JAVASCRIPT, ranges, [3, 4, 6, 8, 11]);
    for (const { of, text } of changes.filter(({ text }) => !text.includes('log(n);'))) strictEqual(of, 1, text);
    ok(changes.some(({ of, text }) => of === 1 && text.includes('if (false)')));
  });

  it('changes no statement that the failing test never reached', async () => {
    const { changes } = await trials('a.js', JAVASCRIPT, ranges, [3, 6, 8]);
    for (const { text } of changes) ok(text.includes('log(n);') || !text.includes('if (n > 1)'), text);
  });

  it('returns early, turns conditions off and drops results in Python, at the given lines only', async () => {
    const { changes } = await trials('a.py', PYTHON, [[1, 4]], [2, 3]);
    const texts = changes.map(({ text }) => text);
    ok(texts.includes(PYTHON.replace('    if prices', '    return None\n    if prices')));
    ok(texts.includes(PYTHON.replace('if prices', 'if False')));
    ok(texts.includes(PYTHON.replace('return sum(prices)', 'return')));
    ok(!texts.some((text) => text.includes('return 1')));
  });
});

function lineWith(text: string, part: string): string | undefined {
  return text.split('\n').find((line) => line.includes(part));
}
