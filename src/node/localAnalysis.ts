import type { Analysis } from '../app/ports';
import type { FailureReport } from '../core/capture/failureReport';
import type { AnalysisMethods, AnalysisSetup } from '../protocol/analysisProtocol';
import type { CallOptions, Handlers, ParamsOf, ResultOf } from '../protocol/rpc';
import { analysisHandlers } from './analysisHandlers';
import { DiagnosisPipeline } from './diagnosisPipeline';

/** The analysis in this process, for shells whose event loop may block. */
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

  /** Text as it arrives → report, source-mapped. A stream cannot cross the boundary, so this is not one of the calls. */
  captureStream(stream: AsyncIterable<string | Uint8Array>, signal?: AbortSignal): Promise<FailureReport> {
    return this.pipeline.capture({ stream }, { signal });
  }
}
