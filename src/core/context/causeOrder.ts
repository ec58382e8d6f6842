import type { ErrorReport, Expectation, FailureReport } from '../capture/failureReport';
import type { FrameResolution } from './failureEvidence';

/** A placed frame with the errors that it belongs to; 0-based indexes into `FailureReport.errors`. */
export interface CausedFrame {
  resolution: FrameResolution;
  error: number;
  /** Place among the error's own frames, 0 for the one that throws. */
  place: number;
  /** The thrown error of which `error` is a cause or a part; the error itself where it was thrown on its own. */
  root: number;
}

/**
 * The frames of a report by importance: failure after failure, within each the deepest cause first, because the fault is there, then the
 * errors that wrap it, and suppressed errors last.
 */
export function framesByCause({ errors }: FailureReport, resolutions: readonly FrameResolution[]): CausedFrame[] {
  const owners = errors.flatMap(({ frames }, error) => frames.map((_, place) => ({ error, place })));
  const places = errors.map((_, at) => placeOf(errors, at));
  const placed = resolutions.flatMap((resolution) => {
    const owner = owners[resolution.frame];
    const at = owner && places[owner.error];
    return at ? [{ resolution, ...owner, ...at }] : [];
  });
  placed.sort((a, b) => a.root - b.root || b.depth - a.depth || a.error - b.error || a.resolution.frame - b.resolution.frame);
  return placed.map(({ resolution, error, place, root }) => ({ resolution, error, place, root }));
}

/** The thrown error above an error, and how many causes lie between them; below 0 for suppressed errors and their causes. */
function placeOf(errors: readonly ErrorReport[], at: number): { root: number; depth: number } {
  let root = at;
  let depth = 0;
  let suppressed = false;
  for (let parent = errors[at]?.parent; parent !== undefined; parent = errors[parent]?.parent) {
    suppressed ||= errors[root]?.role === 'suppressed';
    depth++;
    root = parent;
  }
  return { root, depth: suppressed ? depth - errors.length - 1 : depth };
}

/** The expectation of an error: the first among its own and those without an error. */
export function expectationOf({ errors, expectations }: FailureReport, root: number): Expectation | undefined {
  return expectations.find(({ error, test }) =>
    error === undefined ? test === undefined || test === errors[root]?.test : placeOf(errors, error).root === root,
  );
}
