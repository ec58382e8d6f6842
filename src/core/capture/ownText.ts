/**
 * A copy of a text that does not keep its longer original in memory: engines share the characters of a slice, so a name of ten characters
 * can hold a chunk of a megabyte.
 */
export function ownText(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}
