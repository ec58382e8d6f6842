import assert from 'node:assert/strict';
import { runInThisContext } from 'node:vm';
import { transformSync } from 'esbuild';
import { WATCHER, watchReturns } from '../../../../../src/core/experiments/returns/watchReturns';
import { openTrees } from '../../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';

const parse = openTrees(packagedGrammars);
const KEY = Symbol.for(WATCHER);

async function watched(file: string, text: string): Promise<ReturnType<typeof watchReturns>> {
  const parsed = await parse(file, text);
  assert.ok(parsed);
  return watchReturns(parsed, 0, file.endsWith('.ts'));
}

const TRICKY = `function all(list) { 'use strict'
  // a comment first
  const twice = (x) => x * 2, both = x => ({ x, y: twice(x) })
  const add = function (a, b) { return a + b /* sum */ }
  class Box { constructor(v) { this.v = v } get value() { return this.v } static of(v) { return new Box(v) } }
  function* each() { yield 1; return 2 }
  function nothing() { if (list.length) return
    list.push(0) }
  nothing()
  const nested = (a) => (b) => add(a, b), comma = () => (1, 2)
  const isStrict = (function () { return this === undefined })()
  return [both(list[0]), Box.of(3).value, [...each()], nested(1)(2), comma(), isStrict, typeof hoisted()]
  function hoisted() {}
}
`;

describe('watchReturns', () => {
  it('reports entries and results, inner calls within outer ones', async () => {
    const { text, functions } = await watched(
      'a.js',
      'function outer(a) {\n  return inner(a) + 1;\n}\nfunction inner(a) {\n  return a;\n}\n',
    );
    assert.deepEqual(functions, [
      { startLine: 1, endLine: 3 },
      { startLine: 4, endLine: 6 },
    ]);
    const seen: string[] = [];
    Object.defineProperty(globalThis, KEY, {
      value: { enter: (id: number) => seen.push(`enter ${id}`), leave: (id: number, v: unknown) => seen.push(`leave ${id} ${String(v)}`) },
      configurable: true,
    });
    try {
      assert.equal((runInThisContext(`(function () {${text} return outer; })`) as () => (a: number) => number)()(4), 5);
    } finally {
      Reflect.deleteProperty(globalThis, KEY);
    }
    assert.deepEqual(seen, ['enter 0', 'enter 1', 'leave 1 4', 'leave 0 5']);
  });

  it('leaves what the program does and its line numbers as they are', async () => {
    const { text } = await watched('a.js', TRICKY);
    const run = (source: string): unknown =>
      (runInThisContext(`(function () {${source}; return all; })`) as () => (list: number[]) => unknown)()([7]);
    assert.deepEqual(JSON.stringify(run(text)), JSON.stringify(run(TRICKY)));
    const before = TRICKY.split('\n');
    const after = text.split('\n');
    for (const [at, line] of before.entries()) {
      const words = line.match(/[a-z]\w+/gi) ?? [];
      for (const word of words) assert.ok(after[at]?.includes(word), `${word} on line ${at + 1}`);
    }
  });

  it('writes types where the file has them', async () => {
    const { text } = await watched('a.ts', 'export const half = (a: number): number => a / 2;\n');
    assert.match(transformSync(text, { loader: 'ts' }).code, /half/);
    assert.match(text, /f: any/);
  });

  it('leaves a file without functions as it is', async () => {
    assert.equal((await watched('a.js', 'exports.a = 1;\n')).text, 'exports.a = 1;\n');
  });
});
