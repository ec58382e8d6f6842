import type { RecentChange } from './failureEvidence';

/** Names a recent change within the evidence, for leaving it out. */
export function changeKey({ file, startLine, endLine }: Pick<RecentChange, 'file' | 'startLine' | 'endLine'>): string {
  return `${file}:${startLine}-${endLine}`;
}
