import type { Run } from '../experiment';
import type { ObservedRecord } from '../observed';
import type { Shape } from '../shape';
import { isNothing } from '../shape';
import { shapeText } from '../shapeText';
import type { RepairCandidate } from './listRepairs';

/** The place where the error surfaces, and the expression there that caused it. */
export interface FaultPlace {
  /** Workspace-relative with `/`. */
  file: string;
  /** 1-based. */
  line: number;
  expression: string;
  /** True when a test passes the value itself, and so expects code that accepts it. */
  asked: boolean;
}

/** The observable behaviour of a run, from outside and at the place where the error surfaces. */
export interface Behaviour {
  /** Shapes of the value there; empty where it was never reached, undefined without an instrument. */
  shapes?: string[];
  /** Equal for runs with the same behaviour. */
  key: string;
}

/** The line of a fault after a change in the file. */
export function lineWith({ file, line }: FaultPlace, candidate: RepairCandidate, before: string): number {
  if (candidate.file !== file || candidate.line > line) return line;
  return line + lines(candidate.text) - lines(before);
}

/** @param records the instrument's records; undefined without an instrument */
export function behaviourOf(run: Run, records: readonly ObservedRecord[] | undefined): Behaviour {
  const shapes =
    records && [...new Set(records.flatMap((record) => (record.record === 'hit' && record.shape ? [shapeText(record.shape)] : [])))].sort();
  const tests = run.tests && [[...run.tests.passed].sort(), [...run.tests.failed].sort(), run.tests.skipped.length];
  return { ...(shapes && { shapes }), key: JSON.stringify([shapes ?? null, tests ?? null, run.exit, printed(run.output)]) };
}

/**
 * The bad values that remain at the place of the failure although the test passes: empty ones instead of a value.
 * @param failing shapes of the run that fails, in their order
 */
export function stillBad(failing: readonly Shape[], { shapes }: Behaviour): string | undefined {
  const bad = failing.findLast(isNothing);
  const text = bad && shapeText(bad);
  return text !== undefined && shapes?.includes(text) ? text : undefined;
}

/** Output without times, counts and the order of its lines, which differ between runs of one program. */
function printed(output: string): string {
  const shown = output.replace(/\d+/g, '#').split(/\r?\n/);
  return [...new Set(shown)].sort().join('\n').slice(0, 20_000);
}

function lines(text: string): number {
  return text.split('\n').length;
}
