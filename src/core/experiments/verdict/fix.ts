import type { FilePatch } from '../../hypotheses/parseDiff';
import type { Edit } from '../experiment';
import type { FailureTarget } from '../failureOf';
import type { TestPlaces } from './testIsHeard';

export interface Fix extends TestPlaces {
  /** Files with the fix in place. */
  edits: readonly Edit[];
  patches: readonly FilePatch[];
  /** Whether the bad value of a failure is made by code of the workspace; absent where that is not known. */
  madeByOwnCode?: (target: FailureTarget) => Promise<boolean>;
  /** The failure with the workspace's own names and lines for its frames; absent where the runs name them so. */
  inSource?: (target: FailureTarget) => Promise<FailureTarget>;
}
