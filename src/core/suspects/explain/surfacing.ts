import { traitsOf } from '../../flow/traits';
import type { SyntaxLanguage } from '../../syntax/syntax';
import { wordSet } from './textTests';
import type { ErrorReport } from '../../capture/failureReport';

/** Languages whose errors are exceptions. */
const WITH_EXCEPTIONS = wordSet('javascript python java csharp php ruby kotlin dart scala swift');
/** A type's name, as opposed to words by which a tool or a runtime reports an end: `Parse error`, `Assertion failed`. */
const TYPE_NAME = /^[\w$.:\\]+$/;
/** PHP's words for what does not end the program. */
const WARNING = wordSet('Warning Notice Deprecated');

/**
 * How an error shows on its line, as the rest of a sentence: an exception is thrown or raised, a panic is not an exception, and a signal,
 * an assertion of C or an error without a type just ends the program.
 * @returns `short` for a title, `long` for a sentence that continues with the message
 */
export function surfacing(error: Pick<ErrorReport, 'type' | 'language'> | undefined): { short: string; long: string } {
  const type = error?.type ?? '';
  const name = type.slice(type.lastIndexOf('.') + 1);
  const both = (text: string): { short: string; long: string } => ({ short: text, long: text });
  if (type === 'panic') return both('panics');
  if (WARNING.has(type)) return both('causes a warning');
  if (error && TYPE_NAME.test(type) && (WITH_EXCEPTIONS.has(error.language) || /^std::|exception/.test(type)))
    return both(`${traitsOf(error.language as SyntaxLanguage).raises ? 'raises' : 'throws'} ${name}`);
  return { short: 'fails', long: /^[A-Z]\w+$/.test(type) ? `fails with ${type}` : 'fails' };
}
