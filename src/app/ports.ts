import type { CapturedFailure, Investigation, ModelReference } from '../core/investigation/investigation';
import type { InvestigationEvent } from '../core/investigation/investigationEvent';
import type { StoredSummary } from '../core/investigation/storedInvestigation';
import type { Provider } from '../core/ports';
import type { AnalysisMethods } from '../protocol/analysisProtocol';
import type { ExperimentMethods } from '../protocol/experimentProtocol';
import type { CallOptions, ParamsOf, ResultOf } from '../protocol/rpc';

/** What one investigation asks of the outside. Adapters live in node/ and host/. */

/** What the person set that evidence depends on. */
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
  /** How to ask the same one again. */
  reference: ModelReference;
}

/** The investigations of a workspace, in memory and stored. */
export interface Archive extends Ledger {
  /** Reads the list of what is stored, once. */
  list(): Promise<unknown>;
  /** Newest first. */
  readonly summaries: StoredSummary[];
  /** Brings a stored one into memory. */
  load(id: string): Promise<Investigation>;
  start(captured: CapturedFailure, facts: { title: string; failure: string }): Investigation;
}

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
export type Experiments = {
  [K in keyof ExperimentMethods]: (params: ParamsOf<ExperimentMethods[K]>, step: RunStep) => Promise<ResultOf<ExperimentMethods[K]>>;
};
