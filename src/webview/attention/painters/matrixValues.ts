import { meanOfLines } from '../../../core/attention/aggregateLines';
import { addUnpacked, packAttention, squares } from '../../../core/attention/packAttention';
import type { AttentionReading } from '../attentionReading';

/** Attention of the active heads from line to line or token to token: the mean of several. */
export class MatrixValues {
  private mean: { key: string; packed: Uint8Array } | undefined;
  private lineMean: { key: string; matrix: Float32Array } | undefined;

  constructor(
    private readonly reading: AttentionReading,
    /** Lines only, regardless of the chosen grain. */
    private readonly linesOnly: boolean,
  ) {}

  get tokens(): boolean {
    return !this.linesOnly && this.reading.choice.grain === 'token';
  }

  /** Items on each side. */
  get count(): number {
    const { run } = this.reading;
    return Math.max(1, this.tokens ? run.tokens.text.length : run.rows.length);
  }

  weight(from: number, to: number): number {
    const values = this.all();
    if (!values) return 0;
    const count = this.count;
    if (values instanceof Float32Array) return values[from * count + to]!;
    let sum = 0;
    for (let at = from * count; at < (from + 1) * count; at++) sum += squares[values[at]!]!;
    return sum ? squares[values[from * count + to]!]! / sum : 0;
  }

  /** One head, or the mean of the active ones; empty while they are loading. */
  all(): Float32Array | Uint8Array | undefined {
    const { layer, heads } = this.reading.choice;
    const key = this.key;
    if (!this.tokens) return this.lineMatrix;
    if (heads.length === 1) return this.reading.headTokens(layer, heads[0]!);
    const all = heads.map((head) => this.reading.headTokens(layer, head));
    if (all.some((packed) => !packed)) return undefined;
    if (this.mean?.key !== key) {
      const mean = new Float32Array(this.count ** 2);
      for (const packed of all) addUnpacked(mean, packed!, this.count, 1 / heads.length);
      this.mean = { key, packed: packAttention(mean, this.count) };
    }
    return this.mean.packed;
  }

  /** Line by line, R×R: one head, or the mean of the active ones. */
  get lineMatrix(): Float32Array | undefined {
    const { layer, heads } = this.reading.choice;
    if (heads.length === 1) return this.reading.headLines(layer, heads[0]!);
    const { lines, run } = this.reading;
    if (!lines) return void this.reading.evidenceMatrix;
    const key = this.key;
    if (this.lineMean?.key !== key) {
      const places = heads.map((head) => layer * run.model.heads + head);
      this.lineMean = { key, matrix: meanOfLines(lines, run.rows.length, places) };
    }
    return this.lineMean.matrix;
  }

  /** Returns the same object for the same values. */
  get key(): string {
    const { layer, heads } = this.reading.choice;
    return `${this.tokens ? 'token' : 'line'} ${layer} ${heads.join()}`;
  }
}
