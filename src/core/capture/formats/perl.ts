import type { FrameOrigin } from '../failureReport';
import type { Line, Lookback } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import type { FrameDraft } from './frameDraft';
import { FrameList } from './frameList';

/** The end of every line. Tested first: the search for a place would otherwise try each ` at ` of a line without such an end. */
const ending = / line (\d{1,9})(?:, <[^<>]{0,200}> (?:line|chunk) \d{1,12}|(, near "[^"]{0,300}"?|, at EOF))?\.?$/;
const called = /^\s*((?:[\w:]+(?:\(.*\))?|eval \{\.\.\.\}|eval '.*'|require \S+)) called$/;
const bareCall = /^\s*([A-Za-z_]\w*(?:::\w+)+)$/;
/** Perl's own words, which count whatever the file is called. */
const ownWords =
  /^(?:\S{1,300}\.t \.{2,40} ?)?(?:Can't locate (?:\S{1,200} in @INC|object method)|Can't call method |Undefined subroutine |Global symbol |Illegal division by zero|Not an? \w{1,10} reference|Can't use )/;
/** What compiling or loading around a failure adds to it: the places that led to it. */
const consequence =
  /^(?:BEGIN failed--compilation aborted|Compilation failed in require|Execution of \S{1,300} aborted due to compilation errors)$/;
/** prove writes the name of the test file before what it prints. */
const provedFile = /^\S{1,300}\.t \.{2,40} ?/;
const prefixedCall = /\s(?:[A-Za-z_]\w{0,100}(?:::\w{1,100}){0,10}\([^()]{0,1000}\)|eval \{\.\.\.\}) called$/;
const longestMessage = 30;
const perlFile = /(?:\.(?:pl|pm|t|cgi|psgi|PL)|^-e?|\(eval \d+\)(?:\[[^[\]]*\])?|^\/\S*bin\/[^\s/]+)$/;

/** `text at file line 3.`, where the text may be a call and `called`. */
interface Said {
  text: string;
  place: FrameDraft;
}

function readSaid(line: Line): Said | undefined {
  const end = ending.exec(line.text);
  const at = end ? line.text.lastIndexOf(' at ', end.index - 1) : -1;
  if (!end || at < 0) return undefined;
  const file = line.text.slice(at + 4, end.index);
  if (!/^\S/.test(file)) return undefined;
  const [, row, rest = ''] = end;
  return { text: `${line.text.slice(0, at)}${rest}`, place: { file, line: Number(row), raw: line.text.trim() } };
}

/** Perl: `die`, Carp's longmess and cluck, Devel::StackTrace. */
export const perl: TraceFormat = {
  name: 'perl',
  language: 'perl',
  triggers: [' called at ', { holds: [' line '], pattern: / at (?:\S{1,1000}|\(eval \d+\)) line \d/ }],
  start(line, before) {
    const said = readSaid(line);
    // A test's comment with its place: the message is above.
    if (
      !said ||
      !(perlFile.test(said.place.file) || ownWords.test(said.text)) ||
      /^\s*(?:thrown|PHP)\b/.test(line.text) ||
      said.text.trim() === '#'
    )
      return undefined;
    // Behind an unknown prefix it is a call, too, but no message.
    if ((prefixedCall.test(said.text) && !called.test(said.text)) || isPrefixedCall(said.text, before)) return undefined;
    return called.test(said.text) ? startAtCaller(line, before) : startAtMessage(line, said, before);
  },
  origin: perlOrigin,
};

/** A call of Devel::StackTrace behind a prefix that the line above has as well. */
function isPrefixedCall(text: string, before: Lookback): boolean {
  const call = /\s[A-Za-z_]\w{0,100}(?:::\w{1,100}){1,10}$/.exec(text);
  const above = before.above(1);
  return call !== null && above !== undefined && readSaid(above) !== undefined && above.text.startsWith(text.slice(0, call.index + 1));
}

/** Perl puts the place after the last line of a message: lines above belong to it while their text continues. */
function startAtMessage(last: Line, said: Said, before: Lookback): PerlReader {
  const message = [said.text.replace(provedFile, '')];
  let from = last.start;
  for (let n = 1; n <= longestMessage; n++) {
    const above = before.above(n);
    const text = above?.text.trimEnd() ?? '';
    if (!above || text === '' || above.prefixed || readSaid(above) || !goesOn(text, message[0] ?? '')) break;
    message.unshift(text);
    from = above.start;
  }
  return new PerlReader(from, message.join('\n'), said.place);
}

function goesOn(above: string, text: string): boolean {
  return /[:,([{\\]$/.test(above) || /^(?:\s+\S|[)\]},;*+-]|(?:and|or|but|because|while|near|got|expected|instead) )/.test(text);
}

/** The message is above, unless the scanner began in the middle of a stack. */
function startAtCaller(line: Line, before: Lookback): PerlReader {
  const above = before.above(1);
  const said = above && readSaid(above);
  const reader =
    above && said ? startAtMessage(above, said, { above: (n) => before.above(n + 1) }) : new PerlReader(line.start, '', undefined);
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

  offer(line: Line): OfferReply {
    const said = readSaid(line);
    if (said && consequence.test(said.text) && this.place) {
      const { file, line: at } = said.place;
      if (this.place.file !== file || this.place.line !== at) {
        this.frames.add(this.place);
        this.place = said.place;
      }
      return 'taken';
    }
    const call = said && (called.exec(said.text) ?? bareCall.exec(said.text))?.[1];
    if (!said || call === undefined) return this.calls > 0 || said || line.text.trim() === '' ? 'end' : 'other';
    // Carp prints a call with the place of its caller, so the name belongs to the place above.
    if (this.place) this.frames.add({ ...this.place, function: call.startsWith('eval ') ? 'eval' : call.split('(', 1)[0] });
    this.place = said.place;
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
