import type { Line, Lookback } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { type FrameDraft, frameOf } from './frameDraft';
import { FrameList } from './frameList';
import { javascript } from './javascript';
import { parseJavaScriptFrame } from './javascriptFrame';
import { type Header, readHeader } from './javascriptHeader';
import { JavaScriptReader } from './javascriptReader';

const header =
  /(?:The above error occurred in (?:the|one of your React components).*:\s*$|Check the render method of|Component [Ss]tack:?|^\s*This error is located at:\s*$)/;
/** React Native prints this below the message, before any frame. */
const located = /^\s*This error is located at:\s*$/;
const url =
  /^\s*at (?:(?<function>\S.*?) )?\(?(?<file>(?:https?|file|webpack|webpack-internal|vite|node|app|rsc):\/\/\S+?|\/\S+?|[A-Za-z]:[\\/]\S+?):(?<line>\d+)(?::(?<column>\d+))?\)?$/;
const bare = /^\s*at ([\w$.<>[\]-]+)$/;
const older =
  /^\s*in (?<name>[\w$.<>()]+?)(?: \(at (?<file>\S+?):(?<line>\d+)\)| \(created by [^)]+\))?(?: \(at (?<lastFile>\S+?):(?<lastLine>\d+)\))?(?:, js engine: \w+)?$/;
const firefox = /^(?<function>[\w$.<>[\]/-]*)@(?<file>(?:https?|file):\/\/\S+?):(?<line>\d+):(?<column>\d+)$/;
/** Lines between a message's first line and the place of the component. */
const mostMessageLines = 20;

/** React's component stacks: the nesting of components when rendering failed. React 19 names only the component. */
export const reactComponentStack: TraceFormat = {
  name: 'react component stack',
  language: 'javascript',
  triggers: ['The above error occurred in ', 'omponent stack:', 'omponent Stack:', 'This error is located at:'],
  start(line, before) {
    if (!header.test(line.text)) return undefined;
    return new ComponentReader(line, located.test(line.text) ? errorAbove(before) : undefined);
  },
  origin: (frame) => (/^[a-z][\w-]*$/.test(frame.function ?? '') && frame.line === 0 ? 'runtime' : javascript.origin(frame)),
};

/** The error whose message ends above; undefined where its own trace did. */
function errorAbove(before: Lookback): ErrorAbove | undefined {
  const lines: Line[] = [];
  for (let n = 1; n <= mostMessageLines; n++) {
    const first = before.above(n);
    if (!first) return undefined;
    const found = readHeader(first.text);
    lines.push(first);
    if (found) {
      const rest = lines.slice(0, -1).reverse();
      return { ...found, message: [found.message, ...rest.map(({ text }) => text.trimEnd())].join('\n').trim(), first, lines };
    }
  }
  return undefined;
}

interface ErrorAbove extends Header {
  /** The lines of its message, the last first. */
  lines: readonly Line[];
}

class ComponentReader implements TraceReader {
  readonly patience = 3;
  readonly from: number;
  private readonly message: string;
  private readonly components = new FrameList();
  /** The form of the component stack: frames of the other forms are the error's own. */
  private form: Form | undefined;
  private own: JavaScriptReader | undefined;

  constructor(
    line: Line,
    private readonly error: ErrorAbove | undefined,
  ) {
    this.from = error?.first.start ?? line.start;
    this.message = line.text.trim().replace(/:$/, '');
  }

  offer(line: Line): OfferReply {
    if (this.own) return this.own.offer(line);
    const component = parse(line.text);
    if (component && (this.form ??= component.form) === component.form) {
      this.components.add(component.frame);
      return 'taken';
    }
    const frame = this.error && this.components.length > 0 ? parseJavaScriptFrame(line.text) : undefined;
    if (frame) {
      const { lines } = this.error!;
      this.own = new JavaScriptReader(line, frame, { above: (n) => lines[n - 1] });
      return 'taken';
    }
    if (line.text.trim() === '') return this.components.length > 0 && !this.error ? 'last' : this.components.length > 0 ? 'other' : 'taken';
    return this.components.length > 0 ? 'end' : 'other';
  }

  /** Belongs to the error that React reports above it. */
  close(): TraceError[] {
    if (this.components.length === 0) return [];
    const { error, components } = this;
    if (!error) return [{ type: '', message: this.message, role: 'aggregated', frames: components, children: [] }];
    const details = componentText(this.message, components);
    const [first, ...others] = this.own?.close() ?? [];
    if (first) return [{ ...first, details: first.details ? `${first.details}\n${details}` : details }, ...others];
    // Without frames of its own an error has the places of its components.
    const frames = new FrameList();
    for (const frame of components.toArray()) if (frame.line > 0) frames.add(frame);
    return [{ type: error.type, message: error.message, details, role: 'thrown', frames, children: [] }];
  }
}

/** A component stack as a detail of its error. */
export function componentText(message: string, components: FrameList): string {
  return [`${message}:`, ...components.toArray().map(({ raw }) => `    ${raw}`)].join('\n');
}

type Form = 'at' | 'in' | '@';

function parse(text: string): { form: Form; frame: FrameDraft } | undefined {
  const raw = text.trim();
  const at = url.exec(text);
  if (at) return { form: 'at', frame: local(frameOf(at, raw)) };
  const gecko = firefox.exec(raw);
  if (gecko) return { form: '@', frame: local(frameOf(gecko, raw)) };
  const old = older.exec(text)?.groups;
  if (old) {
    const { name: component, lastFile = '', lastLine = 0, file = lastFile, line = lastLine } = old;
    return { form: 'in', frame: { file, line: Number(line), function: component, raw } };
  }
  const name = bare.exec(text);
  return name ? { form: 'at', frame: { file: '', line: 0, function: name[1], raw } } : undefined;
}

function local(frame: FrameDraft): FrameDraft {
  return { ...frame, file: frame.file.replace(/^file:\/\/(?=\/)/, '').replace(/^\/(?=[A-Za-z]:\/)/, '') };
}
