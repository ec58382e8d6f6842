import { join } from 'node:path';
import { kindOfPath } from '../disk/kindOfPath';
import type { GitRepository } from './gitRepository';

/** What git leaves in its folder until an operation is finished or aborted. */
const LEFT: readonly (readonly [file: string, operation: string])[] = [
  ['rebase-merge', 'rebase'],
  ['rebase-apply/applying', 'git am'],
  ['rebase-apply', 'rebase'],
  ['MERGE_HEAD', 'merge'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
];

/** The operation of git that is not finished yet; undefined for none. */
export async function operationUnderWay({ gitDir }: GitRepository): Promise<string | undefined> {
  for (const [file, operation] of LEFT) {
    if ((await kindOfPath(join(gitDir, file))) !== 'absent') return operation;
  }
  return undefined;
}
