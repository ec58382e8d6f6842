import type { ObservedCoverage } from './observed';

/** A block of statements that ran: `example.com/shop/cart.go:3.23,5.2 1 1`. */
const BLOCK = /^(?<name>\S{1,1000}\.go):(?<start>\d{1,9})\.(?<column>\d{1,9}),(?<end>\d{1,9})\.\d{1,9} \d{1,9} (?<count>\d{1,12})$/;

/**
 * The lines that ran, from a profile of Go's `-coverprofile`.
 * @param absolute file of a name in the profile, which starts with the module's path; undefined outside the module
 * @param lineOf text of a line of a file, 1-based
 */
export function readGoProfile(
  profile: string,
  absolute: (name: string) => string | undefined,
  lineOf: (file: string, line: number) => string,
): ObservedCoverage[] {
  const files = new Map<string, { lines: Set<number>; functions: Set<number> }>();
  for (const row of profile.split('\n')) {
    const { name = '', start, column, end, count } = BLOCK.exec(row)?.groups ?? {};
    const file = Number(count) > 0 ? absolute(name) : undefined;
    if (file === undefined) continue;
    let found = files.get(file);
    if (!found) files.set(file, (found = { lines: new Set(), functions: new Set() }));
    const [first, last] = [Number(start), Number(end)];
    for (let line = first; line <= Math.min(last, first + LONGEST); line++) found.lines.add(line);
    // The first block of a function begins at its brace.
    if (/\bfunc\b[^{}]*$/.test(lineOf(file, first).slice(0, Number(column) - 1))) found.functions.add(first);
  }
  const sorted = (lines: ReadonlySet<number>): number[] => [...lines].sort((a, b) => a - b);
  return [...files].map(([file, { lines, functions }]) => ({
    record: 'coverage',
    ...{ file, lines: sorted(lines), functions: sorted(functions) },
  }));
}

/** Lines of one block. */
const LONGEST = 10_000;
