import type { Line, Lookback } from '../line';
import { eachOf, letters } from '../scan/triggers';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { frameOf } from './frameDraft';
import { FrameList } from './frameList';
import { chainLink, fileLine } from './pythonChain';
import { pythonOrigin } from './pythonOrigin';

/** The start of the name of a test, a class or a file. */
const titleStarts = `${letters}[.`;

/** pytest's own tracebacks: source of each function, `E` lines, `path:line: Error`; also `--tb=short` and `--tb=line`. */
export const pytest: TraceFormat = {
  name: 'pytest',
  language: 'python',
  triggers: [
    {
      holds: ['\n___', ' ___', '|___', '\n__ ', '| __', '| _ ', ...eachOf(titleStarts, (letter) => `\n_ ${letter}`)],
      pattern: /[\n |]_{1,200} \S/,
    },
    '\nE   ',
    ' E   ',
    '|E   ',
    { holds: ['.py:'], pattern: /\.py:\d{1,9}: ?(?:in |(?:[\w]{1,80}\.){0,6}[A-Z]\w{1,80}(?:: |\r?\n)|\r?\n)/ },
  ],
  start(line, before) {
    const { text } = line;
    if (title.test(text)) return new PytestReader(line, before);
    if (errorLine.test(text)) return startsWithError(text, before) ? new PytestReader(line, before) : undefined;
    const place = location.exec(text)?.groups;
    if (place && (place['name'] !== undefined || place['tail'] === undefined || errorAbove(before))) return new PytestReader(line, before);
    return shortFailure(line, before);
  },
  origin: pythonOrigin,
};

const title = /^(?!(?:_ ){4})_{1,200} (\S.{0,2000}) _{1,200}$/;
const entryRule = /^(?:_ ){5,}_?\s*$/;
const sectionRule = /^(?:={3}(?:.*[^=])?={3,}|-{3}(?:.*[^-])?-{3,})$/;
/** Not the line of progress `E      [100%]`. */
const errorLine = /^E(?:( {3,})((?!\[ {0,2}\d{1,3}%\]$)\S.*|)|\s*)$/s;
/** `path:12: in name`, `path:12: ValueError`, `path:12: ` */
const location =
  /^(?<file>(?:[A-Za-z]:[\\/])?(?:[^\s:<>|"][^:<>|"]{0,2000}\.\w{1,6}|<[^<>]{1,200}>)):(?<line>\d{1,9}):(?: in (?<name>\S.{0,1000})| (?<tail>[A-Za-z_][\w.]{0,200})| ?)$/;
/** `--tb=line`: here too, the error follows its place. */
const placeWithError =
  /^(?<file>(?:[A-Za-z]:[\\/])?[^\s:][^:]{0,2000}\.\w{1,6}):(?<line>\d{1,9}): (?<tail>[A-Za-z_][\w.]{0,200})(?:: .*)?$/;
const setupPlace = /^file (?<file>.{1,2000}), line (?<line>\d{1,9})$/;
const definition = /^\s*(?:async )?(?:def|class) (\w{1,200})/;
const exception = /^((?:[A-Za-z_]\w{0,100}\.|<locals>\.){0,12}[A-Za-z_]\w{0,100})(?:: ?(.*))?$/;
const named = /(?:Error|Exception|Warning|Interrupt|Exit|Iteration|Failed|Skipped|Fault|Failure|Timeout|Group)$/;
/** An argument above a function's source, with `-l` also a local variable below it. */
const printedValue = /^([A-Za-z_]\w{0,100}) {1,100}= (\S.{0,2000})$/;
const mostValues = 30;
const longestValue = 300;
const mostEntryLines = 300;
/** pytest prints a whole function up to the failing line. */
const patience = 3000;

interface Part {
  error: TraceError;
  lines: string[];
  /** For each line, how much deeper than the first `E` line it is indented. */
  deeper: number[];
  indent: number;
  /** The name behind the last place, e.g. `AssertionError`. */
  tail: string | undefined;
}

class PytestReader implements TraceReader {
  readonly patience = patience;
  readonly from: number;
  private readonly parts: Part[] = [];
  private part: Part | undefined;
  /** Function and failing line of the entry; its place follows below. */
  private name: string | undefined;
  private arrow: string | undefined;
  /** Its arguments and variables, as pytest prints them. */
  private values: string[] = [];
  /** A place of the short style was read: its code is the next line. */
  private codeFollows = false;
  /** The line directly above is an `E` line. */
  private afterError = false;
  private titled = false;
  /** The expected and actual output of a doctest continue up to the place. */
  private compared = false;

