/** The first character of a key whose sentence is read back: its text was made, and perhaps kept, in English. */
export const READ_BACK = '~';

/** Tokens of a line beyond which it is left as it is. */
const MOST_TOKENS = 800;
/** Steps to read one line. One of ours takes a few hundred. */
const MOST_STEPS = 30_000;
/** Tokens of a value that is neither code nor free. */
const LONGEST_VALUE = 24;
/** Tokens of one in quotes, such as the name of a test. */
const LONGEST_QUOTED = 100;

const SOME = 0.1;

/** A phrase of the table. */
interface Phrase {
  /** Its fixed tokens, before, between and after its values. */
  parts: readonly (readonly string[])[];
  /** Which value stands behind each part but the last. */
  order: readonly number[];
  /** Of each of those values whether it may be any text, such as a message or a name in quotes. */
  free: readonly boolean[];
  /** Characters of its fixed text, without spaces. */
  weight: number;
  /** In the other language: at odd places the number of a value, with `=` behind it for one that is no phrase. */
  said: readonly string[];
}

/** What a piece of text is in the other language, and how many of its characters were read. */
interface Reading {
  said: string;
  weight: number;
}

/** The phrases of a table. */
export interface PhraseIndex {
  /** Those that begin with fixed text, by its first one or two tokens. */
  byFirst: ReadonlyMap<string, readonly Phrase[]>;
  /** Those that begin with a value, by the first one or two tokens behind it. */
  bySecond: ReadonlyMap<string, readonly Phrase[]>;
}

/**
 * Phrases to read texts back with.
 * @param table phrases of another language by the English ones, which begin with {@link READ_BACK}; other keys are left out
 */
export function indexPhrases(table: Readonly<Record<string, string>>): PhraseIndex {
  const byFirst = new Map<string, Phrase[]>();
  const bySecond = new Map<string, Phrase[]>();
  for (const [key, said] of Object.entries(table)) {
    if (!key.startsWith(READ_BACK)) continue;
    for (const phrase of formsOf(key.slice(1), said)) {
      const { parts } = phrase;
      const [index, fixed = []] = parts[0]!.length ? [byFirst, parts[0]] : [bySecond, parts[1]];
      // Two values with nothing between them do not begin a phrase.
      if (fixed.length) listIn(index, keyOf(fixed[0]!, fixed[1]), phrase);
    }
  }
  return { byFirst, bySecond };
}

function listIn(index: Map<string, Phrase[]>, key: string, phrase: Phrase): void {
  const listed = index.get(key);
  if (listed) listed.push(phrase);
  else index.set(key, [phrase]);
}

/** A phrase as it is, and as it stands within a longer sentence or at the beginning of one. */
function formsOf(english: string, said: string): Phrase[] {
  const forms = [phraseOf(english, said)];
  if (/[^.]\.$/.test(english)) forms.push(phraseOf(english.slice(0, -1), said.replace(/\.$/, '')));
  const [, twice] = /^(\{\d\}\{\d\}) /.exec(english) ?? [];
  // "{0}{1} is private", where the second one is nothing or " of `Cart`": together they are a phrase, too.
  if (twice !== undefined && said.includes(twice))
    forms.push(...formsOf(english.replace(twice, twice.slice(0, 3)), said.replace(twice, twice.slice(0, 3))));
  if (english.startsWith(' ')) forms.push(phraseOf(english.trimStart(), said.trimStart()));
  return forms;
}

