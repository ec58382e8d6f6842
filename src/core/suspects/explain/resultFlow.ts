import { traitsOf } from '../../flow/traits';
import type { CallSite, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { callWritten } from './callText';
import { code } from './explanation';
import type { Found } from './resultPattern';

/** Whether a call is a statement of its own, or is given to Rust's `_`. */
function standsAlone({ lines, language }: SyntaxFile, { startLine, endLine }: CallSite, written: string): boolean {
  const text = (lines[startLine - 1] ?? '').trim();
  const closed = text.endsWith(';');
  // The last expression of a function is its value.
  if (traitsOf(language).tails && !closed) return false;
  const before = (lines[startLine - 2] ?? '').trim();
  const goesOn = !closed && /^(?:[?&]?\.(?!\.)|->)/.test((lines[endLine] ?? '').trim());
  return (
    startLine === endLine &&
    text.replace(/;$/, '').replace(/^let _ = /, '') === written &&
    !goesOn &&
    !/(?:[=(,[+\-*&|.?:]|\breturn|=>)$/.test(before.replace(/^.*:$/, ''))
  );
}

const LAZY: Readonly<Partial<Record<string, { calls: readonly string[]; functions?: true }>>> = {
  rust: { calls: ['map', 'filter', 'inspect', 'filter_map'] },
  python: { calls: ['map', 'filter'], functions: true },
  java: { calls: ['map', 'filter', 'peek'] },
  csharp: { calls: ['Select', 'Where'] },
};

/** A sequence that is made step by step only when something goes through it, and nothing does. */
export function neverConsumed(file: SyntaxFile, fn: FunctionNode): Found | undefined {
  const lazy = LAZY[familyOf(file.language)];
  if (!lazy) return undefined;
  for (const call of file.calls(fn)) {
    if (!lazy.calls.includes(call.name) || (call.receiver === undefined) !== (lazy.functions === true)) continue;
    const written = callWritten(call, file);
    if (!standsAlone(file, call, written)) continue;
    return {
      sentence: `${code(written)} on line ${call.startLine} is lazy: it does nothing until something goes through it, and nothing does, so its function never runs.`,
      place: { file: file.file, line: call.startLine },
      why: 'is lazy, and nothing consumes it',
      check: `Go through it in a loop on line ${call.startLine}. If the result stays the same, this is not the cause.`,
    };
  }
  return undefined;
}
