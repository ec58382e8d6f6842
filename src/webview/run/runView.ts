import type { HypothesisState } from '../../protocol/panelState';
import type { Session } from '../session';

/** Inputs for drawing the parts of the run block. */
export interface RunView {
  session: Session;
  /** A hypothesis by its name for people: "hypothesis 1". */
  nameOf: (hypothesis: string) => string;
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
