/** A small project as a person has it: the files that work, and a change of today that does not. */
export interface OwnProject {
  folder: string;
  files: Record<string, string>;
  /** Commands that have to be installed. */
  needs: string[];
  /** What fails, as typed in the project's folder. */
  command: string;
  change: { file: string; from: string; to: string; message: string };
  title: RegExp;
  /** Where it fails, in the project. */
  location: { file: string; line: number };
  /** The 1-based line that a run shows to have broken it. */
  brokenAt: number;
  /** What can work in its language. */
  able: string[];
}

const ALL = ['findChange', 'seeValues', 'followValue', 'lookForRepair'];

/** Node's own runner under TypeScript: a number that is wrong two files away. */
export const parcel: OwnProject = {
  folder: 'parcel',
  needs: ['node'],
  command: 'node --import tsx --test test/quote.test.ts',
  files: {
    '.gitignore': 'node_modules\n',
    'package.json': '{ "name": "parcel", "private": true, "type": "module", "scripts": { "typecheck": "tsc --noEmit" } }\n',
    'tsconfig.json':
      '{ "compilerOptions": { "strict": true, "module": "NodeNext", "target": "ES2022", "types": [] }, "include": ["src"] }\n',
    'src/parcel.ts': `export interface Parcel {
  size: { length: number; width: number; height: number };
  kilos: number;
}

/** Light parcels are charged by the room that they take. */
export function chargedKilos(parcel: Parcel): number {
  const { length, width, height } = parcel.size;
  const volumetric = (length * width * height) / 5000;
  return Math.max(parcel.kilos, volumetric);
}
`,
    'src/tariff.ts': `const steps = [
  { upTo: 2, price: 5.5 },
  { upTo: 5, price: 7.5 },
  { upTo: 10, price: 11 },
];

export function priceOf(kilos: number): number {
  const step = steps.find(({ upTo }) => kilos <= upTo);
  if (!step) throw new RangeError(\`No parcel of \${kilos} kg is taken.\`);
  return step.price;
}
`,
    'src/quote.ts': `import { chargedKilos, type Parcel } from './parcel.js';
import { priceOf } from './tariff.js';

export function quote(parcels: readonly Parcel[]): number {
  let total = 0;
  for (const parcel of parcels) total += priceOf(chargedKilos(parcel));
  return total;
}
`,
    'test/quote.test.ts': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quote } from '../src/quote.js';

const book = { size: { length: 30, width: 20, height: 5 }, kilos: 1.2 };
const lamp = { size: { length: 40, width: 30, height: 30 }, kilos: 3 };

test('a small parcel costs the first step', () => {
  assert.equal(quote([book]), 5.5);
});

test('a big light parcel is charged by its volume', () => {
  assert.equal(quote([book, lamp]), 16.5);
});
`,
  },
  change: {
    ...{ file: 'src/parcel.ts', message: 'charge by volume' },
    ...{ from: '(length * width * height) / 5000', to: '(length * width + height) / 5000' },
  },
  title: /^AssertionError: .*13 !== 16\.5/,
  location: { file: 'test/quote.test.ts', line: 13 },
  brokenAt: 9,
  able: ALL,
};
