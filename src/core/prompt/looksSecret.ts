import { isGibberish } from './isGibberish';

/** Judges values beside a word like password: is this a secret, or code, a placeholder, a sample? */

/** Values that documentation and code use in place of a secret. */
const SAMPLE =
  /^(?:(?:your|my|some|the|an?|this|test|fake|dummy|sample|example|mock|invalid|wrong|bad|new|old|change|replace|insert|enter)[-_ ].*|(?:your|test|fake|dummy|sample|example|mock|invalid|wrong|change|replace|insert|enter)[A-Za-z]{1,20}\d{0,3}|x+|y+|z+|\*+|\.+|-+|_+|\d{1,6}|12345678?9?0?|abc(?:123)?|pass|password|passwd|passphrase|pwd|secret|token|user(?:name)?|key|foo|bar|baz|qux|admin|root|guest|none|null|nil|undefined|true|false|string|number|boolean|object|any|unknown|empty|redacted|masked|hidden|removed|required|optional|todo|u?int8(?:clamped)?array|(?:required|nullable|sometimes|bail)\|.*)$/i;

/** Text that is filled in later, or inserted by this product. */
const TEMPLATE = /^(?:<[^>]*>|\$\{.*|\{\{.*|\$\(.*|\$[A-Za-z_]\w*$|%[a-z(].*|%\w+%|\{[\w.]*\}|#\{.*|@[\w.]+@|\[[\w ]+\]|:[a-z_]+$|\?$)/;

/** Is this a usual text in place of a secret? */
export function isSample(value: string): boolean {
  return (value.length < 300 && (SAMPLE.test(value) || TEMPLATE.test(value))) || /^(.)\1*$/.test(value);
}

/** Bits a character (Shannon). */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** Not a word of a language or of code: letters and digits mixed as if generated. */
export function isRandom(value: string): boolean {
  if (value.length < 12 || /[\s(){}]/.test(value) || isSample(value) || isPlace(value)) return false;
  const letters = value.replace(/[^A-Za-z]/g, '').length;
  const digits = value.replace(/[^0-9]/g, '').length;
  if (!letters || (!digits && value.length < 20)) return false;
  const bits = entropy(value);
  if (/^[0-9a-f-]+$/i.test(value)) return value.length >= 16 && bits > 2.6;
  if (bits < (value.length < 20 ? 2.9 : 3.2)) return false;
  return !isWords(value);
}

/** An evident password: a letter and another character, no words, and no piece of code. */
export function isPassword(value: string): boolean {
  if (value.length < 5 || value.length > 200 || isSample(value) || isPlace(value)) return false;
  if (!/[A-Za-z]/.test(value) || !/[^\p{L}\p{M}\s]/u.test(value)) return false;
  return !/^[\w$]+(?:\??\.[\w$]+)+$/.test(value) && !/[\s(){}[\]]/.test(value) && !isWords(value);
}

/** `access_token`, `client-secret-2`, `orderStatus`: words joined like names. Generated letters do not form words of three letters. */
export function isWords(value: string): boolean {
  const parts = value.split(/[-_.:/ ]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d+(?:$|[-_.:/ ]))/).filter(Boolean);
  const words = parts.filter((part) => !/^v?\d{1,4}$/.test(part));
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  return (
    words.length > 0 &&
    letters >= words.length * 3.5 &&
    words.every((word) => word.length < 20 && /^(?:[A-Z]?[a-z]+|[A-Z]+)$/.test(word)) &&
    !isGibberish(words.join(''))
  );
}

/** A path, an address, a version, a date. */
export function isPlace(value: string): boolean {
  if (/^[A-Za-z0-9+/]{32,}={1,2}$/.test(value)) return false;
  return /^(?:\.{0,2}\/[\w@.-]+(?:\/|$)|[a-z][a-z0-9+.-]*:\/\/|[A-Za-z]:\\|\d+(?:[.:-]\d+)+(?:T|$)|#[0-9a-fA-F]{3,8}$)/.test(value);
}