/** The end of a value in quotes, by its beginning. */
const CLOSING: Readonly<Record<string, string>> = { '"': '"', '“': '”' };
const QUOTES = /["“]$/;
const QUOTED = /^["”]/;

function phraseOf(english: string, said: string): Phrase {
  const pieces = english.split(/\{(\d\d?)\}/);
  const parts = pieces.filter((_, at) => at % 2 === 0).map(tokensOf);
  const order = pieces.filter((_, at) => at % 2 === 1).map(Number);
  return {
    parts,
    order,
    free: order.map((value, at) => said.includes(`{${value}=}`) || (QUOTES.test(pieces[2 * at]!) && QUOTED.test(pieces[2 * at + 2]!))),
    // Of two readings with the same words, that of fewer phrases is taken.
    weight: parts.flat().reduce((sum, token) => sum + token.trim().length, -SOME),
    said: said.split(/\{(\d\d?=?)\}/),
  };
}

/**
 * A text that was made of phrases in English, in the other language: the phrase that made a sentence is found by its words, and so are
 * those among its values. Any other sentence stays whole, and so does code in backticks. Never slow, whatever the values hold.
 * @param text sentences one behind the other, lines, or a part of a sentence
 */
export function readBack(text: string, index: PhraseIndex): string {
  return text
    .split('\n')
    .map((line) => new Reader(tokensOf(line), index).readSentences())
    .join('\n');
}

/** Reads one line, from left to right: what a phrase can be that begins at a token is found once. */
class Reader {
  /** By the token that it begins at: readings by the token behind them. */
  private readonly known = new Map<number, ReadonlyMap<number, Reading>>();
  private readonly values = new Map<number, readonly number[]>();
  private steps = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly index: PhraseIndex,
  ) {}

  /** The whole line, with each sentence that a phrase makes, or a few together. */
  readSentences(): string {
    const { tokens } = this;
    const text = tokens.join('');
    if (tokens.length > MOST_TOKENS) return text;
    /** The best reading from each token on where a sentence may begin. */
    const rest: Reading[] = [];
    rest[tokens.length] = { said: '', weight: 0 };
    for (let at = tokens.length - 1; at >= 0; at -= 1) {
      const after = rest[at + 1]!;
      rest[at] = { said: tokens[at]! + after.said, weight: after.weight };
      if (at > 0 && !(/^\s/.test(tokens[at - 1]!) && (at === 1 || isEnd(tokens[at - 2]!)))) continue;
      this.steps = 0;
      const best = this.bestOf(at, rest, isOver) ?? this.bestOf(at, rest, isEnd);
      // What a phrase takes in, such as a message, is not read by itself.
      if (best) rest[at] = best;
    }
    return rest[0]!.said;
  }

  /** The best phrase from a token to the end of a sentence, and what follows. @param ends whether a token ends one */
  private bestOf(at: number, rest: readonly Reading[], ends: (token: string) => boolean): Reading | undefined {
    let best: Reading | undefined;
    for (const [end, { said, weight }] of this.readingsAt(at)) {
      if (!this.isEndOfSentence(end, ends)) continue;
      const whole = { said: said + rest[end]!.said, weight: weight + rest[end]!.weight };
      if (!best || whole.weight > best.weight) best = whole;
    }
    return best;
  }

  /** Whether a sentence may end before a token. */
  private isEndOfSentence(end: number, ends: (token: string) => boolean): boolean {
    const { tokens } = this;
    const isBehind = (at: number): boolean => at >= tokens.length || /^\s/.test(tokens[at]!);
    return end >= tokens.length || (ends(tokens[end - 1]!) && isBehind(end)) || (ends(tokens[end]!) && isBehind(end + 1));
  }

  /** All phrases that begin at a token. */
  private readingsAt(from: number): ReadonlyMap<number, Reading> {
    const known = this.known.get(from);
    if (known) return known;
    const found = new Map<number, Reading>();
    this.known.set(from, found);
    const token = this.tokens[from];
    if (token === undefined || this.steps > MOST_STEPS) return found;
    const queue: number[] = [];
    const keep = (end: number, reading: Reading): void => {
      const before = found.get(end);
      if (before && before.weight >= reading.weight) return;
      found.set(end, reading);
      queue.push(end);
    };
    for (const phrase of this.phrasesAt(this.index.byFirst, from))
      if (this.stands(phrase.parts[0]!, from, true)) this.fit(phrase, from, 1, from + phrase.parts[0]!.length, [], keep);
    // What begins with a value, and what begins with a phrase that has been found.
    for (const end of this.valueEnds(from)) {
      this.readBehind(from, end, undefined, keep);
      if (/^\s/.test(this.tokens[end] ?? '')) this.readSubject(from, end, keep);
    }
    for (let end = queue.pop(); end !== undefined; end = queue.pop()) this.readBehind(from, end, found.get(end), keep);
    return found;
  }

  /** Phrases whose first tokens stand at a place. */
  private phrasesAt(index: PhraseIndex['byFirst'], at: number): readonly Phrase[] {
    const [first, second] = [this.tokens[at], this.tokens[at + 1]];
    if (first === undefined) return [];
    const one = index.get(keyOf(first)) ?? [];
    const two = second === undefined ? [] : (index.get(keyOf(first, second)) ?? []);
    return one.length && two.length ? [...one, ...two] : two.length ? two : one;
  }

  /** The phrases whose first value is a piece. */
  private readBehind(from: number, end: number, first: Reading | undefined, keep: (end: number, reading: Reading) => void): void {
    for (const phrase of this.phrasesAt(this.index.bySecond, end))
      if (this.stands(phrase.parts[1]!, end) && !(first && isPlaceSign(phrase.parts[1]!)))
        this.fit(phrase, from, 2, end + phrase.parts[1]!.length, [this.valueOf(phrase, 0, from, end, first)], keep);
  }

  /** What a value is, or does: "`price` is empty". */
  private readSubject(from: number, end: number, keep: (end: number, reading: Reading) => void): void {
    const subject = this.raw(from, end + 1);
    for (const phrase of this.phrasesAt(this.index.byFirst, end + 1))
      if (this.stands(phrase.parts[0]!, end + 1))
        this.fit(phrase, end + 1, 1, end + 1 + phrase.parts[0]!.length, [], (stop, { said, weight }) =>
          keep(stop, { said: subject + said, weight }),
        );
  }

  /**
   * Every place where a phrase can end, with its best values.
   * @param part the first part that is still to be found
   * @param at behind the one before it
   */
  private fit(
    phrase: Phrase,
    from: number,
    part: number,
    at: number,
    values: readonly Reading[],
    keep: (end: number, reading: Reading) => void,
  ): void {
    const { parts, free } = phrase;
    let places = new Map([[at, values]]);
    for (let next = part; next < parts.length && places.size; next += 1) {
      const fixed = parts[next]!;
      const behind = new Map<number, readonly Reading[]>();
      for (const [start, before] of places) {
        if (isPlaceSign(parts[next - 1]!) && /^\s/.test(this.tokens[start] ?? '')) continue;
        const go = (end: number, reading: Reading | undefined): void => {
          if (!this.stands(fixed, end) || (reading && isPlaceSign(fixed)) || (this.steps += 1) > MOST_STEPS) return;
          if (!free[next - 1] && this.hasEnd(start, next === parts.length - 1 ? end - 1 : end)) return;
          const filled = [...before, this.valueOf(phrase, next - 1, start, end, reading)];
          const known = behind.get(end + fixed.length);
          if (!known || weightOf(filled) > weightOf(known)) behind.set(end + fixed.length, filled);
        };
        go(start, undefined);
        if (free[next - 1]) {
          // Nothing goes on behind any text but what the phrase itself says.
          for (let end = start + 1; end <= this.tokens.length; end += 1)
            if (fixed.length > 0 || this.isEndOfSentence(end, isOver)) go(end, undefined);
        } else {
          const readings = this.readingsAt(start);
          for (const end of this.valueEnds(start)) if (!readings.has(end)) go(end, undefined);
          for (const [end, reading] of readings) go(end, reading);
        }
      }
      places = behind;
    }
    for (const [end, filled] of places) keep(end, this.fill(phrase, from, filled));
  }

  /** Whether a sentence ends within a piece: a value holds no more than one. */
  private hasEnd(from: number, to: number): boolean {
    for (let at = from; at < to; at += 1) {
      const quoted = this.quoteEnds(at).findLast((end) => end <= to + 1);
      if (quoted !== undefined) at = quoted - 1;
      else if (isOver(this.tokens[at]!) && /^\s/.test(this.tokens[at + 1] ?? '')) return true;
    }
    return false;
  }

  /** Behind each quote that may close the one at a token, the nearest first: a name may hold quotes itself. */
  private quoteEnds(at: number): readonly number[] {
    const { tokens } = this;
    const closing = CLOSING[tokens[at] ?? ''];
    if (closing === undefined) return [];
    const ends: number[] = [];
    for (let end = at + 2; end < Math.min(tokens.length, at + LONGEST_QUOTED); end += 1)
      if (tokens[end] === closing && !/^[\p{L}\p{N}_]/u.test(tokens[end + 1] ?? '')) ends.push(end + 1);
    return ends;
  }

  private valueOf({ free }: Phrase, place: number, at: number, end: number, reading: Reading | undefined): Reading {
    return (free[place] ? undefined : reading) ?? { said: this.raw(at, end), weight: 0 };
  }

  private fill(phrase: Phrase, from: number, values: readonly Reading[]): Reading {
    const { said, weight, order } = phrase;
    const text = said.map((piece, at) => (at % 2 ? values[order.indexOf(Number.parseInt(piece, 10))]!.said : piece)).join('');
    return { said: this.cased(text, phrase, from), weight: weight + weightOf(values) };
  }

  /** Begins like the text, where that begins with another letter case than the phrase. Nouns keep theirs. */
  private cased(said: string, { parts }: Phrase, from: number): string {
    const [first = ''] = parts[0]!;
    const token = this.tokens[from] ?? '';
    if (first === '' || token === first) return said;
    if (token.charAt(0) === first.charAt(0).toUpperCase()) return said.charAt(0).toUpperCase() + said.slice(1);
    return said.replace(/^(?:D(?:er|ie|as|em|en|ieser|iese|ies)|Eine?|Jede[rs]?|Nichts|Es|In|Wenn|Dort)\b/, (word) => word.toLowerCase());
  }

  /**
   * Where values end that begin at a token, by their looks: code, numbers, sums, names in quotes, places, names with capitals inside; several behind
   * commas. English words are none.
   */
  private valueEnds(from: number): readonly number[] {
    const known = this.values.get(from);
    if (known) return known;
    const { tokens } = this;
    // A value may begin with the space before it.
    const ends = [...this.quoteEnds(/^\s/.test(tokens[from] ?? '') ? from + 1 : from)];
    this.values.set(from, ends);
    let chunk = '';
    for (let at = from; at < Math.min(tokens.length, from + LONGEST_VALUE); at += 1) {
      const token = tokens[at]!;
      if (/^\s/.test(token)) {
        // A value may begin with the space before it, and end with the one behind its comma.
        const isList = /,$/.test(chunk) && isValueWord(chunk);
        if (at > from && !isList && !/^(?:\d+|[*+/%-])$/.test(chunk)) break;
        if (isList) ends.push(at + 1);
        chunk = '';
        continue;
      }
      chunk += token.startsWith('`') ? '`' : token;
      if (!/^[.,;:]$/.test(token) && isValueWord(chunk)) ends.push(at + 1);
    }
    return ends;
  }

  private stands(fixed: readonly string[], at: number, isStart = false): boolean {
    if (at + fixed.length > this.tokens.length) return false;
    for (let index = 0; index < fixed.length; index += 1) {
      const own = this.tokens[at + index]!;
      if (own !== fixed[index] && !(isStart && index === 0 && keyOf(own) === keyOf(fixed[0]!))) return false;
    }
    return true;
  }

  private raw(from: number, to: number): string {
    return this.tokens.slice(from, to).join('');
  }
}

/** The colon of a place, `cart.js:4`: a name is before it and no phrase, and no space behind it. */
function isPlaceSign(fixed: readonly string[]): boolean {
  return fixed.length === 1 && fixed[0] === ':';
}

function weightOf(readings: readonly Reading[]): number {
  return readings.reduce((sum, { weight }) => sum + weight, 0);
}

/** Words that are values of a program. */
const VALUE_WORDS =
  /^(?:null|nil|nullptr|undefined|None|NaN|True|False|true|false|int|float|double|bool|boolean|string|char|long|list|dict|set|tuple|object|void|Array|Date|Error|Map|Promise|Set|Symbol)$/;

function isValueWord(chunk: string): boolean {
  const word = chunk.replace(/^["'(]/, '').replace(/["'),;:.]{1,3}$/, '');
  return VALUE_WORDS.test(word) || /[^\p{L}'’-]|\p{L}\p{Lu}/u.test(word);
}

/** Whether a token ends a whole sentence. */
function isOver(token: string): boolean {
  return /^[.?!…]$/.test(token);
}

/** Whether a token ends a sentence, or a part of one that stands for itself. */
function isEnd(token: string): boolean {
  return /^[.?!…;:]$/.test(token);
}

/** A token without the case of its first letter, and the one behind it. */
function keyOf(token: string, next = ''): string {
  return `${token.charAt(0).toLowerCase()}${token.slice(1)}\u0000${next}`;
}

/** Words, code in backticks, runs of spaces, and other characters one by one. */
function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  /** Lengths of backtick runs that nothing closes any more. */
  const open = new Set<number>();
  for (let at = 0; at < text.length;) {
    const end = text[at] === '`' ? codeEnd(text, at, open) : undefined;
    const next = end ?? wordEnd(text, at);
    tokens.push(text.slice(at, next));
    at = next;
  }
  return tokens;
}

function wordEnd(text: string, at: number): number {
  const kind = /[\p{L}\p{N}_]/u.test(text[at]!) ? /[\p{L}\p{N}_]/u : /\s/.test(text[at]!) ? /\s/ : undefined;
  let end = at + 1;
  while (kind && end < text.length && kind.test(text[end]!)) end += 1;
  return end;
}

/** Behind the code that begins with a run of backticks; undefined where no run as long closes it. */
function codeEnd(text: string, at: number, open: Set<number>): number | undefined {
  let start = at;
  while (text[start] === '`') start += 1;
  const length = start - at;
  if (open.has(length)) return undefined;
  const ticks = '`'.repeat(length);
  for (let end = text.indexOf(ticks, start); end >= 0;) {
    let after = end;
    while (text[after] === '`') after += 1;
    if (after - end === length) return after;
    end = text.indexOf(ticks, after);
  }
  open.add(length);
  return undefined;
}
