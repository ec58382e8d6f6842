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

/** The title and the sentences of the root cause. */
export function sentencesIn({ title, rootCause }: Pick<Hypothesis, 'title' | 'rootCause'>): Sentence[] {
  return [...sentences(title), ...sentences(rootCause)];
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
