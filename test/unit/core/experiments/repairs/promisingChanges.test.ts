import { deepStrictEqual } from 'node:assert';
import type { Edit, Run } from '../../../../../src/core/experiments/experiment';
import type { Laboratory } from '../../../../../src/core/experiments/laboratory';
import { firstBaseline } from '../../../../../src/core/experiments/baseline';
import { promisingChanges, type Tries } from '../../../../../src/core/experiments/repairs/promisingChanges';

const run = (exit: number): Run => ({
  exit,
  timedOut: false,
  cancelled: false,
  wallMs: 1,
  output: '',
  outputBytes: 0,
  report: { errors: [], expectations: [] },
  observations: {},
});
/** The line of a change is the number in its text, 1 without one. */
const change = (text: string) => {
  const line = Number(/\d+/.exec(text)?.[0] ?? 1);
  return {
    file: 'a.js',
    line,
    statement: line,
    text,
    template: 't',
    weight: 1,
    ...(text.startsWith('rehearsed') && { rehearsed: true as const }),
    ...(text.startsWith('known') && { removes: { title: 'it', sentence: 'it', check: '' } }),
  };
};

describe('promisingChanges', () => {
  /** Runs many changes at once: those with `right` in their text pass. */
  const promising = async (
    texts: string[],
    unchanged: Run | undefined,
    most = Infinity,
    test?: string,
    seconds: () => number = () => 60,
  ): Promise<[string[], Pick<Tries, 'tried' | 'runs'>]> => {
    const first = run(1);
    const { baseline, target: failed } = firstBaseline(first);
    const target = failed && { ...failed, ...(test !== undefined && { test, testsSeen: true }) };
    const lab = {
      read: async () => 'wrong',
      runVariants: async (variants: readonly (readonly Edit[])[]) =>
        variants.map((edits, at) => (at === 0 ? unchanged : at > most ? undefined : run(edits[0]?.text?.includes('right') ? 0 : 1))),
    } as unknown as Laboratory;
    const isolated = { baseline, target: target!, first, isolation: 'overlay' as const, canary: true, lab };
    const tries: Tries = { tried: 0, runs: 0, breaking: 0, next: [] };
    const found: string[] = [];
    for await (const { text } of promisingChanges(texts.map(change), isolated, lab, (file) => file, seconds, tries, 60)) found.push(text);
    return [found, { tried: tries.tried, runs: tries.runs }];
  };
  const many = Array.from({ length: 100 }, (_, at) => (at % 40 === 39 ? `right ${at}` : `wrong ${at}`));

  it('returns only those that pass beside the others, with one run for many', async () => {
    deepStrictEqual(await promising(many, run(1)), [['right 39', 'right 79'], { tried: 100, runs: 2 }]);
  });

  it('returns all that passed without a run before any run, and the fixes of known faults after them', async () => {
    const first = ['rehearsed 1', 'rehearsed 2', 'rehearsed 3', 'rehearsed 4', 'known 1', 'known 2'];
    deepStrictEqual(await promising([...first, ...many], run(1)), [[...first, 'right 39', 'right 79'], { tried: 106, runs: 8 }]);
  });

  it('returns the fixes of the first known faults before any run of many, at most three', async () => {
    const known = ['known 1', 'known 2', 'known 3', 'known 4', 'known right 5'];
    deepStrictEqual(await promising([...known, 'wrong 6', 'right 7'], run(1)), [
      ['known 1', 'known 2', 'known 3', 'known right 5', 'right 7'],
      { tried: 7, runs: 4 },
    ]);
  });

  it('returns each one if the unchanged program passes beside the others', async () => {
    deepStrictEqual(await promising(many.slice(0, 3), run(0)), [many.slice(0, 3), { tried: 3, runs: 4 }]);
    deepStrictEqual(await promising(many.slice(0, 3), undefined), [many.slice(0, 3), { tried: 3, runs: 4 }]);
  });

  it('returns one of each line first', async () => {
    const [found] = await promising(['right 1', 'right 1 too', 'wrong', 'right 2'], run(1));
    deepStrictEqual(found, ['right 1', 'right 2', 'right 1 too']);
  });

  it('returns one that passes beside the others without naming its tests', async () => {
    const named: Run = { ...run(1), tests: { passed: [], failed: ['adds'], skipped: [], ran: 1, named: true } };
    deepStrictEqual((await promising(['wrong', 'right'], named, Infinity, 'adds'))[0], ['right']);
  });

  it('runs all tests with those that pass the failing test alone, and counts those that break others', async () => {
    const passes = (words: string[]) => async (variants: readonly (readonly Edit[])[]) =>
      variants.map((edits, at) => run(at > 0 && words.some((word) => edits[0]?.text?.includes(word)) ? 0 : 1));
    const first = run(1);
    const { baseline, target } = firstBaseline(first);
    const read = async (): Promise<string> => 'wrong';
    const lab = { read, runVariants: passes(['right', 'breaks']) } as unknown as Laboratory;
    const whole = { read, runVariants: passes(['right']) } as unknown as Laboratory;
    const isolated = { baseline, target: target!, first, isolation: 'overlay' as const, canary: true, lab };
    const tries: Tries = { tried: 0, runs: 0, breaking: 0, next: [] };
    const found: string[] = [];
    const changes = ['breaks 1', 'wrong 2', 'right 3', 'breaks 4'].map(change);
    for await (const { text } of promisingChanges(
      changes,
      isolated,
      whole,
      (file) => file,
      () => 60,
      tries,
      60,
    ))
      found.push(text);
    deepStrictEqual([found, tries], [['right 3'], { tried: 4, runs: 2, breaking: 2, next: [] }]);
  });

  it('goes on after a run that had no time for all of them', async () => {
    deepStrictEqual(await promising(many, run(1), 45), [['right 39', 'right 79'], { tried: 100, runs: 3 }]);
  });

  it('tries no change where no time is left', async () => {
    deepStrictEqual(await promising(many, run(1), 0), [[], { tried: 0, runs: 1 }]);
  });

  it('counts no change for which no time was left', async () => {
    let left = 3;
    deepStrictEqual(await promising(many, undefined, Infinity, undefined, () => left--), [many.slice(0, 1), { tried: 1, runs: 2 }]);
  });
});
