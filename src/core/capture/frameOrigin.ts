import type { FrameOrigin } from './failureReport';
import type { TraceFormat } from './formats/format';
import type { FrameDraft } from './formats/frameDraft';

/**
 * The origin of a frame's code. A file in a workspace root is judged by its path relative to that root, so a workspace inside
 * `node_modules` is still the workspace. Without roots, or for a trace of another machine, the whole path counts.
 * @param roots absolute folders
 */
export function frameOrigin(frame: FrameDraft, format: TraceFormat | undefined, roots: readonly string[]): FrameOrigin {
  if (frame.origin) return frame.origin;
  if (!format) return 'workspace';
  const relative = belowRoot(frame.file, roots);
  return format.origin(relative === undefined ? frame : { ...frame, file: relative });
}

function belowRoot(file: string, roots: readonly string[]): string | undefined {
  const path = file.replaceAll('\\', '/');
  for (const root of roots) {
    const folder = `${root.replaceAll('\\', '/').replace(/(?<!\/)\/+$/, '')}/`;
    if (path.length > folder.length && samePath(path.slice(0, folder.length), folder)) return path.slice(folder.length);
  }
  return undefined;
}

/** Windows ignores case. */
function samePath(a: string, b: string): boolean {
  return a === b || (/^[A-Za-z]:\//.test(a) && a.toLowerCase() === b.toLowerCase());
}
