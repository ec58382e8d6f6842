import assert from 'node:assert/strict';
import { parseReference } from '../../../src/host/parseReference';

describe('parseReference', () => {
  for (const [text, parsed] of [
    ['@src/a.ts', { file: 'src/a.ts' }],
    ['src/a.ts', { file: 'src/a.ts' }],
    ['@src/a b.ts:10-40', { file: 'src/a b.ts', lines: [10, 40] }],
    ['@a.ts:7', { file: 'a.ts', lines: [7, 7] }],
    ['@a.ts:40-10', undefined],
    ['@a.ts:0-3', undefined],
    ['@a.ts:x', undefined],
    ['', undefined],
    ['@', undefined],
  ] as const) {
    it(`${parsed ? 'reads' : 'refuses'} ${JSON.stringify(text)}`, () => assert.deepEqual(parseReference(text), parsed));
  }
});
