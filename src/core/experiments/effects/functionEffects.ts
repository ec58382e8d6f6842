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
  /** How well what a change altered in the asserted value covers what is wrong in it, 0..1: that of the best change. */
  wrongPart?: number;
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
    const share = failed ? shareOfWrongPart(target, failed) : 0;
    if (share > (effect.wrongPart ?? 0)) effect.wrongPart = Math.round(100 * share) / 100;
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

/** What a change altered in the asserted value, against what is wrong in it: the stretch that both have of the one around both. */
function shareOfWrongPart({ test, type, report }: FailureTarget, failed: FailureTarget): number {
  const [before, after] = [report.expectations[0], failed.report.expectations[0]];
  if (!before || !after || after.expected !== before.expected || failed.type !== type || !sameTest(failed.test, test)) return 0;
  if (after.actual === before.actual) return 0;
  const wrong = differing(before.actual, before.expected);
  const altered = differing(before.actual, after.actual);
  const both = Math.max(0, Math.min(wrong[1], altered[1]) - Math.max(wrong[0], altered[0]));
  return (both + 1) / (Math.max(wrong[1], altered[1]) - Math.min(wrong[0], altered[0]) + 1);
}

/** The stretch of a text between what it begins and what it ends with like another. */
function differing(text: string, other: string): [start: number, end: number] {
  const most = Math.min(text.length, other.length);
  let start = 0;
  while (start < most && text[start] === other[start]) start++;
  let end = 0;
  while (end < most - start && text[text.length - 1 - end] === other[other.length - 1 - end]) end++;
  return [start, text.length - end];
}
