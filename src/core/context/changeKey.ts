import type { RecentChange } from './crimeScene';

/** Names a recent change within a crime scene, for leaving it out. */
export function changeKey({ file, startLine, endLine }: Pick<RecentChange, 'file' | 'startLine' | 'endLine'>): string {
  return `${file}:${startLine}-${endLine}`;
}
