/** Length of the beginning of a text, limited to a number of lines and, roughly, of characters. */
export function beginningOf(text: string, maxLines: number, maxCharacters: number): number {
  let end = -1;
  for (let line = 0; line < maxLines; line++) {
    const next = text.indexOf('\n', end + 1);
    if (next === -1) {
      end = text.length;
      break;
    }
    end = next;
  }
  // A fold that would hide only a few characters is no help.
  return end <= maxCharacters * 1.2 ? end : maxCharacters;
}
