import type { TraceError } from './format';
import type { FrameList } from './frameList';

/** A stack that is printed beside the one of the error: where the memory came from, who started the thread, who else touched it. */
export interface SideStack {
  title: string;
  frames: FrameList;
}

/**
 * Hangs side stacks on an error: those that failed as well become errors below it, the others did not fail and are its details, for a
 * stack that stands as an error reads as if it had thrown.
 * @param failed by its title, whether a stack is an error of its own
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
