import type { Redaction } from '../context/crimeScene';
import { findPersonal } from './findPersonal';
import { findSecrets, type Finding } from './findSecrets';
import { isPassword, isRandom } from './looksSecret';
import { lintSecrets } from './lintSecrets';
import { PLACEHOLDER } from './placeholder';

export interface RedactorOptions {
  /** Fingerprints of values that the person knows to be no secret: they stay as they are. */
  kept?: readonly string[];
  /** Replace e-mail addresses too. */
  emails?: boolean;
  /** Replace the user's name in paths of home folders too. */
  home?: boolean;
}

/** Replaces secrets by placeholders that stay the same for as long as the redactor lives. */
export interface Redactor {
  /** The text without its secrets; it has as many lines as before. A placeholder in it stays. */
  redact(text: string): Promise<string>;
  /** Several texts: what is found in one is replaced in all, also where nothing beside it tells. */
  redactAll(texts: readonly string[]): Promise<string[]>;
  /** A value whose name stands elsewhere, e.g. a local variable. */
  redactNamed(name: string, value: string): Promise<string>;
  /** What was replaced so far, in the order it was found. */
  readonly redactions: Redaction[];
  /**
   * Puts the values back, e.g. in a diff that a model wrote. A placeholder whose secret is not known here stays.
   * @param sent placeholder → fingerprint of the secret that it stood for where the model read it; absent: as numbered here
   */
  restore(text: string, sent?: Readonly<Record<string, string>>): string;
}

/** Characters looked at in one go, and how much of the next slice is looked at again: no secret is longer. */
const SLICE = 200_000;
const OVERLAP = 16_000;

const KINDS: Record<string, string> = {
  jwt: 'JSON web token',
  secret: 'secret beside a word like token',
  'connection-password': 'password in a connection string',
  authorization: 'authorization header',
  email: 'e-mail address',
  'user-name': 'user name in a path',
};

/** Makes a redactor for one crime scene. */
export function createRedactor(options: RedactorOptions = {}): Redactor {
  const kept = new Set(options.kept);
  const byValue = new Map<string, Redaction>();
  const redactions: Redaction[] = [];
  /** Value → fingerprint. */
  const keptValues = new Map<string, string>();

  async function find(text: string): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (let start = 0; start < text.length || start === 0; start += SLICE) {
      const slice = text.length <= SLICE + OVERLAP ? text : text.slice(start, start + SLICE + OVERLAP);
      const found = [...findSecrets(slice), ...(await lintSecrets(slice)), ...findPersonal(slice, options)];
      for (const each of found) {
        // Begun in the overlap: the next slice has it whole.
        if (slice !== text && each.start >= SLICE) continue;
        findings.push({ ...each, start: each.start + start, end: each.end + start });
      }
      if (slice === text) break;
    }
    return merge(findings, placeholdersIn(text));
  }

  async function learn(text: string): Promise<Finding[]> {
    const findings = await find(text);
    for (const { start, end, kind } of findings) {
      const value = text.slice(start, end);
      if (byValue.has(value) || keptValues.has(value)) continue;
      const fingerprint = await sha256(value);
      if (kept.has(fingerprint)) {
        keptValues.set(value, fingerprint);
        continue;
      }
      const redaction = {
        placeholder: `<SECRET_${redactions.length + 1}:${kind}>`,
        kind: KINDS[kind] ?? inWords(kind),
        count: 0,
        fingerprint,
      };
      byValue.set(value, redaction);
      redactions.push(redaction);
    }
    return findings;
  }

  function replace(text: string, findings: readonly Finding[]): string {
    // Found by what it stands beside in one place, a value is a secret everywhere.
    const everywhere: Finding[] = [];
    for (const [value, { placeholder }] of byValue) {
      if (!isRandom(value) && !(value.length >= 8 && isPassword(value)) && value.length < 20) continue;
      for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
        everywhere.push({ start: at, end: at + value.length, kind: placeholder });
      }
    }
    let result = '';
    let done = 0;
    for (const { start, end } of merge([...findings, ...everywhere], placeholdersIn(text))) {
      const redaction = byValue.get(text.slice(start, end));
      if (!redaction) continue;
      redaction.count++;
      result += text.slice(done, start) + redaction.placeholder;
      done = end;
    }
    return result + text.slice(done);
  }

  const redact = async (text: string) => replace(text, await learn(text));
  return {
    redactions,
    redact,
    async redactAll(texts) {
      const found: Finding[][] = [];
      for (const text of texts) found.push(await learn(text));
      return texts.map((text, at) => replace(text, found[at] ?? []));
    },
    async redactNamed(name, value) {
      const before = `${name}: `;
      return (await redact(before + value)).slice(before.length);
    },
    restore(text, sent) {
      const meant = new Map(sent ? Object.entries(sent) : redactions.map(({ placeholder, fingerprint }) => [placeholder, fingerprint]));
      const found = [...byValue].map(([value, { fingerprint }]): [string, string] => [fingerprint, value]);
      const values = new Map([...found, ...[...keptValues].map(([value, fingerprint]): [string, string] => [fingerprint, value])]);
      return text.replace(PLACEHOLDER, (placeholder) => values.get(meant.get(placeholder) ?? '') ?? placeholder);
    },
  };
}

function placeholdersIn(text: string): Finding[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => ({ start: match.index, end: match.index + match[0].length, kind: '' }));
}

/** Sorts, joins what overlaps (the longer one names the kind), and leaves out what touches a placeholder. */
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

async function sha256(value: string): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(value));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
