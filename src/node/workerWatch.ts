import type { Worker } from 'node:worker_threads';

export interface WatchLimits {
  /** Time after a cancel in which the worker must show that it is free, ms. */
  cancelMs: number;
  /** Longest silence of a worker with calls, ms: after that its thread is stuck in one piece of work. */
  stuckMs: number;
  /** Limit of one call, ms. */
  callMs: number;
}

export const WATCH_LIMITS: WatchLimits = { cancelMs: 200, stuckMs: 10_000, callMs: 600_000 };

/** The thread answers this immediately when it is free; posted separately from the calls. */
export const ALIVE = 'alive?';

/** Share of the time since the cancel that a thread must have worked to count as busy, not merely waiting for the processor. */
const BUSY = 0.5;

/**
 * Watches a worker during calls, from outside: its input may be hostile text, and a stuck thread cannot be asked to stop. A lost worker is
 * ended by `lose`, once.
 */
export class WorkerWatch {
  private calls = 0;
  private lastHeard = 0;
  /** Pings and their answers: the worker answers in order, after everything that was posted before. */
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

  /** Called for every message from the worker. Returns whether it was only the answer to a ping. */
  heard(message: unknown): boolean {
    this.lastHeard = performance.now();
    this.started = true;
    if (message !== ALIVE) return false;
    this.answered++;
    return true;
  }

  /** Watches during a call, and after its cancellation until the worker is free. */
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

  /** Stops watching. */
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
      // If this side was stuck itself, the messages that arrived meanwhile are read first.
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
