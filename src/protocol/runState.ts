import type { Offer, Offers } from '../core/investigation/offersOf';
import type { RecipeSource, RunRecord } from '../core/investigation/runRecord';

export type { Offer, Offers, RunRecord };

/** The Run block: how the failure is run again, the current run, and the results of earlier runs. */
export interface RunState {
  /** The command that will run; absent if none is known: the person types one. */
  recipe?: ShownRecipe;
  /** The command for all tests, if {@link recipe} runs only some of them. */
  suite?: string;
  /** Why nothing can be run here: "This workspace is not trusted …". */
  problem?: string;
  /** A current run. At most one per investigation. */
  running?: RunningState;
  /** Present while a debug session runs that can log without stopping, or while logpoints of this investigation are left. */
  logpoints?: { /** Name of the session; absent once it has ended. */ session?: string; count: number };
  /** Lines that were inserted into the code to print values. */
  probes?: { file: string; /** 1-based. */ line: number }[];
  /** Neither a run nor a debug session can follow a value here: inserted lines are offered. */
  offersProbes?: true;
  /** A search for a small fix stopped before all changes were judged, and can go on for so many seconds. */
  search?: { tried: number; total: number; seconds: number };
  /** What running it can reveal, and what cannot work here. */
  offers: Offers;
  /** The failure is that of a test. */
  ofTest?: true;
  /** What the last run of the files said, where it did not fail as before: "The last run passes." */
  lastSays?: string;
  /** Oldest first; every one is a line of the timeline. */
  timeline: RunRecord[];
}

export interface ShownRecipe {
  /** One line, as it would be typed. */
  command: string;
  /** The folder it runs in: workspace-relative with `/`, empty for the workspace's own folder. */
  folder: string;
  from: RecipeSource;
}

export interface RunningState {
  kind: RunRecord['kind'];
  /** "running it with the fix, run 2" */
  doing: string;
  command: string;
  /** ISO 8601. */
  startedAt: string;
  /** Time of an earlier run, for the progress; absent before the first. */
  usualMs?: number;
  /** Last line of its output. */
  lastLine: string;
  /** Hypothesis whose fix is being tried; absent for a plain run. */
  hypothesis?: string;
  /** Number of results that a search has so far; with one or more it can be ended early. */
  found?: number;
}
