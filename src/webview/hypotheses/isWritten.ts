import type { HypothesisState } from '../../protocol/panelState';

/** Whether the files hold the fix: also one that did not help, until it is undone. */
export function isWritten({ fixState, canUndo, takenBack }: Pick<HypothesisState, 'fixState' | 'canUndo' | 'takenBack'>): boolean {
  return fixState === 'applied' || fixState === 'worked' || canUndo || takenBack === true;
}
