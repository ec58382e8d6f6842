import { plural, t } from '../language';
import { commandFailureOf } from '../capture/commandFailure';
import { textFault } from '../capture/textFault';
import { flatFrames, type FailureEvidence, type Piece, type RecentChange } from './failureEvidence';
import { touches } from './recentChanges';

/** The input of the completeness check: the evidence without its pieces. */
export type UnassessedEvidence = Omit<FailureEvidence, 'pieces' | 'missing'>;

/**
 * The completeness check: the framework's four pieces in its order, each found, thin or missing, with one sentence of advice. It sends
 * nothing and runs before any token is spent.
 */
export function assessPieces(evidence: UnassessedEvidence, changes: KnownChanges = { known: true, leftOut: 0 }): Piece[] {
  return [errorPiece(evidence), codePiece(evidence), behaviorPiece(evidence), changesPiece(evidence, changes)];
}

/** What is known about the recent changes besides their list. */
export interface KnownChanges {
  /** False where version control could not answer. */
  known: boolean;
  /** Number of changes that were left out because the command did not run. */
  leftOut: number;
  /** ISO 8601 date of the first commit, if the history begins within the window. */
  begins?: string;
}

function errorPiece({ report }: UnassessedEvidence): Piece {
  const frames = flatFrames(report);
  const summary = `${plural(report.errors.length, '{0} error', '{0} errors')}, ${plural(frames.length, '{0} frame', '{0} frames')}`;
  if (!report.errors.length) {
    return report.expectations.length
      ? {
          name: 'error',
          state: 'thin',
          summary: t('a test result without an error'),
          advice: t('There is no stack trace: paste the whole output of the test.'),
        }
      : {
          name: 'error',
          state: 'missing',
          summary: t('no error'),
          advice: t('There is no error: paste the whole message with its stack trace.'),
        };
  }
  if (commandFailureOf(report)) return { name: 'error', state: 'found', summary: t('a command that did not run') };
  // A check that a program prints and survives has no stack.
  if (!frames.length && !report.expectations.some(({ error, test }) => error === 0 && test === undefined)) {
    return {
      name: 'error',
      state: 'thin',
      summary,
      advice: t('The stack trace is missing: paste the whole output, from the message to the last line of the trace.'),
    };
  }
  if (report.errors.every(({ type, message }) => !type && !message)) {
    return { name: 'error', state: 'thin', summary, advice: t('The message is missing: paste the lines above the stack trace too.') };
  }
  return { name: 'error', state: 'found', summary };
}

function codePiece({ report, snippets, resolutions }: UnassessedEvidence): Piece {
  if (commandFailureOf(report)) return { name: 'code', state: 'found', summary: t('none ran') };
  const ambiguous = resolutions.filter(({ state }) => state === 'ambiguous').length;
  const lost = resolutions.filter(({ state }) => state === 'notFound').length;
  const changed = resolutions.filter(({ state }) => state === 'changedSince').length;
  const names = [...new Set(snippets.map((snippet) => snippet.function ?? snippet.file.slice(snippet.file.lastIndexOf('/') + 1)))];
  const summary = names.length > 4 ? t('{0} and {1} more', names.slice(0, 3).join(', '), names.length - 3) : names.join(', ');
  if (!snippets.length) {
    return {
      name: 'code',
      state: 'missing',
      summary: t('no code'),
      advice: t('No frame leads to a file of this workspace: open the folder of the program, or add files by hand.'),
    };
  }
  if (ambiguous) {
    return {
      name: 'code',
      state: 'thin',
      summary,
      advice: plural(
        ambiguous,
        '{0} frame may be one of several files: choose which.',
        '{0} frames may be one of several files: choose which.',
      ),
    };
  }
  if (changed) {
    return {
      name: 'code',
      state: 'thin',
      summary,
      advice: t('A file has changed since the trace was made: run it again for lines that match.'),
    };
  }
  if (lost) {
    return {
      name: 'code',
      state: 'thin',
      summary,
      advice: plural(
        lost,
        '{0} frame could not be found in this workspace: add the missing files by hand.',
        '{0} frames could not be found in this workspace: add the missing files by hand.',
      ),
    };
  }
  return { name: 'code', state: 'found', summary };
}

function behaviorPiece({ report, expected, actual, assertion, notReached }: UnassessedEvidence): Piece {
  if (commandFailureOf(report) && !expected?.trim()) return { name: 'behavior', state: 'found', summary: t('the command should run') };
  if (expected?.trim() && actual?.trim()) return { name: 'behavior', state: 'found', summary: t('expected and actual') };
  if (expected?.trim()) return { name: 'behavior', state: 'thin', summary: t('expected'), advice: t('Say what happened instead.') };
  if (actual?.trim()) return { name: 'behavior', state: 'thin', summary: t('actual'), advice: t('Say what should have happened.') };
  const [error] = report.errors;
  if (error && textFault(error) === 'compile') return { name: 'behavior', state: 'found', summary: t('the code should compile') };
  if (assertion ?? notReached) return { name: 'behavior', state: 'thin', summary: t('what the test asserts') };
  return { name: 'behavior', state: 'missing', summary: t('not said'), advice: t('Say what should have happened: I expected … instead …') };
}

function changesPiece({ recentChanges, snippets }: UnassessedEvidence, { known, leftOut, begins }: KnownChanges): Piece {
  if (!known) {
    return {
      name: 'changes',
      state: 'missing',
      summary: t('not known'),
      advice: t('Recent changes are not known: say what you changed recently under expected and actual.'),
    };
  }
  if (leftOut) {
    const summary = plural(
      leftOut,
      '{0} change, not looked at: the command did not run',
      '{0} changes, not looked at: the command did not run',
    );
    return { name: 'changes', state: 'found', summary };
  }
  // The code that is shown, wherever it stands in the call chain.
  const shown = (change: RecentChange): boolean =>
    snippets.some(({ file, role, ...range }) => role !== 'changed' && file === change.file && touches(change, range));
  const suspects = recentChanges.filter((change) => change.suspect || shown(change));
  const commits = new Set(suspects.map(({ commit }) => commit ?? ''));
  if (suspects.length) {
    return { name: 'changes', state: 'found', summary: touching(commits) };
  }
  if (recentChanges.length)
    return {
      name: 'changes',
      state: 'found',
      summary: plural(recentChanges.length, '{0} change, none in this code', '{0} changes, none in this code'),
    };
  const summary = begins === undefined ? t('nothing changed') : t('nothing changed since the first commit, which is recent itself');
  return { name: 'changes', state: 'found', summary };
}

/** @param commits that touch this code; empty for work that is not committed */
function touching(commits: ReadonlySet<string>): string {
  if (!commits.has('')) return plural(commits.size, '{0} commit touches this code', '{0} commits touch this code');
  return commits.size === 1
    ? t('work not committed touches this code')
    : plural(commits.size - 1, '{0} commit and work not committed touch this code', '{0} commits and work not committed touch this code');
}