  constructor(line: Line, before: Lookback) {
    this.from = line.start;
    if (!title.test(line.text)) this.readEntryAbove(before);
    this.offer(line);
  }

  offer({ text, raw }: Line): OfferReply {
    if (title.test(text)) {
      if (this.titled || this.part) return 'end';
      this.titled = true;
      return 'taken';
    }
    if (chainLink.test(text)) {
      if (!this.part) return 'end';
      this.finishPart();
      return 'taken';
    }
    if (entryRule.test(text)) {
      this.startEntry();
      return 'taken';
    }
    if (sectionRule.test(text.trim()) && (this.part || this.parts.length > 0)) return 'end';
    const error = errorLine.exec(text);
    if (error) {
      const [, margin = '', said = ''] = error;
      return this.readErrorLine(said, margin.length);
    }
    const place =
      location.exec(text) ?? setupPlace.exec(text) ?? (this.part && this.part.lines.length > 0 ? placeWithError.exec(text) : null);
    if (place) return this.readPlace(place, text);
    return this.readCode(text, raw);
  }

  close(): TraceError[] {
    this.finishPart();
    let cause: TraceError | undefined;
    for (const { error } of this.parts) {
      if (cause) error.children.push({ ...cause, role: 'cause' });
      cause = error;
    }
    return cause ? [cause] : [];
  }

  private startEntry(): void {
    this.name = undefined;
    this.arrow = undefined;
    this.values = [];
    this.codeFollows = false;
  }

  private open(): Part {
    this.part ??= {
      error: { type: '', message: '', role: 'thrown', frames: new FrameList(), children: [] },
      lines: [],
      deeper: [],
      indent: 0,
      tail: undefined,
    };
    return this.part;
  }

  private readErrorLine(text: string, indent: number): OfferReply {
    const part = this.open();
    if (part.tail !== undefined) return 'end';
    if (part.lines.length === 0) part.indent = indent;
    const file = fileLine.exec(text);
    if (file && file.groups?.['function'] === undefined) part.error.frames.add(frameOf(file, file[0].trim()));
    part.deeper[part.lines.length] = Math.max(0, indent - part.indent);
    part.lines.push(text.trimEnd());
    this.codeFollows = false;
    this.afterError = true;
    return 'taken';
  }

  private readPlace(place: RegExpExecArray, text: string): OfferReply {
    const part = this.open();
    if (part.tail !== undefined) return 'end';
    const { name, tail } = place.groups ?? {};
    const frame = frameOf(place, place[0].trim());
    const called = name?.trimEnd() || this.name;
    if (called !== undefined) frame.function = called;
    part.error.frames.add(frame);
    if (this.arrow !== undefined && name === undefined) part.error.frames.addText(`    ${this.arrow}`);
    if (this.values.length > 0) {
      const heading = `Values${called === undefined ? '' : ` in ${called}`}:`;
      part.error.details = [part.error.details, heading, ...this.values.map((each) => `  ${each}`)].filter(Boolean).join('\n');
    }
    if ((part.lines.length > 0 || tail !== undefined) && name === undefined && !text.startsWith('file ')) part.tail = tail ?? '';
    this.startEntry();
    this.afterError = false;
    this.compared = false;
    this.codeFollows = name !== undefined;
    return 'taken';
  }

  private readCode(text: string, raw: string): OfferReply {
    if (this.codeFollows && /^ {4}\S/.test(text)) {
      this.part?.error.frames.addText(text.trimEnd());
      this.codeFollows = false;
      return 'taken';
    }
    // `--tb=line` indents the further lines of a message.
    if (this.afterError && /^ {4}/.test(text) && !raw.startsWith('>')) {
      this.part?.lines.push(text.slice(4).trimEnd());
      return 'taken';
    }
    this.afterError = false;
    this.compared ||= !this.part && /^Expected(?::| nothing)$/.test(text);
    if (this.compared) {
      this.open().lines.push(text.trimEnd());
      return 'taken';
    }
    // The mark of the failing line looks like a quote in Markdown, so it is not in the text.
    if (raw.startsWith('>')) this.arrow = text.trim();
    this.name ??= definition.exec(text)?.[1];
    const [, name, value = ''] = printedValue.exec(text) ?? [];
    if (name !== undefined && this.part?.tail === undefined) this.addValue(name, value);
    return this.part?.tail !== undefined && text.trim() !== '' ? 'end' : 'other';
  }

