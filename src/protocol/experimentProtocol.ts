import { z } from 'zod';
import type { Experiment, Run, VerifyVerdict } from '../core/experiments/experiment';
import { method } from './rpc';

/** Host ↔ experiment worker: one worker an experiment. Both sides are ours, so parameters are passed through unchecked. */
function passThrough<T>(): z.ZodType<T> {
  return z.custom<T>(() => true);
}

/** A command as it is run: program and arguments, where, and what the editors hold that the disk does not. */
export interface RunRequest {
  command: string[];
  /** Absolute. */
  cwd: string;
  /** Absolute folder of the workspace. */
  root: string;
  /** By workspace-relative file. */
  unsaved: Record<string, string>;
}

export const experimentMethods = {
  /** Runs a command once, as the workspace is. */
  run: method<Run>()(passThrough<{ request: RunRequest }>()),
  /** Proves a diff in isolation. */
  verify: method<Experiment<'verify', VerifyVerdict>>()(passThrough<{ request: RunRequest; diff: string }>()),
};

export type ExperimentMethods = typeof experimentMethods;

/** What a call reports while it goes on, as the text of a progress message. */
export type ExperimentProgress = { doing: string } | { line: string };
