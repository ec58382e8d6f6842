import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { frameText } from '../../../../support/readErrors';

const mocha = readFileSync('test/fixtures/runners/ctrf/mocha/output.txt', 'utf8');

function read(text: string): unknown[] {
  return parseFailure(text).errors.map(({ test, type, message, frames }) => [test, type, message, ...frames.map(frameText)]);
}

/** A report with these tests, as a reporter writes it. */
function report(tests: unknown[], space?: number): string {
  const summary = { tests: 1, passed: 0, failed: 1, skipped: 0, pending: 0, other: 0, start: 0, stop: 1 };
  const results = { tool: { name: 'own' }, summary, tests };
  return JSON.stringify({ reportFormat: 'CTRF', specVersion: '0.0.0', results }, null, space);
}

describe('reports in the Common Test Report Format', () => {
  it('are read as the schema of the format describes them', () => {
    const schema = JSON.parse(readFileSync('node_modules/ctrf/dist/ctrf-schema-0.0.json', 'utf8')) as object;
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    const test = {
      name: 'pays',
      status: 'failed',
      duration: 3,
      suite: ['Cart', 'checkout'],
      message: 'no card',
      filePath: 'src/cart.spec.ts',
      line: 12,
    };
    for (const text of [mocha, report([test])]) assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors));
    const seen = [['Cart checkout pays', '', 'no card', 'src/cart.spec.ts:12']];
    assert.deepEqual(read(report([test])), seen);
    assert.deepEqual(read(report([test], 2)), seen);
  });

  it('are read behind the prefixes of a log, and up to the place where they were cut off', () => {
    const behind = mocha.split('\n').map((line) => `2026-11-30T10:00:00.1234567Z ${line}`);
    assert.deepEqual(read(behind.join('\n')), read(mocha));
    assert.deepEqual(read(mocha.slice(0, mocha.indexOf('"name": "Cart times out"'))), read(mocha).slice(0, 2));
  });

  it('have a passed test for each that failed only at first', () => {
    const retried = { name: 'pays', status: 'passed', flaky: true, retryAttempts: [{ attempt: 1, status: 'failed', message: 'no card' }] };
    assert.deepEqual(read(report([retried, { name: 'sends', status: 'failed', message: 'no mail' }])), [['sends', '', 'no mail']]);
  });

  it('may hold anything: other shapes, deep lists, text for a terminal', () => {
    for (const tests of [[[]], [null, 3, 'x'], [{ name: 3, status: 'failed' }], [{ name: 'x', status: 'exploded' }]]) {
      assert.deepEqual(read(report(tests)), []);
    }
    assert.deepEqual(read(`{"tool": {"name": "x"}, "tests": [${'['.repeat(200_000)}`), []);
    const long = report([{ name: 'x'.repeat(5000), status: 'failed', message: 'y'.repeat(2_000_000) }]);
    assert.match((read(long)[0] as string[])[2] ?? '', /^y{1000}/);
    const [said] = read(report([{ name: 'a\u0000b', status: 'failed', message: '\u001b[31mred' }])) as [string[]];
    assert.match(said[2] ?? '', /red$/);
  });
});
