import type { RunnableBug } from '../../realBugs/runnableBug';
import type { FailureCase } from '../failureCase';

/** A laid-out fault whose runs are to be recorded: what one program tells the next, as JSON. */
export interface RunJob extends Pick<RunnableBug, 'wide' | 'test'> {
  facts: Omit<FailureCase, 'scene' | 'files'>;
  /** Absolute. */
  workspace: string;
  /** The whole output of the failing run. */
  text: string;
  /** Variables of the command. */
  env?: Record<string, string>;
  /** Absolute; written whole or not at all. */
  out: string;
}

/** One failure of a fault for training, before it is laid out. */
export interface TrainingFault {
  /** That of its case. */
  id: string;
  package: string;
  layOut(): Promise<Omit<RunJob, 'out'>>;
}
