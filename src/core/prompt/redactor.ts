import type { Redaction } from '../context/failureEvidence';
import { findPersonal } from './findPersonal';
import type { Finding } from './finding';
import { findSecrets } from './findSecrets';
import { formsOf } from './formsOf';
import { isGibberish } from './isGibberish';
import { KnownValues } from './knownValues';
import { isPassword, isRandom } from './looksSecret';
import { lintSecrets } from './lintSecrets';
import { PLACEHOLDER } from './placeholder';
import { randomKey, secretFingerprint } from './secretFingerprint';

export interface RedactorOptions {
  /** Fingerprints of values that the person has marked as no secret: they stay unchanged. */
  kept?: readonly string[];
  /** Key of the fingerprints; if absent, the redactor makes its own, so that they mean nothing outside it. */
  key?: string;
  /** Also replace e-mail addresses. */
  emails?: boolean;
  /** Also replace the user's name in paths of home folders. */
  home?: boolean;
}

/** Replaces secrets by placeholders that stay the same for as long as the redactor lives. */
export interface Redactor {
  /** The text without its secrets, with the same number of lines. Existing placeholders stay. */
  redact(text: string): Promise<string>;
  /** Several texts: a secret found in one is replaced in all, even without context. They are read as one concatenated text. */
  redactAll(texts: readonly string[]): Promise<string[]>;
  /** The secrets replaced so far, in the order of discovery. */
  readonly redactions: Redaction[];
  /**
   * Restores the values, e.g. in a diff from a model. A placeholder with an unknown secret stays.
   * @param sent placeholder → fingerprint of its secret in the prompt that the model read; if absent, the numbers of this redactor apply
   */
  restore(text: string, sent?: Readonly<Record<string, string>>): string;
}

/**
 * The length of a slice, and its overlap with the next one. A finding at the end of a slice may continue and is left to the next one: a
 * secret and the word beside it are complete in one of the two, up to the overlap.
 */
const SLICE = 200_000;
const OVERLAP = 40_000;

const KINDS: Record<string, string> = {
  jwt: 'JSON web token',
  secret: 'secret beside a word like token',
  'connection-password': 'password in a connection string',
  authorization: 'authorization header',
  email: 'e-mail address',
  'user-name': 'user name in a path',
};

/** Makes a redactor for the evidence of one failure. */
export function createRedactor(options: RedactorOptions = {}): Redactor {
  const kept = new Set(options.kept);
  const key = options.key ?? randomKey();
  const byValue = new Map<string, Redaction>();
  const known = new KnownValues();
  const redactions: Redaction[] = [];
  /** Value → fingerprint. */
  const keptValues = new Map<string, string>();
  /** The highest number in use, including placeholders in the texts, so that no number stands for two values. */
  let highest = 0;

  async function find(text: string): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (let start = 0; ; start += SLICE) {
      const whole = text.length <= start + SLICE + OVERLAP;
      const slice = text.slice(start, whole ? text.length : start + SLICE + OVERLAP);
      for (const each of [...findSecrets(slice), ...(await lintSecrets(slice)), ...findPersonal(slice, options)]) {
        if (whole || each.end < slice.length) findings.push({ ...each, start: each.start + start, end: each.end + start });
      }
      if (whole) break;
    }
    return findings;
  }

  /** Assigns a value its placeholder. */
  async function learn(value: string, kind: string): Promise<void> {
    if (byValue.has(value) || keptValues.has(value)) return;
    const fingerprint = await secretFingerprint(value, key);
    if (kept.has(fingerprint)) {
      keptValues.set(value, fingerprint);
      return;
    }
    const redaction = { placeholder: `<SECRET_${++highest}:${kind}>`, kind: KINDS[kind] ?? inWords(kind), count: 0, fingerprint };
    byValue.set(value, redaction);
    redactions.push(redaction);
    // A value found by its context in one place is a secret everywhere, if it is recognisable by itself.
    if (value.length < 20 && !isRandom(value) && !isGibberish(value) && !isPassword(value)) return;
    for (const form of formsOf(value)) known.add(form, kind);
  }

  async function redact(text: string): Promise<string> {
    const placeholders = placeholdersIn(text);
    for (const [, number] of text.matchAll(/<SECRET_(\d{1,9}):/g)) highest = Math.max(highest, Number(number));
    const found = merge(await find(text), placeholders);
    for (const { start, end, kind } of found) await learn(text.slice(start, end), kind);
    const everywhere = known.search(text).map(({ start, end, found: kind }) => ({ start, end, kind }));
    let result = '';
    let done = 0;
    for (const { start, end, kind } of merge([...found, ...everywhere], placeholders)) {
      const value = text.slice(start, end);
      await learn(value, kind);
      const redaction = byValue.get(value);
      if (!redaction) continue;
      redaction.count++;
      result += text.slice(done, start) + redaction.placeholder;
      done = end;
    }
    return result + text.slice(done);
  }

  return {
    redactions,
    redact,
    async redactAll(texts) {
      // Each rule starts up only once, and line breaks are kept.
      const lines = (await redact(texts.join('\n'))).split('\n');
      let at = 0;
      return texts.map((text) => lines.slice(at, (at += linesIn(text))).join('\n'));
    },
    restore(text, sent) {
      const meant = new Map(sent ? Object.entries(sent) : redactions.map(({ placeholder, fingerprint }) => [placeholder, fingerprint]));
      const found = [...byValue].map(([value, { fingerprint }]): [string, string] => [fingerprint, value]);
      const values = new Map([...found, ...[...keptValues].map(([value, fingerprint]): [string, string] => [fingerprint, value])]);
      return text.replace(PLACEHOLDER, (placeholder) => values.get(meant.get(placeholder) ?? '') ?? placeholder);
    },
  };
}

function linesIn(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

function placeholdersIn(text: string): Finding[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => ({ start: match.index, end: match.index + match[0].length, kind: '' }));
}

/** Sorts findings, joins overlapping ones (the longer one decides the kind), and drops those that touch a placeholder. */
function merge(findings: readonly Finding[], placeholders: readonly Finding[]): Finding[] {
  const sorted = [...findings].sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Finding[] = [];
  for (const each of sorted) {
    const last = merged.at(-1);
    if (last && each.start < last.end) {
      if (each.end > last.end) {
        if (each.end - each.start > last.end - last.start) last.kind = each.kind;
        last.end = each.end;
      }
    } else merged.push({ ...each });
  }
  let at = 0;
  return merged.filter(({ start, end }) => {
    while ((placeholders[at]?.end ?? Infinity) <= start) at++;
    const placeholder = placeholders[at];
    return !placeholder || placeholder.start >= end;
  });
}

function inWords(kind: string): string {
  return kind.replaceAll('-', ' ');
}
