import type { Line, Lookback } from '../line';
import type { TraceError, TraceFormat, TraceReader } from './format';
import { FrameList } from './frameList';
import { goOrigin } from './go';

const REFUSED =
  /(?:^|: )(?<message>import cycle not allowed(?: in test)?|use of internal package \S{1,300} not allowed|import "\S{1,300}" is a program, not an importable package)$/;
const STEP = /^\s+imports \S/;
const PACKAGE = /^package \S{1,300}$/;
const MOST_STEPS = 60;

/** Go's chain of imports that it does not allow: `package a`, `imports b from a.go`, `imports a from b.go: import cycle not allowed`. */
export const goImports: TraceFormat = {
  name: 'go imports',
  language: 'go',
  triggers: ['import cycle not allowed', 'use of internal package ', ' is a program, not an importable package'],
  start(line, before) {
    const message = REFUSED.exec(line.text.trimEnd())?.groups?.['message'];
    if (message === undefined) return undefined;
    const own = line.text.trimEnd();
    // Older versions say it first, and list the imports below.
    if (own === message) return new ChainBelow(line, message);
    if (!STEP.test(own)) return undefined;
    const chain = chainAbove(before);
    return chain && new Chain(chain.from, `${message}\n${[...chain.lines, own.slice(0, -message.length - 2)].join('\n')}`);
  },
  origin: goOrigin,
};

function chainAbove(before: Lookback): { from: number; lines: string[] } | undefined {
  const lines: string[] = [];
  for (let n = 1; n <= MOST_STEPS; n++) {
    const above = before.above(n);
    const text = above?.text.trimEnd();
    if (!above || text === undefined || (!STEP.test(text) && !PACKAGE.test(text))) return undefined;
    lines.unshift(text);
    if (PACKAGE.test(text)) return { from: above.start, lines };
  }
  return undefined;
}

class Chain implements TraceReader {
  constructor(
    readonly from: number,
    private readonly message: string,
  ) {}

  offer(): 'end' {
    return 'end';
  }

  close(): TraceError[] {
    return [{ type: 'error', message: this.message, role: 'thrown', frames: new FrameList(), children: [] }];
  }
}

class ChainBelow implements TraceReader {
  readonly from: number;
  private readonly lines: string[] = [];

  constructor(
    line: Line,
    private readonly message: string,
  ) {
    this.from = line.start;
  }

  offer({ text }: Line): 'taken' | 'end' {
    if (this.lines.length === MOST_STEPS || !(this.lines.length === 0 ? PACKAGE : STEP).test(text.trimEnd())) return 'end';
    this.lines.push(text.trimEnd());
    return 'taken';
  }

  close(): TraceError[] {
    if (this.lines.length < 2) return [];
    return [{ type: 'error', message: [this.message, ...this.lines].join('\n'), role: 'thrown', frames: new FrameList(), children: [] }];
  }
}
