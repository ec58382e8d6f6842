import type { Edit, Isolation } from '../../core/experiments/experiment';
import type { runRecipe } from './runRecipe';

/** What a laboratory knows of a command besides its recipe. */
export interface LaboratoryOptions {
  /** Absolute folder of the workspace. */
  root: string;
  /** Limit of a run, ms; derived from the first run if absent. */
  timeoutMs?: number;
  /** The end of the experiment, seconds from its beginning: no run after the first is started that would last longer, none lasts longer. */
  seconds?: number;
  /** Full name of the failing test to examine. */
  test?: string;
  /** Texts of unsaved editors: they count as the current content of the workspace. */
  unsaved?: readonly Edit[];
  /** Also edit the files themselves if nothing else holds. */
  inPlace?: boolean;
  /** Only these ways of isolation, in this order. */
  isolations?: readonly Isolation[];
  /** Runs that may go on at the same time, where each has a file system and a network of its own; the number of processors if absent. */
  jobs?: number;
  /** How the command is run, {@link runRecipe} if absent: whoever tests what is decided on top of runs can make them without processes. */
  runRecipe?: typeof runRecipe;
  signal?: AbortSignal;
  onOutput?: (chunk: Buffer) => void;
  /** A sentence that the person must see, whatever the result. */
  onNotice?: (sentence: string) => void;
}
