import type { Line, Lookback } from '../line';
import type { TraceReader, TraceError } from './format';
import { FrameList } from './frameList';
import { placeAbove, readHeader } from './javascriptHeader';

/** Printed below a thrown value that is not an error; Node has only its place. */
export const thrownValue = '(Use `node --trace-uncaught';
export const nodeVersion = /^Node\.js v\d+\./;

/**
 * `throw 'no order'`, and errors that have no stack: place, code, caret and the thrown value are printed above. For a rejection Node prints
 * a place in its own code, which does not help.
 */
export function thrownValueReader(line: Line, before: Lookback): TraceReader | undefined {
  const message: string[] = [];
  for (let n = 1; n <= 50; n++) {
    const text = before.above(n)?.text;
    if (text === undefined) return undefined;
    if (/^\s*\^+\s*$/.test(text)) {
      const place = placeAbove(before, n);
      if (!place || message.every((each) => each.trim() === '')) return undefined;
      const frames = new FrameList();
      if (!place.file.startsWith('node:')) frames.add(place);
      const error: TraceError = { ...thrownText(message.join('\n').trim()), role: 'thrown', frames, children: [] };
      return {
        from: before.above(n)?.start ?? line.start,
        offer: ({ text }) => (nodeVersion.test(text) ? 'last' : text.trim() === '' ? 'other' : 'end'),
        close: () => [error],
      };
    }
    message.unshift(text.trimEnd());
  }
  return undefined;
}

/** `[RangeError: too deep] { code: 3 }` as inspect writes an error without a stack; any other value is the message. */
function thrownText(text: string): Pick<TraceError, 'type' | 'message' | 'details'> {
  const open = text.indexOf('] {\n');
  const bracketed = text.startsWith('[');
  const listed = bracketed && open > 0 && text.endsWith('\n}');
  const inner = listed ? text.slice(1, open) : bracketed && text.endsWith(']') ? text.slice(1, -1) : text;
  const lines = inner.split('\n');
  const header = /^Uncaught:?$/.test(lines[0] ?? '') ? undefined : readHeader(lines[0] ?? '');
  if (!header) return { type: '', message: text };
  const error = { type: header.type, message: [header.message, ...lines.slice(1)].join('\n').trim() };
  return listed ? { ...error, details: text.slice(open + 4, -2).replaceAll(/^ {2}/gm, '') } : error;
}
