/**
 * How long a server asks to wait, in ms: `retry-after-ms`, `retry-after` in seconds or as a date, the reset times of OpenAI and Groq, or the
 * words "try again in 20s".
 * @param now ms since the epoch
 * @returns undefined if it gives no time, or an unusable one
 */
export function retryAfter(headers: Headers, message: string, now: number): number | undefined {
  const header = headers.get('retry-after');
  const candidates = [
    numberOf(headers.get('retry-after-ms')),
    header === null ? undefined : (times(numberOf(header), 1000) ?? untilDate(header, now)),
    header === null ? durationOf(headers.get('x-ratelimit-reset-requests') ?? '') : undefined,
    durationOf(/(?:try again|retry|wait) (?:in|after|for) (\d[\w. ]{0,20})/i.exec(message.slice(0, 2000))?.[1] ?? ''),
  ];
  return candidates.find((ms) => ms !== undefined && ms >= 0 && ms < 7 * 24 * 3_600_000);
}

function numberOf(text: string | null): number | undefined {
  return text !== null && /^\s*\d{1,10}(?:\.\d{1,6})?\s*$/.test(text) ? Number(text) : undefined;
}

function times(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : value * factor;
}

function untilDate(text: string, now: number): number | undefined {
  const at = /[a-z]/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** `20s`, `1m30s`, `6m0s`, `850ms`, `20 seconds`; undefined for anything else. */
function durationOf(text: string): number | undefined {
  const units: Record<string, number> = {
    ms: 1,
    s: 1000,
    sec: 1000,
    second: 1000,
    seconds: 1000,
    m: 60_000,
    min: 60_000,
    minute: 60_000,
    minutes: 60_000,
    h: 3_600_000,
    hour: 3_600_000,
    hours: 3_600_000,
  };
  let total: number | undefined;
  for (const [, count, name = ''] of text.matchAll(/(\d{1,6}(?:\.\d{1,6})?) ?([a-z]{1,7})/gi)) {
    const unit = units[name.toLowerCase()];
    if (unit !== undefined) total = (total ?? 0) + Number(count) * unit;
  }
  return total;
}
