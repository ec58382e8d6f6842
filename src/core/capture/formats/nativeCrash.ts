import type { Line } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { type FrameDraft, frameOf } from './frameDraft';
import { FrameList } from './frameList';
import { gdbFrame, lldbFrame, nativeOrigin, symbolFrame } from './nativeFrame';

const assertion = /^(?:[^:]{1,200}: )?(?<file>\S.{0,300}?):(?<line>\d+): (?:(?<function>\S.{0,400}?): )?Assertion [`'](?<condition>[^]*)$/;
const macAssertion =
  /^Assertion failed: \((?<condition>.{0,400})\), function (?<function>.{0,200}), file (?<file>.{0,300}), line (?<line>\d{1,9})\.?\s*$/;
const terminate = /terminate called after throwing an instance of '([^']+)'/;
const macTerminate = /terminating (?:due to|with) uncaught exception of type ((?:[^:]|::)+)(?:: (.*))?$/;
const signal = /(?:received|terminated with) signal (SIG\w{1,20}|\d{1,2}),? ?(.*)/;
const glibc =
  /^(?:.{0,200}?: |\s+)?((?:free|malloc|realloc|calloc|munmap_chunk|double free|corrupted|malloc_consolidate)\w{0,20}\(\)?[^:]{0,40}: [^]*|\*\*\* (?:stack smashing|buffer overflow) detected \*\*\*[^]*|double free or corruption[^]*|corrupted (?:size|double)[^]*)$/;
const shellCrash =
  /(?:^|\s)(Segmentation fault|Bus error|Floating point exception|Illegal instruction|Aborted)(?: \(core dumped\))?(?:\s+\S.*)?$/;
const lldbStop = /stop reason = (?:signal (SIG\w{1,20})|(EXC_\w{1,40}|\S[^:(]{0,200}))/;

/** Crashes of C and C++: failed asserts, uncaught exceptions, glibc's checks, signals; with stacks of gdb, lldb and backtrace_symbols. */
export const nativeCrash: TraceFormat = {
  name: 'native crash',
  language: 'cpp',
  triggers: [
    'Assertion ',
    'terminate called after',
    'uncaught exception of type',
    ' signal SIG',
    { holds: ['terminated with signal '], pattern: /terminated with signal \d/ },
    'stop reason = ',
    'Segmentation fault',
    'Bus error',
    'Floating point exception',
    'free(): ',
    'malloc(): ',
    'realloc(): ',
    'munmap_chunk(): ',
    'double free or corruption',
    'corrupted size vs',
    'stack smashing detected',
    'buffer overflow detected',
    '\n#0  ',
    ') [0x',
    ')[0x',
  ],
  start(line, before) {
    const text = line.text;
    const reader = startAtHeader(line);
    if (reader) return reader;
    const frame = gdbFrame(text) ?? symbolFrame(text);
    if (!frame || (!/^\s*#0\s/.test(text) && !symbolFrame(text))) return undefined;
    if (frame.line === 0 && frame.file === '' && !/ in /.test(text)) return undefined;
    const above = before.above(1);
    const said = above?.text.trim() ?? '';
    const caught = symbolFrame(text) !== undefined && said !== '' && said.length < 300;
    const started = new NativeReader(caught && above ? above.start : line.start, '', caught ? said : '');
    started.offer(line);
    return started;
  },
  unfinished: (text) => /^\s*#\d+ /.test(text) && !/(?: from \S+|\))$/.test(text) && !(text.includes(' at ') && /:\d+$/.test(text)),
  origin: nativeOrigin,
};

/** Characters that are kept of the other threads. */
const longestBeside = 20_000;
/** Headers are short; a longer line only costs time. */
const longestHeader = 4000;

function startAtHeader(line: Line): NativeReader | undefined {
  const text = line.text;
  if (text.length > longestHeader) return undefined;
  const asserted = /Assertion [`']/.test(text) ? assertion.exec(text) : null;
  if (asserted) {
    const condition = (asserted.groups?.['condition'] ?? '').replace(/' failed\.?\s*$/, '');
    return new NativeReader(line.start, 'Assertion failed', condition, frameOf(asserted, text.trim()));
  }
  const macAsserted = macAssertion.exec(text);
  if (macAsserted)
    return new NativeReader(line.start, 'Assertion failed', macAsserted.groups?.['condition'] ?? '', frameOf(macAsserted, text.trim()));
  const thrown = terminate.exec(text);
  if (thrown) return new NativeReader(line.start, thrown[1] ?? '', '');
  const macThrown = macTerminate.exec(text);
  if (macThrown) {
    const [, type = '', message = ''] = macThrown;
    return new NativeReader(line.start, type, message);
  }
  const raised = signal.exec(text);
  if (raised) {
    const [, name = '', said = ''] = raised;
    return new NativeReader(line.start, name.replace(/^(?=\d)/, 'signal '), withoutStop(said));
  }
  const checked = glibc.exec(text);
  if (checked) return new NativeReader(line.start, 'SIGABRT', checked[1] ?? '');
  const stopped = lldbStop.exec(text);
  if (stopped) {
    const [, name, reason = ''] = stopped;
    return new NativeReader(
      line.start,
      name ?? reason.trimEnd(),
      text.slice(text.indexOf('stop reason = ') + 14).replace(/^signal SIG\w{1,20}(?:: )?/, ''),
    );
  }
  const crash = shellCrash.exec(text);
  if (crash) return new NativeReader(line.start, crash[1] ?? '', text.trim() === crash[1] ? '' : text.trim());
  return undefined;
}

/** `Segmentation fault.` → `Segmentation fault` */
function withoutStop(text: string): string {
  const said = text.trimEnd();
  return said.endsWith('.') ? said.slice(0, -1) : said;
}

class NativeReader implements TraceReader {
  readonly patience = 12;
  private readonly frames = new FrameList();
  /** A stack of another thread follows; it is not the failure. */
  private elsewhere = false;
  /** The stacks of the other threads, as they are printed. */
  private beside = '';
  private wrapped = '';

  constructor(
    readonly from: number,
    private type: string,
    private message: string,
    private readonly where?: FrameDraft,
  ) {}

  offer(line: Line): OfferReply {
    const text = line.text;
    const what = /^\s*what\(\): {1,2}(.*)$/.exec(text);
    if (what && this.message === '') {
      this.message = what[1] ?? '';
      return 'taken';
    }
    const joined = this.wrapped === '' ? text : `${this.wrapped} ${text.trim()}`;
    const frame = gdbFrame(joined) ?? lldbFrame(joined) ?? symbolFrame(joined);
    if (frame) {
      this.wrapped = '';
      // The next thread's stack starts again at 0, unless its title said so before.
      if (/^\s*#0\s/.test(joined) && this.frames.length > 0) {
        // gdb shows the innermost frame when it stops, and again where a person asks for the whole stack.
        const { last } = this.frames;
        if (this.frames.length === 1 && last?.function === frame.function && last?.line === frame.line) return 'taken';
        this.elsewhere = true;
      }
      if (!this.elsewhere) this.frames.add(frame);
      else if (this.beside.length < longestBeside) this.beside += `${joined.trim()}\n`;
      return 'taken';
    }
    // gdb puts the place of a long call on a separate line.
    const [, file, at] = /^\s+at (\S.{0,500}):(\d{1,9})$/.exec(text) ?? [];
    const last = this.frames.last;
    if (file !== undefined && last?.file === '' && !this.elsewhere) {
      Object.assign(last, { file, line: Number(at), origin: undefined, raw: `${last.raw} ${text.trim()}` });
      return 'taken';
    }
    if (/^\s*#\d+\s/.test(text)) {
      this.wrapped = text.trimEnd();
      return 'taken';
    }
    if (this.wrapped !== '' && /^\s/.test(text) && this.wrapped.length < 4000) {
      this.wrapped = joined;
      return 'taken';
    }
    this.wrapped = '';
    if (this.raisedLater(text)) return 'taken';
    if (shellCrash.test(text)) return 'last';
    if (text.trim() === '' || /^\s*(?:\[|Thread \d+ |0x[\da-f]+ in |No locals|No symbol|\w+ = |warning: )/.test(text)) return 'taken';
    return 'other';
  }

  /** gdb names the signal after the program printed the reason; the program's own message is kept. */
  private raisedLater(text: string): boolean {
    const raised = signal.exec(text);
    if (!raised) return false;
    const [, name = '', said = ''] = raised;
    if (this.type === '') this.type = name;
    if (this.message === '') this.message = withoutStop(said);
    return true;
  }

  close(): TraceError[] {
    const crash = this.type !== '' || this.message !== '' || this.frames.length > 1;
    if (!crash) return [];
    if (this.where && this.frames.length === 0) this.frames.add(this.where);
    const error: TraceError = { type: this.type, message: this.message, role: 'thrown', frames: this.frames, children: [] };
    if (this.beside !== '') error.details = this.beside.trim();
    return [error];
  }
}
