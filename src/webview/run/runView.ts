import type { Session } from '../session';

/** What the parts of the run block are drawn from. */
export interface RunView {
  session: Session;
  /** How a person calls a hypothesis: "hypothesis 1". */
  nameOf: (hypothesis: string) => string;
  isOpen: (key: string) => boolean;
  toggle: (key: string) => void;
}
