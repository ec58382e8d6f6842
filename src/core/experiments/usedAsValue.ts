import { languageOfFile } from '../workspace/languages';
import type { SyntaxFile } from '../syntax/syntax';

/** What a promise has by itself. */
const OF_PROMISES = /^\s*\??\.\s*(?:then|catch|finally|constructor)\b/;

/**
 * Whether the code reads a member or an element of a value, iterates over it or calculates with it. A promise, or a coroutine, is of no use
 * there: it is awaited first.
 * @param line 1-based, the line of the value
 * @param lastLine the last line of code that may use it: the function's for a value bound to a name, else the same line
 */
export function isUsedAsValue(source: SyntaxFile, expression: string, line: number, lastLine: number): boolean {
  const language = languageOfFile(source.file);
  if (language !== 'javascript' && language !== 'python') return false;
  const text = source.lines.slice(line - 1, lastLine).join('\n');
  for (let at = text.indexOf(expression); at >= 0; at = text.indexOf(expression, at + expression.length)) {
    const before = text.slice(Math.max(0, at - 24), at);
    const after = text.slice(at + expression.length, at + expression.length + 24);
    if (/[\w$.\]]$/.test(before.replace(/\.\.\.$/, '')) || /^[\w$]/.test(after) || /\bawait\s+\(?$/.test(before)) continue;
    if (isUse(before, after)) return true;
  }
  return false;
}

function isUse(before: string, after: string): boolean {
  if (/^\s*(?:\?\.|\.|\[)/.test(after)) return !OF_PROMISES.test(after);
  if (/^ *(?:[*%<>]|[-+/] |[<>]=)(?![=>])/.test(after)) return true;
  return (
    /\.\.\.$/.test(before) || /\b(?:of|in)\s+$/.test(before) || /(?:[*%] |[-+] |[\w)\]] [<>]=? )$/.test(before) || /\blen\($/.test(before)
  );
}
