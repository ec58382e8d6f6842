import type { Experiment, Run, VerifyVerdict } from '../core/experiments/experiment';
import type { Investigation } from '../core/investigation/investigation';
import type { InvestigationEvent } from '../core/investigation/reduceInvestigation';
import type { AnalysisMethods } from '../protocol/analysisProtocol';
import type { RunRequest } from '../protocol/experimentProtocol';
import type { CallOptions, ParamsOf, ResultOf } from '../protocol/rpc';

/** What one investigation asks of the outside. Adapters live in node/ and host/. */

/** The investigations in memory, and what happens to them. */
export interface Ledger {
  get(id: string): Investigation | undefined;
  /** Throws where it is not in memory, with a sentence for the person. */
  getOrThrow(id: string): Investigation;
  dispatch(id: string, event: InvestigationEvent): void;
}

/** The analysis, in a worker or in this process. */
export interface Analysis {
  call<K extends keyof AnalysisMethods>(
    name: K,
    params: ParamsOf<AnalysisMethods[K]>,
    options?: CallOptions,
  ): Promise<ResultOf<AnalysisMethods[K]>>;
}

export interface RunStep {
  signal: AbortSignal;
  /** What is being done, for the person. */
  onDoing: (doing: string) => void;
  /** Last line that was printed. */
  onLine: (line: string) => void;
}

/** Runs commands, each in isolation as it is asked for; no process and no changed byte is left behind. */
export interface Experiments {
  /** Once, as the workspace is. */
  run(request: RunRequest, step: RunStep): Promise<Run>;
  /** Proves a diff: red twice as it is, green twice with it. */
  verify(request: RunRequest, diff: string, step: RunStep): Promise<Experiment<'verify', VerifyVerdict>>;
}
