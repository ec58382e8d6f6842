import { isWord } from './textTests';
import type { CallSite, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { callWritten } from './callText';
import { escapePattern } from './escapePattern';
import { code } from './explanation';
import type { Found } from './resultPattern';

/** Go: two slices appended to the same slice may share its memory. */
export function appendedToShared(file: SyntaxFile, fn: FunctionNode): Found | undefined {
  const calls = file.calls(fn).filter(({ name, receiver }) => name === 'append' && receiver === undefined);
  for (const [index, first] of calls.entries()) {
    const second = calls.slice(index + 1).find(({ args }) => args[0] === first.args[0]);
    const base = first.args[0] ?? '';
    if (!second || !isWord(base) || assigns(file, first, base) || assigns(file, second, base)) continue;
    return {
      sentence: `Lines ${first.startLine} and ${second.startLine} both append to ${code(base)}: where it has room left, both results share one array, and ${code(callWritten(second, file))} overwrites what ${code(callWritten(first, file))} wrote.`,
      place: { file: file.file, line: first.startLine },
      why: `appends to ${code(base)}, which another result shares`,
      check: `Append to a copy (${code(`append(${base}[:len(${base}):len(${base})], …)`)}) on line ${first.startLine}. If the result stays the same, this is not the cause.`,
    };
  }
  return undefined;
}

function assigns(file: SyntaxFile, { startLine }: CallSite, name: string): boolean {
  return new RegExp(`(?<![\\w.])${escapePattern(name)}\\s*:?=(?!=)`).test(file.lines[startLine - 1] ?? '');
}
