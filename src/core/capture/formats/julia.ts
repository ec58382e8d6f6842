import type { FrameOrigin } from '../failureReport';
import type { Line } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import type { FrameDraft } from './frameDraft';
import { FrameList } from './frameList';
import { messageAbove } from './messageAbove';

const typed = /^(?<type>[A-Z]\w{0,80}(?:Error|Exception))(?:: (?<message>.*)|(?<other> .*)?)$/;
const title = /^[^:]{0,200}?(?:ERROR|caused by): (?:(?:Load|Init)Error: ){0,4}(?<said>\S.*)$/;
const stack = /^\s*Stacktrace:\s*$/;
/** ` [1] total(cart::Dict) at /app/cart.jl:3 [inlined]`; the place has its own line since version 1.6. */
const entry = /^\s*\[(?<number>\d{1,5})\] (?<name>\S.*)$/;
const placeBehind = / at (?<file>[^\s:]\S{0,500}?|none|REPL\[\d{1,5}\]):(?<at>\d{1,9})(?: \[inlined\])?$/;
const placeBelow = /^\s+@ (?:(?<module>[\w.!]{1,100}) )?(?<file>\S{1,500}):(?<at>\d{1,9})(?: \[inlined\])?$/;
const repeated = /^\s*(?:--- |the above |╰|\.\.\.)/;
const expression = /^in expression starting at \S/;

/** Julia: an error, and the stack below it. */
export const julia: TraceFormat = {
  name: 'Julia',
  language: 'unknown',
  triggers: [{ holds: ['Stacktrace:'], pattern: /[\s│|]Stacktrace:\s/ }],
  start(line, before) {
    if (!stack.test(line.text)) return undefined;
    const head = messageAbove(before, line, readTitle);
    return head && new JuliaReader(head.first, head.type, head.message);
  },
  origin: juliaOrigin,
};

function readTitle(text: string): { type: string; message: string } | undefined {
  const said = title.exec(text)?.groups?.['said'];
  const { type, message, other } = typed.exec(said ?? text.trim())?.groups ?? {};
  if (type !== undefined && (said !== undefined || message !== undefined)) return { type, message: (message ?? other ?? '').trim() };
  return said === undefined ? undefined : { type: '', message: said.trimEnd() };
}

class JuliaReader implements TraceReader {
  readonly from: number;
  readonly patience = 2;
  private readonly frames = new FrameList();
  /** The last call, whose place may be on the next line. */
  private call: FrameDraft | undefined;

  constructor(
    first: Line,
    private readonly type: string,
    private readonly message: string,
  ) {
    this.from = first.start;
  }

  offer({ text }: Line): OfferReply {
    const name = entry.exec(text)?.groups?.['name'];
    if (name !== undefined) {
      this.flush();
      const { file = '', at } = placeBehind.exec(name)?.groups ?? {};
      this.call = { file, line: Number(at ?? 0), function: name.replace(placeBehind, ''), raw: text.trim() };
      return 'taken';
    }
    const below = this.call ? placeBelow.exec(text)?.groups : undefined;
    if (below && this.call) {
      this.call = { ...this.call, file: below['file'] ?? '', line: Number(below['at']), raw: `${this.call.raw} ${text.trim()}` };
      this.flush();
      return 'taken';
    }
    if (expression.test(text)) return 'taken';
    return repeated.test(text) ? 'other' : text.trim() === '' ? 'other' : 'end';
  }

  private flush(): void {
    if (this.call) this.frames.add(this.call);
    this.call = undefined;
  }

  close(): TraceError[] {
    this.flush();
    if (this.frames.length === 0) return [];
    return [{ type: this.type, message: this.message, role: 'thrown', frames: this.frames, children: [] }];
  }
}

/** Julia's own files have no folder but `./`; packages lie in a depot. */
function juliaOrigin({ file }: FrameDraft): FrameOrigin {
  if (file === '' || file.startsWith('./') || /[\\/]julia[\\/](?:stdlib|base)[\\/]|[\\/]share[\\/]julia[\\/]/.test(file)) return 'runtime';
  return /[\\/]\.julia[\\/]/.test(file) ? 'dependency' : 'workspace';
}
