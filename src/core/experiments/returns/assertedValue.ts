import { touchesWrongPart, wrongParts, type Stretch } from './wrongParts';

/** What an assertion compared, as the failure prints it; both absent where it prints none. */
export interface Asserted {
  actual?: string;
  expected?: string;
}

/** How a returned value relates to the asserted one. */
export type Relation = 'whole' | 'part';

/** How the results of one function relate to the value that the failing assertion saw; without any value. */
export interface ReturnFacts {
  /** It made that value; for a failure that prints no value, the one that the test's last call returned. */
  made?: true;
  /** When it first returned a piece of that value from a place where it differs from the expected one: the number of returns before. */
  pieceAt?: number;
}

/** A returned value in a form for comparing; made without running code of the program. */
export interface ValueText {
  kind: 'text' | 'plain' | 'structure';
  /** Of a text its characters; else as in JSON, with single quotes. */
  text: string;
}

/** Compares returned values with the one that an assertion saw. */
export class AssertedValue {
  private readonly printed: string | undefined;
  private readonly raw: Compared | undefined;
  private readonly canonical: Compared | undefined;
  /** Words of a value that was printed as a list of lines. */
  private readonly words: string | undefined;

  constructor({ actual, expected }: Asserted) {
    if (actual === undefined) return;
    this.printed = actual.trim();
    this.raw = compared(unquoted(actual), expected === undefined ? undefined : unquoted(expected));
    this.canonical = compared(canonical(actual), expected === undefined ? undefined : canonical(expected));
    const words = wordsOf(actual);
    if (actual.includes('\n') && words.includes(' ')) this.words = words;
  }

  get isKnown(): boolean {
    return this.raw !== undefined;
  }

  /** Structures are read only for an assertion on one. */
  get isStructure(): boolean {
    return /[[{\n]/.test(this.canonical?.actual ?? '') || this.words !== undefined;
  }

  relation({ kind, text }: ValueText): Relation | undefined {
    const { raw, canonical: whole } = this;
    if (!raw || !whole) return undefined;
    if (kind === 'text') {
      const trimmed = text.trim();
      if (trimmed === raw.actual || trimmed === this.printed) return 'whole';
      if (trimmed.length < SHORTEST_PIECE) return undefined;
      if (touchesWrongPart(text, raw.actual, raw.wrong)) return 'part';
    }
    const plain = canonical(kind === 'text' ? `'${text}'` : text);
    if (kind !== 'text' && plain === whole.actual) return 'whole';
    if (kind === 'structure' && this.words !== undefined && wordsOf(text) === this.words) return 'whole';
    return kind !== 'plain' && touchesWrongPart(plain, whole.actual, whole.wrong) ? 'part' : undefined;
  }
}

/** Single characters are everywhere. */
const SHORTEST_PIECE = 2;

interface Compared {
  actual: string;
  wrong: readonly Stretch[];
}

function compared(actual: string, expected: string | undefined): Compared {
  return { actual, wrong: expected === undefined ? [] : wrongParts(actual, expected) };
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
  return text.replace(/(["'`])\1/g, '\u2205').replace(/["'`\s]/g, '');
}

function wordsOf(text: string): string {
  return (text.match(/[\p{L}\p{N}_$]+/gu) ?? []).join(' ');
}
