import type { FailureReport } from '../capture/failureReport';
import type { Ended } from '../interpret/failingTest';

type Failed = Extract<Ended, { kind: 'failed' }>;

/** Whether an error was thrown in the interpreter as in its run: one of the same type, in the line that the innermost own frame names. */
export function reproducesError({ errors }: Pick<FailureReport, 'errors'>, ended: Ended): boolean {
  if (ended.kind !== 'failed') return false;
  const thrown = ended.lines.at(-1);
  const { printed } = ended;
  // What a program says itself before it ends.
  if (printed !== undefined) return errors.some(({ message }) => signs(message) !== '' && signs(printed).endsWith(signs(message)));
  return errors.some(({ type, frames, message, language }) => {
    const own = frames.find(({ origin, line }) => origin === 'workspace' && line > 0);
    // What is said tells by itself, where no place is known: the runtime of C++ names none of what nobody catches.
    if (!own && language === 'cpp') return isOfType(ended, type) && ended.said === message;
    if (!own && language === 'rust') return isOfType(ended, type) && ended.said !== undefined && signs(message) === signs(ended.said);
    if (!own || !thrown) return false;
    const isIn = own.file === thrown.file || own.file.endsWith(`/${thrown.file}`) || thrown.file.endsWith(`/${own.file}`);
    // Calls without an end end somewhere in their turn.
    const isThere = isIn && (own.line === thrown.line || (ENDLESS.test(type) && ended.said === undefined));
    // Panics of Rust say in whole words what failed.
    const isSaid = !own.file.endsWith('.rs') || ended.said === undefined || signs(message) === signs(ended.said);
    return isThere && isSaid && isOfType(ended, type);
  });
}

/** Errors of calls without an end, which have no message in the interpreter. */
const ENDLESS = /^(?:RangeError|RecursionError)$/;

/** Whether what was thrown in the interpreter is what a run calls so. */
export function isOfType({ type, alike = [] }: Failed, printed: string): boolean {
  const plain = printed.split(/[.:]/).at(-1)!;
  return plain === type || alike.includes(plain);
}

/** Tools write the end of a line as it is, or as code does. */
export function withoutEscapes(value: string): string {
  return value.replace(/\\[ntr]/g, ' ');
}

/** The words and numbers of a value, which tools print with different marks around them. */
export function signs(value: string): string {
  const plain = withoutEscapes(value)
    .replace(/\b(?:Some|Ok)\(/g, '(')
    .replace(/\[Object: null prototype\]|\b(?:Object|Array|Map|Set)(?:\(\d+\))? (?=[{[])/g, '');
  return (plain.match(/[\p{L}_]+|-?\d+(?:\.\d+)?/gu) ?? [])
    .map((word) => (/^(?:None|null|nil|undefined|NULL)$/.test(word) ? 'nothing' : /^-?\d/.test(word) ? String(Number(word)) : word))
    .join(' ');
}
