import type { FrameOrigin } from '../failureReport';
import type { Line, Lookback } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { type FrameDraft, frameOf } from './frameDraft';
import { FrameList } from './frameList';

const interpreter = /^(?:\S*\/)?(?:lua[\w.-]*|luajit[\w.-]*|texlua|resty|busted|love)(?:\.exe)?: /;
const place = /^(?<file>\S.*?):(?<line>\d+): (?<message>[^]*)$/;
const frame = /^\s*(?<file>\[C\]|\S.*?):(?:(?<line>\d+):)? (?:in (?<function>[^]*)|at 0x[\da-f]+)$/;
const longestMessage = 12;

const stackTitle = /(?:^|\s)stack traceback:\s*$/;
/** The words of Lua's own errors, which count without a traceback. */
const saidByLua =
  /\.lua:\d{1,9}: (?:attempt to (?:call|index|perform|compare|concatenate|get length|yield|divide|modify) |bad argument #\d|module '[^'\n]{1,200}' not found|malformed number near|unfinished (?:string|long)|invalid escape sequence|(?:unexpected symbol|'?[\w<>=]{1,12}'? expected|<eof> expected)[^\n]{0,80} near )/;
/** Other words may stand before the place, e.g. Neovim's. */
const longestLead = 120;

function placed(text: string): { message: string; frame: Pick<FrameDraft, 'file' | 'line'> } | undefined {
  const at = saidByLua.exec(text)?.index;
  // A whole trace in one string is read with its lines apart.
  if (at === undefined || text.includes('\\n')) return undefined;
  const from = Math.max(text.lastIndexOf(' ', at), text.lastIndexOf('\t', at)) + 1;
  const [whole = '', line] = /^\.lua:(\d{1,9}): /.exec(text.slice(at, at + 20)) ?? [];
  if (from > longestLead || line === undefined) return undefined;
  return { message: text.slice(at + whole.length), frame: { file: text.slice(from, at + '.lua'.length), line: Number(line) } };
}

/** Lua and LuaJIT: an error message and `stack traceback:` below it. */
export const lua: TraceFormat = {
  name: 'lua',
  language: 'lua',
  triggers: ['stack traceback:', { holds: ['.lua:'], pattern: saidByLua }],
  start(line, before) {
    if (stackTitle.test(line.text)) return startTrace(line, before);
    const said = placed(line.text);
    return said && new LuaReader(line.start, said.message, { ...said.frame, raw: line.text.trim() }, true);
  },
  origin: luaOrigin,
};

function startTrace(line: Line, before: Lookback): LuaReader {
  const lines: string[] = [];
  for (let n = 1; n <= longestMessage; n++) {
    const above = before.above(n);
    if (!above || above.text.trim() === '') break;
    lines.unshift(above.text);
    const text = above.text.replace(interpreter, '');
    const named = text !== above.text;
    // Other text may come before the place: "handled: main.lua:12: text".
    const match = place.exec(text.replace(/^[\w ]{1,40}: (?=\S+\.lua:\d+: )/, ''));
    const where = match ? frameOf(match, above.text.trim()) : undefined;
    if (named || (where && /\.\w+$|^\[string|\]$/.test(where.file))) {
      lines[0] = match?.groups?.['message'] ?? text;
      return new LuaReader(above.start, lines.join('\n'), where);
    }
  }
  // No place in the lines above: only the nearest one is certainly the message.
  const above = before.above(1);
  const said = above?.text.trim() ?? '';
  return new LuaReader(above && said !== '' ? above.start : line.start, said, undefined);
}

class LuaReader implements TraceReader {
  private readonly frames = new FrameList();

  constructor(
    readonly from: number,
    private readonly message: string,
    private readonly where: FrameDraft | undefined,
    /** The traceback may follow. */
    private awaits = false,
  ) {}

  offer(line: Line): OfferReply {
    const text = line.text;
    if (this.awaits) {
      this.awaits = false;
      return stackTitle.test(text) ? 'taken' : 'end';
    }
    const match = frame.exec(text);
    if (match) {
      const { line: at, function: name } = match.groups ?? {};
      const origin = at === undefined ? 'runtime' : undefined;
      this.frames.add({ ...frameOf(match, text.trim()), function: functionName(name), origin });
      return 'taken';
    }
    const skipped = /^\s*\.\.\.\s*\(skipping (\d+) levels\)$/.exec(text);
    if (skipped || /^\s*(?:\(\.\.\.tail calls\.\.\.\)|\.\.\.)$/.test(text)) {
      this.frames.addText(text.trim());
      return 'taken';
    }
    return 'end';
  }

  close(): TraceError[] {
    if (this.frames.length === 0 && !this.where) return [];
    if (this.frames.length === 0 && this.where) this.frames.add(this.where);
    return [{ type: '', message: this.message.trim(), role: 'thrown', frames: this.frames, children: [] }];
  }
}

/** `upvalue 'amount'`, `function 'mod.f'`, `function <main.lua:12>`, `main chunk`, `?` */
function functionName(text: string | undefined): string | undefined {
  if (text === undefined || text === '?') return undefined;
  const quoted = /^(?:function|upvalue|local|method|field|global|metamethod|for iterator) [`'](.*)'$/.exec(text);
  return quoted?.[1] ?? text.replace(/^function (?=<)/, '');
}

function luaOrigin(at: FrameDraft): FrameOrigin {
  const file = at.file.replaceAll('\\', '/');
  if (file.startsWith('[C]') || file.startsWith('=') || file.startsWith('[love "')) return 'runtime';
  return /\/(?:usr|opt)\/(?:\S{0,100}\/)?(?:share|lib)\/(?:\S{0,60}\/)?lua|(?:^|\/)(?:lua_modules|luarocks|\.luarocks)\//.test(file)
    ? 'dependency'
    : 'workspace';
}
