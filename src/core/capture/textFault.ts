import type { ErrorReport } from './failureReport';

/** A rule of a linter in its list: `12:5  error  'x' is not defined  no-undef`. */
const LISTED = /^\d{1,9}:\d{1,9} +error +/;

/** The fault in a program's text, before any of it runs. */
export type TextFault = 'import' | 'syntax' | 'compile';

/** Whether an error concerns the program's text rather than its execution. */
export function textFault({ type, message, frames }: ErrorReport): TextFault | undefined {
  if (
    /Cannot find module|No module named|Failed to resolve import|Can't resolve|cannot import name|does not provide an export|Could not resolve ["']|no required module provides package|is not exported by "|No matching export in "|\(imported as '[^'\n]{1,80}'\) was not found in|is not in std|unresolved import/.test(
      message,
    )
  )
    return 'import';
  if (/^(?:[\w.]*\.)?(?:SyntaxError|IndentationError|TabError|Parse error)$/.test(type))
    return isThrownByProgram(frames) ? undefined : 'syntax';
  // Go's runtime ends a program with the words of a C compiler.
  if (/^(?:all goroutines are asleep|concurrent map |sync: )/.test(message)) return undefined;
  if (/^Class [\w\\]{1,120} contains \d{1,3} abstract methods? /.test(message)) return 'compile';
  if (LISTED.test(frames[0]?.raw ?? '')) return 'compile';
  return /^(?:[A-Z]{1,4}\d{3,5}|(?:fatal )?error(?:\[E\d+\])?|ERROR)$/.test(type) ? 'compile' : undefined;
}

/** A parser of the program's own throws such an error of its input: it ran. */
function isThrownByProgram([innermost]: ErrorReport['frames']): boolean {
  return innermost?.origin === 'workspace' && innermost.function !== undefined && !/^<|^Object\.<anonymous>$/.test(innermost.function);
}
