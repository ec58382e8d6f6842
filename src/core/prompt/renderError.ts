import type { ErrorReport, Frame } from '../capture/failureReport';
import { flatFrames, type FailureEvidence } from '../context/failureEvidence';
import { cutOffRow } from './cutOffRow';
import { isTestFrame } from '../context/testNames';
import { framePaths } from './framePaths';
import { tellingLines, tellingMessage } from './tellingLines';

/** The level of detail of a trace: with all its frames, with those of the workspace, with the ends of these, or only with their places. */
export type TraceDetail = 'whole' | 'workspace' | 'ends' | 'places';

/** Frames kept at each end by the detail `ends`. */
const END_FRAMES = 6;

/** The maximum lines and characters of an error's details. */
const DETAIL_LINES: Record<TraceDetail, number> = { whole: 20, workspace: 6, ends: 0, places: 4 };
/** The maximum lines of an object printed in a message. */
const DUMP_LINES = 20;
const LONGEST_DETAIL = 200;

const ROLE_WORDS: Record<ErrorReport['role'], string> = {
  thrown: '',
  cause: 'Caused by: ',
  suppressed: 'Suppressed: ',
  aggregated: 'One of several errors: ',
};

/** Errors printed with a trace; the words of a causing error often repeat those of the one that it caused. */
type ErrorEvidence = Pick<FailureEvidence, 'report' | 'resolutions'> & Partial<Pick<FailureEvidence, 'snippets'>>;

/**
 * Errors with their frames, innermost frame first, paths as the code is named. Frames of the runtime between others are folded, and those
 * that an error shares with the one that it caused. `workspace` folds all frames that are not the workspace's, `ends` also the middle of
 * what is left, `places` shows only where the workspace's frames are; folded frames are counted in their place.
 */
export function renderErrors(evidence: ErrorEvidence, detail: TraceDetail): string {
  const written = framePaths(evidence);
  const { errors, leftOut = 0 } = evidence.report;
  const places = placesOf(evidence);
  const frameRow = detail === 'places' ? places : (frame: Frame): string => frameText(frame, written);
  const texts = errors.map((error) => {
    const parent = error.parent === undefined ? undefined : errors[error.parent];
    return [renderError(error, parent, detail, frameRow), ...cutOffRow(evidence, error)].join('\n');
  });
  if (leftOut) texts.push(`… ${leftOut} more ${leftOut === 1 ? 'error' : 'errors'} of the middle of the output`);
  return texts.join('\n\n');
}

function renderError(error: ErrorReport, parent: ErrorReport | undefined, detail: TraceDetail, frameRow: (frame: Frame) => string): string {
  const said = tellingMessage(error.message, DETAIL_LINES[detail] || DUMP_LINES);
  const head = `${ROLE_WORDS[error.role]}${[error.type, said].filter(Boolean).join(': ') || 'an error without a message'}`;
  const shared = sharedFrames(error, parent);
  const own = shared ? error.frames.slice(0, error.frames.length - shared) : error.frames;
  const rows = ROWS[detail](own, frameRow);
  return [
    ...(error.test ? [`Test: ${error.test}`] : []),
    head,
    ...(error.details ? detailRows(error.details, DETAIL_LINES[detail]) : []),
    ...[...rows, ...(shared ? [`… ${counted(shared, 'frame')} of the error above`] : [])].map((row) => `  ${row}`),
  ].join('\n');
}

const ROWS: Record<TraceDetail, (frames: readonly Frame[], frameRow: (frame: Frame) => string) => string[]> = {
  whole: foldRunner,
  workspace: foldForeign,
  ends: (frames, frameRow) => foldMiddle(foldForeign(frames, frameRow)),
  places: (frames, frameRow) => foldMiddle(foldRepeated(ownFrames(frames).map(frameRow))),
};

/** The lines of an error's details that tell most: its own properties come before other threads. */
function detailRows(details: string, most: number): string[] {
  return tellingLines(details.split('\n'), most).map((line) => `  ${line.slice(0, LONGEST_DETAIL)}`);
}

/** How many of its outermost frames an error has in common with the one that it caused; one is not worth a mark. */
function sharedFrames({ frames }: ErrorReport, parent: ErrorReport | undefined): number {
  if (!parent) return 0;
  let shared = 0;
  while (shared < Math.min(frames.length, parent.frames.length) - 1 && frames.at(-1 - shared)!.raw === parent.frames.at(-1 - shared)!.raw)
    shared += 1;
  return shared > 1 ? shared : 0;
}

