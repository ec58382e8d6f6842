import { isWord } from './textTests';
import { only } from '../../only';
import type { CallSite, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { callWritten } from './callText';
import { escapePattern } from './escapePattern';
import { code } from './explanation';
import type { Found } from './resultPattern';

/** `[[0] * columns] * rows`: the rows are one list. */
export function repeatedRow(files: readonly SyntaxFile[], wanted: string, got: string): Found | undefined {
  const rows = [...got.matchAll(/\[[^[\]]{1,200}\]/g)].map(([row]) => row);
  if (rows.length < 2 || rows.some((row) => row !== rows[0]) || wanted === got) return undefined;
  const found = files.flatMap((file) =>
    file.lines.flatMap((text, index) => {
      const written = /\[\s{0,4}(?:\[[^[\]\n]{0,100}\](?:\s{0,4}\*\s{0,4}[\w.]{1,40})?)\s{0,4}\]\s{0,4}\*\s{0,4}[\w.()]{1,60}/.exec(
        text.slice(0, 400),
      )?.[0];
      return written ? [{ file, line: index + 1, written }] : [];
    }),
  );
  const one = only(found);
  return (
    one && {
      sentence: `${code(one.written)} (${one.file.file}:${one.line}) repeats the same list: all rows are one object, so a change of one row shows in all.`,
      place: { file: one.file.file, line: one.line },
      why: 'repeats the same inner list',
      check: `Make each row anew (${code('[… for _ in range(n)]')}) on line ${one.line}. If the result stays the same, this is not the cause.`,
    }
  );
}

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
