import type { Line } from '../line';
import type { TraceReader } from './format';
import type { FrameDraft } from './frameDraft';
import { FrameList } from './frameList';
import { parseJavaScriptFrame } from './javascriptFrame';
import { readHeader } from './javascriptHeader';
import { tidyFile } from './tidyFile';

const placed = /^(?<said>.{1,4000}) in (?<file>[^\s()]{1,1000}) \(line (?<at>\d{1,9})\)(?: \(\d{1,6}\))?$/;
const script = /^[a-z][a-z-]{1,30}:\/{1,3}|\.(?:[cm]?[jt]sx?|html?|vue|svelte|coffee)(?:\?|$)/;

/** Jasmine 1 and PhantomJS: `TypeError: x is undefined in http://localhost/cart.js (line 34)`; frames may follow. */
export function linePlaceReader(line: Line): TraceReader | undefined {
  const { said = '', file = '', at } = placed.exec(line.text.trimEnd())?.groups ?? {};
  const header = at === undefined || !script.test(file) ? undefined : readHeader(said);
  if (!header) return undefined;
  const { type, message } = header;
  const own: FrameDraft = { file: tidyFile(file), line: Number(at), raw: line.text.trim() };
  const below = new FrameList();
  let first: FrameDraft | undefined;
  return {
    from: line.start,
    offer({ text }) {
      if (text.trim() === '') return 'other';
      const frame = parseJavaScriptFrame(text);
      if (!frame) return 'end';
      first ??= frame;
      below.add(frame);
      return 'taken';
    },
    close() {
      // Often the first frame is the place in the message, with more detail.
      const frames = first?.line === own.line ? below : new FrameList();
      if (frames !== below) for (const frame of [own, ...below.toArray()]) frames.add(frame);
      return [{ type, message, role: 'thrown', frames, children: [] }];
    },
  };
}
