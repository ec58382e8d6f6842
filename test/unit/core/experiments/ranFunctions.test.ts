import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import type { Coverage, RanLines } from '../../../../src/core/experiments/coverage';
import { withRanFunctions } from '../../../../src/core/experiments/ranFunctions';
import type { RankedFunction, Ranking } from '../../../../src/core/suspects/ranking';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { memoryReader } from '../../../support/memoryReader';

/** A function of three lines that returns. */
const fn = (name: string): string => `function ${name}() {\n  return 1;\n}\n`;
const FILES = {
  'lib/a.js': fn('first') + fn('second') + fn('idle'),
  'lib/b.js': fn('third'),
  'test/a.test.js': fn('helper'),
  'node_modules/c/index.js': fn('foreign'),
};

function ran(files: Record<string, number[]>): RanLines {
  return new Map(Object.entries(files).map(([file, lines]) => [file, { lines: new Set(lines), functions: new Set<number>() }]));
}

const coverage: Coverage = {
  failing: ran({ 'lib/a.js': [2, 5], 'lib/b.js': [2], 'test/a.test.js': [2], 'node_modules/c/index.js': [2] }),
  passing: [ran({ 'lib/a.js': [2], 'lib/b.js': [2] }), ran({ 'lib/a.js': [2] })],
};
const ports = { reader: memoryReader(FILES), syntax: openSyntax(packagedGrammars) };

function known(name: string, count: number): Ranking {
  const functions = Array.from({ length: count }, (_, at) => {
    const candidate = { file: name, startLine: 1 + 3 * at, endLine: 3 + 3 * at, function: `known ${at}` };
    return { facts: { candidate, frameLines: [] }, share: 1 / count, score: 0, reasons: [], lines: [] } as unknown as RankedFunction;
  });
  return { by: 'test', facts: [], functions };
}

async function names(ranking: Ranking): Promise<(string | undefined)[]> {
  const { functions } = await withRanFunctions(ranking, coverage, ports);
  assert.ok(functions.every(({ share }, at) => share <= (functions[at - 1]?.share ?? 1)));
  return functions.map(({ facts }) => facts.candidate.function);
}

describe('withRanFunctions', () => {
  it('fills a short ranking with own functions that ran, first those that the fewest passing tests ran', async () => {
    assert.deepEqual(await names(known('lib/z.js', 0)), ['second', 'third', 'first']);
    assert.deepEqual(await names(known('lib/z.js', 3)), ['known 0', 'known 1', 'known 2', 'second', 'third']);
  });

  it('adds no function that is there already, and nothing to a ranking that is long enough', async () => {
    assert.deepEqual(await names(known('lib/a.js', 1)), ['known 0', 'second', 'third']);
    assert.equal((await names(known('lib/z.js', 5))).length, 5);
  });
});
