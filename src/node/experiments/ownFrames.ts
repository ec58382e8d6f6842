import { dirname } from 'node:path';
import { experimentAsset } from './experimentAssets';

/** Java tells which options it was given by variables. */
const PICKED_UP = /Picked up (?:JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|JDK_JAVAC_OPTIONS):/;

/** Frames of instruments, and what Java says of their options, are not part of the program's output. */
export function withoutOwnFrames(text: string): string {
  const own = dirname(experimentAsset('supervisor.cjs'));
  if (!text.includes(own) && !text.includes('Picked up J')) return text;
  return text
    .split('\n')
    .filter((line) => !(line.includes(own) && /^\s*(?:at |File ")/.test(line)) && !PICKED_UP.test(line))
    .join('\n');
}
