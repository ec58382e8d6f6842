import { codeSpan } from '../codeSpan';
import { oneLine } from './fence';

/** One paragraph of text from outside, in which code between single backticks is the only markup. */
export function plainMarkdown(text: string): string {
  const line = oneLine(text);
  const parts = line.includes('``') ? [line] : line.split('`');
  // A backtick without a second one opens no code; nor does a run of them, which could take others for its end.
  const loose = parts.length % 2 === 0 ? [parts.pop() ?? ''] : [];
  const marked = parts.map((part, at) => (at % 2 ? part : unmarked(part))).join('`');
  return [marked, ...loose.map(unmarked)].join('\\`');
}

function unmarked(text: string): string {
  return text.replaceAll(/[\\<>[\]*_#|~@`]|(?<=:)\/(?=\/)|(?<=www)\./gi, (mark) => `\\${mark}`);
}

/** A name or a place as code. */
export function codeMarkdown(text: string): string {
  return codeSpan(oneLine(text).replaceAll(/\s+/g, ' '));
}
