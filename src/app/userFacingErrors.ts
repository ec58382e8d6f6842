import { plural, t } from '../core/language';
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

const holdsNone: Record<FailureSource, string> = {
  editor: t('The selection contains no error or stack trace.'),
  terminal: t('The terminal output contains no error or stack trace.'),
  test: t("The test's message contains no error or stack trace."),
  debugger: t('The stopped session contains no error or stack trace.'),
  clipboard: t('The clipboard contains no error or stack trace.'),
  paste: t('The pasted text contains no error or stack trace.'),
  problem: t('The problem contains no error or stack trace.'),
};

/** Every error sentence that the host itself writes. */
export const userFacingErrors = {
  noTrace: (source: FailureSource) =>
    new UserFacingError(
      'noTrace',
      `${holdsNone[source]} ${source === 'paste' ? t("Paste the whole output, from the error's first line on.") : t("Select from the error's first line to its last frame, or paste the output into New failure.")}`,
    ),
  /** @param command one that failed recently and whose output names no place */
  nothingToDebug: (command?: string) =>
    new UserFacingError(
      'nothingToDebug',
      command === undefined
        ? t(
            'No failure was found: nothing is selected, no terminal command failed and no debug session is stopped on an exception. Paste the error into New failure.',
          )
        : t('`{0}` failed, but printed no stack trace. Run it so that it prints its error, or paste the error into New failure.', command),
    ),
  /** The selection is plain code. */
  codeSelected: () =>
    new UserFacingError(
      'nothingToDebug',
      t('The selection is code, not an error. Run it first; when it fails, select the same lines again and they become evidence.'),
    ),
  passesNow: (command: string) =>
    new UserFacingError(
      'nothingToDebug',
      t('`{0}` passed when it was run again. If it fails now and then, run it until it fails.', command),
    ),
  emptyTerminalSelection: () =>
    new UserFacingError('emptyTerminalSelection', t('Nothing is selected in the terminal. Select the error there and try again.')),
  noInvestigation: () => new UserFacingError('noInvestigation', t('No investigation is open. Start one with Debug with Context.')),
  investigationGone: () =>
    new UserFacingError(
      'investigationGone',
      t('This investigation is no longer open here. Open it again from the list of investigations.'),
    ),
  noPrompt: () => new UserFacingError('noPrompt', t('The evidence is still being collected. Try again in a moment.')),
  noOutsideModel: () =>
    new UserFacingError(
      'noOutsideModel',
      t(
        'No outside model has produced a hypothesis here yet, or it is not known which one did. Choose a model and ask it, then try again.',
      ),
      'chooseProvider',
    ),
  evidenceChanged: () =>
    new UserFacingError(
      'evidenceChanged',
      t('The evidence or the hypotheses have changed since you agreed, so these results are for the earlier ones. Start again.'),
    ),
  frameGone: () =>
    new UserFacingError('frameGone', t('The session has moved on, so this frame can no longer be read. Stop it at the failure again.')),
  adapter: (cause: unknown) =>
    new UserFacingError(
      'adapter',
      t('The debugger did not answer: {0}. Stop at the failure again and retry.', messageOf(cause)),
      'showLog',
      {
        cause,
      },
    ),
  fileNotFound: (file: string) =>
    new UserFacingError('fileNotFound', t('{0} is not in this workspace. Open its folder, or choose another file.', file)),
  lineNotFound: (file: string, line: number, lines: number) =>
    new UserFacingError(
      'lineNotFound',
      plural(
        lines,
        '{1} has {0} line now, so line {2} no longer exists. The file has changed since the failure; run it again.',
        '{1} has {0} lines now, so line {2} no longer exists. The file has changed since the failure; run it again.',
        file,
        line,
      ),
    ),
  badReference: () => new UserFacingError('badReference', t('Write @file or @file:10-40, with the path shown in the Explorer.')),
  noPlaceToFollow: () =>
    new UserFacingError(
      'noPlaceToFollow',
      t('There is no line in this workspace to start from. Put the cursor on the value in its file, then try again.'),
    ),
  noLogpoints: () =>
    new UserFacingError(
      'noLogpoints',
      t('No debug session is running that is known to log without stopping. Start one for JavaScript, Python, Go or LLDB and try again.'),
    ),
  nothingToLog: (expression: string) =>
    new UserFacingError(
      'nothingToLog',
      t(
        'No line was found at which the debugger could print `{0}` without running code of the program again. Choose a variable or a member.',
        expression,
      ),
    ),
  noProbe: (expression: string, why = t('no line was found at which it has its value')) =>
    new UserFacingError('noProbe', t('No line can be inserted that prints `{0}`: {1}', expression, why)),
  unsavedForProbes: (file: string) =>
    new UserFacingError('unsavedForProbes', t('{0} has unsaved changes. Save it first: lines are inserted into the file on disk.', file)),
  unfitForProbes: (file: string, why: string) =>
    new UserFacingError('unfitForProbes', t('No line was inserted into {0}: {1}. Set a breakpoint there instead.', file, why)),
  noSelection: () => new UserFacingError('noSelection', t('Nothing is selected in an editor of this workspace. Select the lines first.')),
  untrusted: () =>
    new UserFacingError(
      'untrusted',
      t('This workspace is not trusted, so nothing is sent. Trust it to ask a model; the prompt can be copied.'),
      'trust',
    ),
  /** A crash of the worker already has a full sentence. */
  collectFailed: (cause: unknown) =>
    new UserFacingError(
      'collectFailed',
      cause instanceof ProviderError
        ? cause.message
        : t('The evidence could not be collected: {0}. Try again; the log has the details.', messageOf(cause)),
      'showLog',
      { cause },
    ),
  collectCancelled: () => new UserFacingError('collectCancelled', t('Collecting the evidence was cancelled. Rank again to collect it.')),
  noFix: () => new UserFacingError('noFix', t('This hypothesis has no fix to show. Ask a model for one.')),
  fixDoesNotApply: (cause: unknown) =>
    new UserFacingError(
      'fixDoesNotApply',
      t('The fix does not apply to the files as they are now: {0}. Ask again for one that does.', messageOf(cause)),
    ),
  nothingToUndo: () =>
    new UserFacingError('nothingToUndo', t('What was there before is no longer kept. Use Undo in the editor, or version control.')),
  changedSinceFix: (files: readonly string[]) =>
    new UserFacingError(
      'changedSinceFix',
      t('{0} changed in the meantime, so nothing was undone. The diff shows what undoing would change.', files.join(', ')),
    ),
  untrustedRun: () =>
    new UserFacingError('untrustedRun', t('This workspace is not trusted, so nothing is run. Trust it to run the command.'), 'trust'),
  runUnderWay: () => new UserFacingError('runUnderWay', t('A run is in progress. Cancel it or wait until it ends.')),
  noRecipe: () =>
    new UserFacingError('noRecipe', t('The command that reproduces this failure is not known. Enter it in the Run block first.')),
  noOutput: () => new UserFacingError('noOutput', t('The output of this run is no longer kept. Run it again.')),
  changeGone: () => new UserFacingError('changeGone', t('This change is no longer among the recent ones. Collect the evidence again.')),
  changeNotUndone: (cause: unknown) =>
    new UserFacingError(
      'changeNotUndone',
      t('The change could not be undone: {0}. The lines have changed again since; undo it by hand.', messageOf(cause)),
    ),
  otherEncoding: (file: string, encoding: string) =>
    new UserFacingError(
      'otherEncoding',
      t(
        'The fix was not applied: {0} is not encoded in {1}, as VS Code assumes, and saving it would destroy characters. Use "Reopen with Encoding" or the setting files.encoding, then apply it again.',
        file,
        encoding,
      ),
    ),
  mixedLineEnds: (file: string) =>
    new UserFacingError(
      'mixedLineEnds',
      t(
        'The fix was not applied: {0} has mixed line endings, and VS Code would save it with one kind. Normalise its line endings, then apply the fix again.',
        file,
      ),
    ),
  notInEncoding: (file: string, encoding: string) =>
    new UserFacingError(
      'notInEncoding',
      t('The fix was not applied: it contains characters that {0}, encoded in {1}, cannot hold.', file, encoding),
    ),
  fixRefused: () =>
    new UserFacingError('fixRefused', t('VS Code did not apply the fix. Check that the files are writable, then try again.')),
  noSample: (cause: unknown) =>
    new UserFacingError(
      'noSample',
      t('The sample could not be set up: {0}. Check that git is installed and try again.', messageOf(cause)),
      'showLog',
      { cause },
    ),
  notStored: (cause: unknown) =>
    new UserFacingError(
      'notStored',
      t('The investigation could not be stored: {0}. Free some disk space; it stays until the window closes.', messageOf(cause)),
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
  askAgain: t('Ask again'),
  setKey: t('Set API key'),
  chooseProvider: t('Choose a provider'),
  openSettings: t('Open settings'),
  showLog: t('Show log'),
  trust: t('Manage trust'),
};

export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\.$/, '');
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
