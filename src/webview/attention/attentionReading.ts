import { meanOfLines } from '../../core/attention/aggregateLines';
import { Deletions } from '../../core/attention/deletions';
import type { AttentionSource, ModelRun } from '../../core/attention/modelRun';
import { rowName, rowsBySection, sectionNames } from '../../core/attention/sections';
import { findSinks } from '../../core/attention/sinks';
import type { Scope } from '../viewMemory';
import { keepChoice, restoreChoice, type Choice, type Focus } from './choice';

/** Bytes of token attention that are kept: the rest is requested again. */
const CACHE_BYTES = 96_000_000;

/** What changed: the choice, the pointer's target, or the numbers that arrived. */
export type Change = 'choice' | 'hover' | 'data';

/** One shown reading: the choice that all views share, and the numbers that have arrived. */
export class AttentionReading {
  choice: Choice;
  /** Target of the pointer, or of the keyboard's cursor: takes precedence over the choice, and disappears with the pointer. */
  hover: Focus | undefined;
  problem = '';
  /** L·H matrices of R×R. */
  lines: Float32Array | undefined;
  rollout: Float32Array | undefined;
  readonly byLine: Deletions;
  readonly bySection: Deletions;
  private readonly heads = new Map<number, Uint8Array>();
  private readonly sinks = new Map<number, Uint8Array>();
  private readonly asked = new Set<string>();
  private readonly listeners = new Set<(change: Change) => void>();
  private blended: { key: string; matrix: Float32Array } | undefined;
  private readonly end = new AbortController();

  constructor(
    public run: ModelRun,
    readonly source: AttentionSource,
    private readonly memory: Scope,
  ) {
    this.choice = restoreChoice(run, memory);
    const scores = Float32Array.from(run.rows, ({ score }) => score ?? NaN);
    this.byLine = new Deletions(
      run.rows.map((_, row) => ({ name: rowName(run.rows, row), rows: [row] })),
      scores,
    );
    this.bySection = new Deletions(
      [...rowsBySection(run.rows)].map(([section, rows]) => ({ name: sectionNames[section], rows })),
      scores,
    );
  }

