import type { Sentences } from '../../src/core/language';
import { sentencesInCode } from './sentencesInCode';

const LETTERS: Record<string, string> = {
  a: 'å',
  b: 'ƀ',
  c: 'ç',
  d: 'ð',
  e: 'é',
  f: 'ƒ',
  g: 'ĝ',
  h: 'ĥ',
  i: 'î',
  j: 'ĵ',
  k: 'ķ',
  l: 'ļ',
  m: 'ɱ',
  n: 'ñ',
  o: 'ö',
  p: 'þ',
  q: 'ǫ',
  r: 'ŕ',
  s: 'š',
  t: 'ţ',
  u: 'û',
  v: 'ṽ',
  w: 'ŵ',
  x: 'ẋ',
  y: 'ý',
  z: 'ž',
  A: 'Å',
  B: 'Ɓ',
  C: 'Ç',
  D: 'Ð',
  E: 'É',
  F: 'Ƒ',
  G: 'Ĝ',
  H: 'Ĥ',
  I: 'Î',
  J: 'Ĵ',
  K: 'Ķ',
  L: 'Ļ',
  M: 'Ṁ',
  N: 'Ñ',
  O: 'Ö',
  P: 'Þ',
  Q: 'Ǫ',
  R: 'Ŕ',
  S: 'Š',
  T: 'Ţ',
  U: 'Û',
  V: 'Ṽ',
  W: 'Ŵ',
  X: 'Ẋ',
  Y: 'Ý',
  Z: 'Ž',
};

/** A language that only tests speak: "Run again" → "[Ŕûñ åĝåîñ]". Placeholders stay, and so does code between backticks. */
export function pseudo(sentence: string): string {
  const said = sentence
    .split(/(\{\d\}|`[^`]*`)/)
    .map((part, at) => (at % 2 ? part : part.replace(/[a-z]/gi, (letter) => LETTERS[letter] ?? letter)))
    .join('');
  return `[${said}]`;
}

/** Every sentence in the code, in the language of {@link pseudo}. */
export function pseudoSentences(): Sentences {
  return Object.fromEntries(sentencesInCode().said.map(({ sentence }) => [sentence, pseudo(sentence)]));
}
