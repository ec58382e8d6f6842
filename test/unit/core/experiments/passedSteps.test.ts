import { deepStrictEqual } from 'node:assert';
import type { ObservedRecord } from '../../../../src/core/experiments/observed';
import { passedSteps } from '../../../../src/core/experiments/passedSteps';

const ran = (line: number, file = 'lib.js'): ObservedRecord => ({ record: 'coverage', file, lines: [line], functions: [line] });
const step = (outcome: 'passed' | 'failed' | 'ended', name = ''): ObservedRecord => ({ record: 'step', outcome, name });
const linesOf = (records: readonly ObservedRecord[], test?: string): number[][] =>
  passedSteps(records, (file) => file, test).map((each) => [...(each.get('lib.js')?.lines ?? [])]);

describe('passedSteps', () => {
  it('are those before the first failed step', () => {
    deepStrictEqual(linesOf([ran(1), step('passed'), ran(2), step('failed'), ran(3), step('passed'), step('ended')]), [[1]]);
  });

  it('are those before the given step', () => {
    const records = [ran(1), step('failed', 'adds'), ran(2), step('passed', 'halves'), ran(3), step('failed', 'doubles 3'), step('ended')];
    deepStrictEqual(linesOf(records, 'numbers doubles 3'), [[2]]);
  });

  it('exclude the one that ran the code for an assertion that runs none itself', () => {
    const records = [ran(1), step('passed'), ran(2), step('passed'), ran(9, 'test/lib.test.js'), step('failed'), step('ended')];
    deepStrictEqual(linesOf(records), [[1]]);
  });

  it('are all steps before the end of a program that dies without a report', () => {
    deepStrictEqual(linesOf([ran(1), step('passed'), ran(2), step('ended')]), [[1]]);
  });

  it('are the nearest where there are many', () => {
    const records = [1, 2, 3, 4, 5, 6].flatMap((line) => [ran(line), step('passed')]);
    deepStrictEqual(linesOf([...records, ran(7), step('failed')]), [[3], [4], [5], [6]]);
  });

  it('are none where the program reports nothing', () => {
    deepStrictEqual(linesOf([ran(1), step('ended')]), []);
  });
});
