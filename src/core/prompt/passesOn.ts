import type { Snippet } from '../context/failureEvidence';
import type { Suspect } from '../suspects/suspect';

/** The chance of being the cause below which a function on the stack is taken for one that only passed the error on. */
const PASSED_ON = 0.1;

/**
 * Whether a piece of code on the stack is not likely the cause: then only how it came to its call is of use.
 * @param suspects best first
 */
export function passesOn({ frame, role, file, startLine, endLine }: Snippet, suspects: readonly Suspect[]): boolean {
  const [first] = suspects;
  if (!first || frame === undefined || role === 'test') return false;
  const own = suspects.find((each) => each.file === file && startLine <= each.line && each.line <= endLine);
  return own !== first && (own?.score ?? 0) < PASSED_ON;
}
