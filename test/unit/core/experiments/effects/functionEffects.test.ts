import { deepStrictEqual, strictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { effectsOf } from '../../../../../src/core/experiments/effects/functionEffects';
import type { Run } from '../../../../../src/core/experiments/experiment';

const functions = [
  { file: 'a.js', startLine: 1, endLine: 5 },
  { file: 'a.js', startLine: 7, endLine: 9 },
];

describe('effectsOf', () => {
  it('counts per function what its changes altered, and names those with which all passes', () => {
    const runs = [failing('ax', 'ab'), passing(['adds', 'other']), failing('ab x', 'ab'), passing(['adds']), undefined];
    const trials = [0, 0, 1, 1, 1].map((of, at) => ({ of, at }));
    const found = effectsOf(functions, trials, failing('ax', 'ab'), runs, undefined);
    deepStrictEqual(found?.passing, [trials[1]]);
    deepStrictEqual(
      found?.effects.map(({ tried, altered, unproven }) => [tried, altered, unproven]),
      [
        [2, 1, true],
        [2, 2, true],
      ],
    );
  });

  it('tells nothing where the unchanged program did not fail', () => {
    strictEqual(effectsOf(functions, [{ of: 0 }], passing(['adds', 'other']), [passing(['adds', 'other'])], undefined), undefined);
    strictEqual(effectsOf(functions, [{ of: 0 }], undefined, [], undefined), undefined);
  });
});

function failing(actual: string, expected: string): Run {
  const output = `TAP version 13\nnot ok 1 - adds\n  ---\n  operator: equal\n  expected: ${JSON.stringify(expected)}\n  actual: ${JSON.stringify(actual)}\n  ...\nok 2 - other\n`;
  return run(output, { exit: 1, tests: { passed: ['other'], failed: ['adds'], skipped: [], ran: 2, named: true } });
}

function passing(passed: string[]): Run {
  return run('', { exit: 0, tests: { passed, failed: [], skipped: [], ran: passed.length, named: true } });
}

function run(output: string, more: Partial<Run>): Run {
  const report = parseFailure(output, { roots: ['/app'] });
  return { exit: 0, timedOut: false, cancelled: false, wallMs: 1, output, outputBytes: output.length, report, observations: {}, ...more };
}
