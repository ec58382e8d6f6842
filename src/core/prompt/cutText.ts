import type { TokenCounter } from '../ports';

/** Minimum average characters of a token; a first bound, so that huge texts are not counted whole. */
const CHARS_PER_TOKEN = 6;

/**
 * Cuts the middle out of a text to fit a number of tokens, because both ends matter most. Returns a fitting text unchanged.
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
