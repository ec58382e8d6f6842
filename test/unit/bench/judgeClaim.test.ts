import assert from 'node:assert/strict';
import { instrumentScript } from '../../../bench/claims/instrumentScript';
import { judgeClaim } from '../../../bench/claims/judgeClaim';
import type { Judged } from '../../../bench/claims/judged';
import type { Observed, Seen } from '../../../bench/claims/observe';
import { readClaims } from '../../../bench/claims/readClaims';

const FILES = {
  'orders.py': "def load(key):\n    return {'first': key, 'items': None}\n\n\norder = load('a')\nlen(order['items'])\n",
  'test_orders.py': 'from orders import load\n\n\ndef test_load():\n    assert load(1) == 2\n',
};

/** What the judge says of each claim of a card about line 6 of orders.py. */
function verdicts(rootCause: string, observed: Partial<Observed> = {}): string[] {
  const card = { title: '', rootCause, evidence: [{ file: 'orders.py', line: 6, why: 'fails here', verified: true }] };
  const nothing: Observed = { lines: new Set(), functions: new Map(), calls: [], returns: new Map(), values: new Map() };
  const program: Judged = {
    ...{ language: 'python', kind: 'crash', command: '', files: FILES, output: 'TypeError: object of type NoneType has no len()' },
    ...{ frames: [{ file: 'orders.py', line: 6 }], cards: [card], observed: { ...nothing, ...observed }, prints: false },
  };
  return readClaims(card).flatMap(({ claims }) => claims.map((claim) => judgeClaim(claim, program).is));
}

function seen(text: string, kind: Seen['kind']): Seen[] {
  return [{ kind, text, type: kind }];
}

describe('judgeClaim', () => {
  it('finds a key that a card denies in the literal on the line that it names', () => {
    assert.ok(verdicts('`load()` (line 2) has no `items`.').includes('false'));
    assert.ok(!verdicts('`load()` (line 2) has no `price`.').includes('false'));
  });

  it('finds quoted code only on the line named', () => {
    assert.deepEqual(verdicts("Line 6 reads `order['items']`."), ['true']);
    assert.deepEqual(verdicts("Line 4 reads `order['price']`."), ['false']);
  });

  it('believes the run about a value, and does not judge what no run showed', () => {
    const values = (of: Seen[]): Partial<Observed> => ({ values: new Map([["orders.py:6|order['items']", of]]) });
    assert.deepEqual(verdicts("`order['items']` is None.", values(seen('None', 'nothing'))), ['true']);
    assert.deepEqual(verdicts("`order['items']` is None.", values(seen('[1]', 'list'))), ['false']);
    assert.deepEqual(verdicts("`order['items']` is None."), ['not judged']);
  });

  it('refutes a call that the run did not make', () => {
    const calls = [{ caller: 'test_load', callerFile: 'test_orders.py', callerLine: 5, callee: 'load', calleeFile: 'orders.py' }];
    assert.deepEqual(verdicts('`load` is called by `test_load`.', { calls }), ['true']);
    assert.deepEqual(verdicts('`load` is called by `main`.', { calls }), ['false']);
  });

  it('refutes a value that a function is said to give and did not return', () => {
    const returns = new Map([['orders.py:2|load', seen('3', 'number')]]);
    assert.deepEqual(verdicts('`load` gives `3` where `2` was expected', { returns }), ['true']);
    assert.deepEqual(verdicts('`load` gives `+++` where `2` was expected', { returns }), ['not judged']);
    assert.deepEqual(verdicts('`load` gives `4` where `2` was expected', { returns }), ['false']);
  });

  it('takes a suggestion for no claim', () => {
    const [read] = readClaims({ title: '', rootCause: 'A default would keep it.', evidence: [] });
    assert.deepEqual([read?.claims, read?.noClaim], [[], true]);
  });
});

describe('instrumentScript', () => {
  it('keeps the number of each line', () => {
    const text = 'class A extends B {\n  constructor() {\n    super();\n    this.x = 1;\n  }\n}\nconst f = (x) =>\n  x + 1;\n';
    const instrumented = instrumentScript('a.js', text);
    assert.equal(instrumented.split('\n').length, text.split('\n').length);
    assert.match(instrumented.split('\n')[7] ?? '', /__claims\.gave\("a\.js", 8, "f", \(x \+ 1\)\)/);
  });
});
