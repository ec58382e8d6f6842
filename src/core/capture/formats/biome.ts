import { languageOfFile } from '../../workspace/languages';
import type { Line } from '../line';
import type { OfferReply, TraceError, TraceFormat, TraceReader } from './format';
import type { FrameDraft } from './frameDraft';
import { FrameList } from './frameList';

/** `src/cart.ts:2:3 lint/suspicious/noDebugger  FIXABLE  ━━━━━━`; the sum at the end names no file. */
const heading =
  /^(?<file>[^\s:][^:\n]{0,500}?)(?::(?<at>\d{1,9}):(?<column>\d{1,9}))? (?<rule>[a-z][A-Za-z]{2,30}(?:\/[\w/]{1,200})?)(?: {1,4}[A-Z]{2,20}){0,3} {1,4}━{3,}$/;
/** An error, unlike a warning (`!`) and a note (`i`). */
const said = /^\s{1,4}[×x✖] (?<message>\S.*)$/;
const code = /^\s{0,8}(?:> {0,3})?\d{0,9}\s{0,4}[│|]/;
const mostLines = 30;

/** Biome: a rule and its place, the message, the code. */
export const biome: TraceFormat = {
  name: 'Biome',
  language: 'unknown',
  triggers: [' ━━━'],
  start(line) {
    const { file = '', at, column, rule } = heading.exec(line.text.trimEnd())?.groups ?? {};
    if (rule === undefined) return undefined;
    const frame: FrameDraft = { file, line: Number(at ?? 0), raw: line.text.trimEnd().replace(/ ━+$/, '').trim() };
    if (column !== undefined) frame.column = Number(column);
    return new BiomeReader(line, rule, frame);
  },
  origin: () => 'workspace',
};

class BiomeReader implements TraceReader {
  readonly from: number;
  readonly patience = 3;
  private readonly frames = new FrameList();
  private message: string | undefined;
  private lines = 0;

  constructor(
    first: Line,
    private readonly rule: string,
    private readonly frame: FrameDraft,
  ) {
    this.from = first.start;
    this.frames.add(frame);
  }

  offer(line: Line): OfferReply {
    const text = line.text.trimEnd();
    if (heading.test(text) || ++this.lines > mostLines) return 'end';
    if (text === '') return 'other';
    if (this.message === undefined) {
      this.message = said.exec(text)?.groups?.['message'];
      return this.message === undefined ? 'end' : 'taken';
    }
    if (!code.test(text)) return 'end';
    this.frames.addText(text);
    return 'taken';
  }

  close(): TraceError[] {
    if (this.message === undefined) return [];
    const language = languageOfFile(this.frame.file) ?? 'unknown';
    return [{ type: this.rule, message: this.message, language, role: 'thrown', frames: this.frames, children: [] }];
  }
}
