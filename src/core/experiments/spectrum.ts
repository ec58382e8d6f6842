import type { Coverage, RanLines } from './coverage';

/** Counts of executions. */
export interface Spectrum {
  failing: boolean;
  /** Passing tests that ran it. */
  passing: number;
}

/** The range of a function; 1-based, inclusive. */
export interface FunctionPlace {
  file: string;
  startLine: number;
  endLine: number;
  /** True when it has a name: then its first lines run with the code around it. */
  isFunction: boolean;
}

/** Whether a function was called, or a stretch of module code ran. */
export function functionSpectrum(place: FunctionPlace, { failing, passing }: Coverage): Spectrum {
  return { failing: functionRan(place, failing), passing: passing.filter((each) => functionRan(place, each)).length };
}

export function lineSpectrum(file: string, line: number, { failing, passing }: Coverage): Spectrum {
  const ran = (each: RanLines): boolean => each.get(file)?.lines.has(line) === true;
  return { failing: ran(failing), passing: passing.filter(ran).length };
}

function functionRan({ file, startLine, endLine, isFunction }: FunctionPlace, ran: RanLines): boolean {
  const own = ran.get(file);
  if (!own) return false;
  // A decorator or `export` may precede the line that the engine reports as the function's start.
  for (let line = startLine; line <= Math.min(endLine, startLine + 5); line++) if (isFunction && own.functions.has(line)) return true;
  for (let line = isFunction ? startLine + 1 : startLine; line <= endLine; line++) if (own.lines.has(line)) return true;
  return false;
}

/**
 * How suspicious a place is by coverage, 0..1: Ochiai's similarity (A. Ochiai 1957; R. Abreu et al., "On the accuracy of spectrum-based
 * fault localization", 2007) for one failing test.
 */
export function ochiai({ failing, passing }: Spectrum): number {
  return failing ? 1 / Math.sqrt(1 + passing) : 0;
}
