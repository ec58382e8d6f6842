import type { EvidenceState } from '../../protocol/panelState';
import type { Session } from '../session';
import type { Scope } from '../viewMemory';

/** What the parts of the evidence are drawn from. */
export interface EvidenceView {
  session: Session;
  evidence: EvidenceState;
  /** ISO 8601. */
  now: string;
  /** The files may be changed from here. */
  trusted: boolean;
  /** What failed can be run, and so a value be followed. */
  canRun: boolean;
  /** Drafts of the components below. */
  memory: Scope;
  /** Is a fold open? `byDefault` counts until the person decides; it is asked once, so that nothing folds under their hands. */
  isOpen(key: string, byDefault: boolean): boolean;
  toggle(key: string): void;
  /** How many rows of a long list to draw. */
  shown(key: string, first: number): number;
  showMore(key: string, shown: number): void;
}
