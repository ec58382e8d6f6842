import type { LineRange } from '../../workspace/lineRange';
import { firstBaseline } from '../baseline';
import { compareFailures } from '../compareFailures';
import type { Run } from '../experiment';
import type { FailureTarget } from '../failureOf';
import { sameTest } from '../testNames';

/** What small changes of one function did to the failing test. */
export interface FunctionEffects extends LineRange {
  /** Workspace-relative with `/`. */
  file: string;
  /** Changes whose runs ended with a result. */
  tried: number;
  /** Those with which the test no longer failed in the same way. */
  altered: number;
  /** With one of them, in a run of its own, the failing test passed, and every other test as before. */
  passes?: true;
  /** With one of them it passed beside others, which no run of its own confirmed. */
  unproven?: true;
}

export interface EffectsVerdict {
  /** By function; empty where nothing can be told. */
  effects: FunctionEffects[];
}

/** A change of one function. */
export interface Trial {
  /** 0-based index of its function. */
  of: number;
}

export interface Effects<T extends Trial> {
  effects: FunctionEffects[];
  /** The trials with which the failing test passed, and every test that passed before, in order. */
  passing: T[];
}

/**
 * Compares the runs of changes with the run of the unchanged program, which was made in the same way.
 * @param runs one for each trial; undefined for those that did not run
 * @returns undefined where the unchanged program did not fail
 */
export function effectsOf<T extends Trial>(
  functions: readonly (LineRange & { file: string })[],
  trials: readonly T[],
  usual: Run | undefined,
  runs: readonly (Run | undefined)[],
  test: string | undefined,
): Effects<T> | undefined {
  const target = usual && firstBaseline(usual, test).target;
  if (!target || (test !== undefined && !sameTest(target.test, test))) return undefined;
  const effects = functions.map(({ file, startLine, endLine }): FunctionEffects => ({ file, startLine, endLine, tried: 0, altered: 0 }));
  const passing: T[] = [];
  for (const [at, trial] of trials.entries()) {
    const [run, effect] = [runs[at], effects[trial.of]];
    const outcome = run && compareFailures(target, run).outcome;
    if (!run || !effect || !outcome || outcome === 'unresolved') continue;
    effect.tried += 1;
    const failed = firstBaseline(run, test).target;
    if (outcome !== 'gone' && failed && saysTheSame(target, failed)) continue;
    effect.altered += 1;
    if (outcome === 'gone') effect.unproven = true;
    if (outcome === 'gone' && keepsOthers(usual, run)) passing.push(trial);
  }
  return { effects, passing };
}

function keepsOthers({ tests: before }: Run, { tests: after }: Run): boolean {
  return !before?.passed.some((name) => !after?.passed.includes(name));
}

/** A failure's identity has places, which differ between runs of one process, and leaves out what differs in a value. */
function saysTheSame(before: FailureTarget, after: FailureTarget): boolean {
  const said = ({ test, type, message, report }: FailureTarget): string =>
    JSON.stringify([test, type, message, report.expectations.map(({ actual, expected }) => [actual, expected])]);
  return said(before) === said(after);
}
