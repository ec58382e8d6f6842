import type { RunRecord } from '../../protocol/runState';

/** An icon for each of the five outcomes: colour is never the only difference. The record has the words. */
export const outcomeIcons: Record<NonNullable<RunRecord['outcome']>, string> = {
  same: 'error',
  moved: 'arrow-swap',
  other: 'warning',
  gone: 'pass',
  unresolved: 'question',
};

/** 3.14 → "3.1 s", 75 → "75 s". */
export function secondsWords(seconds: number): string {
  return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}
