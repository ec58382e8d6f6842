import type { Run } from '../experiment';
import type { ObservedRecord } from '../observed';
import type { Shape } from '../shape';
import { isNothing } from '../shape';
import { shapeText } from '../shapeText';
import type { RepairCandidate } from './listRepairs';

/** Where the failure shows, and the expression there that held what the error is about. */
export interface FaultPlace {
  /** Workspace-relative with `/`. */
  file: string;
  /** 1-based. */
  line: number;
  expression: string;
  /** A test hands the value over itself, and so asks for code that takes it. */
  asked: boolean;
}

/** What a run did, as far as it can be told from outside and at the place where the failure shows. */
export interface Behaviour {
  /** Shapes of the value there; empty where it was never reached, undefined where nothing could look. */
  shapes?: string[];
  /** What is the same in two runs that do the same. */
  key: string;
}

/** Where the line of a fault stands with a change in the file. */
export function lineWith({ file, line }: FaultPlace, candidate: RepairCandidate, before: string): number {
  if (candidate.file !== file || candidate.line > line) return line;
  return line + lines(candidate.text) - lines(before);
}

/** @param records what the instrument saw; undefined where none looked */
export function behaviourOf(run: Run, records: readonly ObservedRecord[] | undefined): Behaviour {
  const shapes =
    records && [...new Set(records.flatMap((record) => (record.record === 'hit' && record.shape ? [shapeText(record.shape)] : [])))].sort();
  const tests = run.tests && [[...run.tests.passed].sort(), [...run.tests.failed].sort(), run.tests.skipped.length];
  return { ...(shapes && { shapes }), key: JSON.stringify([shapes ?? null, tests ?? null, run.exit, printed(run.output)]) };
}

/**
 * What is still as bad as it was at the place where the failure showed, though the test passes: nothing in place of a value.
 * @param failing shapes of the run that fails, in their order
 */
export function stillBad(failing: readonly Shape[], { shapes }: Behaviour): string | undefined {
  const bad = failing.findLast(isNothing);
  const text = bad && shapeText(bad);
  return text !== undefined && shapes?.includes(text) ? text : undefined;
}

/** Output without times, counts and the order of its lines, in which two runs of one program differ. */
function printed(output: string): string {
  const shown = output.replace(/\d+/g, '#').split(/\r?\n/);
  return [...new Set(shown)].sort().join('\n').slice(0, 20_000);
}

function lines(text: string): number {
  return text.split('\n').length;
}
