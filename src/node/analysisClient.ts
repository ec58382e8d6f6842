import { Worker } from 'node:worker_threads';
import { ProviderError } from '../core/ports';
import type { AnalysisMethods, AnalysisSetup } from '../protocol/analysisProtocol';
import { createPeer, type CallOptions, type ParamsOf, type Peer, type ResultOf } from '../protocol/rpc';

/** A call was under way when the worker stopped; the next call starts a new one. */
export class AnalysisStopped extends ProviderError {
  constructor(cause?: unknown) {
    super('workerCrashed', 'The analysis stopped unexpectedly and was restarted. Try again; the log has the details.', { cause });
    this.name = 'AnalysisStopped';
  }
}

/**
 * The host's side of the analysis worker. The thread starts with the first call and again after a crash;
 * calls under way when it crashes reject with {@link AnalysisStopped}.
 */
export class AnalysisClient {
  private running: { worker: Worker; peer: Peer<AnalysisMethods> } | undefined;
  private disposed = false;

  /**
   * @param script absolute path of the built `analysisWorker.js`
   * @param setup read at every start of the thread, so that it is never older than the last start
   * @param onCrash told of every unexpected end
   */
  constructor(
    private readonly script: string,
    private readonly setup: () => AnalysisSetup,
    private readonly onCrash: (error: Error) => void = () => {},
  ) {}

  /** Calls a method of the worker. Rejects with `AbortError` when the signal fires. */
  async call<K extends keyof AnalysisMethods>(
    name: K,
    params: ParamsOf<AnalysisMethods[K]>,
    options?: CallOptions,
  ): Promise<ResultOf<AnalysisMethods[K]>> {
    return this.start().peer.call(name, params, options);
  }

  /** Ends the thread; the next call starts it again with a fresh setup (folders or settings changed). */
  restart(): void {
    this.stop(new AnalysisStopped());
  }

  dispose(): void {
    this.disposed = true;
    this.stop(new AnalysisStopped());
  }

  private start(): { worker: Worker; peer: Peer<AnalysisMethods> } {
    if (this.disposed) throw new AnalysisStopped();
    if (this.running) return this.running;
    const worker = new Worker(this.script, { name: 'debug-with-context analysis', resourceLimits: { maxOldGenerationSizeMb: 1024 } });
    const peer = createPeer<Record<never, never>, AnalysisMethods>({}, {}, (message) => worker.postMessage(message));
    const started = { worker, peer };
    this.running = started;
    worker.on('message', (message) => peer.receive(message));
    const crashed = (error: Error) => {
      if (this.running !== started) return;
      this.running = undefined;
      peer.close(new AnalysisStopped(error));
      this.onCrash(error);
    };
    worker.on('error', crashed);
    worker.on('exit', (code) => crashed(new Error(`the analysis worker exited with code ${code}`)));
    worker.unref();
    // A failed setup shows as the failure of the first real call: both are served in order.
    peer.call('setup', this.setup()).catch(() => {});
    return started;
  }

  private stop(reason: Error): void {
    const { running } = this;
    this.running = undefined;
    running?.peer.close(reason);
    void running?.worker.terminate();
  }
}
