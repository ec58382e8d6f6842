/** Git ran and failed, was stopped at a limit, or could not be started. */
export class GitError extends Error {
  constructor(
    readonly reason: 'missing' | 'tooOld' | 'notARepository' | 'otherOwner' | 'diskFull' | 'timeout' | 'failed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'GitError';
  }
}

/** @param complaint git's standard error */
export function gitFailure(complaint: string): GitError {
  const text = complaint.trim();
  if (/detected dubious ownership/i.test(text)) return new GitError('otherOwner', text);
  return new GitError(/not a git repository|must be run in a work tree/i.test(text) ? 'notARepository' : 'failed', text);
}