  /** With `-l` an argument is printed twice. */
  private addValue(name: string, value: string): void {
    const row = `${name} = ${value.length > longestValue ? `${value.slice(0, longestValue)}…` : value}`;
    if (this.values.length < mostValues && !this.values.includes(row)) this.values.push(row);
  }

  /** For a trace that was pasted without its title: name and failing line of its first function stand above. */
  private readEntryAbove(before: Lookback): void {
    for (let n = 1; n <= mostEntryLines; n++) {
      const line = before.above(n);
      if (!line || title.test(line.text) || sectionRule.test(line.text)) return;
      if (line.raw.startsWith('>')) this.arrow ??= line.text.trim();
      this.name = definition.exec(line.text)?.[1] ?? this.name;
    }
  }

  private finishPart(): void {
    const part = this.part;
    this.part = undefined;
    this.startEntry();
    if (!part) return;
    const { error, lines } = part;
    if (error.frames.length === 0 && lines.length === 0) return;
    describe(part);
    error.frames.reverse();
    this.parts.push(part);
  }
}

/** Type and message out of the `E` lines and the name behind the last place. */
function describe({ error, lines, deeper, tail }: Part): void {
  // For a syntax error the place comes first and the name last.
  const at = lines.some((line) => fileLine.test(line)) ? lines.findLastIndex((line) => exception.test(line.trim())) : 0;
  const [, type = '', message] = exception.exec((lines[at] ?? '').trim()) ?? [];
  const bare = type.slice(type.lastIndexOf('.') + 1);
  if (type !== '' && (tail === bare || tail === type || named.test(bare) || (type.includes('.') && message !== undefined))) {
    error.type = type;
    // What pytest adds to an assertion is indented, the message of any other error is as it was thrown.
    const own = (line: string, index: number) => (bare === 'AssertionError' || line === '' ? line : ' '.repeat(deeper[index] ?? 0) + line);
    error.message = [message ?? '', ...lines.map(own).slice(at + 1)].join('\n').trimEnd();
    return;
  }
  error.type = tail || (/^assert\b/.test(lines[0] ?? '') ? 'AssertionError' : '');
  error.message = lines.join('\n').trimEnd();
}

/** An `E` line as the first of a trace: above it is its code, or nothing but another trace. */
function startsWithError(text: string, before: Lookback): boolean {
  if (!before.above(1)) return exception.test(text.slice(1).trim()) || /^E {3,}assert\b/.test(text);
  for (let n = 1; n <= mostEntryLines; n++) {
    const line = before.above(n);
    if (!line) return false;
    const above = line.text;
    if (
      line.raw.startsWith('>') ||
      title.test(above) ||
      location.test(above) ||
      setupPlace.test(above) ||
      /^=+ (?:FAILURES|ERRORS) =+$/.test(above)
    )
      return true;
  }
  return false;
}

/** An `E` line shortly above the place that ends it. */
function errorAbove(before: Lookback): boolean {
  for (let n = 1; n <= 3; n++) if (errorLine.test(before.above(n)?.text ?? '-')) return true;
  return false;
}

/** `--tb=line`: `/app/test_cart.py:12: AssertionError: assert 1 == 2` in the list of failures. */
function shortFailure(line: Line, before: Lookback): TraceReader | undefined {
  const match = /^((?:[A-Za-z]:[\\/])?[^\s:][^:]{0,2000}\.py):(\d{1,9}): ([A-Za-z_][\w.]{0,200})(?:: (.*))?$/.exec(line.text);
  if (!match) return undefined;
  const [raw, file = '', number, type = '', message = ''] = match;
  for (let n = 1; n <= mostEntryLines; n++) {
    const text = before.above(n)?.text;
    if (text === undefined) break;
    if (!/^=+ (?:FAILURES|ERRORS) =+$/.test(text)) continue;
    const frames = new FrameList();
    frames.add({ file, line: Number(number), raw });
    const error: TraceError = { type, message, role: 'thrown', frames, children: [] };
    return { from: line.start, offer: () => 'end', close: () => [error] };
  }
  return undefined;
}
