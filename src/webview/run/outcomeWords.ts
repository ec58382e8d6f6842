import { formatTenths, kept, shown, t } from '../../core/language';
import type { RunRecord } from '../../protocol/runState';

/** An icon for each of the five outcomes: colour is never the only difference. The record has the words. */
export const outcomeIcons: Record<NonNullable<RunRecord['outcome']>, string> = {
  same: 'error',
  moved: 'arrow-swap',
  other: 'warning',
  gone: 'pass',
  unresolved: 'question',
};

/** What stands before the outcome of a run. */
const WHERE = [kept('in the terminal: '), kept('all tests: ')];

/**
 * A run's own sentence in the language of the person, as far as it consists of fixed words: the ledger keeps it in English. "passes, 2 of 2;
 * failed before" is said whole, of "fails differently: RangeError: …" what stands before the error.
 */
export function runText({ outcome, text }: Pick<RunRecord, 'outcome' | 'text'>): string {
  const whole = shown(text);
  if (!outcome || whole !== text) return whole;
  const where = WHERE.find((each) => text.startsWith(each)) ?? '';
  const said = text
    .slice(where.length)
    .split('; ')
    .map((part) => {
      const [, word = part, rest = ''] = /^([a-z ]+)(, \d+ of \d+$|: .*$)/s.exec(part) ?? [];
      const [k, n] = rest.match(/\d+/g) ?? [];
      return rest.startsWith(',') ? t('{0}, {1} of {2}', shown(word), k ?? '', n ?? '') : `${shown(word)}${rest}`;
    });
  return `${shown(where)}${said.join('; ')}`;
}

/** 3.14 → "3.1 s", 75 → "75 s". */
export function secondsWords(seconds: number): string {
  return t('{0} s', seconds < 10 ? formatTenths(seconds) : Math.round(seconds));
}
