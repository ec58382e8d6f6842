/**
 * Why a piece of code may matter to a failure: data, so that ranking and the model read what it says and not how it is worded.
 * `reasonText` renders it.
 */
export type Reason =
  // Where the failure shows.
  | { kind: 'throws' }
  | { kind: 'onStack' }
  | { kind: 'failingTest'; byName?: true }
  | { kind: 'runsBeforeTest' }
  // How the program leads there.
  | { kind: 'calledBy'; name: string }
  | { kind: 'readBy'; name: string }
  | { kind: 'calls'; name: string }
  | { kind: 'testCalls'; name: string }
  | { kind: 'testNames'; name: string }
  | { kind: 'namedInMessage' }
  // What it has to do with the wrong value.
  | { kind: 'makesValue'; name: string }
  /** It is itself the call whose result was wrong: `getOrders().items`. */
  | { kind: 'makesResult'; expression: string }
  | { kind: 'returnedNull' }
  | { kind: 'setsValue'; name: string }
  | { kind: 'readsValue'; reader: string; name: string }
  // What is near by.
  | { kind: 'changed' }
  | { kind: 'sameFile'; as: 'changed' | 'reached' }
  | { kind: 'testNamedAfter' }
  | { kind: 'importedByTest'; through?: true }
  // What ranking finds out about functions and lines.
  | { kind: 'arises'; of: 'function' | 'line' }
  | { kind: 'throwsOnPurpose' }
  | { kind: 'rethrows' }
  | { kind: 'tried' }
  | { kind: 'calledByTest' }
  | { kind: 'origin' }
  | { kind: 'assigns'; name: string }
  | { kind: 'failsAndIsThrownOn' }
  | { kind: 'decidesThrow' }
  | { kind: 'returns' };

/** The reason's name of a value, where it is about one. */
export function valueNamed(reason: Reason): string | undefined {
  return reason.kind === 'makesValue' || reason.kind === 'setsValue' || reason.kind === 'readsValue' ? reason.name : undefined;
}

/** Whether a reason says that a value went from the code to where it was wrong. */
export function givesValue({ kind }: Reason): boolean {
  return kind === 'makesValue' || kind === 'makesResult' || kind === 'setsValue' || kind === 'returnedNull';
}

export function hasReason(reasons: readonly Reason[], kind: Reason['kind']): boolean {
  return reasons.some((reason) => reason.kind === kind);
}
