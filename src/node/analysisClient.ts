import type { Worker } from 'node:worker_threads';
import { t } from '../core/language';
import { ProviderError } from '../core/ports';
import type { AnalysisMethods, AnalysisSetup } from '../protocol/analysisProtocol';
import { createPeer, type CallOptions, type ParamsOf, type Peer, type ResultOf } from '../protocol/rpc';
import { startWorker } from './startWorker';
import { WATCH_LIMITS, WorkerWatch, type WatchLimits } from './workerWatch';

/** The worker stopped during a call; the next call starts a new one. */
export class AnalysisStopped extends ProviderError {
  constructor(cause?: unknown, message = t('The analysis stopped unexpectedly and was restarted. Try again; the log has the details.')) {
    super('workerCrashed', message, { cause });
    this.name = 'AnalysisStopped';
  }
}

/** The worker took too long over a call, so its watch ended it. */
export class AnalysisTookTooLong extends AnalysisStopped {
  constructor(cause: unknown) {
    super(cause, t('The analysis took too long and was restarted. Give a smaller part of the output; the log has the details.'));
    this.name = 'AnalysisTookTooLong';
  }
}

/** Another call made the watch end the worker, because it went on after its cancellation: this call did nothing wrong. */
class EndedForAnother extends AnalysisTookTooLong {}

interface Running {
  worker: Worker;
  peer: Peer<AnalysisMethods>;
  watch: WorkerWatch;
}

/**
 * The host's side of the analysis worker. The thread starts with the first call and again after a crash;
 * calls under way when it crashes reject with {@link AnalysisStopped}.
 */
export class AnalysisClient {
  private running: Running | undefined;
  private disposed = false;

  /**
   * @param script absolute path of the built `analysisWorker.js`
   * @param setup read at every start of the thread, so that it is always current
   * @param onCrash called on every unexpected end
   * @param limits after which a worker is given up, see {@link WorkerWatch}
   */
  constructor(
    private readonly script: string,
    private readonly setup: () => AnalysisSetup,
    private readonly onCrash: (error: Error) => void = () => {},
    private readonly limits: WatchLimits = WATCH_LIMITS,
  ) {}

  /**
   * Calls a method of the worker. Rejects with `AbortError` when the signal fires; a worker that continues after that is ended, and its
   * other calls are repeated in the next one.
   */
  async call<K extends keyof AnalysisMethods>(
    name: K,
    params: ParamsOf<AnalysisMethods[K]>,
    options?: CallOptions,
  ): Promise<ResultOf<AnalysisMethods[K]>> {
    const { peer, watch } = this.start();
    try {
      return await watch.during(name, () => peer.call(name, params, options), options?.signal);
    } catch (error) {
      if (!(error instanceof EndedForAnother) || options?.signal?.aborted) throw error;
      return this.call(name, params, options);
    }
  }

  /** Ends the thread; the next call starts it again with a fresh setup (folders or settings changed). */
  restart(): void {
    this.stop(new AnalysisStopped());
  }

  dispose(): void {
    this.disposed = true;
    this.stop(new AnalysisStopped());
  }

  private start(): Running {
    if (this.disposed) throw new AnalysisStopped();
    if (this.running) return this.running;
    const worker = startWorker(this.script, 'analysis');
    const peer = createPeer<Record<never, never>, AnalysisMethods>({}, {}, (message) => worker.postMessage(message));
    const lost = (error: Error, told: AnalysisStopped) => {
      if (this.running !== started) return;
      this.running = undefined;
      watch.stop();
      void worker.terminate();
      peer.close(told);
      this.onCrash(error);
    };
    const crashed = (error: Error) => lost(error, new AnalysisStopped(error));
    const watch = new WorkerWatch(worker, this.limits, (why, afterCancel) => {
      const error = new Error(`the analysis worker was ended: ${why}`);
      lost(error, afterCancel ? new EndedForAnother(error) : new AnalysisTookTooLong(error));
    });
    const started: Running = { worker, peer, watch };
    this.running = started;
    worker.on('message', (message) => {
      if (!watch.heard(message)) peer.receive(message);
    });
    worker.on('error', crashed);
    worker.on('exit', (code) => crashed(new Error(`the analysis worker exited with code ${code}`)));
    worker.unref();
    // A failed setup appears as the failure of the first real call: both are served in order.
    peer.call('setup', this.setup()).catch(() => {});
    return started;
  }

  private stop(reason: Error): void {
    const { running } = this;
    this.running = undefined;
    running?.watch.stop();
    running?.peer.close(reason);
    void running?.worker.terminate();
  }
}
