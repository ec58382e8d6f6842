import { createHash } from 'node:crypto';
import type { Run } from '../../core/experiments/experiment';
import type { ForeseenRun } from '../../core/experiments/laboratory';

interface Begun {
  name: string;
  run: Promise<Run>;
  end: AbortController;
}

/** Runs that were begun before anybody asked for them. */
export class ForeseenRuns {
  private begun: Begun[] = [];
  /** Those that go on, also if somebody waits for them, or while they are being ended. */
  private going = 0;
  private waiting: { name: string; run: ForeseenRun }[] = [];

  /**
   * @param most how many go on at the same time
   * @param begin makes a run
   */
  constructor(
    private readonly most: number,
    private readonly begin: (run: ForeseenRun, signal: AbortSignal) => Promise<Run>,
  ) {}

  /** Begins the first of some runs, the others as those end; and ends those begun earlier that are not among them. */
  foresee(runs: readonly ForeseenRun[]): void {
    const left = [...this.begun];
    this.begun = [];
    this.waiting = [];
    for (const run of runs) {
      const name = nameOf(run);
      const at = left.findIndex((each) => each.name === name);
      const [found] = at < 0 ? [] : left.splice(at, 1);
      if (found) this.begun.push(found);
      else this.waiting.push({ name, run });
    }
    for (const { end } of left) end.abort();
    this.fill();
  }

  /** The result of a run that was begun; undefined where there is none, or where it failed. */
  async take(run: ForeseenRun): Promise<Run | undefined> {
    const name = nameOf(run);
    const at = this.begun.findIndex((each) => each.name === name);
    const [found] = at < 0 ? [] : this.begun.splice(at, 1);
    if (!found) {
      this.waiting = this.waiting.filter((each) => each.name !== name);
      return undefined;
    }
    return found.run.catch(() => undefined);
  }

  /** Ends all of them, and waits for that. */
  async endAll(): Promise<void> {
    const all = this.begun;
    this.begun = [];
    this.waiting = [];
    for (const { end } of all) end.abort();
    await Promise.allSettled(all.map(({ run }) => run));
  }

  private fill(): void {
    while (this.going < this.most) {
      const next = this.waiting.shift();
      if (!next) return;
      const end = new AbortController();
      const run = this.begin(next.run, end.signal);
      this.begun.push({ name: next.name, run, end });
      this.going += 1;
      const ended = (): void => {
        this.going -= 1;
        this.fill();
      };
      // Nobody may ask for it.
      run.then(ended, ended);
    }
  }
}

function nameOf({ edits, extra = {} }: ForeseenRun): string {
  const sorted = [...edits].sort((a, b) => (a.file < b.file ? -1 : 1));
  const look = extra.look?.length ? extra.look : undefined;
  return createHash('sha256')
    .update(JSON.stringify([sorted, { ...extra, look }]))
    .digest('hex');
}
