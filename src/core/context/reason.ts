/**
 * Why a piece of code may matter to a failure: as data, so that ranking and the model do not depend on its wording. `reasonText` renders
 * it.
 */
export type Reason =
  // Where the error surfaces.
  | { kind: 'throws' }
  | { kind: 'onStack' }
  | { kind: 'failingTest'; by?: 'name' | 'words' }
  /** Found by the text of an error that was printed without a stack. */
  | { kind: 'wordsError' }
  | { kind: 'wrapsError' }
  | { kind: 'runsBeforeTest' }
  // The path of calls to it.
  | { kind: 'calledBy'; name: string }
  | { kind: 'readBy'; name: string }
  /** It is called where the function is defined, and may stand around it. */
  | { kind: 'decorates'; name: string }
  /** `given`: fewer arguments than there are parameters. */
  | { kind: 'calls'; name: string; given?: number; of?: number }
  | { kind: 'testCalls'; name: string }
  | { kind: 'testNames'; name: string }
  | { kind: 'namedInMessage' }
  // Its relation to the wrong value.
  | { kind: 'makesValue'; name: string }
  /** It is itself the call with the wrong result: `getOrders().items`. */
  | { kind: 'makesResult'; expression: string }
  | { kind: 'returnedNull' }
  /** Before the failure, of a field that this reader reads. */
  | { kind: 'setsValue'; name: string; reader?: string }
  | { kind: 'readsValue'; reader: string; name: string }
  // Lines that a reader of these functions needs beside them.
  /** `given` of the function's `of` arguments. */
  | { kind: 'callSite'; name: string; given: number; of: number; more: number }
  | { kind: 'imports' }
  | { kind: 'startsProgram' }
  | { kind: 'readAtRunTime'; reader: string }
  // Code nearby.
  | { kind: 'changed' }
  | { kind: 'sameFile'; as: 'changed' | 'reached' }
  | { kind: 'testNamedAfter' }
  | { kind: 'importedByTest'; through?: true }
  // Results of ranking for functions and lines.
  | { kind: 'arises'; of: 'function' | 'line' }
  | { kind: 'throwsOnPurpose' }
  | { kind: 'rethrows' }
  | { kind: 'tried' }
  | { kind: 'calledByTest' }
  | { kind: 'origin' }
  | { kind: 'assigns'; name: string }
  | { kind: 'failsAndIsThrownOn' }
  /** It has a known fault, as a title says it. */
  | { kind: 'knownFault'; what: string }
  | { kind: 'decidesThrow' }
  | { kind: 'returns' }
  // What runs showed.
  | { kind: 'runInTest' }
  | { kind: 'onlyFailingRuns' }
  /** It made the value that the failed assertion saw, or the wrong piece of it. */
  | { kind: 'madeAsserted'; what: 'value' | 'piece' }
  /** With a small change in it, the failing test passes; so it does with none that was tried in so many other functions. */
  | { kind: 'changePasses'; notIn: number };

/** The name of the value, where the reason is about one. */
export function valueNamed(reason: Reason): string | undefined {
  return reason.kind === 'makesValue' || reason.kind === 'setsValue' || reason.kind === 'readsValue' ? reason.name : undefined;
}

/** Whether a reason states that a value flowed from the code to the place where it was wrong. */
export function givesValue({ kind }: Reason): boolean {
  return kind === 'makesValue' || kind === 'makesResult' || kind === 'setsValue' || kind === 'returnedNull';
}

export function hasReason(reasons: readonly Reason[], kind: Reason['kind']): boolean {
  return reasons.some((reason) => reason.kind === kind);
}
