/** A model's object: names without case and separators → values. A map, so that hostile names cannot reach a prototype. */
export type Fields = ReadonlyMap<string, unknown>;

/** The maximum number of list items read as text. */
const MAX_ITEMS = 10;

/** Own properties by their names without case, `_`, `-` and blanks: `root_cause` and `Root cause` are the same. */
export function fieldsOf(value: unknown): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const fields = new Map<string, unknown>();
  for (const [key, field] of Object.entries(value).slice(0, 100)) {
    if (key.length > 60 || field === null) continue;
    const name = key.toLowerCase().replace(/[^a-z\d]/g, '');
    if (!fields.has(name)) fields.set(name, field);
  }
  return fields;
}

/** The first of these fields that exists. */
export function pick(fields: Fields, names: readonly string[]): unknown {
  for (const name of names) if (fields.has(name)) return fields.get(name);
  return undefined;
}

/** Readable text of a field, without the half of a surrogate pair that a cut leaves. */
export function textOf(value: unknown, limit: number): string {
  if (typeof value === 'string') return capped(value.trim(), limit);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) {
    const parts = value.slice(0, MAX_ITEMS).map((item) => (typeof item === 'string' ? item.slice(0, limit) : ''));
    return capped(parts.filter(Boolean).join('\n').trim(), limit);
  }
  const fields = fieldsOf(value);
  const inner = fields && pick(fields, ['text', 'description', 'summary', 'message', 'content']);
  return typeof inner === 'string' ? capped(inner.trim(), limit) : '';
}

/** Texts of a list, or of a single value. */
export function textsOf(value: unknown, limit: number): string[] {
  const items = Array.isArray(value) ? value.slice(0, MAX_ITEMS) : [value];
  return items.map((item) => textOf(item, limit)).filter(Boolean);
}

function capped(text: string, limit: number): string {
  const cut = text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
  return cut.replace(/[\ud800-\udbff](?=…?$)/, '');
}

/** For a title: the first sentence, at most 120 characters. */
export function firstSentence(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  const end = line.search(/[.!?](?:\s|$)/);
  return capped(end > 10 ? line.slice(0, end) : line, 120);
}

const WORDS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:certain|definite)/, 0.95],
  [/\bvery (?:high|likely)/, 0.9],
  [/\b(?:very low|very unlikely)/, 0.1],
  [/\bunlikely|\blow\b/, 0.25],
  [/\bhigh/, 0.8],
  [/\blikely|\bprobabl/, 0.7],
  [/\bmedium|\bmoderate/, 0.5],
  [/\bpossibl|\bmaybe/, 0.4],
];

/** 0..1 from a number on the given scale, a percentage, `8/10` or words; undefined for anything else. */
export function confidenceOf(value: unknown, scale: number): number | undefined {
  const number = numberOf(value);
  if (number !== undefined) return clamp(number / scale);
  if (typeof value !== 'string') return undefined;
  const text = value.slice(0, 100).toLowerCase();
  const percent = /(\d{1,3}(?:\.\d{1,6})?)\s?%/.exec(text);
  if (percent) return clamp(Number(percent[1]) / 100);
  const of = /(\d{1,3}(?:\.\d{1,6})?)\s?\/\s?(\d{1,3})/.exec(text);
  const [, points, most] = of ?? [];
  if (Number(most)) return clamp(Number(points) / Number(most));
  return WORDS.find(([word]) => word.test(text))?.[1];
}

export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^\s{0,5}\d{1,9}(?:\.\d{1,9})?\s{0,5}$/.test(value)) return undefined;
  return Number(value);
}

/** First line of `36`, `"36-41"`, `"L36"`, `[36, 41]` or `{ "start": 36 }`. */
export function lineOf(value: unknown): number | undefined {
  if (Array.isArray(value)) return lineOf(value[0]);
  const fields = fieldsOf(value);
  if (fields) return lineOf(pick(fields, ['start', 'startline', 'line', 'from', 'begin']));
  const number = typeof value === 'number' ? value : Number(/\d{1,9}/.exec(typeof value === 'string' ? value.slice(0, 40) : '')?.[0]);
  return Number.isInteger(number) && number > 0 && number < 1e9 ? number : undefined;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
