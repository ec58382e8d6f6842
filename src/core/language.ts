import { indexPhrases, readBack, type PhraseIndex } from './readBack';

/** Translated sentences by the English ones, which are in the code where they are said. */
export type Sentences = Readonly<Record<string, string>>;

let spoken = 'en';
let sentences: Sentences = {};
/** Made on first use: most commands print no number. */
let formats: { counts: Intl.NumberFormat; fixed: Map<number, Intl.NumberFormat> } | undefined;
/** Made on first use, and texts that were read with it: a view draws the same ones again and again. */
let phrases: PhraseIndex | undefined;
const read = new Map<string, string>();
/** Texts that are remembered. */
const MOST_READ = 1000;

/**
 * Says everything to persons in another language from now on; without this call it is English. What a module says while it is loaded is
 * in the language of that moment.
 * @param language as `Intl` names it: "de"
 * @param translated a sentence that is missing stays English
 */
export function useLanguage(language: string, translated: Sentences): void {
  spoken = language;
  sentences = translated;
  formats = undefined;
  phrases = undefined;
  read.clear();
}

/** What {@link useLanguage} was told, for a thread that is started; undefined in English. */
export function chosenLanguage(): { language: string; sentences: Sentences } | undefined {
  return spoken === 'en' ? undefined : { language: spoken, sentences };
}

/** Says sentences in English, whatever the person's language: for a reader that is a program. */
export function inEnglish<T>(say: () => T): T {
  const chosen = { spoken, sentences };
  useLanguage('en', {});
  try {
    return say();
  } finally {
    useLanguage(chosen.spoken, chosen.sentences);
  }
}

/** A sentence that is kept in English, and translated where it is {@link shown}. It holds no values. */
export function kept(sentence: string): string {
  return sentence;
}

/**
 * A text that was made in English, in the language of the person: a sentence that was {@link kept}, or what cards and runs say, which is
 * read back by the phrases that it is made of. Any other text as it is, and so is code in backticks.
 */
export function shown(text: string): string {
  if (spoken === 'en') return text;
  const sentence = Object.hasOwn(sentences, text) ? sentences[text] : read.get(text);
  if (sentence !== undefined) return sentence;
  const said = readBack(text, (phrases ??= indexPhrases(sentences)));
  if (read.size >= MOST_READ) read.clear();
  read.set(text, said);
  return said;
}

/**
 * {@link shown} for several phrases that were joined by ", ": each is read by itself. One with a comma of its own is read whole where its
 * pieces are no phrases.
 */
export function shownList(text: string): string {
  const pieces = text.split(', ');
  /** From each piece on: the text, and how many pieces of it no phrase reads. */
  const rest = [{ said: [] as string[], unread: 0 }];
  for (let at = pieces.length - 1; at >= 0; at -= 1) {
    const ways = pieces.slice(at).map((_, more) => {
      const phrase = pieces.slice(at, at + more + 1).join(', ');
      const said = shown(phrase);
      const { said: others, unread } = rest[rest.length - 1 - more]!;
      return { said: [said, ...others], unread: unread + (said === phrase ? more + 1 : 0) };
    });
    rest.push(ways.reduce((best, way) => (way.unread < best.unread ? way : best)));
  }
  return rest.at(-1)!.said.join(', ');
}

/** The language of the sentences, as `Intl` names it: "en", "de". */
export function spokenLanguage(): string {
  return spoken;
}

/**
 * A sentence for a person in their language. Not for prompts, `--json` and other texts that programs read, which stay English.
 * @param sentence in English, a literal: tests collect it from the code; `{0}` stands for the first value
 */
export function t(sentence: string, ...values: readonly (string | number)[]): string {
  return inParts(sentence, ...values).join('');
}

/** {@link t} with values that are no texts: the sentence's pieces and the values, in the order of the language. */
export function inParts<Values extends readonly unknown[]>(sentence: string, ...values: Values): (string | Values[number])[] {
  const said = sentences[sentence] ?? sentence;
  return said.split(/\{(\d)\}/).map((part, at) => (at % 2 ? (values[Number(part)] ?? '') : part));
}

/**
 * {@link t} for a number of things.
 * @param one the whole sentence for one
 * @param many the whole sentence for any other number; `{0}` is the number, and values begin with `{1}`
 */
export function plural(count: number, one: string, many: string, ...values: readonly (string | number)[]): string {
  return t(count === 1 ? one : many, formatCount(count), ...values);
}

/** 1840 → "1,840", in German "1.840". */
export function formatCount(count: number): string {
  return numberFormats().counts.format(count);
}

/** 3.14 → "3.1", in German "3,1". */
export function formatTenths(number: number): string {
  return formatFixed(number, 1);
}

/** 3.14159 with 3 digits behind the point: "3.142", in German "3,142"; thousands are not set apart. */
export function formatFixed(number: number, digits: number): string {
  const { fixed } = numberFormats();
  let format = fixed.get(digits);
  if (!format)
    fixed.set(
      digits,
      (format = new Intl.NumberFormat(spoken, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false })),
    );
  return format.format(number);
}

function numberFormats(): NonNullable<typeof formats> {
  return (formats ??= { counts: new Intl.NumberFormat(spoken), fixed: new Map() });
}
