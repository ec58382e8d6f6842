/**
 * A copy of a text that does not keep the longer text alive that it was cut from: engines share the characters of a slice, so a
 * name of ten characters can hold a chunk of a megabyte in memory.
 */
export function ownText(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}
