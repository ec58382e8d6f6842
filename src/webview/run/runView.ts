import type { HypothesisState } from '../../protocol/panelState';
import type { Session } from '../session';

/** Inputs for drawing the parts of the run block. */
export interface RunView {
  session: Session;
  /** The rank that names a hypothesis for people; undefined for an earlier one. */
  rankOf: (hypothesis: string) => number | undefined;
  /** Undefined for one that is no longer known. */
  find: (hypothesis: string) => HypothesisState | undefined;
  /** Something can be run or changed now. */
  idle: boolean;
  /** The failure is that of a test. */
  ofTest: boolean;
  /** `byDefault` counts until the person decides. */
  isOpen: (key: string, byDefault: boolean) => boolean;
  toggle: (key: string, open: boolean) => void;
}
