import type { Line } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import type { FrameDraft } from './frameDraft';
import { PythonChain, type PythonDialect } from './pythonChain';
import { pythonOrigin } from './pythonOrigin';

/** Tracebacks of IPython and Jupyter: `ValueError      Traceback (most recent call last)`, then each frame with numbered code. */
export const ipython: TraceFormat = {
  name: 'IPython',
  language: 'python',
  triggers: ['Traceback (', 'Cell In['],
  start: (line) => (title.test(line.text) || cellPlace.test(line.text) ? new IPythonReader(line) : undefined),
  origin: pythonOrigin,
};

const title = /^\s*[A-Za-z_][\w.]{0,200}\s{2,}Traceback \(most recent call last\)$/;
/** A cell with a syntax error has no title. */
const cellPlace = /^(?:In \[\d{1,9}\]: )?\s*Cell In ?\[\d{1,9}\], line \d{1,9}$/;
const prompt = /^(?:In \[\d{1,9}\]: )?\s{0,20}/;
/** `Cell In[1], line 4, in f(x)`, `File ~/app.py:12, in f(x)`, and the older `Input In [1], in <cell line: 4>()` and `~/app.py in f(x)`. */
const framePatterns = [
  /^(?<file>(?:Cell|Input) In ?\[\d{1,9}\]), line (?<line>\d{1,9})(?:, in (?<name>.{1,1000}))?$/,
  /^File (?<file>.{1,4096}?):(?<line>\d{1,9})(?:, in (?<name>.{1,1000}))?$/,
  /^(?<file>Input In \[\d{1,9}\]), in (?<name>.{1,1000})$/,
  /^(?<file><ipython-input-[\w-]{1,100}>|<[\w -]{1,80}>|[^\s:]{1,2048}\.(?:py|pyx|ipynb|pxi)) in (?<name>\S.{0,1000})$/,
];
/** `----> 2     return 1 / 0`, `      1 def f():` */
const code = /^(?<arrow>-{1,6}> ?|\s+)(?<line>\d{1,9})(?: (?<written>.*))?$/;

const dialect: PythonDialect = {
  frame(line) {
    const text = line.replace(prompt, '').trimEnd();
    for (const pattern of framePatterns) {
      const { file, line, name } = pattern.exec(text)?.groups ?? {};
      if (file === undefined) continue;
      const frame: FrameDraft = { file, line: Number(line ?? 0), raw: text };
      if (name !== undefined) frame.function = name.startsWith('<') ? name.replace(/\(.{0,120}\)$/, '') : (name.split('(', 1)[0] ?? name);
      return { frame, indent: 0 };
    }
    return undefined;
  },
  code(text, frame) {
    const match = code.exec(text)?.groups;
    if (!match) return false;
    const { arrow = '', line, written = '' } = match;
    if (!arrow.startsWith('-')) return true;
    if (frame.line === 0) frame.line = Number(line);
    frame.raw += `\n    ${written.trim()}`;
    return true;
  },
};

class IPythonReader implements TraceReader {
  readonly from: number;
  private readonly chain = new PythonChain(dialect);

  constructor(line: Line) {
    this.from = line.start;
    if (title.test(line.text)) this.chain.title(0);
    else this.chain.offer(line.text);
  }

  offer({ text }: Line): OfferReply {
    if (title.test(text)) return this.chain.title(0);
    if (/^-{60,}$/.test(text)) return 'other';
    return this.chain.offer(text);
  }

  close(): TraceError[] {
    const error = this.chain.close();
    return error ? [error] : [];
  }
}
