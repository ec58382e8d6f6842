import type { Line } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import type { FrameDraft } from './frameDraft';
import { FrameList } from './frameList';
import { javascript } from './javascript';

const header =
  /(?:The above error occurred in (?:the|one of your React components).*:\s*$|Check the render method of|Component [Ss]tack:?)/;
const url =
  /^\s*at (?:(\S.*?) )?\(?((?:https?|file|webpack|webpack-internal|vite|node|app|rsc):\/\/\S+?|\/\S+?|[A-Za-z]:[\\/]\S+?):(\d+)(?::(\d+))?\)?$/;
const bare = /^\s*at ([\w$.<>[\]-]+)$/;
const older = /^\s*in ([\w$.<>()]+?)(?: \(at (\S+?):(\d+)\)| \(created by ([^)]+)\))?(?: \(at (\S+?):(\d+)\))?$/;
const firefox = /^([\w$.<>[\]/-]*)@((?:https?|file):\/\/\S+?):(\d+):(\d+)$/;

/** React's component stacks: the nesting of components when rendering failed. React 19 names only the component. */
export const reactComponentStack: TraceFormat = {
  name: 'react component stack',
  language: 'javascript',
  triggers: ['The above error occurred in ', 'omponent stack:', 'omponent Stack:'],
  start: (line) => (header.test(line.text) ? new ComponentReader(line.start, line.text.trim()) : undefined),
  origin: (frame) => (/^[a-z][\w-]*$/.test(frame.function ?? '') && frame.line === 0 ? 'runtime' : javascript.origin(frame)),
};

class ComponentReader implements TraceReader {
  readonly patience = 3;
  private readonly frames = new FrameList();

  constructor(
    readonly from: number,
    private readonly message: string,
  ) {}

  offer(line: Line): OfferReply {
    const frame = parse(line.text);
    if (frame) {
      this.frames.add(frame);
      return 'taken';
    }
    if (line.text.trim() === '') return this.frames.length > 0 ? 'last' : 'taken';
    return this.frames.length > 0 ? 'end' : 'other';
  }

  /** Belongs to the error that React reports above it. */
  close(): TraceError[] {
    if (this.frames.length === 0) return [];
    return [{ type: '', message: this.message.replace(/:$/, ''), role: 'aggregated', frames: this.frames, children: [] }];
  }
}

function parse(text: string): FrameDraft | undefined {
  const raw = text.trim();
  const at = url.exec(text);
  if (at)
    return { file: local(at[2] ?? ''), line: Number(at[3]), column: at[4] === undefined ? undefined : Number(at[4]), function: at[1], raw };
  const gecko = firefox.exec(raw);
  if (gecko) return { file: local(gecko[2] ?? ''), line: Number(gecko[3]), column: Number(gecko[4]), function: gecko[1], raw };
  const old = older.exec(text);
  if (old) return { file: old[2] ?? old[5] ?? '', line: Number(old[3] ?? old[6] ?? 0), function: old[1], raw };
  const name = bare.exec(text);
  return name ? { file: '', line: 0, function: name[1], raw } : undefined;
}

function local(file: string): string {
  return file.replace(/^file:\/\/(?=\/)/, '').replace(/^\/(?=[A-Za-z]:\/)/, '');
}
