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
  if (age < MINUTE) return 'just now';
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  const days = Math.round((startOfDay(today) - startOfDay(then)) / DAY);
  const clock = clockTime(at);
  if (days === 0) return `${Math.floor(age / HOUR)} h ago`;
  if (days === 1) return `yesterday ${clock}`;
  const sameYear = then.getFullYear() === today.getFullYear();
  return `${then.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...(!sameYear && { year: 'numeric' }) })} ${clock}`;
}

/** The time of the day: "17:02". */
export function clockTime(at: string): string {
  return new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** The exact time: shown on hover. */
export function exactTime(at: string): string {
  const then = new Date(at);
  return Number.isNaN(then.getTime()) ? at : then.toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'medium' });
}

function startOfDay(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}