  /** @returns a function that removes the listener */
  listen(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(change: Change): void {
    for (const listener of this.listeners) listener(change);
  }

  choose(part: Partial<Choice>): void {
    this.choice = { ...this.choice, ...part };
    keepChoice(this.run, this.choice, this.memory);
    this.tell('choice');
  }

  point(hover: Focus | undefined): void {
    if (sameFocus(hover, this.hover)) return;
    this.hover = hover;
    this.tell('hover');
  }

  /** What views show: the pointer's target, otherwise the choice. */
  get focus(): Focus | undefined {
    return this.hover ?? this.choice.focus;
  }

  /** Lines of the focus; empty for none. */
  rowsOf(focus: Focus | undefined): number[] {
    switch (focus?.kind) {
      case 'row':
        return [focus.row];
      case 'token': {
        const row = this.run.tokens.row[focus.token]!;
        return row < 0 ? [] : [row];
      }
      case 'hypothesis':
        return this.run.hypotheses[focus.index]?.rows ?? [];
      case undefined:
        return [];
    }
  }

  /** Focuses on a line; the same one again leads back to the chosen hypothesis, which stays chosen. */
  chooseRow(row: number): void {
    const { focus, hypothesis } = this.choice;
    const again = focus?.kind === 'row' && focus.row === row;
    if (!again) this.choose({ focus: { kind: 'row', row } });
    else this.choose({ focus: hypothesis === undefined ? undefined : { kind: 'hypothesis', index: hypothesis } });
  }

  /** The line whose score is examined: the likeliest of the chosen hypothesis, that of the focus, or the likeliest of all. */
  get suspect(): number {
    const { focus, hypothesis } = this.choice;
    const scored = this.rowsOf(hypothesis === undefined ? focus : { kind: 'hypothesis', index: hypothesis }).filter(
      (row) => this.run.rows[row]?.score !== undefined,
    );
    const all = scored.length ? scored : this.run.rows.flatMap(({ score }, row) => (score === undefined ? [] : [row]));
    return all.reduce((best, row) => ((this.run.rows[row]!.score ?? 0) > (this.run.rows[best]!.score ?? 0) ? row : best), all[0] ?? -1);
  }

  /** Indexes `layer · H + head` of the heads that the evidence view blends. */
  get blendedHeads(): number[] {
    const { layers, heads, faithfulHeads } = this.run.model;
    const { blend, layer } = this.choice;
    if (blend === 'faithful' && faithfulHeads) return faithfulHeads.map((place) => place.layer * heads + place.head);
    if (blend === 'layer') return this.choice.heads.map((head) => layer * heads + head);
    return Array.from({ length: layers * heads }, (_, head) => head);
  }

  /** Line by line attention of the blended heads, R×R; undefined until it has arrived. */
  get evidenceMatrix(): Float32Array | undefined {
    if (!this.lines) {
      this.ask('lines', async (signal) => void (this.lines = await this.source.lineAttention(signal)));
      return undefined;
    }
    const heads = this.blendedHeads;
    const key = heads.join();
    if (this.blended?.key !== key) this.blended = { key, matrix: meanOfLines(this.lines, this.run.rows.length, heads) };
    return this.blended.matrix;
  }

  get rolloutMatrix(): Float32Array | undefined {
    if (!this.rollout) this.ask('rollout', async (signal) => void (this.rollout = await this.source.rollout(signal)));
    return this.rollout;
  }

  /** One head between lines, R×R. */
  headLines(layer: number, head: number): Float32Array | undefined {
    if (!this.lines) return void this.evidenceMatrix;
    const size = this.run.rows.length ** 2;
    const start = (layer * this.run.model.heads + head) * size;
    return this.lines.subarray(start, start + size);
  }

  /** One head between tokens, packed; undefined until it has arrived. */
  headTokens(layer: number, head: number): Uint8Array | undefined {
    const place = layer * this.run.model.heads + head;
    const known = this.heads.get(place);
    if (known) {
      // Moved to the end: the most recently used is dropped last.
      this.heads.delete(place);
      this.heads.set(place, known);
      return known;
    }
    this.ask(`head ${place}`, async (signal) => {
      const packed = await this.source.attention({ layer, head }, signal);
      this.heads.set(place, packed);
      while (this.heads.size > this.run.model.heads && this.heads.size * packed.length > CACHE_BYTES) {
        const [oldest] = this.heads.keys();
        this.heads.delete(oldest!);
        this.asked.delete(`head ${oldest}`);
      }
    });
    return undefined;
  }

  /** Tokens that are not drawn: the model's marks, and the head's sinks. Undefined if nothing is hidden. */
  hiddenTokens(layer: number, head: number): Uint8Array | undefined {
    if (!this.choice.hideMarks) return undefined;
    const packed = this.headTokens(layer, head);
    if (!packed) return this.run.tokens.special;
    const place = layer * this.run.model.heads + head;
    let sinks = this.sinks.get(place);
    if (!sinks) this.sinks.set(place, (sinks = findSinks(packed, this.run.tokens)));
    return sinks;
  }

  /**
   * The mean attention that some lines give to each line.
   * @param matrix R×R
   */
  given(matrix: Float32Array | undefined, rows: readonly number[]): Float32Array | undefined {
    if (!matrix || !rows.length) return undefined;
    const count = this.run.rows.length;
    if (rows.length === 1) return matrix.subarray(rows[0]! * count, (rows[0]! + 1) * count);
    const mean = new Float32Array(count);
    for (const row of rows) for (let to = 0; to < count; to++) mean[to]! += matrix[row * count + to]! / rows.length;
    return mean;
  }

  /** Running deletions; undefined if there are none. */
  deleting: { done: number; total: number } | undefined;
  deletionProblem = '';
  private deletionEnd: AbortController | undefined;

  /** Leaves out each remaining line or section. Results from before a cancel stay. */
  async leaveOut(): Promise<void> {
    if (this.deleting) return;
    const deletions = this.choice.bySection ? this.bySection : this.byLine;
    const groups = deletions.missing;
    const end = new AbortController();
    this.deletionEnd = end;
    this.deletionProblem = '';
    this.deleting = { done: 0, total: groups.length };
    this.tell('data');
    try {
      await this.source.scoresWithout(
        groups.map((group) => deletions.groups[group]!.rows),
        (at, scores) => {
          deletions.add(groups[at]!, scores);
          this.deleting = { done: (this.deleting?.done ?? 0) + 1, total: groups.length };
          this.tell('data');
        },
        end.signal,
      );
    } catch (error) {
      if (!end.signal.aborted) this.deletionProblem = error instanceof Error ? error.message : String(error);
    }
    this.deleting = undefined;
    this.tell('data');
  }

  cancelDeletions(): void {
    this.deletionEnd?.abort();
  }

  /** Ends the running deletions. */
  close(): void {
    this.deletionEnd?.abort();
    this.end.abort();
    this.listeners.clear();
  }

  private ask(name: string, get: (signal: AbortSignal) => Promise<void>): void {
    if (this.asked.has(name)) return;
    this.asked.add(name);
    get(this.end.signal).then(
      () => this.tell('data'),
      (error: unknown) => {
        if (this.end.signal.aborted) return;
        this.problem = error instanceof Error ? error.message : String(error);
        this.tell('data');
      },
    );
  }
}

export function sameFocus(a: Focus | undefined, b: Focus | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
