import type { Hypothesis } from '../../src/core/hypothesis';
import { codeSpans } from '../../src/webview/parts/codeSpans';

/** A sentence of a card with its code taken out: `Line 4 reads ‹0›, but ‹1› is undefined.` */
export interface Sentence {
  /** As the card has it. */
  said: string;
  /** With `‹n›` for the code. */
  shape: string;
  /** The code of the whole text, by number. */
  code: string[];
}

/** The title, the sentences of the root cause, and the rows of code, each as a sentence with its place. */
export function sentencesIn({ title, rootCause, evidence }: Pick<Hypothesis, 'title' | 'rootCause' | 'evidence'>): Sentence[] {
  return [...sentences(title), ...sentences(rootCause), ...evidence.flatMap((row) => sentences(rowSentence(row)))];
}

/** Of what a row says only what quotes code; a title that is repeated is none. */
function rowSentence({ file, line, why }: Hypothesis['evidence'][number]): string {
  // Reasons of the ranking (makes …) name a value of another line.
  if (!why.includes('`') || /^the assertion, which|^makes |\bwithout its\b/.test(why)) return '';
  return why.startsWith('`') ? `${why} (${file}:${line}).` : `${file}:${line} ${why}.`;
}

function sentences(text: string): Sentence[] {
  const code: string[] = [];
  const shape = codeSpans(text)
    .map((part, at) => (at % 2 ? `‹${code.push(part.trim()) - 1}›` : part))
    .join('');
  return shape
    .split(/(?<=[.?!])\s+(?=[A-Z‹])/)
    .filter((part) => part.trim() !== '')
    .map((part) => ({ said: part.replace(/‹(\d+)›/g, (_, at: string) => `\`${code[Number(at)] ?? ''}\``), shape: part, code }));
}
