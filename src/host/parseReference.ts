/** Splits `@file` and `@file:10-40`; undefined for anything else. Lines 1-based, inclusive. */
export function parseReference(reference: string): { file: string; lines?: [number, number] } | undefined {
  const {
    file,
    first,
    last = first,
  } = /^@?(?<file>[^:@][^:]*)(?::(?<first>\d{1,7})(?:-(?<last>\d{1,7}))?)?$/.exec(reference.trim())?.groups ?? {};
  if (!file) return undefined;
  if (first === undefined) return { file };
  const [start, end] = [Number(first), Number(last)];
  return start >= 1 && end >= start ? { file, lines: [start, end] } : undefined;
}
