import { deepStrictEqual, ok } from 'node:assert';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PairBug } from '../../../../training/npm/isolateFault';
import { minePair } from '../../../../training/npm/minePair';
import { PairWorkspace } from '../../../../training/npm/pairWorkspace';

const older = {
  'index.js': [
    'exports.first = function (list) {',
    '  return list[1];',
    '};',
    'exports.size = function (list) {',
    '  return list.length;',
    '};',
    'exports.name = function (x) {',
    '  return x.name;',
    '};',
  ].join('\n'),
  'test/first.js': "require('assert').equal(require('../').first([1]), undefined);",
  'package.json': '{"scripts":{"test":"node test/first.js"}}',
};

const newer = {
  ...older,
  'index.js': older['index.js']
    .replace('list[1]', 'list[0]')
    .replace('  return list.length', '  if (!list) return 0;\n  return list.length')
    .replace('x.name', 'String(x.name)'),
  'test/first.js': "require('assert').equal(require('../').first([1]), 1);",
  'test/size.js': "require('assert').equal(require('../').size(), 0);",
  'test/never.js': "require('assert').equal(1, 2);",
};

describe('minePair', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'pair-'))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function unpack(name: string, files: Record<string, string>): string {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name, file)), { recursive: true });
      writeFileSync(join(folder, name, file), text);
    }
    return join(folder, name);
  }

  it("finds what the newer version's tests catch in the older source, each with the lines that mend it alone", async () => {
    const [left, right] = [unpack('older', older), unpack('newer', newer)];
    const found: PairBug[] = [];
    const reasons: string[] = [];
    await minePair(PairWorkspace.layOut(join(folder, 'work'), left, right), left, right, {
      mocha: '',
      known: () => false,
      late: () => false,
      say: (reason) => reasons.push(reason),
      found: (bug) => found.push(bug),
    });
    deepStrictEqual(
      found.map(({ test, kind, truth }) => ({ test, kind, truth })),
      [
        { test: 'test/first.js', kind: 'assertion', truth: [{ file: 'index.js', lines: [2] }] },
        { test: 'test/size.js', kind: 'crash', truth: [{ file: 'index.js', lines: [4, 5] }] },
      ],
    );
    ok(found[1]?.text.includes("TypeError: Cannot read properties of undefined (reading 'length')"));
    deepStrictEqual(reasons, ['fails on the newer source too']);
  });
});
