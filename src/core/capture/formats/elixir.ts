import type { FrameOrigin } from '../failureReport';
import type { Line } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { type FrameDraft, frameOf } from './frameDraft';
import { FrameList } from './frameList';

const header = /^(?<indent>\s*)(?:\S.*?\s)?\*\* \((?<type>\S[^)]*)\)(?: (?<message>[^]*))?$/;
const located = /^\s+(?:\((?<app>[\w.]+)(?![\w.])[^)]*\) )?(?<file>\S[^:]*\.(?:exs?|erl|[lh]?eex|[xy]rl)):(?<line>\d+): (?<function>.*)$/;
const unlocated = /^\s+(?:\(([\w.]+)(?![\w.])[^)]*\) )?((?::\w+|[A-Z]\w*(?:\.[A-Z]\w*){0,12})\.(?:"[^"]*"|[^\s(/]+|\/)(?:\(.*\)|\/\d+))$/;
const otp = /^(?:stdlib|kernel|elixir|iex|mix|ex_unit|eex|logger|compiler|erts|crypto|ssl|inets|sasl)$/;
const longestMessage = 200;
const raisedBelow = 'an exception was raised:';

/** Elixir: exceptions, exits and throws as scripts, Mix, IEx and the logger print them. */
export const elixir: TraceFormat = {
  name: 'elixir',
  language: 'elixir',
  triggers: ['** ('],
  start(line) {
    const match = header.exec(line.text);
    if (!match || !/^(?:[A-Z][\w.]*|:\w+|exit|throw|stop|EXIT from \S+)$/.test(match.groups?.['type'] ?? '')) return undefined;
    return new ElixirReader(line.start, match);
  },
  origin: elixirOrigin,
};

class ElixirReader implements TraceReader {
  readonly patience = 3;
  private readonly top: TraceError;
  private current: TraceError;
  private inFrames = false;
  private readonly message: string[] = [];
  private lines = 0;

  constructor(
    readonly from: number,
    match: RegExpExecArray,
  ) {
    this.current = this.top = newError(match, 'thrown');
  }

  offer(line: Line): OfferReply {
    const text = line.text;
    const at = located.exec(text);
    if (at) return this.add({ ...frameOf(at, text.trim()), origin: originOfApp(at.groups?.['app']) });
    const native = unlocated.exec(text);
    if (native) return this.add({ file: '', line: 0, function: native[2]?.replace(/\([^]*$/, ''), origin: 'runtime', raw: text.trim() });
    const nested = /^\s+\*\* \(/.test(text) ? header.exec(text) : null;
    if (nested && !this.inFrames) {
      const cause = newError(nested, 'cause');
      this.endMessage();
      this.current.children.push(cause);
      this.current = cause;
      return 'taken';
    }
    if (nested || this.inFrames) return 'end';
    if (
      /^(?:Last message|State|Function|Initial Call|Ancestors|Queued messages|Client)\b.*:/.test(text) ||
      /^\d\d:\d\d:\d\d\.\d+ \[/.test(text)
    )
      return 'end';
    this.lines += 1;
    // ExUnit shows the failing code between message and frames.
    if (!/^\s+(?:code: .*|stacktrace:|\.\.\.)$/.test(text)) this.message.push(text);
    return this.lines > longestMessage ? 'last' : 'taken';
  }

  private add(frame: FrameDraft): OfferReply {
    if (!this.inFrames) this.endMessage();
    this.inFrames = true;
    this.current.frames.add(frame);
    return 'taken';
  }

  private endMessage(): void {
    this.current.message = [this.current.message, ...this.message.map((text) => text.replace(/^ {4}/, ''))].join('\n').trim();
    this.message.length = 0;
  }

  close(): TraceError[] {
    if (!this.inFrames) {
      // Nothing marks the end of the message: it ends at the first blank line at the latest.
      const blank = this.message.findIndex((text) => text.trim() === '');
      if (blank >= 0) this.message.length = blank;
    }
    this.endMessage();
    const [raised] = this.top.children;
    // Plug only says that the process exits with the exception below.
    return [this.top.message === raisedBelow && raised ? { ...raised, role: 'thrown' } : this.top];
  }
}

function newError(match: RegExpExecArray, role: 'thrown' | 'cause'): TraceError {
  const { type = '', message = '' } = match.groups ?? {};
  return { type, message: message.trim(), role, frames: new FrameList(), children: [] };
}

/** The application that a frame names in parentheses; without one it is the project's own. */
function originOfApp(app: string | undefined): FrameOrigin | undefined {
  if (app === undefined) return undefined;
  return otp.test(app) ? 'runtime' : undefined;
}

export function elixirOrigin(frame: FrameDraft): FrameOrigin {
  const file = frame.file.replaceAll('\\', '/');
  if (file === '' || /\/lib\/(?:erlang|elixir)\//.test(file)) return 'runtime';
  if (/(?:^|\/)deps\//.test(file) || (/^\([\w.]+ \d/.test(frame.raw) && !/^(?:lib|test|apps)\//.test(file))) return 'dependency';
  return 'workspace';
}
