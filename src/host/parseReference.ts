/** Splits `@file` and `@file:10-40`; undefined for anything else. Lines 1-based, inclusive. */
export function parseReference(reference: string): { file: string; lines?: [number, number] } | undefined {
  const match = /^@?([^:@][^:]*)(?::(\d{1,7})(?:-(\d{1,7}))?)?$/.exec(reference.trim());
  const file = match?.[1];
  if (!file) return undefined;
  const start = match[2] === undefined ? undefined : Number(match[2]);
  const end = match[3] === undefined ? start : Number(match[3]);
  if (start === undefined || end === undefined) return { file };
  return start >= 1 && end >= start ? { file, lines: [start, end] } : undefined;
}
