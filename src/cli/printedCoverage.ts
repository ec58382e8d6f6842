import type { Coverage } from '../core/experiments/coverage';
import type { FunctionEffects } from '../core/experiments/effects/functionEffects';

/** Lines (1-based) that the failing test runs, and those among them that no passing neighbour runs. */
export interface PrintedCoverage {
  files: { file: string; ran: number; alone: number[] }[];
  /** Number of passing neighbours that it was compared with. */
  passing: number;
  /** What small changes of the likeliest functions did; absent where none were tried. */
  effects?: readonly FunctionEffects[];
}

/** Coverage as it is printed: alone stays empty if there was nothing to compare with. */
export function coverageToPrint({ failing, passing, effects }: Coverage): PrintedCoverage {
  const files = [...failing].map(([file, { lines }]) => ({
    file,
    ran: lines.size,
    alone: passing.length ? [...lines].filter((line) => !passing.some((run) => run.get(file)?.lines.has(line))).sort((a, b) => a - b) : [],
  }));
  return { files, passing: passing.length, ...(effects && { effects }) };
}
