import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { runTest, type Ended } from '../../../../src/core/interpret/failingTest';
import { ProgramView } from '../../../../src/core/suspects/explain/programView';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';

const syntax = openSyntax(packagedGrammars);

interface Case {
  title: string;
  /** The first one is run, at the line with `// here`. */
  files: Readonly<Record<string, string>>;
  data?: Readonly<Record<string, string>>;
  /** Values of a failed check, or the type and the place of an error. */
  ends: string[] | [type: string, file: string, line: number] | 'passed' | { unknown: RegExp };
}

async function endOf({ files, data = {} }: Case): Promise<Ended> {
  const parsed = await Promise.all(Object.entries(files).map(([name, text]) => syntax.parse(name, text)));
  const [main] = parsed;
  const line = main!.lines.findIndex((each) => each.includes('// here')) + 1;
  const texts = Object.entries(data).map(([file, text]) => ({ file, lines: text.split('\n') }));
  return runTest(new ProgramView([], [], parsed, undefined, texts), main!, line).ended;
}

const CASES: readonly Case[] = [
  {
    title: 'what runs before the tests of a suite runs once or before each, and `this` is shared',
    files: {
      'a.spec.js': `const assert = require('assert');
describe('outer', function () {
  before(function () { this.list = ['once']; });
  beforeEach(function () { this.list.push('each'); });
  describe('inner', function () {
    beforeEach(function () { this.list.push('inner'); });
    it('has them', function () {
      assert.deepStrictEqual(this.list, []); // here
    });
  });
});
`,
    },
    ends: ['["once", "each", "inner"]', '[]'],
  },
  {
    title: 'a test that is called back ends when it says so',
    files: {
      'a.spec.js': `const assert = require('assert');
it('waits', (done) => {
  setTimeout(() => {
    assert.strictEqual(1, 2); // here
    done();
  }, 10);
});
`,
    },
    ends: ['1', '2'],
  },
  {
    title: 'a test of a table runs for each row until one fails',
    files: {
      'a.test.js': `test.each([[1, 2], [2, 5], [3, 9]])('%i doubled', (n, wanted) => {
  expect(n * 2).toBe(wanted); // here
});
`,
    },
    ends: ['4', '5'],
  },
  {
    title: 'a test within a test runs where it is asked for',
    files: {
      'a.test.mjs': `import { test } from 'node:test';
import assert from 'node:assert/strict';
test('whole', async (t) => {
  let n = 1;
  await t.test('part', () => { n += 1; });
  assert.equal(n, 3); // here
});
`,
    },
    ends: ['2', '3'],
  },
  {
    title: 'a function that notes its calls gives what it was told to',
    files: {
      'a.test.ts': `import { expect, test, vi } from 'vitest';
test('calls', async () => {
  const read = vi.fn().mockResolvedValueOnce('a').mockResolvedValue('b');
  const seen: string[] = [await read(1), await read(2), await read(3)];
  expect(read).toHaveBeenCalledTimes(3);
  expect(read.mock.calls[1]).toEqual([2]);
  expect(seen.join()).toBe('a,a,b'); // here
});
`,
    },
    ends: ['"a,b,b"', '"a,a,b"'],
  },
  {
    title: 'expectations of jest and of chai hold for equal parts',
    files: {
      'a.test.ts': `import { expect as should } from 'chai';
class Point { constructor(readonly x: number, readonly y?: number) {} }
test('all', async () => {
  expect(new Point(1)).toEqual({ x: 1 });
  expect(new Point(1)).not.toStrictEqual({ x: 1 });
  expect({ a: 1, b: [1, 2] }).toMatchObject({ b: expect.arrayContaining([2]) });
  expect(() => { throw new RangeError('far off'); }).toThrow(/far/);
  await expect(Promise.reject(new TypeError('no'))).rejects.toThrow(TypeError);
  should([3, 1]).to.have.members([1, 3]);
  should({ a: { b: 2 } }).to.have.property('a').that.deep.equals({ b: 2 });
  should('').to.be.empty;
  expect([1, 2]).toHaveLength(3); // here
});
`,
    },
    ends: ['2', '3'],
  },
  {
    title: 'what listens is called in order, and once only if it asked for that',
    files: {
      'a.test.js': `const { EventEmitter } = require('node:events');
const test = require('node:test');
const assert = require('node:assert');
class Order extends EventEmitter { #n = 0; pay() { this.emit('paid', ++this.#n); return this; } }
test('events', () => {
  const seen = [];
  const order = new Order().on('paid', function (n) { seen.push(this instanceof Order, n); }).once('paid', () => seen.push('once'));
  order.pay().pay();
  assert.deepStrictEqual(seen, []); // here
});
`,
    },
    ends: ['[true, 1, "once", true, 2]', '[]'],
  },
  {
    title: 'modules export what they set, and files beside them are read',
    files: {
      'test/a.test.js': `const test = require('node:test');
const assert = require('node:assert');
const { total, Tax, names } = require('../src');
test('sums', () => {
  assert.strictEqual(\`\${total()} \${new Tax(2).of(3)} \${names}\`, ''); // here
});
`,
      'src/index.js': `module.exports = { ...require('./total'), Tax: class { constructor(r) { this.r = r; } of(n) { return n * this.r; } } };
exports.lost = 1;
module.exports.names = require('../data/names.json').list.join('+');
`,
      'src/total.js': `const fs = require('fs'), path = require('path');
exports.total = () => fs.readFileSync(path.join(__dirname, '..', 'data/rows.csv'), 'utf8').trim().split('\\n').slice(1).reduce((sum, row) => sum + Number(row.split(',')[1]), 0);
`,
    },
    data: { 'data/rows.csv': 'name,n\na,4\nb,5\n', 'data/names.json': '{"list":["x","y"]}' },
    ends: ['"9 6 x+y"', '""'],
  },
  {
    title: 'a module of imports has its default, what it exports again, and what it only runs',
    files: {
      'a.test.ts': `import { test } from 'node:test';
import assert from 'node:assert';
import make, { size as count, Level } from './index';
import './register';
import * as all from './registry';
test('modules', () => {
  assert.deepStrictEqual([make().n, count, Level[1], Level.High, all.known], []); // here
});
`,
      'index.ts': `export { size } from './sizes';
export * from './levels';
export default () => ({ n: 1 });
`,
      'sizes.ts': `export const size = 4;\n`,
      'levels.ts': `export enum Level { Low = 1, High = Low << 2 }\n`,
      'registry.ts': `export const known: string[] = [];\n`,
      'register.ts': `import { known } from './registry';\nknown.push('plug');\n`,
    },
    ends: ['[1, 4, "Low", 4, ["plug"]]', '[]'],
  },
  {
    title: 'a program ends where its error was made, with what it rethrows in between',
    files: {
      'main.js': `const { read } = require('./read');
async function main() {
  await null;
  read({}); // here
}
main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
`,
      'read.js': `exports.read = (config) => {
  try {
    return config.server.port;
  } catch (error) {
    throw error;
  }
};
`,
    },
    ends: ['TypeError', 'read.js', 3],
  },
  {
    title: 'a promise that nobody handles ends a program',
    files: {
      'main.mjs': `const work = async (n) => {
  if (n > 1) throw new RangeError('many');
};
for (const n of [1, 2]) work(n); // here
`,
    },
    ends: ['RangeError', 'main.mjs', 2],
  },
  {
    title: 'a call of what is no function, and a list that is none, are errors of the program',
    files: {
      'main.ts': `interface Plugin { hooks: Record<string, (() => void) | undefined> }
const plugins: Plugin[] = [{ hooks: {} }];
for (const { hooks } of plugins) hooks['init']!(); // here
`,
    },
    ends: ['TypeError', 'main.ts', 3],
  },
  {
    title: 'what stands behind a `!` belongs to the last part of what stands before it',
    files: {
      'a.test.ts': `import { test } from 'node:test';
import assert from 'node:assert';
test('grammar', async () => {
  const t: { n?: number; list?: number[] } = { n: 3, list: [4] };
  const load = async <T>(value: T): Promise<{ rows: T[] }> => ({ rows: [value] });
  assert.deepStrictEqual([false || t.n! > 2, 1 + t.list![0]!, t.n! + 1 > 3 && t.list!.length, (await load<number>(5)).rows, await load<number>(6).then((r) => r.rows)], []); // here
});
`,
    },
    ends: ['[true, 5, 1, [5], [6]]', '[]'],
  },
  {
    title: 'what only a run knows may be kept, and nothing is said of what depends on it',
    files: {
      'a.test.js': `const test = require('node:test');
const assert = require('node:assert');
test('clock', () => {
  const entry = { at: Date.now(), id: Math.random(), n: 1 };
  assert.strictEqual(entry.n, 1);
  assert.ok(entry.at > 5); // here
});
`,
    },
    ends: { unknown: /nothing sets/ },
  },
  {
    title: 'what a parameter takes apart is missing in the function, and not in its call',
    files: {
      'main.mjs': `import { exists } from './seats.mjs';
const shows = new Map([[301, { rows: 8 }]]);
const free = (id, seats) => seats.filter((seat) => exists(shows.get(id), seat));
free('301', [1]); // here
`,
      'seats.mjs': `export const limit = 3;
export const exists = ({ rows }, seat) => seat <= rows;
`,
    },
    ends: ['TypeError', 'seats.mjs', 2],
  },
  {
    title: 'a file that no code names is the argument of the program',
    files: {
      'main.mjs': `import { readFileSync } from 'node:fs';
const [, , file] = process.argv;
const lines = readFileSync(file, 'utf8').trim().split('\\n');
lines.find((line) => line.startsWith('z')).length; // here
`,
    },
    data: { 'plan.txt': 'a\nb\n', 'package.json': '{}' },
    ends: ['TypeError', 'main.mjs', 4],
  },
  {
    title: 'calls without an end end where they are made again',
    files: {
      'main.mjs': `const parents = { a: 'b', b: 'a' };
const path = (name) => (parents[name] ? [...path(parents[name]), name] : [name]);
path('a'); // here
`,
    },
    ends: ['RangeError', 'main.mjs', 2],
  },
  {
    title: 'functions of the library are values, and only what is called each time is a function of `reduceRight`',
    files: {
      'a.test.mjs': `import { test } from 'node:test';
import assert from 'node:assert';
test('chain', () => {
  const fns = new Map([['^', [3, Math.pow]], ['+', [1, (a, b) => a + b]]]);
  const [power, apply] = fns.get('^') ?? [];
  const chain = [(next) => next() + 1, (next) => next() * 2].reduceRight((next, step) => () => step(next), () => 5);
  assert.deepStrictEqual([apply !== undefined && power, apply(2, 3), chain()], []); // here
});
`,
    },
    ends: ['[3, 8, 11]', '[]'],
  },
  {
    title: 'a check that holds lets its test pass',
    files: {
      'a.test.js': `const test = require('node:test');
const assert = require('node:assert/strict');
test('checks', async () => {
  assert.throws(() => assert(false, 'wrong'), { name: 'AssertionError', message: 'wrong' });
  assert.throws(() => JSON.parse('{'), SyntaxError);
  assert.throws(() => { throw Object.assign(new Error('full'), { code: 'E1' }); }, { code: 'E1', message: /fu/ });
  await assert.rejects(async () => { throw new TypeError('x'); }, TypeError);
  assert.deepEqual(new Map([['a', new Set([1])]]), new Map([['a', new Set([1])]]));
  assert.notDeepEqual([1, '2'], [1, 2]);
  assert.match('abc', /b/); // here
});
`,
    },
    ends: 'passed',
  },
];

describe('a program of JavaScript in the interpreter', () => {
  for (const each of CASES)
    it(`ends as its run: ${each.title}`, async () => {
      const ended = await endOf(each);
      const said = JSON.stringify(ended);
      if (each.ends === 'passed') return assert.equal(ended.kind, 'passed', said);
      if ('unknown' in each.ends) return assert.match(ended.kind === 'unknown' ? ended.why : '', each.ends.unknown, said);
      assert.ok(ended.kind === 'failed', said);
      const [first, second, third] = each.ends;
      if (typeof third !== 'number') return assert.deepEqual(ended.values, each.ends, said);
      assert.deepEqual([ended.type, ended.lines.at(-1)], [first, { file: second, line: third }], said);
    });
});
