import { spokenLanguage, t } from '../../core/language';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A time relative to now: "just now", "2 min ago", "3 h ago", "yesterday 17:02", "12 Mar 17:02".
 * @param at ISO 8601
 * @param now ISO 8601
 */
export function relativeTime(at: string, now: string): string {
  const then = new Date(at);
  const today = new Date(now);
  const age = today.getTime() - then.getTime();
  if (!Number.isFinite(age)) return at;
  if (age < MINUTE) return t('just now');
  if (age < HOUR) return t('{0} min ago', Math.floor(age / MINUTE));
  const days = Math.round((startOfDay(today) - startOfDay(then)) / DAY);
  const clock = clockTime(at);
  if (days === 0) return t('{0} h ago', Math.floor(age / HOUR));
  if (days === 1) return t('yesterday {0}', clock);
  const sameYear = then.getFullYear() === today.getFullYear();
  return `${then.toLocaleDateString(region(), { day: 'numeric', month: 'short', ...(!sameYear && { year: 'numeric' }) })} ${clock}`;
}

/** The time of the day: "17:02". */
export function clockTime(at: string): string {
  return new Date(at).toLocaleTimeString(region(), { hour: '2-digit', minute: '2-digit' });
}

/** The exact time: shown on hover. */
export function exactTime(at: string): string {
  const then = new Date(at);
  return Number.isNaN(then.getTime()) ? at : then.toLocaleString(region(), { dateStyle: 'full', timeStyle: 'medium' });
}

/** The day before the month, and 24 hours. */
function region(): string {
  return spokenLanguage() === 'en' ? 'en-GB' : spokenLanguage();
}

function startOfDay(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}
