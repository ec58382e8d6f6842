import { flatFrames } from '../core/context/crimeScene';
import type { Investigation } from '../core/investigation/investigation';
import type { Place } from '../protocol/analysisProtocol';

/** The workspace frames of the failing stack, innermost first. */
export function stackOf({ evidence }: Investigation): Place[] {
  const scene = evidence.collected?.scene;
  if (!scene) return [];
  const frames = flatFrames(scene.report);
  return scene.resolutions.flatMap(({ frame, file }) => {
    const line = frames[frame]?.line;
    return line === undefined || file === undefined ? [] : [{ file, line }];
  });
}
