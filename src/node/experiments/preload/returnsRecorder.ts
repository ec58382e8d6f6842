import { isMainThread } from 'node:worker_threads';
import { relationTo, type AssertedTexts } from '../../../core/experiments/asserted/assertedValue';
import type { ReturnFacts } from '../../../core/experiments/returns/returnFacts';
import { WATCHER } from '../../../core/experiments/returns/watchReturns';
import type { RecordFile } from './recordFile';
import { beforeEnd } from './beforeEnd';
import { valueText } from './valueText';
import { watchSteps } from './watchSteps';

/** Time for reading returned values in one process, ms: the program goes on unread after it. */
const LONGEST_READING_MS = 3_000;
/** Returned values of one function that are read: a function called a million times returns the same kinds of values. */
const MOST_READ = 2_000;
const DEEPEST = 5_000;
const MOST_INNER = 32;

/** A value on its way out of calls: the function that returned it, and the call inside that had returned the same before. */
interface Way {
  id: number;
  key: string;
  line: number;
  inner: Way | undefined;
}

interface Call {
  id: number;
  /** What the calls inside it returned, latest last. */
  inner: Way[];
}

/** Which functions return the value that the failing assertion saw. Texts stay in this process: only the relations are written. */
export class ReturnsRecorder {
  private readonly called = new Set<number>();
  /** The first wrong piece that a function returned: the number of returns before, and the line. */
  private readonly pieces = new Map<number, { at: number; line: number }>();
  private readonly read = new Map<number, number>();
  private open: Call[] = [];
  private order = 0;
  private readingMs = 0;
  private seen: Way | undefined;
  private last: Way | undefined;
  /** The next call belongs to the next test or assertion. */
  private isNext = false;
  private failures = 0;

  constructor(
    /** Undefined where the failure prints no value. */
    private readonly asserted: AssertedTexts | undefined,
    private readonly records: RecordFile,
  ) {}

  start(): void {
    Object.defineProperty(globalThis, Symbol.for(WATCHER), {
      value: { enter: (id: number) => this.enter(id), leave: (id: number, value: unknown, line: number) => this.leave(id, value, line) },
    });
    beforeEnd(() => this.write());
    if (isMainThread)
      watchSteps((outcome) => {
        if (outcome === 'failed') {
          this.write();
          this.failures += 1;
        }
        this.isNext = true;
      });
  }

  private enter(id: number): void {
    if (this.isNext) this.forget();
    this.called.add(id);
    if (this.open.length < DEEPEST) this.open.push({ id, inner: [] });
  }

  private leave(id: number, value: unknown, line: number): void {
    if (!this.called.has(id)) return;
    this.order += 1;
    const at = this.open.findLastIndex((call) => call.id === id);
    // What is still open inside was left by an error; later calls were taken for calls of it.
    const [own, ...left] = at < 0 ? [] : this.open.splice(at);
    for (const { inner } of left) own?.inner.push(...inner);
    const key = this.keyOf(id, value, line);
    if (key === undefined) return;
    const way: Way = { id, key, line, inner: own?.inner.findLast((inner) => inner.key === key) };
    const outer = this.open.at(-1);
    if (outer) {
      outer.inner.push(way);
      if (outer.inner.length > MOST_INNER) outer.inner.shift();
    } else this.last = way;
  }

  /** Notes how the value relates to the asserted one. @returns undefined for a value that is not read */
  private keyOf(id: number, value: unknown, line: number): string | undefined {
    const count = this.read.get(id) ?? 0;
    if (count >= MOST_READ || this.readingMs > LONGEST_READING_MS) return undefined;
    this.read.set(id, count + 1);
    const begun = performance.now();
    const text = valueText(value, this.asserted?.structures !== false);
    const relation = text && this.asserted && relationTo(this.asserted, text);
    this.readingMs += performance.now() - begun;
    if (!text) return undefined;
    if ((relation === 'part' || relation === 'beside') && !this.pieces.has(id)) this.pieces.set(id, { at: this.order, line });
    const key = `${text.kind} ${text.text}`;
    if (relation === 'whole') this.seen = { id, key, line, inner: undefined };
    return key;
  }

  private forget(): void {
    this.isNext = false;
    this.called.clear();
    this.pieces.clear();
    this.read.clear();
    this.open = [];
    this.seen = this.last = undefined;
  }

  private write(): void {
    const maker = this.makerOfAsserted();
    const functions = [...this.called].map((id): ReturnFacts & { id: number } => {
      const piece = this.pieces.get(id);
      const made = maker?.id === id;
      const line = piece?.line ?? (made ? maker.line : undefined);
      return { id, ...(made && { made }), ...(piece && { pieceAt: piece.at }), ...(line !== undefined && { line }) };
    });
    if (functions.length) this.records.add({ record: 'returns', failure: this.failures, functions });
  }

  /** The innermost function on the way of the asserted value; without one, of what the test's last call returned. */
  private makerOfAsserted(): Way | undefined {
    const { seen, last } = this;
    let way = this.asserted && last?.key !== seen?.key ? seen : last;
    while (way?.inner) way = way.inner;
    return way;
  }
}
