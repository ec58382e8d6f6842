import { formatTenths, t } from '../../core/language';
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
  return t('{0} s', seconds < 10 ? formatTenths(seconds) : Math.round(seconds));
}
