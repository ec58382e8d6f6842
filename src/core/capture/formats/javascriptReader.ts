import type { Line, Lookback } from '../line';
import type { ErrorRole } from '../failureReport';
import type { OfferReply, TraceError, TraceReader } from './format';
import type { FrameDraft } from './frameDraft';
import { isBunHeader } from './javascriptBun';
import { nodeVersion } from './javascriptThrown';
import { enclosingAbove } from './javascriptEnclosing';
import { codeAlone, codeFrame, headerAbove, emitted, readHeader } from './javascriptHeader';
import { parseJavaScriptFrame } from './javascriptFrame';
import { type OpenError, indentOf, addDetails, adoptFrames, finishHeader, fillGaps, leaveOutRepeats } from './javascriptError';
import { FrameList } from './frameList';

/** V8 keeps ten frames unless told otherwise. */
const usualFrames = 10;
const outermostFrame = /node:internal\/main\/|Module\.runMain|bootstrap_node\.js|processTicksAndRejections|processTimers|<main>/;
const omitted = /^\s*\.\.\. (\d{1,9}) lines matching cause stack trace \.\.\.$/;
const continued = /^\s*(?:From previous event:|-{4,}|\(async\)|.{0,80} \(async\))$/;
const property = /^\s*(\[[\w$. ]{1,80}\]|[\w$]{1,80}|'[^']{1,80}'): (.*)$/;

/** Jest's label above the inner errors. */
const aggregatedLabel = 'Errors contained in AggregateError:';

