import type { ErrorReport, Frame } from '../capture/failureReport';
import type { CrimeScene } from '../context/crimeScene';
import { isTestFrame } from '../context/testNames';
import { framePaths } from './framePaths';

/** The level of detail of a trace. */
export type TraceDetail = 'whole' | 'workspace' | 'ends';

/** Frames kept at each end by the detail `ends`. */
const END_FRAMES = 6;

/** The maximum lines and characters of an error's details. */
const DETAIL_LINES: Record<TraceDetail, number> = { whole: 20, workspace: 6, ends: 0 };
const LONGEST_DETAIL = 200;

const ROLE_WORDS: Record<ErrorReport['role'], string> = {
  thrown: '',
  cause: 'Caused by: ',
  suppressed: 'Suppressed: ',
  aggregated: 'One of several errors: ',
};

/**
 * Errors with their frames, innermost frame first, paths as the code is named. `workspace` folds runs of frames that are not the workspace's, `ends` also the middle of
 * what is left; folded frames are counted in their place.
 */
export function renderErrors(scene: Pick<CrimeScene, 'report' | 'resolutions'>, detail: TraceDetail): string {
  const written = framePaths(scene);
  const errors = scene.report.errors.map((error) => renderError(error, detail, (frame) => frameText(frame, written)));
  const { leftOut = 0 } = scene.report;
  if (leftOut) errors.push(`… ${leftOut} more ${leftOut === 1 ? 'error' : 'errors'} of the middle of the output`);
  return errors.join('\n\n');
}

function renderError(error: ErrorReport, detail: TraceDetail, frameRow: (frame: Frame) => string): string {
  const head = `${ROLE_WORDS[error.role]}${[error.type, error.message].filter(Boolean).join(': ') || 'an error without a message'}`;
  const rows = detail === 'whole' ? foldRunner(error.frames, frameRow) : foldForeign(error.frames, frameRow);
  return [
    ...(error.test ? [`Test: ${error.test}`] : []),
    head,
    ...(error.details ? detailRows(error.details, DETAIL_LINES[detail]) : []),
    ...(detail === 'ends' ? foldMiddle(rows) : rows).map((row) => `  ${row}`),
  ].join('\n');
}

/** The first lines of an error's details: its own properties come there, other threads only below. */
function detailRows(details: string, most: number): string[] {
  const lines = details.split('\n');
  const shown = lines.slice(0, most).map((line) => `  ${line.slice(0, LONGEST_DETAIL)}`);
  return lines.length > most && most ? [...shown, `  … ${lines.length - most} more lines`] : shown;
}

function frameText(frame: Frame, written: (frame: Frame) => string): string {
  const raw = written(frame).trim();
  if (raw) return raw.replaceAll('\n', '\n  ');
  const place = frame.line ? `${frame.file}:${frame.line}` : frame.file;
  return frame.function ? `${frame.function} (${place})` : place;
}

/** The maximum frames that called into the workspace: a runner, a server, the start of the program. More add nothing. */
const RUNNER_FRAMES = 3;

/** The whole trace, except a long run of frames that called a test, or of foreign ones after the workspace's last. */
function foldRunner(frames: readonly Frame[], frameRow: (frame: Frame) => string): string[] {
  const test = frames.findLastIndex(isTestFrame);
  const last = test < 0 ? frames.findLastIndex(({ origin }) => origin === 'workspace') : test;
  const runner = frames.length - last - 1;
  if (last < 0 || runner <= RUNNER_FRAMES) return frames.map(frameRow);
  return [...frames.slice(0, last + 1).map(frameRow), `… ${runner} frames of what called it`];
}

function foldForeign(frames: readonly Frame[], frameRow: (frame: Frame) => string): string[] {
  const rows: string[] = [];
  let foreign = 0;
  const flush = (): void => {
    if (foreign) rows.push(`… ${foreign} ${foreign === 1 ? 'frame' : 'frames'} of dependencies`);
    foreign = 0;
  };
  frames.forEach((frame, place) => {
    // The throwing frame stays, wherever it is.
    if (frame.origin !== 'workspace' && place > 0) {
      foreign += 1;
      return;
    }
    flush();
    rows.push(frameRow(frame));
  });
  flush();
  return rows;
}

function foldMiddle(rows: string[]): string[] {
  const middle = rows.length - 2 * END_FRAMES;
  if (middle <= 1) return rows;
  return [...rows.slice(0, END_FRAMES), `… ${middle} more frames`, ...rows.slice(-END_FRAMES)];
}
