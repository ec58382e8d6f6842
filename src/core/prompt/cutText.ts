import type { TokenCounter } from '../ports';

/** Characters a token has at least on average; a first bound, so that monster texts are not counted whole. */
const CHARS_PER_TOKEN = 6;

/**
 * Cuts the middle out of a text so that it has at most so many tokens; both ends say most. Returns it as it is when it fits.
 * @param most tokens, the mark of the cut included
 */
export function cutText(text: string, most: number, tokens: TokenCounter): string {
  if (text.length <= most || tokens.count(text) <= most) return text;
  let chars = Math.min(text.length, most * CHARS_PER_TOKEN);
  for (;;) {
    const head = text.slice(0, Math.ceil(chars * 0.7));
    const tail = text.slice(text.length - Math.floor(chars * 0.3));
    const cut = `${head}\n… ${text.length - head.length - tail.length} characters left out …\n${tail}`;
    if (chars < 8 || tokens.count(cut) <= most) return chars < 8 ? '…' : cut;
    chars = Math.floor(chars * 0.8);
  }
}