/** Vitest's heading for the properties of the error above. */
const serialized = /^Serialized Error: \{/;

/** React's component stack names the elements of the page without a place: `    at li`. */
const hostElement = /^\s+at ([a-z][a-z\d-]{0,20})$/;

/** Below an error: a property's text, as inspect writes it. One named `stack` repeats the frames. */
const inspected = /^\s*(?:\[?[\w$]{1,60}\]?: )?['"`]/;

/** Safari names evaluated code without a place: `eval code@`, `@`. */
const bareGeckoFrame = /^[\w$. ]{0,100}@$/;

/** The number of emitter frames that equal the error's frames. */
const sameAsOriginal = /^\[\.\.\. lines matching original stack trace \.\.\.\]$/;

function bareFrame(raw: string): FrameDraft {
  if (raw === '[native code]') return { file: raw, line: 0, raw };
  const name = raw.slice(0, -1);
  return name === '' ? { file: '', line: 0, raw } : { file: '', line: 0, function: name, raw };
}

/** Such frames that were taken for the message's last lines, because a trace is recognised by its first frame with a place. */
function takeBareFrames(error: TraceError): string[] {
  const lines = error.message.split('\n');
  let keep = lines.length;
  while (keep > 1 && bareGeckoFrame.test(lines[keep - 1] ?? '')) keep -= 1;
  if (keep < lines.length) error.message = lines.slice(0, keep).join('\n');
  return lines.slice(keep);
}

export class JavaScriptReader implements TraceReader {
  readonly from: number;
  private readonly root: OpenError;
  private readonly roots: TraceError[];
  /** The errors around the current one, outermost first; the last is the current one. */
  private stack: OpenError[];
  private readonly all: OpenError[] = [];
  private noise = false;
  private ownFramesLast = false;
  private above = '';
  /** Its inner errors are listed below Jest's label. */
  private listed: TraceError | undefined;
  /** Causes below Jest's label. */
  private readonly labelled = new Set<TraceError>();

  constructor(line: Line, frame: FrameDraft, before: Lookback) {
    const header = headerAbove(before, line);
    const around = header && enclosingAbove(before, header);
    this.from = (around ?? header)?.first.start ?? line.start;
    const indent = header ? indentOf(header.first.text) : 0;
    const role: ErrorRole = !around ? 'thrown' : around.holds === 'cause' ? 'cause' : 'aggregated';
    const first = this.open(header?.type ?? '', header?.message ?? '', role, indent);
    if (around) {
      this.root = this.open(around.type, around.message, 'thrown', indentOf(around.first.text));
      this.root.inProperties = true;
      this.root.inList = around.holds !== 'cause';
      this.ownFramesLast = around.holds === 'indented';
      this.root.error.children.push(first.error);
      this.stack = [this.root, first];
    } else {
      this.root = first;
      this.stack = [first];
    }
    this.roots = [this.root.error];
    if (header?.details) addDetails(first.error, header.details);
    if (header?.uncaught) this.root.error.again = true;
    if (header?.place) first.error.frames.add(header.place);
    for (const raw of takeBareFrames(first.error)) first.error.frames.add(bareFrame(raw));
    this.addFrame(frame, line.text);
  }

  offer(line: Line): OfferReply {
    const { text } = line;
    const { above } = this;
    this.above = text;
    const trimmed = text.trim();
    if (trimmed === '') return 'other';
    const current = this.current;
    if (nodeVersion.test(trimmed)) return 'last';
    const host = current.inProperties ? null : hostElement.exec(text);
    if (host && current.error.frames.length > 0) {
      current.error.frames.add({ file: '', line: 0, function: host[1], raw: trimmed });
      return 'taken';
    }
    if (this.ownFramesLast && current !== this.root && indentOf(text) <= current.indent && parseJavaScriptFrame(text)) {
      // The errors in it have ended.
      this.stack = [this.root];
      this.root.inProperties = false;
    }
    const frame = this.current.inProperties && inspected.test(line.raw) ? undefined : parseJavaScriptFrame(text);
    if (frame) {
      if (this.noise && this.complete && !current.inProperties) return 'end';
      if (current.inProperties && current.header.length === 0 && indentOf(text) <= current.indent) return 'end';
      this.noise = false;
      this.addFrame(frame, text);
      return 'taken';
    }
    const gap = omitted.exec(text);
    if (gap) {
      current.gaps.push({ at: current.error.frames.length, count: Number(gap[1]) });
      return 'taken';
    }
    if (emitted.test(trimmed) && current.error.frames.length > 0) {
      current.inEmission = true;
      addDetails(current.error, trimmed);
      return 'taken';
    }
    if (current.inEmission && sameAsOriginal.test(trimmed)) {
      addDetails(current.error, text);
      return 'taken';
    }
    if (serialized.test(trimmed) && current.error.frames.length > 0) {
      addDetails(current.error, trimmed);
      return 'taken';
    }
    if (continued.test(text) || emitted.test(trimmed) || codeAlone.test(text)) return 'taken';
    if ((bareGeckoFrame.test(trimmed) || trimmed === '[native code]') && !current.inProperties) {
      current.error.frames.add(bareFrame(trimmed));
      return 'taken';
    }
    if (current.header.length > 0 || current.labelled) return this.readMessage(text);
    if (trimmed === aggregatedLabel && current.error.frames.length > 0) {
      this.listed = current.error;
      return 'taken';
    }
    if (this.listed && indentOf(text) >= this.root.indent) return this.openListed(text, this.listed);
    if (trimmed === 'Cause:' && current.error.frames.length > 0) {
      this.openCause('', '', indentOf(text));
      Object.assign(this.current, { labelled: true, header: [] });
      this.labelled.add(this.current.error);
      return 'taken';
    }
    if (this.stack.some((open) => open.inProperties)) {
      const verdict = this.readProperty(text, trimmed);
      if (verdict) return verdict;
    }
    if (isBunHeader(text, above)) return 'end';
    const header = readHeader(text, 'inside');
    if (header?.caused) {
      this.openCause(header.type, header.message, indentOf(text));
      return 'taken';
    }
    if (header) return 'end';
    this.noise = true;
    return 'other';
  }

  close(): TraceError[] {
    for (const open of this.all) finishHeader(open);
    for (const { error } of this.all) adoptFrames(error, this.labelled);
    // Inner errors first: frames omitted from an outer one are filled in from them.
    for (const open of this.all.reverse()) fillGaps(open);
    this.roots.forEach(leaveOutRepeats);
    return this.roots;
  }

  private get current(): OpenError {
    return this.stack[this.stack.length - 1] ?? this.root;
  }

  /** The trace has reached its outermost frame: frames after other output belong to another trace. */
  private get complete(): boolean {
    const { frames } = this.current.error;
    return frames.length >= usualFrames || outermostFrame.test(frames.last?.raw ?? '');
  }

  private open(type: string, message: string, role: ErrorRole, indent: number): OpenError {
    const error: TraceError = { type, message, role, frames: new FrameList(), children: [] };
    const open: OpenError = { error, indent, inProperties: false, inList: false, inEmission: false, header: [], gaps: [] };
    this.all.push(open);
    return open;
  }

  private addFrame(frame: FrameDraft, text: string): void {
    const open = this.current;
    open.labelled = false;
    finishHeader(open);
    const behind = text.trimEnd();
    if (open.inEmission) addDetails(open.error, behind.replace(/ \{$/, ''));
    else open.error.frames.add(frame);
    if (behind.endsWith('{')) open.inProperties = true;

    // `}` after the last frame ends the object that contains the error.
    else if (/[\d)>]\s*[}\]]/.test(behind) && this.stack.length > 1) this.stack.pop();
  }

  private readMessage(text: string): OfferReply {
    const open = this.current;
    if (open.header.length > 200 || (open.labelled && indentOf(text) < open.indent)) return 'end';
    if (open.labelled && codeFrame.test(text)) return 'taken';
    const header = open.labelled && open.header.length === 0 ? readHeader(text) : undefined;
    if (header) open.error.type = header.type;
    if (open.labelled && open.header.length === 0) open.textIndent = indentOf(text);
    open.header.push(header?.message ?? text.slice(Math.min(open.textIndent ?? open.indent, indentOf(text))).trimEnd());
    return 'taken';
  }

  /** A line between the braces behind a trace: another error, the end of one, or a property. */
  private readProperty(text: string, trimmed: string): OfferReply | undefined {
    const indent = indentOf(text);
    const around = this.stack.findLastIndex((open) => open.inProperties);
    const holder = this.stack[around];
    if (!holder) return undefined;
    // A property's value may close a brace of its own further right.
    if (indent <= holder.indent) {
      if (/^[}\]]/.test(trimmed)) {
        holder.inProperties = false;
        this.stack.length = Math.max(1, around);
        if (holder !== this.root) {
          const parent = this.stack[this.stack.length - 1];
          if (parent && /^\}\s*\}/.test(trimmed)) parent.inProperties = false;
        }
        return 'taken';
      }
      return undefined;
    }
    this.stack.length = around + 1;
    if (/^\],?$/.test(trimmed) && holder.inList) {
      holder.inList = false;
      return 'taken';
    }
    // In a list an error has no name; elsewhere `name: ` comes before it.
    const named = holder.inList ? null : property.exec(text);
    const [, key = '', value = trimmed] = named ?? [];
    const name = key.replace(/[[\]']/g, '');
    if (named && /^\[$/.test(value) && name === 'errors') {
      holder.inList = true;
      return 'taken';
    }
    const error = readHeader(value.replace(/,$/, ''));
    if (error && (holder.inList || named)) {
      const bracketed = /^\[.*\],?$/.test(value);
      const role: ErrorRole = holder.inList ? 'aggregated' : name === 'suppressed' ? 'suppressed' : 'cause';
      const child = this.open(error.type, bracketed ? error.message.replace(/\],?$/, '') : error.message, role, indent);
      holder.error.children.push(child.error);
      if (!bracketed) {
        child.header.push(error.message);
        this.stack.push(child);
      }
      return 'taken';
    }
    addDetails(holder.error, text.slice(Math.min(indent, holder.indent + 2)).trimEnd());
    return 'taken';
  }

  /** An error in Jest's list of those that an AggregateError contains. */
  private openListed(text: string, parent: TraceError): OfferReply {
    const child = this.open('', '', 'aggregated', indentOf(text));
    child.labelled = true;
    parent.children.push(child.error);
    this.stack = [...this.stack.slice(0, 1), child];
    return this.readMessage(text);
  }

  /** `Caused by: Error: …` below a trace. */
  private openCause(type: string, message: string, indent: number): void {
    const child = this.open(type, message, 'cause', indent);
    child.header.push(message);
    this.current.error.children.push(child.error);
    this.stack = [...this.stack.slice(0, -1), this.current, child];
  }
}
