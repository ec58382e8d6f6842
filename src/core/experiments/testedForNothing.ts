import type { SyntaxFile } from '../syntax/syntax';

/**
 * Whether the code tests that a value exists before using it: such a value may be missing.
 * @param line 1-based, the line of the value
 * @param lastLine the last line of code that may test it: the function's for a value bound to a name, else the same line
 */
export function isTestedForNothing(source: SyntaxFile, expression: string, line: number, lastLine: number): boolean {
  const text = source.lines.slice(line - 1, lastLine).join('\n');
  for (let at = text.indexOf(expression); at >= 0; at = text.indexOf(expression, at + expression.length)) {
    const before = text.slice(Math.max(0, at - 24), at);
    const after = text.slice(at + expression.length, at + expression.length + 24);
    if (/[\w$.\]]$/.test(before) || /^[\w$]/.test(after)) continue;
    if (isTest(before, after)) return true;
  }
  return false;
}

function isTest(before: string, after: string): boolean {
  if (/^\s*(?:\?\.|\?\?|\|\||&&)/.test(after) || /^\s*(?:===?|!==?)\s*(?:null|undefined|None)\b/.test(after)) return true;
  if (/^\s+is\s+(?:not\s+)?None\b/.test(after) || /^\s+or\b/.test(after)) return true;
  if (/(?:\bif|\bwhile|&&|\|\||!|\bnot)(?:\s*\()?\s*$/.test(before) && /^\s*(?:\)|&&|\|\||:|$)/.test(after)) return true;
  return /(?:\btypeof|Array\.isArray\(|\bisinstance\()\s*$/.test(before) || /^\s*\?\s/.test(after);
}
