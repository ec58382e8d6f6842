/** The elements of a printed list, without the index that some runners put before each. */
export function printedElements(text: string): string[] {
  const inner = /^\s*[[(]([^]*)[\])]\s*$/.exec(text)?.[1];
  const parts = inner === undefined ? text.split('\n') : inner.split(',');
  return parts.map((each) => each.replace(/^\s*\d+:\s/, '').trim()).filter(Boolean);
}

/** Whether two printed lists have the same elements in another order. */
export function sameElements(wanted: string, got: string): boolean {
  const [a, b] = [printedElements(wanted), printedElements(got)];
  return a.length > 1 && a.join('\n') !== b.join('\n') && [...a].sort().join('\n') === [...b].sort().join('\n');
}

/** Whether a printed list has all elements of another one and more. */
export function hasMoreElements(wanted: string, got: string): boolean {
  const [a, b] = [printedElements(wanted), printedElements(got)];
  return b.length > a.length && a.every((each) => b.includes(each));
}
