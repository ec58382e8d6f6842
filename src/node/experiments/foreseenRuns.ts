import { createHash } from 'node:crypto';
import type { Edit, Run } from '../../core/experiments/experiment';

interface Foreseen {
  run: Promise<Run>;
  end: AbortController;
}

/** Runs that were begun before anybody asked for them. */
export class ForeseenRuns {
  private readonly begun = new Map<string, Foreseen>();

  /** @param most how many go on at the same time */
  constructor(private readonly most: number) {}

  /** Begins the first of some runs, and ends those begun earlier that are not among them. */
  foresee(runs: readonly (readonly Edit[])[], begin: (edits: readonly Edit[], signal: AbortSignal) => Promise<Run>): void {
    const names = new Map(runs.map((edits) => [nameOf(edits), edits]));
    for (const [name, { end }] of this.begun) {
      if (names.has(name)) continue;
      end.abort();
      this.begun.delete(name);
    }
    for (const [name, edits] of names) {
      if (this.begun.size >= this.most) return;
      if (this.begun.has(name)) continue;
      const end = new AbortController();
      const run = begin(edits, end.signal);
      // Nobody may ask for it.
      run.catch(() => {});
      this.begun.set(name, { run, end });
    }
  }

  /** The result of a run that was begun; undefined where there is none, or where it failed. */
  async take(edits: readonly Edit[]): Promise<Run | undefined> {
    const name = nameOf(edits);
    const found = this.begun.get(name);
    this.begun.delete(name);
    return found?.run.catch(() => undefined);
  }

  /** Ends all of them, and waits for that. */
  async endAll(): Promise<void> {
    const all = [...this.begun.values()];
    this.begun.clear();
    for (const { end } of all) end.abort();
    await Promise.allSettled(all.map(({ run }) => run));
  }
}

function nameOf(edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => (a.file < b.file ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
