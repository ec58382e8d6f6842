import { flatFrames } from '../core/context/failureEvidence';
import type { Investigation } from '../core/investigation/investigation';
import type { Place } from '../protocol/analysisProtocol';

/** The workspace frames of the failing stack, innermost first. */
export function stackOf({ evidence }: Investigation): Place[] {
  const failureEvidence = evidence.collected?.evidence;
  if (!failureEvidence) return [];
  const frames = flatFrames(failureEvidence.report);
  return failureEvidence.resolutions.flatMap(({ frame, file }) => {
    const line = frames[frame]?.line;
    return line === undefined || file === undefined ? [] : [{ file, line }];
  });
}
