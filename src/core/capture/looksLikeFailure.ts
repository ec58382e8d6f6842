import { parseFailure } from './captureFailure';

/** Longer texts are judged by this much of each end, UTF-16 units: errors stand at the start of a trace or at the end of an output. */
const LOOKED_AT = 100_000;

/** Whether a text holds an error with a frame, or a failed expectation. Cheap: looks at 200,000 characters at most. */
export function looksLikeFailure(text: string): boolean {
  if (text.length < 8) return false;
  const looked = text.length <= 2 * LOOKED_AT ? text : `${text.slice(0, LOOKED_AT)}\n${text.slice(-LOOKED_AT)}`;
  const { errors, expectations } = parseFailure(looked);
  return expectations.length > 0 || errors.some(({ frames }) => frames.length > 0);
}
