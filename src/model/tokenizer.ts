/** Smaller ids are not pieces of text. */
export const SPECIAL_TOKENS = ['[PAD]', '[CLS]', '[ROW]', '[MASK]', '[UNK]'] as const;

export const TOKEN = { pad: 0, cls: 1, row: 2, mask: 3, unknown: 4 } as const;

/** Marks a piece that continues inside a word: `##tion`. */
const INSIDE = '##';

/** A part of a text that is cut into pieces on its own: a sub-word of an identifier, a number, one punctuation mark. */
export interface Word {
  /** Lower case. */
  text: string;
  /** 0-based offset in the text. */
  start: number;
  /** Written with a capital. */
  capital: boolean;
  /** No space separates it from the word before. */
  glued: boolean;
}

export interface Token {
  id: number;
  /** 0-based offset in the text. */
  start: number;
  /** 0-based, exclusive. */
  end: number;
  /** Index of its word. */
  word: number;
}

const WORDS = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d|[^\sA-Za-z\d]/g;

/** Cuts a text as people read identifiers: `getOrderHistory_2` → get, order, history, _, 2. White space is left out. */
export function splitWords(text: string): Word[] {
  const words: Word[] = [];
  let end = -1;
  for (const match of text.matchAll(WORDS)) {
    const [written] = match;
    words.push({ text: written.toLowerCase(), start: match.index, capital: /^[A-Z]/.test(written), glued: match.index === end });
    end = match.index + written.length;
  }
  return words;
}

/** Sub-word tokens by longest match (WordPiece), on words in lower case. */
export class Tokenizer {
  private readonly ids: ReadonlyMap<string, number>;
  private readonly longest: number;

  /** @param vocabulary text of every id, {@link SPECIAL_TOKENS} first */
  constructor(readonly vocabulary: readonly string[]) {
    this.ids = new Map(vocabulary.map((text, id) => [text, id]));
    this.longest = vocabulary.reduce((most, text) => Math.max(most, text.length), 0);
  }

  /** Tokens of words that were cut from one text; stops at `most` tokens. */
  encode(words: readonly Word[], most = Infinity): Token[] {
    const tokens: Token[] = [];
    for (const [index, word] of words.entries()) {
      for (let from = 0; from < word.text.length;) {
        if (tokens.length >= most) return tokens;
        const piece = this.longestPiece(word.text, from);
        const length = piece?.length ?? 1;
        tokens.push({ id: piece?.id ?? TOKEN.unknown, start: word.start + from, end: word.start + from + length, word: index });
        from += length;
      }
    }
    return tokens;
  }

  private longestPiece(text: string, from: number): { id: number; length: number } | undefined {
    const prefix = from > 0 ? INSIDE : '';
    for (let length = Math.min(text.length - from, this.longest); length > 0; length -= 1) {
      const id = this.ids.get(prefix + text.slice(from, from + length));
      if (id !== undefined) return { id, length };
    }
    return undefined;
  }
}

/**
 * Learns a vocabulary by byte-pair merges (Sennrich et al. 2016) over counted words.
 * @param counts how often each word (lower case, see {@link splitWords}) was seen
 * @param size entries wanted, special tokens included
 */
export function learnVocabulary(counts: ReadonlyMap<string, number>, size: number): string[] {
  const words = [...counts].map(([word, count]) => ({ count, pieces: [...word].map((char, i) => (i ? INSIDE : '') + char) }));
  const vocabulary = new Set<string>();
  for (const { pieces } of words) for (const piece of pieces) if (piece.replace(INSIDE, '') <= '\u007f') vocabulary.add(piece);
  const pairs = new PairCounts(words);
  while (vocabulary.size + SPECIAL_TOKENS.length < size) {
    const best = pairs.best();
    if (!best) break;
    vocabulary.add(pairs.merge(best));
  }
  return [...SPECIAL_TOKENS, ...vocabulary];
}

interface CountedWord {
  count: number;
  pieces: string[];
}

/** Frequencies of neighbouring pieces in the words, kept up to date over merges. */
class PairCounts {
  private readonly pairs = new Map<string, { left: string; right: string; count: number; words: Set<CountedWord> }>();

  constructor(words: readonly CountedWord[]) {
    for (const word of words) this.add(word, 1);
  }

  best(): string | undefined {
    let best: string | undefined;
    let most = 1;
    for (const [key, { count }] of this.pairs) {
      if (count > most || (count === most && best !== undefined && key < best)) {
        best = key;
        most = count;
      }
    }
    return best;
  }

  /** Joins the pair everywhere; returns the new piece. */
  merge(key: string): string {
    const pair = this.pairs.get(key);
    if (!pair) throw new Error(`No pair ${key}`);
    const { left, right } = pair;
    const joined = left + right.slice(INSIDE.length);
    for (const word of [...pair.words]) {
      this.add(word, -1);
      const pieces: string[] = [];
      for (const piece of word.pieces) {
        if (piece === right && pieces[pieces.length - 1] === left) pieces[pieces.length - 1] = joined;
        else pieces.push(piece);
      }
      word.pieces = pieces;
      this.add(word, 1);
    }
    this.pairs.delete(key);
    return joined;
  }

  private add(word: CountedWord, sign: 1 | -1): void {
    for (let i = 0; i + 1 < word.pieces.length; i += 1) {
      const left = word.pieces[i] ?? '';
      const right = word.pieces[i + 1] ?? '';
      const key = `${left} ${right}`;
      const pair = this.pairs.get(key) ?? { left, right, count: 0, words: new Set<CountedWord>() };
      pair.count += sign * word.count;
      if (sign > 0) pair.words.add(word);
      else pair.words.delete(word);
      this.pairs.set(key, pair);
    }
  }
}
