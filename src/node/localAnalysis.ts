import type { Analysis } from '../app/ports';
import type { FailureReport } from '../core/capture/failureReport';
import type { AnalysisMethods, AnalysisSetup } from '../protocol/analysisProtocol';
import type { CallOptions, Handlers, ParamsOf, ResultOf } from '../protocol/rpc';
import { analysisHandlers } from './analysisHandlers';
import { DiagnosisPipeline } from './diagnosisPipeline';

/** The analysis in this process, for shells that have no event loop to keep free. */
export class LocalAnalysis implements Analysis {
  private readonly pipeline: DiagnosisPipeline;
  private readonly handlers: Omit<Handlers<AnalysisMethods>, 'setup'>;

  constructor(setup: AnalysisSetup) {
    this.pipeline = new DiagnosisPipeline(setup);
    this.handlers = analysisHandlers(() => this.pipeline);
  }

  async call<K extends keyof AnalysisMethods>(
    name: K,
    params: ParamsOf<AnalysisMethods[K]>,
    { signal = new AbortController().signal, onProgress = () => undefined }: CallOptions = {},
  ): Promise<ResultOf<AnalysisMethods[K]>> {
    if (name === 'setup') throw new Error('the analysis of this process is set up when it is made');
    const handle = this.handlers[name as Exclude<K, 'setup'>];
    return handle(params, { signal, progress: onProgress });
  }

  /** Text as it comes → report, source-mapped. A stream crosses no boundary: this is beside the calls. */
  captureStream(stream: AsyncIterable<string | Uint8Array>, signal?: AbortSignal): Promise<FailureReport> {
    return this.pipeline.capture({ stream }, { signal });
  }
}
