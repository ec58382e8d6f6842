import type { Worker } from 'node:worker_threads';

export interface WatchLimits {
  /** ms after a cancel in which the worker must show that it is free. */
  cancelMs: number;
  /** ms that a worker with calls may say nothing at all: its thread is stuck in one piece of work. */
  stuckMs: number;
  /** ms that one call may take in all. */
  callMs: number;
}

export const WATCH_LIMITS: WatchLimits = { cancelMs: 200, stuckMs: 10_000, callMs: 600_000 };

/** What the thread answers at once when it is free; posted beside the calls. */
export const ALIVE = 'alive?';

/** Share of the time since the cancel that a thread worked, above which it is busy and not merely waiting for its turn on the processor. */
const BUSY = 0.5;

/**
 * Watches a worker while calls are under way, from outside: what runs in it may come from hostile text, and a thread that is stuck cannot
 * be asked to stop. A worker that is lost is ended by `lose`, once.
 */
export class WorkerWatch {
  private calls = 0;
  private lastHeard = 0;
  /** Questions whether it is alive, and answers: it answers them in order, after all that was posted before. */
  private asked = 0;
  private answered = 0;
  /** False while the thread loads its script, which keeps it busy for a good reason. */
  private started = false;
  private pulse: NodeJS.Timeout | undefined;
  private over = false;

  constructor(
    private readonly worker: Worker,
    private readonly limits: WatchLimits,
    private readonly lose: (why: string, afterCancel: boolean) => void,
  ) {}

  /** Anything came from the worker. Returns whether it was only the answer to the watch. */
  heard(message: unknown): boolean {
    this.lastHeard = performance.now();
    this.started = true;
    if (message !== ALIVE) return false;
    this.answered++;
    return true;
  }

  /** Watches while a call is under way, and after it was cancelled until the worker is free. */
  async during<T>(name: string, call: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const cancelled = () => this.expectFree(name);
    const limit = setTimeout(() => this.end(`${name} took longer than ${this.limits.callMs / 1000} s`), this.limits.callMs);
    limit.unref();
    signal?.addEventListener('abort', cancelled, { once: true });
    if (this.calls++ === 0) this.startPulse();
    try {
      return await call();
    } finally {
      clearTimeout(limit);
      signal?.removeEventListener('abort', cancelled);
      if (--this.calls === 0) this.stopPulse();
    }
  }

  /** Nothing is watched any more. */
  stop(): void {
    this.over = true;
    this.stopPulse();
  }

  private startPulse(): void {
    if (this.over) return;
    this.lastHeard = performance.now();
    const { stuckMs } = this.limits;
    this.pulse = setInterval(() => {
      this.ask();
      // Where this side was stuck itself, what came meanwhile is read first.
      setImmediate(() => {
        const silent = performance.now() - this.lastHeard;
        if (this.pulse && silent > (this.started ? stuckMs : 6 * stuckMs)) this.end(`nothing was heard for ${Math.round(silent / 1000)} s`);
      });
    }, stuckMs / 5);
    this.pulse.unref();
  }

  private stopPulse(): void {
    clearInterval(this.pulse);
    this.pulse = undefined;
  }

  private expectFree(name: string): void {
    if (this.over) return;
    let before = this.worker.performance.eventLoopUtilization();
    let judged = this.started;
    const mine = this.ask();
    const check = () => {
      if (this.over || this.answered >= mine) return;
      const { utilization } = this.worker.performance.eventLoopUtilization(before);
      before = this.worker.performance.eventLoopUtilization();
      const busy = judged && utilization > BUSY;
      judged = this.started;
      if (busy) this.end(`${name} was cancelled and went on`, true);
      // It waits for the processor like everything else on a busy machine.
      else setTimeout(() => setImmediate(check), this.limits.cancelMs).unref();
    };
    setTimeout(() => setImmediate(check), this.limits.cancelMs);
  }

  private ask(): number {
    this.worker.postMessage(ALIVE);
    return ++this.asked;
  }

  private end(why: string, afterCancel = false): void {
    if (this.over) return;
    this.stop();
    this.lose(why, afterCancel);
  }
}
