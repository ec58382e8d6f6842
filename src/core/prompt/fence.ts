import { longestTicks } from '../codeSpan';

/** A fence of backticks longer than any run of them in the text. */
export function fenceFor(text: string): string {
  return '`'.repeat(Math.max(3, longestTicks(text) + 1));
}

/** A text between two fences that its content cannot close. */
export function fenced(text: string, language = ''): string {
  const fence = fenceFor(text);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A name, a path or a subject as one line: characters that break lines or change their direction become spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
}

/** The same in quotes that its content cannot close. */
export function quoted(text: string): string {
  return `"${oneLine(text).replaceAll('"', "'")}"`;
}
