/**
 * `2026-03-04 10:05` in the time of this machine. The system's own formats take milliseconds per hundred times, and a list may have
 * thousands.
 */
export function localMinute(date: Date): string {
  const [month, day, hours, minutes] = [date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes()].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${date.getFullYear()}-${month}-${day} ${hours}:${minutes}`;
}
