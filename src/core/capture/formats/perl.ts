import type { FrameOrigin } from '../failureReport';
import type { Line, Lookback } from '../line';
import type { FrameDraft, TraceError, TraceFormat, TraceReader, Verdict } from './format';
import { FrameList } from './frameList';

const caller = /^\s*((?:[\w:]+(?:\(.*\))?|eval \{\.\.\.\}|eval '.*'|require \S+)) called at (\S.*) line (\d+)\.?$/;
const bareCaller = /^\s*([A-Za-z_]\w*(?:::\w+)+) at (\S+) line (\d+)\.?$/;
const said = /^(.*) at (\S.*?|\(eval \d+\)) line (\d+)(?:, <.*> (?:line|chunk) \d+)?\.?$/;
const longestMessage = 30;
const perlFile = /(?:\.(?:pl|pm|t|cgi|psgi|PL)|^-e?|\(eval \d+\)(?:\[.*\])?|^\/\S*bin\/\S+)$/;

/** Perl: `die`, Carp's longmess and cluck, Devel::StackTrace. */
export const perl: TraceFormat = {
  name: 'perl',
  language: 'perl',
  triggers: [' called at ', { holds: [' line '], pattern: / at (?:\S{1,1000}|\(eval \d+\)) line \d/ }],
  start(line, before) {
    if (caller.test(line.text)) return startAtCaller(line, before);
    const match = said.exec(line.text);
    if (!match || !perlFile.test(match[2] ?? '') || /^\s*(?:thrown|PHP)\b/.test(line.text)) return undefined;
    return startAtMessage(line, match, before);
  },
  origin: perlOrigin,
};

function at(match: RegExpExecArray, line: Line): FrameDraft {
  return { file: match[2] ?? '', line: Number(match[3]), raw: line.text.trim() };
}

/** Perl puts the place behind the last line of a message: the lines above belong to it as long as the text shows that it goes on. */
function startAtMessage(last: Line, match: RegExpExecArray, before: Lookback): PerlReader {
  const message = [match[1] ?? ''];
  let from = last.start;
  for (let n = 1; n <= longestMessage; n++) {
    const above = before.above(n);
    const text = above?.text.trimEnd() ?? '';
    if (!above || text === '' || above.prefixed || !goesOn(text, message[0] ?? '')) break;
    message.unshift(text);
    from = above.start;
  }
  return new PerlReader(from, message.join('\n'), at(match, last));
}

function goesOn(above: string, text: string): boolean {
  return (
    !said.test(above) &&
    (/[:,([{\\]$/.test(above) || /^(?:\s+\S|[)\]},;*+-]|(?:and|or|but|because|while|near|got|expected|instead) )/.test(text))
  );
}

/** The message stands above, unless the scanner began in the middle of a stack. */
function startAtCaller(line: Line, before: Lookback): PerlReader | undefined {
  const above = before.above(1);
  const match = above ? said.exec(above.text) : null;
  const match0 = caller.exec(line.text);
  if (!perlFile.test(match0?.[2] ?? '')) return undefined;
  const reader =
    above && match ? startAtMessage(above, match, { above: (n) => before.above(n + 1) }) : new PerlReader(line.start, '', undefined);
  reader.offer(line);
  return reader;
}

class PerlReader implements TraceReader {
  readonly patience = 4;
  private readonly frames = new FrameList();
  private calls = 0;

  constructor(
    readonly from: number,
    private readonly message: string,
    private place: FrameDraft | undefined,
  ) {}

  offer(line: Line): Verdict {
    const match = caller.exec(line.text) ?? (this.calls > 0 || /^\s*[\w:]+ at /.test(line.text) ? bareCaller.exec(line.text) : null);
    if (!match) return this.calls > 0 || said.test(line.text) || line.text.trim() === '' ? 'end' : 'other';
    const call = (match[1] ?? '').startsWith('eval ') ? 'eval' : (match[1] ?? '').split('(', 1)[0];
    // Carp says who was called from where; the name belongs to the place above.
    if (this.place) this.frames.add({ ...this.place, function: call });
    this.place = at(match, line);
    this.calls += 1;
    return 'taken';
  }

  close(): TraceError[] {
    if (this.place) this.frames.add(this.place);
    return [{ type: '', message: this.message.trim(), role: 'thrown', frames: this.frames, children: [] }];
  }
}

function perlOrigin(frame: FrameDraft): FrameOrigin {
  const file = frame.file.replaceAll('\\', '/');
  if (/\/(?:local|site_perl|vendor_perl|perl5\/lib\/perl5|\.cpan|cpanm|extlib)\//.test(file) && !/^\/usr\/share\/perl\//.test(file))
    return 'dependency';
  return /^\/usr\/(?:share|lib|lib64)\/(?:\S*\/)?perl/.test(file) || /\/lib\/perl5?\/5\.\d+/.test(file) ? 'runtime' : 'workspace';
}
