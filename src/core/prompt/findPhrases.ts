import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { AddFinding } from './finding';

/** The fewest words of a wallet's phrase (BIP-39). */
const LEAST_WORDS = 12;
const LIST: ReadonlySet<string> = new Set(wordlist);

/** Between two words of a phrase: blanks, line ends, quotes, commas, the number of a word. */
const GAP = /^(?:[\s,;'"`_|\\+-]|\d{1,2}[.:)]? ?(?!\d)|(?<=\\)n){1,24}$/;
const LONGEST_GAP = 24;
/** One between words, another at the ends of lines; code has many. */
const MOST_GAPS = 2;

/** Before a phrase in a language or a list of its own. */
const SAID =
  /\b(?:mnemonic|(?:seed|recovery|backup|secret|wallet)[-_ ]?(?:phrase|words?))\b[^\p{L}\n]{1,12}(?<phrase>\p{L}{2,12}(?:[ ,]{1,2}\p{L}{2,12}){11,24})(?!\p{L})/giu;
/** Words of sentences about a phrase. */
const SENTENCE = /\b(?:the|and|for|with|must|should|your|this|that|not|from)\b/i;

/**
 * Phrases that open wallets: twelve words or more of the public list in a row, or as many words behind a name for them. One finding for each
 * line. Linear in the text.
 */
export function findPhrases(text: string, add: AddFinding): void {
  let run: { start: number; end: number }[] = [];
  const flush = (): void => {
    if (run.length >= LEAST_WORDS && gapsOf(text, run).size <= MOST_GAPS) addLines(text, run[0]!.start, run.at(-1)!.end, add);
    run = [];
  };
  for (let end = 0; end < text.length;) {
    let start = end;
    while (start < text.length && !isLetter(text.charCodeAt(start))) start++;
    end = start + 1;
    while (end < text.length && isLetter(text.charCodeAt(end))) end++;
    // `\\nabandon`: a line end that is written out.
    if (text[start] === 'n' && text[start - 1] === '\\' && !isListed(text, start, end)) start++;
    if (!isListed(text, start, end)) {
      if (run.length) flush();
      continue;
    }
    const last = run.at(-1);
    if (last && (start - last.end > LONGEST_GAP || !GAP.test(text.slice(last.end, start)))) flush();
    run.push({ start, end });
  }
  flush();
  for (const { index, 0: whole, groups } of text.matchAll(SAID)) {
    const phrase = groups?.['phrase'] ?? '';
    if (!SENTENCE.test(phrase)) add(index + whole.length - phrase.length, phrase, 'wallet-phrase');
  }
}

/** What stands between the words, without their numbers. */
function gapsOf(text: string, run: readonly { start: number; end: number }[]): Set<string> {
  return new Set(run.slice(1).map(({ start }, at) => text.slice(run[at]!.end, start).replace(/\d+/g, '').replace(/\s+/g, ' ')));
}

function isLetter(code: number): boolean {
  return (code | 32) >= 97 && (code | 32) <= 122;
}

/** The words of the list have three to eight letters. */
function isListed(text: string, start: number, end: number): boolean {
  return end - start >= 3 && end - start <= 8 && LIST.has(text.slice(start, end).toLowerCase());
}

function addLines(text: string, start: number, end: number, add: AddFinding): void {
  for (const { index, 0: line } of text.slice(start, end).matchAll(/[^\s].*/g)) add(start + index, line.trimEnd(), 'wallet-phrase');
}
