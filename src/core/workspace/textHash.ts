/** A short, stable identifier for a text, enough for a few thousand texts of one investigation. */
export function textHash(text: string): string {
  let hash = 5381;
  for (const char of text) hash = ((hash * 33) ^ (char.codePointAt(0) ?? 0)) >>> 0;
  return hash.toString(36);
}
