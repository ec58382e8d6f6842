import type { NextStep } from '../core/investigation/investigation';
import { ProviderError, type ProviderErrorKind } from '../core/ports';
import type { FailureSource } from '../protocol/panelState';

/** An error for the person: what happened, then what to do. */
export class UserFacingError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly nextStep?: NextStep,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'UserFacingError';
  }
}

const places: Record<FailureSource, string> = {
  editor: 'The selection',
  terminal: 'The terminal output',
  test: "The test's message",
  debugger: 'The stopped session',
  clipboard: 'The clipboard',
  paste: 'The pasted text',
  problem: 'The problem',
};

/** Every error sentence that the host itself writes. */
export const userFacingErrors = {
  noTrace: (source: FailureSource) =>
    new UserFacingError(
      'noTrace',
      `${places[source]} contains no error or stack trace. ${source === 'paste' ? "Paste the whole output, from the error's first line on." : "Select from the error's first line to its last frame, or paste the output into New failure."}`,
    ),
  /** @param command one that failed recently and whose output names no place */
  nothingToDebug: (command?: string) =>
    new UserFacingError(
      'nothingToDebug',
      command === undefined
        ? 'No failure was found: nothing is selected, no terminal command failed and no debug session is stopped on an exception. Paste the error into New failure.'
        : `\`${command}\` failed, but printed no stack trace. Run it so that it prints its error, or paste the error into New failure.`,
    ),
  /** The selection is plain code. */
  codeSelected: () =>
    new UserFacingError(
      'nothingToDebug',
      'The selection is code, not an error. Run it first; when it fails, select the same lines again and they become evidence.',
    ),
  passesNow: (command: string) =>
    new UserFacingError('nothingToDebug', `\`${command}\` passed when it was run again. If it fails now and then, run it until it fails.`),
  emptyTerminalSelection: () =>
    new UserFacingError('emptyTerminalSelection', 'Nothing is selected in the terminal. Select the error there and try again.'),
  noInvestigation: () => new UserFacingError('noInvestigation', 'No investigation is open. Start one with Debug with Context.'),
  investigationGone: () =>
    new UserFacingError('investigationGone', 'This investigation is no longer open here. Open it again from the list of investigations.'),
  noPrompt: () => new UserFacingError('noPrompt', 'The evidence is still being collected. Try again in a moment.'),
  noOutsideModel: () =>
    new UserFacingError(
      'noOutsideModel',
      'No outside model has produced a hypothesis here yet, or it is not known which one did. Choose a model and ask it, then try again.',
      'chooseProvider',
    ),
  evidenceChanged: () =>
    new UserFacingError(
      'evidenceChanged',
      'The evidence or the hypotheses have changed since you agreed, so these results are for the earlier ones. Start again.',
    ),
  frameGone: () =>
    new UserFacingError('frameGone', 'The session has moved on, so this frame can no longer be read. Stop it at the failure again.'),
  adapter: (cause: unknown) =>
    new UserFacingError('adapter', `The debugger did not answer: ${messageOf(cause)}. Stop at the failure again and retry.`, 'showLog', {
      cause,
    }),
  fileNotFound: (file: string) =>
    new UserFacingError('fileNotFound', `${file} is not in this workspace. Open its folder, or choose another file.`),
  lineNotFound: (file: string, line: number, lines: number) =>
    new UserFacingError(
      'lineNotFound',
      `${file} has ${lines} lines now, so line ${line} no longer exists. The file has changed since the failure; run it again.`,
    ),
  badReference: () => new UserFacingError('badReference', 'Write @file or @file:10-40, with the path shown in the Explorer.'),
  noPlaceToFollow: () =>
    new UserFacingError(
      'noPlaceToFollow',
      'There is no line in this workspace to start from. Put the cursor on the value in its file, then try again.',
    ),
  noLogpoints: () =>
    new UserFacingError(
      'noLogpoints',
      'No debug session is running that is known to log without stopping. Start one for JavaScript, Python, Go or LLDB and try again.',
    ),
  nothingToLog: (expression: string) =>
    new UserFacingError(
      'nothingToLog',
      `No line was found at which the debugger could print \`${expression}\` without running code of the program again. Choose a variable or a member.`,
    ),
  noProbe: (expression: string, why = 'no line was found at which it has its value') =>
    new UserFacingError('noProbe', `No line can be inserted that prints \`${expression}\`: ${why}`),
  unsavedForProbes: (file: string) =>
    new UserFacingError('unsavedForProbes', `${file} has unsaved changes. Save it first: lines are inserted into the file on disk.`),
  unfitForProbes: (file: string, why: string) =>
    new UserFacingError('unfitForProbes', `No line was inserted into ${file}: ${why}. Set a breakpoint there instead.`),
  noSelection: () => new UserFacingError('noSelection', 'Nothing is selected in an editor of this workspace. Select the lines first.'),
  untrusted: () =>
    new UserFacingError(
      'untrusted',
      'This workspace is not trusted, so nothing is sent. Trust it to ask a model; the prompt can be copied.',
      'trust',
    ),
  /** A crash of the worker already has a full sentence. */
  collectFailed: (cause: unknown) =>
    new UserFacingError(
      'collectFailed',
      cause instanceof ProviderError
        ? cause.message
        : `The evidence could not be collected: ${messageOf(cause)}. Try again; the log has the details.`,
      'showLog',
      { cause },
    ),
  collectCancelled: () => new UserFacingError('collectCancelled', 'Collecting the evidence was cancelled. Rank again to collect it.'),
  noFix: () => new UserFacingError('noFix', 'This hypothesis has no fix to show. Ask a model for one.'),
  fixDoesNotApply: (cause: unknown) =>
    new UserFacingError(
      'fixDoesNotApply',
      `The fix does not apply to the files as they are now: ${messageOf(cause)}. Ask again for one that does.`,
    ),
  nothingToUndo: () =>
    new UserFacingError('nothingToUndo', 'What was there before is no longer kept. Use Undo in the editor, or version control.'),
  changedSinceFix: (files: readonly string[]) =>
    new UserFacingError(
      'changedSinceFix',
      `${files.join(', ')} changed in the meantime, so nothing was undone. The diff shows what undoing would change.`,
    ),
  untrustedRun: () =>
    new UserFacingError('untrustedRun', 'This workspace is not trusted, so nothing is run. Trust it to run the command.', 'trust'),
  runUnderWay: () => new UserFacingError('runUnderWay', 'A run is in progress. Cancel it or wait until it ends.'),
  noRecipe: () =>
    new UserFacingError('noRecipe', 'The command that reproduces this failure is not known. Enter it in the Run block first.'),
  noOutput: () => new UserFacingError('noOutput', 'The output of this run is no longer kept. Run it again.'),
  changeGone: () => new UserFacingError('changeGone', 'This change is no longer among the recent ones. Collect the evidence again.'),
  changeNotUndone: (cause: unknown) =>
    new UserFacingError(
      'changeNotUndone',
      `The change could not be undone: ${messageOf(cause)}. The lines have changed again since; undo it by hand.`,
    ),
  otherEncoding: (file: string, encoding: string) =>
    new UserFacingError(
      'otherEncoding',
      `The fix was not applied: ${file} is not encoded in ${encoding}, as VS Code assumes, and saving it would destroy characters. Use "Reopen with Encoding" or the setting files.encoding, then apply it again.`,
    ),
  mixedLineEnds: (file: string) =>
    new UserFacingError(
      'mixedLineEnds',
      `The fix was not applied: ${file} has mixed line endings, and VS Code would save it with one kind. Normalise its line endings, then apply the fix again.`,
    ),
  notInEncoding: (file: string, encoding: string) =>
    new UserFacingError(
      'notInEncoding',
      `The fix was not applied: it contains characters that ${file}, encoded in ${encoding}, cannot hold.`,
    ),
  fixRefused: () => new UserFacingError('fixRefused', 'VS Code did not apply the fix. Check that the files are writable, then try again.'),
  noSample: (cause: unknown) =>
    new UserFacingError(
      'noSample',
      `The sample could not be set up: ${messageOf(cause)}. Check that git is installed and try again.`,
      'showLog',
      { cause },
    ),
  notStored: (cause: unknown) =>
    new UserFacingError(
      'notStored',
      `The investigation could not be stored: ${messageOf(cause)}. Free some disk space; it stays until the window closes.`,
    ),
} as const;

const nextSteps: Partial<Record<ProviderErrorKind, NextStep>> = {
  noKey: 'setKey',
  unauthorized: 'setKey',
  modelNotFound: 'openSettings',
  connectionRefused: 'chooseProvider',
  noModel: 'chooseProvider',
  consentRefused: 'askAgain',
  contextExceeded: 'openSettings',
  badRequest: 'openSettings',
  workerCrashed: 'askAgain',
  untrusted: 'trust',
  other: 'showLog',
};

/** What to offer after a provider failed. */
export function nextStepFor(kind: ProviderErrorKind): NextStep {
  return nextSteps[kind] ?? 'askAgain';
}

export const nextStepLabels: Record<NextStep, string> = {
  askAgain: 'Ask again',
  setKey: 'Set API key',
  chooseProvider: 'Choose a provider',
  openSettings: 'Open settings',
  showLog: 'Show log',
  trust: 'Manage trust',
};

export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\.$/, '');
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
