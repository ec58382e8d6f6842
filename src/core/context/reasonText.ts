import type { Reason } from './reason';

/** What is said of a function that made the call which fails further in. */
export const ON_PATH = 'on the call path';

/** Characters of an expression that a reason shows. */
const LONGEST = 40;

/** A reason as a short phrase for a person; code and names in backticks. */
export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case 'throws':
      return 'the error is thrown here';
    case 'onStack':
      return ON_PATH;
    case 'failingTest':
      if (!reason.by) return 'the failing test';
      return reason.by === 'name' ? 'the failing test, found by its name' : 'the failing test, found by its words';
    case 'wordsError':
      return 'the error is made here, found by its words';
    case 'wrapsError':
      return 'puts its own words around the error';
    case 'runsBeforeTest':
      return 'runs before the test';
    case 'calledBy':
      return `called by ${code(reason.name)}`;
    case 'decorates':
      return `decorates ${code(reason.name)}`;
    case 'readBy':
      return `read by ${code(reason.name)}`;
    case 'testCalls':
      return `the test calls ${code(reason.name)}`;
    case 'testNames':
      return `the test names ${code(reason.name)}`;
    case 'namedInMessage':
      return 'named in the message';
    case 'makesValue':
      return `makes ${code(reason.name)}`;
    case 'makesResult':
      return `makes the value of ${code(reason.expression)}`;
    case 'returnedNull':
      return 'returned the value that was null';
    case 'setsValue':
      return `sets ${code(reason.name)}${reason.reader === undefined ? '' : `, read by ${named(reason.reader)}`}`;
    case 'readsValue':
      return `${named(reason.reader)} reads ${code(reason.name)}`;
    case 'calls':
    case 'callSite':
      return `calls ${code(reason.name)}${(reason.given ?? 0) < (reason.of ?? 0) ? ` with ${reason.given} of its ${reason.of} arguments` : ''}${reason.kind === 'callSite' && reason.more ? `, as do ${reason.more} more lines` : ''}`;
    case 'imports':
      return 'its imports';
    case 'startsProgram':
      return 'starts the program';
    case 'readAtRunTime':
      return `${named(reason.reader)} reads this file at run time`;
    case 'changed':
      return 'changed recently';
    case 'sameFile':
      return reason.as === 'changed' ? 'in the same file as recently changed code' : 'in the same file as code that the failure reaches';
    case 'testNamedAfter':
      return 'in the file that the test is named after';
    case 'importedByTest':
      return reason.through ? 'in a file that the code under test imports' : 'in a file that the test imports';
    case 'arises':
      return reason.of === 'line' ? 'the error comes from this line' : 'the error comes from here';
    case 'throwsOnPurpose':
      return 'throws on purpose: its caller may have passed a wrong value';
    case 'rethrows':
      return 'rethrows an error that it caught';
    case 'tried':
      return 'its caller caught an error and rethrew it';
    case 'calledByTest':
      return 'called by the failing test';
    case 'origin':
      return 'where the wrong value comes from';
    case 'assigns':
      return `assigns ${code(reason.name)}`;
    case 'failsAndIsThrownOn':
      return 'what fails here is rethrown';
    case 'knownFault':
      return reason.what.replace(/^[A-Z](?=[a-z]|\s)/, (letter) => letter.toLowerCase());
    case 'decidesThrow':
      return 'decides that the error is thrown';
    case 'returns':
      return 'returns from here';
    case 'runInTest':
      return 'called by the failing test, as its run shows';
    case 'onlyFailingRuns':
      return 'of the tests that were run, only the failing one calls it';
    case 'madeAsserted':
      return reason.what === 'value' ? 'made the value that the assertion saw' : 'made a wrong piece of the value that the assertion saw';
    case 'changePasses':
      return 'it passes with a small change here';
  }
}

/** Several reasons as one phrase, each once. */
export function reasonsText(reasons: readonly Reason[]): string {
  return [...new Set(reasons.map(reasonText))].join(', ');
}

/** A function by its name, or who reads in words: the failing test. */
function named(reader: string): string {
  return reader.startsWith('the ') ? reader : code(reader);
}

function code(text: string): string {
  return `\`${text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text}\``;
}
