/** Milliseconds. */
export const DAY = 86_400_000;

/** The first is Monday. */
export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** A number with zeros before it. */
export const two = (value: number, size = 2): string => String(value).padStart(size, '0');

/** Monday is 0. @param ms since 1970, UTC */
export const weekday = (ms: number): number => (new Date(ms).getUTCDay() + 6) % 7;

/** Months are counted from 1. @param ms since 1970, UTC */
export function utcParts(ms: number): Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number> {
  const date = new Date(ms);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}
