import { strongest } from '../../../core/attention/massThreshold';
import { squares } from '../../../core/attention/packAttention';
import type { AttentionReading } from '../attentionReading';

/** Whether an item attends, or is attended to. */
export type HeadSide = 'from' | 'to';

/** Attention of single heads from item to item, in the chosen layer and grain; items are lines or tokens. */
export class HeadWeights {
  constructor(private readonly reading: AttentionReading) {}

  get tokens(): boolean {
    return this.reading.choice.grain === 'token';
  }

  /** Items on each side. */
  get count(): number {
    const { run } = this.reading;
    return this.tokens ? run.tokens.text.length : run.rows.length;
  }

  /** Whether weights of an active head are still loading. */
  waiting(heads: readonly number[]): boolean {
    const { layer } = this.reading.choice;
    return heads.some((head) => (this.tokens ? !this.reading.headTokens(layer, head) : !this.reading.headLines(layer, head)));
  }

  /** Rows and columns of the last requested item: one drawing needs each several times. */
  private readonly recent = new Map<string, Float32Array>();

  private remembered(side: HeadSide, head: number, item: number, read: () => Float32Array | undefined): Float32Array | undefined {
    const { layer, hideMarks, grain } = this.reading.choice;
    const key = `${side} ${grain} ${layer} ${head} ${item} ${hideMarks}`;
    const known = this.recent.get(key);
    if (known) return known;
    const made = read();
    if (!made) return undefined;
    if (this.recent.size >= 2 * this.reading.run.model.heads) this.recent.clear();
    this.recent.set(key, made);
    return made;
  }

  /** Weights that one head gives from one item to all, hidden tokens at 0. */
  private row(head: number, from: number): Float32Array | undefined {
    return this.tokens ? this.remembered('from', head, from, () => this.readRow(head, from)) : this.readRow(head, from);
  }

  private readRow(head: number, from: number): Float32Array | undefined {
    const { reading } = this;
    const { layer } = reading.choice;
    const count = this.count;
    if (!this.tokens) return reading.headLines(layer, head)?.subarray(from * count, (from + 1) * count);
    const packed = reading.headTokens(layer, head);
    if (!packed) return undefined;
    const hidden = reading.hiddenTokens(layer, head);
    const weights = new Float32Array(count);
    let sum = 0;
    for (let to = 0; to < count; to++) sum += weights[to] = squares[packed[from * count + to]!]!;
    for (let to = 0; to < count; to++) weights[to] = hidden?.[to] || !sum ? 0 : weights[to]! / sum;
    return weights;
  }

  /** Attention from one item to all, as the mean of the active heads. */
  given(from: number): { weights: Float32Array; best?: number } {
    const heads = this.reading.choice.heads;
    const weights = new Float32Array(this.count);
    for (const head of heads) this.row(head, from)?.forEach((weight, to) => (weights[to]! += weight / heads.length));
    const [best] = strongest(weights, 1, 1);
    return { weights, best };
  }

  /** Attention to one item from all, as the mean of the active heads. */
  received(to: number): { weights: Float32Array } {
    const heads = this.reading.choice.heads;
    const weights = new Float32Array(this.count);
    for (const head of heads) this.column(head, to)?.forEach((weight, from) => (weights[from]! += weight / heads.length));
    return { weights };
  }

  /** Weights that one head gives to one item from all. */
  private column(head: number, to: number): Float32Array | undefined {
    return this.remembered('to', head, to, () => this.readColumn(head, to));
  }

  private readColumn(head: number, to: number): Float32Array | undefined {
    const { layer } = this.reading.choice;
    const count = this.count;
    const column = new Float32Array(count);
    if (!this.tokens) {
      const lines = this.reading.headLines(layer, head);
      if (!lines) return undefined;
      for (let from = 0; from < count; from++) column[from] = lines[from * count + to]!;
      return column;
    }
    const packed = this.reading.headTokens(layer, head);
    if (!packed) return undefined;
    for (let from = 0; from < count; from++) {
      const own = squares[packed[from * count + to]!]!;
      if (!own) continue;
      let sum = 0;
      for (let at = from * count; at < (from + 1) * count; at++) sum += squares[packed[at]!]!;
      column[from] = own / sum;
    }
    return column;
  }

  /** Weights between one item and all others: those that it gives, or those that it receives. */
  of(side: HeadSide, head: number, item: number): Float32Array | undefined {
    return side === 'from' ? this.row(head, item) : this.column(head, item);
  }

  /** The largest weight of any head: heads that spread their attention evenly must look that way. */
  largestOf(side: HeadSide, heads: readonly number[], item: number): number {
    return heads.reduce((most, head) => this.of(side, head, item)?.reduce((a, b) => Math.max(a, b), most) ?? most, 1e-9);
  }
}
