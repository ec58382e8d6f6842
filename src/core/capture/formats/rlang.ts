import type { Line, Lookback } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { FrameList } from './frameList';

/** `Error in total(cart) : object 'price' not found`; R puts a long message below. The blank before the colon is R's own. */
const called = /^Error in (?<call>\S.{0,1000}?) : ?(?<message>.*)$/;
/** rlang: ``Error in `filter()`:``, the message below with a mark. */
const rlangTitle = /^(?:Error in `[^`]{1,300}`|Caused by error(?: in `[^`]{1,300}`)?):$/;
const bare = /^Error: (?<message>\S.*)$/;
const halted = 'Execution halted';
/** What R adds below a message. */
const ending = /^(?:Calls: |In addition: |Warning messages?:|Execution halted$|Backtrace:$|Run `rlang::|No traceback available)/;
/** `3: total(cart) at cart.R#12` of `traceback()`. */
const traced = /^\s{0,4}\d{1,4}: \S/;
const tracedPlace = / at ([^\s#]{1,300})#(\d{1,9})$/;
const mostLines = 60;

/** R: errors of `Rscript` and of its console, rlang's chains, and what `traceback()` lists. */
export const rlang: TraceFormat = {
  name: 'R',
  language: 'unknown',
  triggers: [{ holds: ['Error in '], pattern: /Error in (?:\S.{0,1000}? : ?|`[^`]{1,300}`:\r?\n)/ }, halted],
  start(line, before) {
    const text = line.text.trimEnd();
    if (text === halted) return haltedBelow(before);
    const said = called.exec(line.text)?.groups?.['message'];
    if (said !== undefined) return new RReader(line, said);
    return rlangTitle.test(text) && text.startsWith('Error') ? new RReader(line) : undefined;
  },
  origin: () => 'workspace',
};

/** A script's `Error: …` counts where R says below it that it stopped. */
function haltedBelow(before: Lookback): TraceReader | undefined {
  for (let n = 1; n <= mostLines; n++) {
    const above = before.above(n);
    const message = above && bare.exec(above.text)?.groups?.['message'];
    if (above && message !== undefined) {
      const reader = new RReader(above, message);
      for (let m = n - 1; m >= 1; m--) reader.offer(before.above(m) ?? above);
      return reader;
    }
    if (!above || above.text.trim() === '') return undefined;
  }
  return undefined;
}

class RReader implements TraceReader {
  readonly from: number;
  readonly patience = 2;
  private readonly frames = new FrameList();
  private readonly messages: string[][] = [[]];
  private ended = false;

  /** @param said the message on the first line; absent for rlang, which writes it below */
  constructor(
    first: Line,
    private readonly said?: string,
  ) {
    this.from = first.start;
    if (said !== undefined && said !== '') this.messages[0]?.push(said);
  }

  offer(line: Line): OfferReply {
    const text = line.text.trimEnd();
    if (text === halted) return 'last';
    if (traced.test(text)) {
      this.ended = true;
      const [, file = '', at] = tracedPlace.exec(text) ?? [];
      if (at !== undefined) this.frames.add({ file, line: Number(at), raw: text.trim() });
      return 'taken';
    }
    if (ending.test(text)) {
      this.ended = true;
      return 'taken';
    }
    if (this.ended) return called.test(text) || bare.test(text) ? 'end' : 'other';
    if (this.said === undefined && text.startsWith('Caused by') && rlangTitle.test(text)) {
      this.messages.push([]);
      return 'taken';
    }
    const message = this.messages.at(-1) ?? [];
    // Without a mark, only indented lines go on.
    const goesOn = this.said === undefined ? /^(?:[!ℹ✖•✔]|[ix*] |\s)/.test(text) : /^\s{1,8}\S/.test(text);
    if (!goesOn || message.length === mostLines) return 'end';
    message.push(this.said === undefined ? text.replace(/^! /, '') : text.trim());
    return 'taken';
  }

  close(): TraceError[] {
    const [top, ...causes] = this.messages.map((lines) => lines.join('\n').trim());
    if (top === undefined || (top === '' && causes.length === 0)) return [];
    const error: TraceError = { type: 'Error', message: top, role: 'thrown', frames: this.frames, children: [] };
    let parent = error;
    for (const message of causes) {
      const cause: TraceError = { type: 'Error', message, role: 'cause', frames: new FrameList(), children: [] };
      parent.children.push(cause);
      parent = cause;
    }
    return [error];
  }
}
