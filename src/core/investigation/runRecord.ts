import type { BlameChange, Outcome, ProvenHunk } from '../experiments/experiment';
import type { KeptCoverage } from '../experiments/keptCoverage';
import type { TracedHop } from '../experiments/firstDivergence';
import type { FrameValues } from '../experiments/throwValues';

/** The origin of the command that shows the failure. */
export type RecipeSource = 'terminal' | 'test' | 'debugger' | 'task' | 'typed';

/** The recipe for running an investigation's failure again. A person sees it before it runs. */
export interface KnownRecipe {
  /** One line, as a person types it; split into words without a shell. */
  command: string;
  /** Absolute folder with `/`. */
  cwd: string;
  from: RecipeSource;
}

/** The observed places on a value's path, in the order of the failing run. */
export interface FollowedValue {
  expression: string;
  /** Workspace-relative with `/`. */
  file: string;
  /** 1-based. */
  line: number;
  /** The observer; absent for a run of the command. */
  by?: 'debugger' | 'probes';
  hops: TracedHop[];
  /** 0-based index of the first hop at which it went wrong. */
  divergence?: number;
}

/** The findings of an experiment, for showing them again. */
export interface Finding {
  /** For `blame`: the command passes without these. */
  changes?: BlameChange[];
  /** Of `prove`: the changed places of the sources. */
  hunks?: ProvenHunk[];
  /** Of `values`, innermost first. */
  frames?: FrameValues[];
  /** Of `trace`. */
  followed?: FollowedValue;
  /** Of `coverage`, in the files that the ranking names: it is used again when the investigation is reopened. */
  ran?: KeptCoverage;
}

/** An experiment that has no line in the timeline yet. */
export interface UnderWay {
  /** Id of its line. */
  id: string;
  kind: RunRecord['kind'];
  /** ISO 8601. */
  at: string;
  /** Number of the process of the window that started it. */
  process: number;
}

/** One line of an investigation's timeline: a run, a try, a change made or reverted. */
export interface RunRecord {
  /** Unique everywhere. */
  id: string;
  /** ISO 8601. */
  at: string;
  /**
   * `run`: the command as the workspace is · `try`: with a fix, in isolation · `terminal`: the person ran the same command · `applied`,
   * `undone`: a fix, or a recent change, in the files themselves · `blame`: the search for the change that broke it · `values`: values of
   * names at the throw · `coverage`: what the failing test ran · `trace`: a value on its way · `repair`: small changes tried ·
   * `prove`: do the tests show the fix that is in the files · `check`: a type check or build of the project, after a change of its files
   */
  kind: 'run' | 'try' | 'terminal' | 'applied' | 'undone' | 'blame' | 'values' | 'coverage' | 'trace' | 'repair' | 'prove' | 'check';
  /**
   * Compared with the failure under investigation; for `blame`, without the change. `gone` is shown as "passes". Absent without a
   * comparison.
   */
  outcome?: Outcome;
  /** k of n runs agree; absent for single runs. */
  agreed?: [number, number];
  /** One sentence: "passes, 2 of 2, other tests as before". */
  text: string;
  /** Reasons and caveats, one sentence each. */
  notes: string[];
  seconds?: number;
  /** Whose fix; of `blame`, the hypothesis that it proves. */
  hypothesis?: string;
  /** Key of the recent change that was undone or restored. */
  change?: string;
  /** Keys of the changes that went with it, because each needs the other. */
  together?: string[];
  /** True when it failed before, so that passing proves something. Only for a `try`. */
  wasRed?: boolean;
  /** Its output is available through `showRunOutput` until the window closes. */
  hasOutput?: boolean;
  found?: Finding;
}
