import { dirname } from 'node:path';
import { experimentAsset } from './experimentAssets';

/** Frames of instruments are not part of the program. */
export function withoutOwnFrames(text: string): string {
  const own = dirname(experimentAsset('supervisor.cjs'));
  if (!text.includes(own)) return text;
  return text
    .split('\n')
    .filter((line) => !(line.includes(own) && /^\s*(?:at |File ")/.test(line)))
    .join('\n');
}
