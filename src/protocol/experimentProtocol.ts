import * as z from 'zod';
import type { Coverage, RanLines } from '../core/experiments/coverage';
import type { EffectsVerdict } from '../core/experiments/effects/functionEffects';
import type { BlameVerdict, Experiment, ProveVerdict, Run, VerifyVerdict } from '../core/experiments/experiment';
import type { TraceVerdict } from '../core/experiments/firstDivergence';
import type { RepairLeads } from '../core/experiments/repairs/rehearsedChanges';
import type { RepairLimits, RepairRest, RepairVerdict } from '../core/experiments/repairs/repairFailure';
import type { ValuesVerdict } from '../core/experiments/throwValues';
import type { Suspect } from '../core/suspects/suspect';
import type { Place } from './analysisProtocol';
import { method } from './rpc';

/** Host ↔ experiment worker: one worker per experiment. Both sides are ours, so parameters are passed through unchecked. */
function passThrough<T>(): z.ZodType<T> {
  return z.custom<T>(() => true);
}

/** A command to run: program and arguments, folder, and editor texts that differ from the disk. */
export interface RunRequest {
  command: string[];
  /** Absolute. */
  cwd: string;
  /** Absolute folder of the workspace. */
  root: string;
  /** By workspace-relative file. */
  unsaved: Record<string, string>;
  /** Full name of the failing test to examine, if several fail. */
  test?: string;
  /** The failing run, if it was already made. */
  known?: Run;
}

export const experimentMethods = {
  /** Runs a command once, as the workspace is. */
  run: method<Run>()(passThrough<{ request: RunRequest }>()),
  /** Proves a diff in isolation. */
  verify: method<Experiment<'verify', VerifyVerdict>>()(passThrough<{ request: RunRequest; diff: string }>()),
  /** Do the tests show the fix that is in the files? They are run with the sources of the last commit. */
  prove: method<Experiment<'prove', ProveVerdict>>()(passThrough<{ request: RunRequest }>()),
  /** Finds the smallest change since a time (ms since the epoch) that makes it fail; `suspects`, best first, are tried first. */
  blame: method<Experiment<'blame', BlameVerdict>>()(passThrough<{ request: RunRequest; since: number; suspects: Suspect[] }>()),
  /** The values of names at the throw: kinds and sizes, and on request the contents of texts and numbers. */
  values: method<Experiment<'values', ValuesVerdict>>()(passThrough<{ request: RunRequest; contents: boolean }>()),
  /** What the failing test runs, compared with its passing neighbours. */
  coverage: method<Experiment<'coverage', { coverage?: Coverage }>>()(passThrough<{ request: RunRequest }>()),
  /** What small changes in the likeliest functions do to the failing test; `suspects` best first, `ran` the lines that it runs. */
  effects: method<Experiment<'effects', EffectsVerdict>>()(passThrough<{ request: RunRequest; suspects: Suspect[]; ran: RanLines }>()),
  /** A value on its path to a place, and where it first goes wrong. */
  trace: method<Experiment<'trace', TraceVerdict>>()(passThrough<{ request: RunRequest; value: Place & { expression: string } }>()),
  /** Tries small changes that need no model, at the likeliest places first; with `from` it goes on where that search stopped. */
  repair:
    method<Experiment<'repair', RepairVerdict>>()(
      passThrough<{ request: RunRequest; limits: RepairLimits; leads: RepairLeads; from?: RepairRest }>(),
    ),
  /** Ends the search of a running `repair`, which then answers with what was proven to pass so far. */
  enough: method<void>()(passThrough<Record<never, never>>()),
};

export type ExperimentMethods = typeof experimentMethods;

/**
 * Progress reports of a call, as the text of a message; a notice is a sentence that the person must see, `found` the number of changes
 * proven to pass so far.
 */
export type ExperimentProgress = { doing: string } | { line: string } | { notice: string } | { found: number };
