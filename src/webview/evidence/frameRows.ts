import type { Frame } from '../../protocol/panelState';

/** One row of a trace: a frame, or a run of frames outside the workspace that nobody reads one by one. */
export type FrameRow = { kind: 'frame'; frame: Frame; index: number } | { kind: 'run'; frames: Frame[]; index: number };

const MIN_RUN = 3;

/**
 * Folds runs of dependency and runtime frames; the throwing frame is never folded.
 * @param first index of the first of these frames among all frames of the report
 */
export function frameRows(frames: Frame[], first: number): FrameRow[] {
  const rows: FrameRow[] = [];
  for (let at = 0; at < frames.length;) {
    let end = at;
    while (at > 0 && end < frames.length && frames[end]?.origin !== 'workspace') end++;
    if (end - at >= MIN_RUN) {
      rows.push({ kind: 'run', frames: frames.slice(at, end), index: first + at });
      at = end;
      continue;
    }
    const frame = frames[at];
    if (frame) rows.push({ kind: 'frame', frame, index: first + at });
    at++;
  }
  return rows;
}
