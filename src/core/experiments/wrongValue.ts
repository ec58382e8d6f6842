import type { Expectation } from '../capture/failureReport';

/** A wrong value that a failed test printed. */
export interface WrongValue {
  /** Values that are the wrong one, as text. */
  is: string[];
  /** Parts of texts that only the wrong value has. */
  holds: string[];
}

/** Shorter parts occur everywhere. */
const SHORTEST_PART = 3;
const LONGEST = 10_000;

/** What the test got instead of the expected value; undefined where it compared nothing that can be recognised elsewhere. */
export function wrongValue(expectations: readonly Pick<Expectation, 'actual' | 'expected'>[]): WrongValue | undefined {
  const pairs = expectations.map(({ actual, expected }) => ({ actual: withoutQuotes(actual), expected: withoutQuotes(expected) }));
  const is = pairs.flatMap(({ actual, expected }) => (actual === expected || actual.length > LONGEST ? [] : actual));
  const holds = pairs.flatMap(({ actual, expected }) => {
    const part = ownPart(actual.slice(0, LONGEST), expected.slice(0, LONGEST));
    return part.length >= SHORTEST_PART && !expected.includes(part) ? part : [];
  });
  return is.length || holds.length ? { is: [...new Set(is)], holds: [...new Set(holds)] } : undefined;
}

/** Whether a text, number or other plain value, written as text, is the wrong one. */
export function isWrongValue(text: string, { is, holds }: WrongValue): boolean {
  return is.includes(text) || holds.some((part) => text.includes(part));
}

/** The part between what both begin with and what both end with. */
function ownPart(one: string, other: string): string {
  let from = 0;
  while (from < one.length && one[from] === other[from]) from++;
  let left = 0;
  while (left < Math.min(one.length, other.length) - from && one.at(-1 - left) === other.at(-1 - left)) left++;
  return one.slice(from, one.length - left);
}

function withoutQuotes(text: string): string {
  return /^(['"`])[^]*\1$/.exec(text.trim())?.[0].slice(1, -1) ?? text.trim();
}
