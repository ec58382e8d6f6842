import type { RunnableBug } from '../../realBugs/runnableBug';
import type { NpmBug } from '../../realBugs/npm/bugList';

/** A laid-out fault whose runs are to be recorded: what one program tells the next, as JSON. */
export interface RunJob extends Pick<RunnableBug, 'wide' | 'test'> {
  id: string;
  bug: Pick<NpmBug, 'package' | 'kind' | 'truth'>;
  /** Absolute. */
  workspace: string;
  /** The whole output of the failing run. */
  text: string;
  /** Absolute; written whole or not at all. */
  out: string;
}
