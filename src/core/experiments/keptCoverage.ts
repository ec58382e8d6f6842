import type { Coverage, RanLines } from './coverage';
import type { FunctionEffects } from './effects/functionEffects';
import type { ReturnedFunction } from './returns/returnedFunction';

/** The lines that one run executed in one file, in a compact form for storage. */
export interface KeptRan {
  /** Workspace-relative with `/`. */
  file: string;
  /** First and last line of each executed range; 1-based, inclusive. */
  lines: [number, number][];
  /** First lines of the called functions. */
  functions: number[];
}

/** {@link Coverage} as it is stored. */
export interface KeptCoverage {
  failing: KeptRan[];
  passing: KeptRan[][];
  returned?: ReturnedFunction[];
  effects?: FunctionEffects[];
}

/** The coverage to keep. @param files those named by the ranking; others are never needed */
export function keptCoverage({ failing, passing, returned, effects }: Coverage, files: ReadonlySet<string>): KeptCoverage {
  const kept = (ran: RanLines): KeptRan[] =>
    [...ran]
      .filter(([file]) => files.has(file))
      .map(([file, { lines, functions }]) => ({ file, lines: stretches(lines), functions: [...functions].sort((a, b) => a - b) }));
  return {
    failing: kept(failing),
    passing: passing.map(kept),
    ...(returned && { returned: returned.filter(({ file }) => files.has(file)) }),
    ...(effects && { effects: [...effects] }),
  };
}

export function coverageOf({ failing, passing, ...others }: KeptCoverage): Coverage {
  const ran = (kept: readonly KeptRan[]): RanLines =>
    new Map(kept.map(({ file, lines, functions }) => [file, { lines: new Set(lines.flatMap(linesFrom)), functions: new Set(functions) }]));
  return { failing: ran(failing), passing: passing.map(ran), ...others };
}

/** Lines of a stretch; a file written by another program may contain any numbers. */
function linesFrom([first, last]: [number, number]): number[] {
  return Array.from({ length: Math.max(0, Math.min(last - first + 1, LONGEST)) }, (_, at) => first + at);
}

const LONGEST = 100_000;

function stretches(lines: ReadonlySet<number>): [number, number][] {
  const found: [number, number][] = [];
  for (const line of [...lines].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last?.[1] === line - 1) last[1] = line;
    else found.push([line, line]);
  }
  return found;
}
