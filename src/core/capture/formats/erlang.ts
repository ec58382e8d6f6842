import type { FrameOrigin } from '../failureReport';
import type { Line, Lookback } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { type FrameDraft, frameOf } from './frameDraft';
import { FrameList } from './frameList';

const pretty = /^(?:.*\s)?exception (error|exit|throw): (.*)$/;
const call = /^\s*in (?:function|operator|call from) {1,2}(?<function>\S.*?)(?: \((?<file>\S[^()]*\.[hexyr]rl), line (?<line>\d+)\))?$/;
const entry = /\{(?<module>'[^']*'|[\w@]+),\s*(?<name>'[^']*'|[\w@]+),\s*(?<args>\d+|\[[^[\]]*\]),\s*\[(?<info>[^[\]]*)\]\}/g;
const where = /\{file,\s*"([^"]*)"\},\s*\{line,\s*(\d+)\}/;
const longestTerm = 300;
const stackLabel = /^(?:===> )?Stack trace to the error location:$/;
const rebarReason = /^(?:===> )?Uncaught error: (\S.{0,2000})$/;

/** Erlang: exceptions as the shell, escript and crash reports show them, and stacks as terms in error reports. */
export const erlang: TraceFormat = {
  name: 'erlang',
  language: 'elixir',
  triggers: ['exception error: ', 'exception exit: ', 'exception throw: ', '{file,"'],
  start(line, before) {
    const match = pretty.exec(line.text);
    if (match) {
      const [, kind = '', reason = ''] = match;
      return new PrettyReader(line.start, kind, reason);
    }
    return line.text.includes('{line,') ? startTerm(line, before) : undefined;
  },
  origin: erlangOrigin,
};

class PrettyReader implements TraceReader {
  readonly patience = 3;
  private readonly message: string[];
  private readonly frames = new FrameList();

  constructor(
    readonly from: number,
    private readonly type: string,
    message: string,
  ) {
    this.message = [message];
  }

  offer(line: Line): OfferReply {
    const match = call.exec(line.text);
    if (match) {
      const native = match.groups?.['file'] === undefined;
      this.frames.add({ ...frameOf(match, line.text.trim()), origin: native ? 'runtime' : undefined });
      return 'taken';
    }
    const text = line.text.trim();
    if (/^(?:called as |\*\*\* argument )/.test(text)) {
      this.frames.addText(text);
      return 'taken';
    }
    if (this.frames.length > 0 || !/^\s/.test(line.text) || this.message.length > 30) return 'end';
    this.message.push(text);
    return 'taken';
  }

  close(): TraceError[] {
    return [{ type: this.type, message: this.message.join('\n'), role: 'thrown', frames: this.frames, children: [] }];
  }
}

/** Looks up to where the term with the stack begins. */
function startTerm(line: Line, before: Lookback): TermReader {
  const above: Line[] = [];
  let reason: string | undefined;
  for (let n = 1; n <= 12; n++) {
    const other = before.above(n);
    // rebar3 names the reason above the stack.
    const said = other && stackLabel.test(other.text) ? rebarReason.exec(before.above(n + 1)?.text ?? '') : undefined;
    if (said) {
      reason = said[1];
      break;
    }
    if (
      !other ||
      above.at(0)?.text.match(/^(?:\*\* )?\{\{?\w/) ||
      /^(?:=\w+ REPORT|\*\* Reason|Error in process)/.test(other.text) ||
      other.text.trim() === ''
    )
      break;
    if (/^(?:\*\* )?[{\s]/.test(line.text) && !/^(?:\*\* )?\{[^{]*\{/.test(line.text)) above.unshift(other);
    else break;
  }
  const lines = [...above, line];
  const reader = new TermReader(lines[0]?.start ?? line.start, reason);
  for (const each of lines) reader.offer(each);
  return reader;
}

/** Collects a term until its brackets close. */
class TermReader implements TraceReader {
  readonly patience = 0;
  private readonly lines: string[] = [];
  private depth = 0;
  private closed = false;

  constructor(
    readonly from: number,
    private readonly reason?: string,
  ) {}

  offer(line: Line): OfferReply {
    if (this.closed || this.lines.length >= longestTerm) return 'end';
    const text = line.text.trim().replace(/^\*\* /, '');
    this.lines.push(text);
    this.depth += depthChange(text);
    this.closed = this.depth <= 0;
    return 'taken';
  }

  close(): TraceError[] {
    const text = this.lines.join(' ');
    const frames = new FrameList();
    let first = -1;
    for (const match of text.matchAll(entry)) {
      const { module = '', name = '', args = '', info = '' } = match.groups ?? {};
      const at = where.exec(info);
      const [, file = '', row = 0] = at ?? [];
      if (!at && !/error_info|^$/.test(info)) continue;
      if (first < 0) first = match.index;
      const arity = /^\d+$/.test(args) ? args : String(argumentCount(args));
      frames.add({
        file,
        line: Number(row),
        function: `${module}:${name}/${arity}`,
        origin: at ? undefined : 'runtime',
        raw: match[0],
      });
    }
    if (frames.length === 0) return [];
    if (this.reason !== undefined)
      return [{ type: /\w+/.exec(this.reason)?.[0] ?? 'error', message: this.reason, role: 'thrown', frames, children: [] }];
    const head = text.slice(0, first);
    const list = head.lastIndexOf('[');
    const reason = (list < 0 || head.includes(']', list) ? head : head.slice(0, list).trimEnd().replace(/,$/, ''))
      .replace(/^.*?(?=\{)/, '')
      .replace(/^\{(?=\{|\w)/, '')
      .replace(/^error,/, '');
    // A stack without a reason belongs to a client that only waited.
    if (reason.trim() === '') return [];
    return [{ type: /\w+/.exec(reason)?.[0] ?? 'error', message: reason.trim(), role: 'thrown', frames, children: [] }];
  }
}

function argumentCount(list: string): number {
  const inner = list.slice(1, -1).trim();
  return inner === '' ? 0 : inner.split(',').length;
}

function depthChange(text: string): number {
  let depth = 0;
  for (const char of text.replace(/"[^"]*"|'[^']*'/g, '')) {
    if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
  }
  return depth;
}

/** Modules of OTP found in most stacks; for a file without a folder only the name is known. */
const otpFiles =
  /^(?:gen|gen_server|gen_statem|gen_event|proc_lib|supervisor|lists|maps|io|io_lib|erl_eval|erl_parse|shell|init|application_master|eunit\w*|timer|ets|file|string|binary|array|dict|escript|error_handler|code_server|logger\w*|test_server|ct\w*)\.erl$/;

function erlangOrigin(frame: FrameDraft): FrameOrigin {
  const file = frame.file.replaceAll('\\', '/');
  if (file === '' || otpFiles.test(file) || /\/lib\/erlang\//.test(file)) return 'runtime';
  return /(?:^|\/)(?:_build\/\w+\/lib|deps)\//.test(file) ? 'dependency' : 'workspace';
}
