import type { EvidenceState } from '../../protocol/panelState';
import type { Session } from '../session';
import type { Scope } from '../viewMemory';

/** Inputs for drawing the parts of the evidence. */
export interface EvidenceView {
  session: Session;
  evidence: EvidenceState;
  /** ISO 8601. */
  now: string;
  /** The files may be changed from here. */
  trusted: boolean;
  /** The failing command can be run, and so a value can be followed. */
  canFollow: boolean;
  /** Drafts of the components below. */
  memory: Scope;
  /** Is a fold open? `byDefault` counts until the person decides; it is read once, so that nothing folds while the person works. */
  isOpen(key: string, byDefault: boolean): boolean;
  toggle(key: string): void;
  /** How many rows of a long list to draw. */
  shown(key: string, first: number): number;
  showMore(key: string, shown: number): void;
}
