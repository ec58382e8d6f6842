import type { CapturedFailure, Investigation, ModelReference } from '../core/investigation/investigation';
import type { InvestigationEvent } from '../core/investigation/investigationEvent';
import type { StoredSummary } from '../core/investigation/storedInvestigation';
import type { Provider } from '../core/ports';
import type { AnalysisMethods } from '../protocol/analysisProtocol';
import type { ExperimentMethods } from '../protocol/experimentProtocol';
import type { CallOptions, ParamsOf, ResultOf } from '../protocol/rpc';

/** What one investigation needs from outside. Adapters are in node/ and host/. */

/** Settings of the person that evidence depends on. */
export interface EvidenceSettings {
  /** Prompt budget, tokens. */
  budget: number;
  changesWindowMs: number;
  redactEmails: boolean;
  redactHome: boolean;
}

/** A model that is ready to be asked. */
export interface ReachedModel {
  provider: Provider;
  /** How to ask the same model again. */
  reference: ModelReference;
}

/** The investigations of a workspace, in memory and stored. */
export interface Archive extends Ledger {
  /** Reads the list of stored investigations, once. */
  list(): Promise<unknown>;
  /** Newest first. */
  readonly summaries: StoredSummary[];
  /** Loads a stored one into memory. */
  load(id: string): Promise<Investigation>;
  start(captured: CapturedFailure, facts: { title: string; failure: string }): Investigation;
}

/** The investigations in memory, and their events. */
export interface Ledger {
  get(id: string): Investigation | undefined;
  /** Throws if it is not in memory, with a sentence for the person. */
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
  /** Ends a search with what it has found so far. */
  enough?: AbortSignal;
  /** The number of results that such a search has so far. */
  onFound?: (found: number) => void;
  /** The current step, for the person. */
  onDoing: (doing: string) => void;
  /** Last printed line. */
  onLine: (line: string) => void;
}

/** Runs commands, each isolated as requested; leaves no process and no changed byte behind. */
export type Experiments = {
  [K in Exclude<keyof ExperimentMethods, 'enough'>]: (
    params: ParamsOf<ExperimentMethods[K]>,
    step: RunStep,
  ) => Promise<ResultOf<ExperimentMethods[K]>>;
};
