import type { BlameChange, Outcome } from '../experiments/experiment';
import type { KeptCoverage } from '../experiments/keptCoverage';
import type { TracedHop } from '../experiments/firstDivergence';
import type { FrameValues } from '../experiments/throwValues';

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

/** The places that a value was looked at on its way, in the order of the failing run. */
export interface FollowedValue {
  expression: string;
  /** Workspace-relative with `/`. */
  file: string;
  /** 1-based. */
  line: number;
  /** Who looked; absent where a run of the command did. */
  by?: 'debugger' | 'probes';
  hops: TracedHop[];
  /** 0-based index of the first hop at which it went wrong. */
  divergence?: number;
}

/** What an experiment found, for showing it again. */
export interface Finding {
  /** Of `blame`: without these the command passes. */
  changes?: BlameChange[];
  /** Of `values`, innermost first. */
  frames?: FrameValues[];
  /** Of `trace`. */
  followed?: FollowedValue;
  /** Of `coverage`, in the files that the ranking names: it counts again where the investigation is opened again. */
  ran?: KeptCoverage;
}

/** One line of an investigation's timeline: a run, a try, a change made or taken back. */
export interface RunRecord {
  /** Unique everywhere. */
  id: string;
  /** ISO 8601. */
  at: string;
  /**
   * `run`: the command as the workspace is · `try`: with a fix, in isolation · `terminal`: the person ran the same command · `applied`,
   * `undone`: a fix, or a recent change, in the files themselves · `blame`: the search for the change that broke it · `values`: what names held at the throw ·
   * `coverage`: what the failing test ran · `trace`: a value on its way · `repair`: small changes tried
   */
  kind: 'run' | 'try' | 'terminal' | 'applied' | 'undone' | 'blame' | 'values' | 'coverage' | 'trace' | 'repair';
  /** Compared with the failure under investigation; of `blame`, without the change. `gone` reads "passes". Absent where nothing was. */
  outcome?: Outcome;
  /** k of n runs agree; absent for single runs. */
  agreed?: [number, number];
  /** One sentence: "passes, 2 of 2, other tests as before". */
  text: string;
  /** Reasons and reservations, one sentence each. */
  notes: string[];
  seconds?: number;
  /** Whose fix; of `blame`, the hypothesis that it proves. */
  hypothesis?: string;
  /** Key of the recent change that was undone or put back. */
  change?: string;
  /** It failed before, so that passing proves something. Only of a `try`. */
  wasRed?: boolean;
  /** What it printed can be asked for with `showRunOutput`, as long as the window lives. */
  hasOutput?: boolean;
  found?: Finding;
}
