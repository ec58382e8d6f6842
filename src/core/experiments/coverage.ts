import { isTestFile } from '../context/testCode';
import type { ObservedRecord } from './observed';
import type { FunctionEffects } from './effects/functionEffects';
import type { ReturnedFunction } from './returns/returnedFunction';

/** The lines executed by one run, by workspace-relative file; 1-based lines. */
export type RanLines = ReadonlyMap<string, { lines: ReadonlySet<number>; functions: ReadonlySet<number> }>;

/** The failing test against passing tests of its file. */
export interface Coverage {
  failing: RanLines;
  /** One entry a passing test, or a passing assertion where no test of the file can be run alone. */
  passing: readonly RanLines[];
  /** The functions that the failing test called; absent where what they return was not observed. */
  returned?: readonly ReturnedFunction[];
  /** What small changes of the likeliest functions did; absent where none were tried. */
  effects?: readonly FunctionEffects[];
}

/** For evidence that is about the code that the failing test ran. */
export interface RanCode {
  coverage: Coverage;
  /** What did not run is folded: for whoever can open files. */
  fold: boolean;
}

/** Joins the records of a run's processes. */
export function ranLines(records: readonly ObservedRecord[], relative: (file: string) => string | undefined): RanLines {
  const files = new Map<string, { lines: Set<number>; functions: Set<number> }>();
  for (const record of records) {
    const file = record.record === 'coverage' ? relative(record.file) : undefined;
    if (record.record !== 'coverage' || file === undefined) continue;
    let known = files.get(file);
    if (!known) files.set(file, (known = { lines: new Set(), functions: new Set() }));
    for (const line of record.lines) known.lines.add(line);
    for (const line of record.functions) known.functions.add(line);
  }
  return files;
}

/**
 * The number of functions called by the failing test, and which of these no passing test called; none where no passing test was run. Each
 * test alone runs its own code, so files of tests count only where nothing else ran.
 */
export function functionsAlone({ failing, passing }: Coverage): { ran: number; alone: { file: string; line: number }[] } {
  const sources = [...failing].filter(([file]) => !isTestFile(file));
  let ran = 0;
  const alone: { file: string; line: number }[] = [];
  for (const [file, { functions }] of sources.length ? sources : failing) {
    ran += functions.size;
    if (!passing.length) continue;
    for (const line of functions) if (!passing.some((run) => run.get(file)?.functions.has(line))) alone.push({ file, line });
  }
  return { ran, alone };
}
