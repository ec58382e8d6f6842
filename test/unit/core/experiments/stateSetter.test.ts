import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import type { Coverage } from '../../../../src/core/experiments/coverage';
import { calledFunction } from '../../../../src/core/experiments/returns/splitFunctions';
import { withStateSetter } from '../../../../src/core/experiments/stateSetter';
import type { Ranking } from '../../../../src/core/suspects/ranking';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { reasonText } from '../../../../src/core/context/reasonText';

const JAVASCRIPT = `class Store {
  constructor() {
    this.rows = {};
  }
  find(id) {
    return this.rows[id].name;
  }
  put(row) {
    this.rows[row.id] = row;
  }
  remove(id) {
    this.rows[id] = undefined;
  }
  count() {
    return this.size;
  }
  outer() {
    return this.find(1);
  }
}
function a() {}
function b() {}
function c() {}
`;
const PROTOTYPE = `function Store() {
  this.rows = {};
}
Store.prototype.find = function find(id) {
  return this.rows[id].name;
};
function a() {}
function b() {}
function c() {}
function outer() {}
`;
const PYTHON = `class Store:
    def __init__(self):
        self.rows = []

    def find(self, at):
        return self.rows[at].name

    def put(self, row):
        self.rows.append(row)


def a(): pass
def b(): pass
def c(): pass
def outer(): pass
`;

/** Lines that the failing test ran. */
async function fifth(name: string, text: string, ran: readonly number[], place: number | undefined = 0): Promise<string> {
  const file = await openSyntax(packagedGrammars).parse(name, text);
  const functions = ['find', 'a', 'b', 'c', 'outer'].map((each, at) => {
    const fn = file.functions.find((one) => one.name === each);
    assert.ok(fn, each);
    const called = calledFunction({ name, file, fn });
    return { ...called, share: 0.5 / (at + 1), facts: { ...called.facts, ...(at === 0 && place !== undefined && { stackPlace: place }) } };
  });
  const ranking: Ranking = { by: 'test', facts: [], functions };
  const coverage: Coverage = { failing: new Map([[name, { lines: new Set(ran), functions: new Set<number>() }]]), passing: [] };
  const { functions: now } = withStateSetter(ranking, coverage);
  assert.ok(now.every(({ share }, at) => share <= (now[at - 1]?.share ?? 1)));
  assert.deepEqual(now.slice(0, 4), functions.slice(0, 4));
  const [reason] = now[4]?.reasons ?? [];
  return `${now[4]?.facts.candidate.function}: ${reason && reasonText(reason)}`;
}

describe('withStateSetter', () => {
  it('gives the fifth place to what ran and changes a field that the failing code reads', async () => {
    assert.equal(await fifth('store.js', JAVASCRIPT, [3, 6, 9, 18]), 'Store.put: sets `rows`, read by `Store.find`');
    assert.equal(await fifth('store.js', JAVASCRIPT, [3, 6, 12, 18]), 'Store.remove: sets `rows`, read by `Store.find`');
    assert.equal(await fifth('store.py', PYTHON, [3, 6, 9]), 'Store.put: sets `rows`, read by `Store.find`');
  });

  it('leaves the ranking where only the constructor ran, and for failed assertions', async () => {
    const last = 'Store.outer: called by the failing test, as its run shows';
    assert.equal(await fifth('store.js', JAVASCRIPT, [3, 6, 18]), last);
    assert.equal(await fifth('store.js', PROTOTYPE, [2, 5, 10]), 'outer: called by the failing test, as its run shows');
    assert.equal(await fifth('store.js', JAVASCRIPT, [3, 6, 9, 18], 1), last);
  });
});
