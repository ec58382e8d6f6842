import type { Line, Lookback } from '../line';
import type { OfferReply, TraceError, TraceFormat, TraceReader } from './format';
import { FrameList } from './frameList';

const WHERE = /^(?:Build file|Settings file|Script|Initialization script) '(?<file>[^'\n]{1,500})' line: (?<at>\d{1,9})$/;
const MOST_LINES = 60;

/** Gradle: a build script that could not be compiled or run. Without a line of a script, the failed task reports itself above. */
export const gradleScript: TraceFormat = {
  name: 'Gradle script',
  language: 'unknown',
  triggers: ['* What went wrong:'],
  start(line, before) {
    if (line.text.trim() !== '* What went wrong:') return undefined;
    const where = placeAbove(before);
    return where && new GradleReader(where.line.start, where.frame);
  },
  origin: () => 'workspace',
};

function placeAbove(before: Lookback): { line: Line; frame: { file: string; line: number; raw: string } } | undefined {
  for (let n = 1; n <= 3; n++) {
    const line = before.above(n);
    const { file = '', at } = WHERE.exec(line?.text.trim() ?? '')?.groups ?? {};
    if (line && at !== undefined) return { line, frame: { file, line: Number(at), raw: line.text.trim() } };
  }
  return undefined;
}

class GradleReader implements TraceReader {
  private readonly frames = new FrameList();
  private readonly message: string[] = [];

  constructor(
    readonly from: number,
    frame: { file: string; line: number; raw: string },
  ) {
    this.frames.add(frame);
  }

  offer({ text }: Line): OfferReply {
    const line = text.trimEnd();
    if (line === '' || line.startsWith('* ') || this.message.length === MOST_LINES) return 'end';
    this.message.push(line.replace(/^\s*> /, ''));
    return 'taken';
  }

  close(): TraceError[] {
    if (this.message.length === 0) return [];
    return [{ type: 'Gradle', message: this.message.join('\n'), role: 'thrown', frames: this.frames, children: [] }];
  }
}
