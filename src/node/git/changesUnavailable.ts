import { ChangesUnavailable } from '../../core/ports';
import { GitError } from './gitError';

const REASONS: Partial<Record<GitError['reason'], ChangesUnavailable['reason']>> = {
  missing: 'gitMissing',
  tooOld: 'gitTooOld',
  notARepository: 'notARepository',
  diskFull: 'diskFull',
};

/** The reason why recent changes are unknown, from an error of git. */
export function changesUnavailable(error: unknown): ChangesUnavailable {
  const reason = error instanceof GitError ? error.reason : 'failed';
  if (error instanceof GitError && reason === 'otherOwner') {
    const folder = /dubious ownership in repository at '([^\n]{1,4096}?)'(?:\n|$)/.exec(error.message)?.[1];
    return new ChangesUnavailable(reason, { cause: error, folder });
  }
  return new ChangesUnavailable(REASONS[reason] ?? 'failed', { cause: error });
}
