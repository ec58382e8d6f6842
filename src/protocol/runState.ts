import type { RecipeSource, RunRecord } from '../core/investigation/runRecord';

export type { RunRecord };

/** The Run block: how the failure is run again, what runs now, and what earlier runs showed. */
export interface RunState {
  /** The command as it will run; absent where none is known: the person types one. */
  recipe?: ShownRecipe;
  /** The command for all tests, where {@link recipe} runs some of them. */
  suite?: string;
  /** Why nothing can be run here: "This workspace is not trusted …". */
  problem?: string;
  /** A run under way. At most one an investigation. */
  running?: RunningState;
  /** Present while a debug session runs that logs without stopping, or while logpoints of this investigation are left. */
  logpoints?: { /** Name of the session; absent once it has ended. */ session?: string; count: number };
  /** Lines that were inserted into the code to print values. */
  probes?: { file: string; /** 1-based. */ line: number }[];
  /** Neither a run nor a debug session can follow a value here: inserted lines are offered. */
  offersProbes?: true;
  /** Oldest first; every one is a line of the timeline. */
  timeline: RunRecord[];
}

export interface ShownRecipe {
  /** One line, as it would be typed. */
  command: string;
  /** Folder that it runs in: workspace-relative with `/`, empty for the workspace's own folder. */
  folder: string;
  from: RecipeSource;
}

export interface RunningState {
  kind: RunRecord['kind'];
  /** "running it with the fix, 2" */
  doing: string;
  command: string;
  /** ISO 8601. */
  startedAt: string;
  /** What a run took before, for the progress; absent before the first. */
  usualMs?: number;
  /** Last line of its output. */
  lastLine: string;
  /** Hypothesis whose fix is tried; absent for a plain run. */
  hypothesis?: string;
}
