import { flatFrames, type FailureEvidence } from '../context/failureEvidence';
import type { Frame } from '../capture/failureReport';

/** A folder with a name of its own: files without a place in the workspace are shortened only below such a one. */
const NAMED_FOLDER = /[\w>][\\/]$/;

/**
 * Shows frames with their paths relative to the workspace, as the code is named: what stands before the relative path is cut from the
 * trace's own text, and nothing is added to it.
 */
export function framePaths({ report, resolutions }: Pick<FailureEvidence, 'report' | 'resolutions'>): (frame: Frame) => string {
  const frames = flatFrames(report);
  const own = new Map<Frame, string>();
  for (const { frame: at, file } of resolutions) {
    const frame = frames[at];
    const folder = frame && file !== undefined ? folderBefore(frame.file, file) : '';
    if (frame && folder) own.set(frame, folder);
  }
  const folders = [...new Set(own.values())].filter((folder) => NAMED_FOLDER.test(folder)).sort((a, b) => b.length - a.length);
  return (frame) => {
    const folder = own.get(frame) ?? folders.find((each) => frame.file.startsWith(each));
    if (!folder) return frame.raw;
    const path = frame.file.slice(folder.length);
    return frame.raw.replaceAll(`file://${frame.file}`, path).replaceAll(frame.file, path);
  };
}

/** The folder of the workspace in a frame's path; '' where the path does not end with the workspace-relative one. */
function folderBefore(path: string, file: string): string {
  const at = path.length - file.length;
  if (at <= 0 || path.replaceAll('\\', '/').slice(at) !== file) return '';
  return /[\\/]/.test(path[at - 1]!) ? path.slice(0, at) : '';
}
