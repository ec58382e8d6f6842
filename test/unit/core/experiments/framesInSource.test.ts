import { deepStrictEqual } from 'node:assert';
import { parseFailure } from '../../../../src/core/capture/captureFailure';
import { framesInSource } from '../../../../src/core/experiments/framesInSource';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { memoryReader } from '../../../support/memoryReader';

const SOURCE = `import { load, Item } from '@w/store';

export interface Cart { items: Item[] }

export function total(id: string): number {
  const items = load(id);
  return items.reduce((sum, item) => sum + item.price, 0);
}
`;
const BUILT = `"use strict";
exports.total = total;
const store_1 = require("@w/store");
function total(id) {
    const items = (0, store_1.load)(id);
    return items.reduce((sum, item) => sum + item.price, 0);
}
`;
const trace = (file: string, line: number): string =>
  `TypeError: Cannot read properties of undefined (reading 'reduce')\n    at total (${file}:${line}:18)\n    at TestContext.<anonymous> (/home/dev/app/packages/cart/cart.test.js:3:40)\n`;

describe('framesInSource', () => {
  const placed = async (text: string, files: Record<string, string>, built?: Record<string, string>) => {
    const reader = Object.assign(memoryReader(files), built && { readBuilt: (file: string) => Promise.resolve(built[file]) });
    const report = parseFailure(text, { roots: reader.roots });
    const { errors } = await framesInSource(report, reader, openSyntax(packagedGrammars));
    return errors.flatMap(({ frames }) => frames.map(({ file, line }) => `${file}:${line}`));
  };
  const files = { 'packages/cart/src/index.ts': SOURCE, 'packages/cart/cart.test.js': '// a\n// b\n// c\n', 'package.json': '{}' };
  const file = '/home/dev/app/packages/cart/dist/index.js';

  it('leads from a built file without a map to the line with the same text', async () => {
    deepStrictEqual(await placed(trace(file, 6), files, { 'packages/cart/dist/index.js': BUILT }), [
      'packages/cart/src/index.ts:7',
      'packages/cart/cart.test.js:3',
    ]);
  });

  it('leads from a build that is gone to the line of the function that reads what the error names', async () => {
    deepStrictEqual((await placed(trace(file, 6), files))[0], 'packages/cart/src/index.ts:7');
    const twice = { ...files, 'packages/cart/src/index.ts': SOURCE.replace('  const items', '  load(id).reduce(String);\n  const items') };
    deepStrictEqual((await placed(trace(file, 6), twice))[0], file + ':6');
  });

  it('gives the full names of files that a runner names from the folder of their package', async () => {
    const other = { ...files, 'packages/cart/src/total.ts': SOURCE };
    deepStrictEqual((await placed(trace('src/total.ts', 7), other))[0], 'packages/cart/src/total.ts:7');
  });
});
