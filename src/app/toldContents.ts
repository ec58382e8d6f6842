import type { FrameValues } from '../core/experiments/throwValues';

/** Characters of a text that is told without asking. */
const SHORT = 80;

/**
 * Values of which only those contents are left that tell nothing new about data: numbers, flags, and short texts that stand in the code or
 * in its tests.
 * @param code texts of the evidence
 */
export function toldContents(frames: readonly FrameValues[], code: readonly string[]): FrameValues[] {
  return frames.map((frame) => ({
    ...frame,
    values: frame.values.map(({ content, ...value }) => (content !== undefined && isTold(content, code) ? { ...value, content } : value)),
  }));
}

function isTold(content: string, code: readonly string[]): boolean {
  const quote = content[0] ?? '';
  if (!/['"`]/.test(quote)) return true;
  const inner = content.slice(1, content.endsWith(quote) ? -1 : undefined);
  if (inner.length > SHORT) return false;
  return inner === '' || code.some((text) => [`'${inner}'`, `"${inner}"`, `\`${inner}\``].some((literal) => text.includes(literal)));
}
