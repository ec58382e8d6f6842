import { isBesideWrongPart, ownWrongParts, tokensOf, wrongParts, type Stretch, type Token } from './wrongParts';

/** What an assertion compared, as the failure prints it. */
export interface Asserted {
  actual: string;
  expected?: string;
}

/**
 * How a value of the run relates to the asserted one: it is that value, a piece of it with all of a place where it differs from the expected
 * one, a piece that ends at or in such a place, or a text that holds such a place and nothing else of it.
 */
export type Relation = 'whole' | 'part' | 'beside' | 'around';

export type WrongRelation = Exclude<Relation, 'beside'>;

/** A value of the run in a form for comparing; made without running code of the program. */
export interface ValueText {
  kind: 'text' | 'plain' | 'structure';
  /** Of a text its characters; else as in JSON, with single quotes. */
  text: string;
}

/** The asserted value in the forms in which instruments compare values with it, in any language. */
export interface AssertedTexts {
  printed: string;
  raw: Compared;
  canonical: Compared;
  /** Words of a value that was printed as a list of lines. */
  words?: string;
  /** Its wrong places that do not stand in the expected value. */
  own: string[];
  /** Lists and objects are read only for an assertion on one. */
  structures: boolean;
}

interface Compared {
  actual: string;
  wrong: readonly Stretch[];
  expected?: string;
  /** Written like the expected value: the two cannot be told apart in this form. */
  alike?: true;
}

export function assertedTexts({ actual, expected }: Asserted): AssertedTexts {
  const raw = compared(tokensOf(unquoted(actual)), expected === undefined ? undefined : tokensOf(unquoted(expected)));
  const whole = compared(canonicalTokens(actual), expected === undefined ? undefined : canonicalTokens(expected));
  const words = wordsOf(actual);
  const lines = actual.includes('\n') && words.includes(' ') ? words : undefined;
  return {
    printed: actual.trim(),
    raw,
    canonical: whole,
    ...(lines !== undefined && { words: lines }),
    own: expected === undefined ? [] : ownWrongParts(raw.actual, raw.wrong, unquoted(expected)),
    structures: /[[{\n]/.test(whole.actual) || /^[\w.]*\(/.test(actual.trim()) || lines !== undefined,
  };
}

/** Python's instruments compare in the same way: `debug_context_asserted.py`. */
export function relationTo({ printed, raw, canonical: whole, words, own }: AssertedTexts, { kind, text }: ValueText): Relation | undefined {
  if (kind === 'text') {
    const trimmed = text.trim();
    if (trimmed === raw.actual || trimmed === printed) return 'whole';
    if (trimmed.length < SHORTEST_PIECE) return undefined;
    const beside = isBesideWrongPart(text, raw.actual, raw.wrong);
    if (beside) return beside;
  }
  const plain = canonical(kind === 'text' ? `'${text}'` : text);
  if (kind !== 'text' && plain === whole.actual) return 'whole';
  if (kind === 'structure' && words !== undefined && wordsOf(text) === words) return 'whole';
  const beside = kind === 'plain' ? undefined : isBesideWrongPart(plain, whole.actual, whole.wrong);
  return beside ?? (kind === 'text' && own.some((part) => text.includes(part)) ? 'around' : undefined);
}

/** The relation of a value that is certainly wrong: with nothing that the expected value may have as well. */
export function wrongRelation(asserted: AssertedTexts, value: ValueText): WrongRelation | undefined {
  const relation = relationTo(asserted, value);
  if (relation === 'beside') return undefined;
  const { alike, expected } = asserted[value.kind === 'text' ? 'raw' : 'canonical'];
  if (relation === 'whole' && alike) return undefined;
  const isInBoth = relation === 'part' && expected?.includes(value.kind === 'text' ? value.text : canonical(value.text));
  return isInBoth ? undefined : relation;
}

/** Whether a value that is not certainly wrong is a piece of the asserted one at a place where that differs: something is missing beside it. */
export function isNearWrong(asserted: AssertedTexts, value: ValueText): boolean {
  const relation = relationTo(asserted, value);
  return relation === 'beside' || relation === 'part';
}

/** Single characters are everywhere. */
const SHORTEST_PIECE = 2;

function compared(actual: readonly Token[], expected: readonly Token[] | undefined): Compared {
  if (expected === undefined) return { actual: joined(actual), wrong: [] };
  const wrong = wrongParts(actual, expected);
  return { actual: joined(actual), wrong, expected: joined(expected), ...(wrong.length === 0 && { alike: true as const }) };
}

function joined(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join('');
}

function unquoted(text: string): string {
  const trimmed = text.trim();
  const [quote = ''] = trimmed;
  if (!/["'`]/.test(quote) || trimmed.length < 2 || !trimmed.endsWith(quote)) return trimmed;
  return trimmed
    .slice(1, -1)
    .replace(/\\(?:n|r|t|(.))/g, (escape, plain: string | undefined) => plain ?? { '\\n': '\n', '\\r': '\r', '\\t': '\t' }[escape] ?? '')
    .trim();
}

/** The same for JSON and for the way in which Node prints values: without quotes and spaces, an empty text as a sign. */
function canonical(text: string): string {
  return text.replace(EMPTY, EMPTY_SIGN).replace(MARKS, '');
}

const EMPTY = /(["'`])\1/g;
const EMPTY_SIGN = '\u2205';
const MARK = /["'`\s]/;
const MARKS = new RegExp(MARK, 'g');

/** The tokens of a text before quotes and spaces are taken out of it, which would make one word of several; offsets in what is left. */
function canonicalTokens(text: string): Token[] {
  let at = 0;
  return tokensOf(text.replace(EMPTY, EMPTY_SIGN)).flatMap((token) => {
    if (MARK.test(token.text)) return [];
    at += token.text.length;
    return [{ at: at - token.text.length, text: token.text }];
  });
}

function wordsOf(text: string): string {
  return (text.match(/[\p{L}\p{N}_$]+/gu) ?? []).join(' ');
}
