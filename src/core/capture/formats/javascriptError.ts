import type { TraceError } from './format';
import { FrameList } from './frameList';

/** Characters kept of an error's own properties. */
const mostDetails = 16 * 1024;

/** One error of the trace, and the state of reading the lines that inspect prints around it. */
export interface OpenError {
  error: TraceError;
  indent: number;
  /** Its properties are being printed, up to the brace at `indent`. */
  inProperties: boolean;
  /** The list of `[errors]` is being printed. */
  inList: boolean;
  /** Its own frames have ended; the frames of the emitter that passed it on follow. */
  inEmission: boolean;
  header: string[];
  /** Jest's label `Cause:` is above its message, which code may follow. */
  labelled?: boolean;
  /** The margin of the message, where it differs from `indent`. */
  textIndent?: number;
  gaps: { at: number; count: number }[];
}

export function addDetails(error: TraceError, text: string): void {
  const details = (error.details ??= '');
  if (details.length < mostDetails) error.details += `${details === '' ? '' : '\n'}${text}`;
}

/** The message of a nested error ends where its frames begin. */
export function finishHeader(open: OpenError): void {
  if (open.header.length > 0) open.error.message = open.header.join('\n').trimEnd();
  open.header = [];
}

/** For a time-out Jest names as the cause the same error, with the frames of the test. */
export function adoptFrames(error: TraceError, labelled: ReadonlySet<TraceError>): void {
  const same = (child: TraceError) => labelled.has(child) && child.type === error.type && child.message === error.message;
  for (const child of error.children.filter(same)) for (const frame of child.frames.toArray()) error.frames.add(frame);
  error.children = error.children.filter((child) => !same(child));
}

/** Node prints an error once for each property that holds it, and axios its cause in the stack as well. Those of a list are all different. */
export function leaveOutRepeats(root: TraceError): void {
  const seen = new Set<string>();
  const open = [root];
  for (const error of open) {
    error.children = error.children.filter(({ role, type, message, frames }) => {
      if (role === 'aggregated') return true;
      const key = [type, message, ...frames.toArray().map(({ raw }) => raw)].join('\n');
      return !seen.has(key) && seen.add(key);
    });
    open.push(...error.children);
  }
}

/** Inserts the frames that Node omitted because the cause below has them too. */
export function fillGaps(open: OpenError): void {
  if (open.gaps.length === 0) return;
  const cause = open.error.children.find((child) => child.role === 'cause')?.frames.toArray() ?? [];
  const frames = open.error.frames.toArray();
  const filled = new FrameList();
  let done = 0;
  for (const { at, count } of open.gaps) {
    for (const frame of frames.slice(done, at)) filled.add(frame);
    done = at;
    const from = cause.findIndex((frame) => frame.raw === frames[at - 1]?.raw);
    if (from < 0) continue;
    for (const frame of cause.slice(from + 1, from + 1 + count)) filled.add(frame);
  }
  for (const frame of frames.slice(done)) filled.add(frame);
  open.error.frames = filled;
}

export function indentOf(text: string): number {
  const first = text.search(/\S/);
  return first < 0 ? text.length : first;
}
