import type { TraceError } from './format';
import type { FrameList } from './frameList';

/** A stack printed in addition to the error's: the allocation of the memory, the start of the thread, another access. */
export interface SideStack {
  title: string;
  frames: FrameList;
}

/**
 * Attaches side stacks to an error: those that failed as well become errors below it. The others become its details, because a stack listed
 * as an error reads as if it had thrown.
 * @param failed decides by the title whether a stack is an error of its own
 */
export function addSideStacks(error: TraceError, stacks: readonly SideStack[], failed: (title: string) => boolean): void {
  const details: string[] = [];
  for (const { title, frames } of stacks) {
    if (frames.length === 0) continue;
    if (failed(title)) error.children.push({ type: '', message: title, role: 'aggregated', frames, children: [] });
    else details.push(`${title}:`, ...frames.toArray().map(({ raw }) => `  ${raw}`));
  }
  if (details.length > 0) error.details = details.join('\n');
}
