/** Lower-case words of an identifier or a text: `getOrderHistory` → get, order, history. Single letters are left out. */
export function wordsOf(text: string): string[] {
  return (text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase()).filter((word) => word.length > 1);
}

/** Share of an identifier's words found in a set of words; 0..1. */
export function sharedWords(name: string, words: ReadonlySet<string>): number {
  const own = wordsOf(name);
  return own.length ? own.filter((word) => words.has(word)).length / own.length : 0;
}
