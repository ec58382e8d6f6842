/** A short name for a text, the same each time: tells a few dozen texts of one investigation apart. */
export function textHash(text: string): string {
  let hash = 5381;
  for (const char of text) hash = ((hash * 33) ^ (char.codePointAt(0) ?? 0)) >>> 0;
  return hash.toString(36);
}
