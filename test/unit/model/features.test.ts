import assert from 'node:assert/strict';
import { parseFailure } from '../../../src/core/capture/captureFailure';
import { collectEvidence } from '../../../src/core/context/collectEvidence';
import { createRedactor } from '../../../src/core/prompt/redactor';
import { candidateFacts } from '../../../src/core/suspects/candidateFacts';
import { functionScores } from '../../../src/core/suspects/functionScores';
import { lineScores } from '../../../src/core/suspects/lineScores';
import { openSyntax } from '../../../src/core/syntax/openSyntax';
import { errorKind } from '../../../src/model/errorKind';
import { failureWords } from '../../../src/model/failureWords';
import { FUNCTION_FEATURES, functionFeatures } from '../../../src/model/functionFeatures';
import { LINE_FEATURES, lineFeatures } from '../../../src/model/lineFeatures';
import { packagedGrammars } from '../../../realBugs/packagedGrammars';
import { anError } from '../../support/someEvidence';
import { memoryReader } from '../../support/memoryReader';

const store = `class Store {
  constructor() {
    this.orders = undefined;
  }
  size() {
    return this.orders.length;
  }
  fail(message) {
    throw new Error(message);
  }
  first() {
    if (this.size() === 0) {
      this.fail('empty');
    }
    return this.orders[0];
  }
}
module.exports = { Store };
`;

const test = `const { Store } = require('../src/store');
it('has the right count', () => {
  const store = new Store();
  store.first();
});
`;

const trace = `TypeError: Cannot read properties of undefined (reading 'length')
    at Store.size (/home/dev/app/src/store.js:6:24)
    at Store.first (/home/dev/app/src/store.js:12:14)
    at Context.<anonymous> (/home/dev/app/test/store.test.js:4:9)
`;

const reader = memoryReader({ 'src/store.js': store, 'test/store.test.js': test });
const syntax = openSyntax(packagedGrammars);

async function factsOf() {
  const evidence = await collectEvidence(
    parseFailure(trace),
    { changesWindowMs: 0, references: [], removed: [], edited: {}, chosenFiles: {}, values: [] },
    { reader, syntax, redactor: createRedactor({}), clock: { now: () => 0 }, tokens: { count: (text) => text.length } },
  );
  const facts = await candidateFacts(evidence, { reader, syntax });
  return { evidence, facts, words: failureWords(evidence, facts) };
}

async function featuresOf(name: string): Promise<Record<string, number>> {
  const { evidence, facts, words } = await factsOf();
  const scored = functionScores(evidence, facts);
  const rows = functionFeatures(scored, words, 'javascript');
  const at = scored.findIndex(({ facts: { candidate } }) => candidate.function?.endsWith(name));
  assert.ok(at >= 0, name);
  return Object.fromEntries(FUNCTION_FEATURES.map((feature, index) => [feature, rows[at]?.[index] ?? NaN]));
}

describe('features of functions', () => {
  it('identify the throwing function, and who wrote the field that it reads', async () => {
    const size = await featuresOf('size');
    assert.deepEqual([size['thrower'], size['setsReadField'], size['error:noValue']], [1, 0, 1]);
    const made = await featuresOf('constructor');
    assert.deepEqual([made['thrower'], made['setsReadField'], made['onStack']], [0, 1, 0]);
  });

  it('distinguish helpers that always throw from functions that may throw', async () => {
    assert.equal((await featuresOf('fail'))['alwaysThrows'], 1);
    assert.equal((await featuresOf('first'))['alwaysThrows'], 0);
  });

  it('give the function that names the test, and the number of callers', async () => {
    const size = await featuresOf('size');
    assert.ok((size['titleClass'] ?? 0) > 0, 'store.test.js tests Store');
    assert.equal(size['exactInTest'], 0);
    assert.equal((await featuresOf('first'))['exactInTest'], 1);
    assert.ok((size['callers'] ?? 0) > 0);
  });
});

describe('features of lines', () => {
  it('give the kind of code on a line, and its distance from the frame', async () => {
    const { facts, words } = await factsOf();
    const first = facts.find(({ candidate }) => candidate.function?.endsWith('first'));
    assert.ok(first);
    const lines = lineScores(first);
    const of = (line: number): Record<string, number> => {
      const place = lines.findIndex((each) => each.line === line);
      const scored = lines[place];
      assert.ok(scored);
      const row = lineFeatures(first, { scored, place, throws: false, signature: false, assertion: false }, words, 'javascript');
      return Object.fromEntries(LINE_FEATURES.map((feature, index) => [feature, row[index] ?? NaN]));
    };
    const condition = of(12);
    assert.deepEqual([condition['condition'], condition['comparison'], condition['number'], condition['above']], [1, 1, 1, 1]);
    const returned = of(15);
    assert.deepEqual([returned['returned'], returned['index'], returned['condition'], returned['below']], [1, 1, 0, 0.25]);
    assert.ok((returned['depth'] ?? 0) > 0);
  });
});

describe('errorKind', () => {
  for (const [type, message, kind] of [
    ['TypeError', "Cannot read properties of undefined (reading 'a')", 'noValue'],
    ['TypeError', 'x is not a function', 'type'],
    ['AttributeError', "'NoneType' object has no attribute 'a'", 'noValue'],
    ['IndexError', 'list index out of range', 'index'],
    ['java.lang.NumberFormatException', 'For input string: "x"', 'value'],
    ['RangeError', 'Maximum call stack size exceeded', 'endless'],
    ['MyError', 'nothing that is known', undefined],
  ] as const)
    it(`is ${kind ?? 'unknown'} for ${type}: ${message}`, () => {
      assert.equal(errorKind({ errors: [anError({ type, message })], expectations: [] }), kind);
    });
});