function frameText(frame: Frame, written: (frame: Frame) => string): string {
  const raw = written(frame).trim();
  if (raw) return raw.replaceAll('\n', '\n  ');
  const place = frame.line ? `${frame.file}:${frame.line}` : frame.file;
  return frame.function ? `${frame.function} (${place})` : place;
}

/** `src/cart.ts:12 total`. */
function placesOf({ report, resolutions }: ErrorEvidence): (frame: Frame) => string {
  const all = flatFrames(report);
  const files = new Map(resolutions.map(({ frame, file }) => [all[frame], file]));
  return (frame) => {
    const file = files.get(frame) ?? frame.file;
    return `${file}${frame.line ? `:${frame.line}` : ''}${frame.function ? ` ${frame.function}` : ''}`;
  };
}

/** The frames in the workspace, without those that called a test; all where there is none, since these say where it failed. */
function ownFrames(frames: readonly Frame[]): readonly Frame[] {
  const test = frames.findLastIndex(isTestFrame);
  const own = frames.filter(({ origin }, at) => origin === 'workspace' && (test < 0 || at <= test));
  return own.length ? own : frames.slice(0, RUNNER_FRAMES);
}

function foldRepeated(rows: readonly string[]): string[] {
  return rows.filter((row, at) => row !== rows[at - 1]);
}

/** The maximum frames that called into the workspace: a runner, a server, the start of the program. More add nothing. */
const RUNNER_FRAMES = 3;

/** The whole trace, except a long run of frames that called a test, or of foreign ones after the workspace's last, and the runtime's. */
function foldRunner(frames: readonly Frame[], frameRow: (frame: Frame) => string): string[] {
  const test = frames.findLastIndex(isTestFrame);
  const last = test < 0 ? frames.findLastIndex(({ origin }) => origin === 'workspace') : test;
  const runner = frames.length - last - 1;
  if (last < 0) return frames.map(frameRow);
  if (runner <= RUNNER_FRAMES) return foldRuns(frames, frameRow, isPlumbing, 'of the runtime');
  const shown = foldRuns(frames.slice(0, last + 1), frameRow, isPlumbing, 'of the runtime');
  return [...shown, `… ${runner} frames of what called it`];
}

/** What raises an error that the code asked for; any other first frame of the runtime says what failed: `JSON.parse`, `openSync`. */
const RAISES = /^(?:rust_|__rust|_?_?rg_|core::|std::|alloc::|runtime\.|panic)/;

/** Emitters, event loops, promises, macros of a panic. */
function isPlumbing({ origin, function: name = '' }: Frame, place: number): boolean {
  return origin === 'runtime' && (place > 0 || RAISES.test(name));
}

function foldForeign(frames: readonly Frame[], frameRow: (frame: Frame) => string): string[] {
  // The throwing frame stays, wherever it is.
  return foldRuns(frames, frameRow, ({ origin }, place) => origin !== 'workspace' && place > 0, 'of dependencies');
}

/** A single frame of fewer characters stays: its mark would be as long. */
const SHORT_ROW = 35;

/** The rows of frames, with one mark for each run of frames to fold. */
function foldRuns(
  frames: readonly Frame[],
  frameRow: (frame: Frame) => string,
  folds: (frame: Frame, place: number) => boolean,
  what: string,
): string[] {
  const rows: string[] = [];
  for (let at = 0; at < frames.length;) {
    let end = at;
    while (end < frames.length && folds(frames[end]!, end)) end += 1;
    const own = frames.slice(at, Math.max(end, at + 1)).map(frameRow);
    if (end - at > 1 || (end > at && own[0]!.length > SHORT_ROW)) rows.push(`… ${counted(end - at, 'frame')} ${what}`);
    else {
      end = Math.max(end, at + 1);
      rows.push(...own);
    }
    at = end;
  }
  return rows;
}

function foldMiddle(rows: string[]): string[] {
  const middle = rows.length - 2 * END_FRAMES;
  if (middle <= 1) return rows;
  return [...rows.slice(0, END_FRAMES), `… ${middle} more frames`, ...rows.slice(-END_FRAMES)];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
