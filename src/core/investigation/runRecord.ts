import type { Outcome } from '../experiments/experiment';

/** Where the command that shows the failure came from. */
export type RecipeSource = 'terminal' | 'test' | 'debugger' | 'task' | 'typed';

/** How the failure of an investigation is run again. A person sees it before it runs. */
export interface KnownRecipe {
  /** One line, as a person types it; split into words without a shell. */
  command: string;
  /** Absolute folder with `/`. */
  cwd: string;
  from: RecipeSource;
}

/** One line of an investigation's timeline: a run, a try, a change made or taken back. */
export interface RunRecord {
  /** Unique everywhere. */
  id: string;
  /** ISO 8601. */
  at: string;
  /**
   * `run`: the command as the workspace is · `try`: with a fix, in isolation · `terminal`: the person ran the same command · `applied`,
   * `undone`: a fix in the files themselves · `blame`, `values`: what an experiment found
   */
  kind: 'run' | 'try' | 'terminal' | 'applied' | 'undone' | 'blame' | 'values';
  /** Compared with the failure under investigation; absent for `applied` and `undone`. `gone` reads "passes". */
  outcome?: Outcome;
  /** k of n runs agree; absent for single runs. */
  agreed?: [number, number];
  /** One sentence: "passes, 2 of 2, other tests as before". */
  text: string;
  /** Reasons and reservations, one sentence each. */
  notes: string[];
  seconds?: number;
  /** Whose fix. */
  hypothesis?: string;
  /** It failed before, so that passing proves something. Only of a `try`. */
  wasRed?: boolean;
  /** What it printed can be asked for with `showRunOutput`, as long as the window lives. */
  hasOutput?: boolean;
}
