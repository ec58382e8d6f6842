import type { FailureEvidence } from '../core/context/failureEvidence';
import { candidateFacts, type CandidateFacts, type SuspectPorts } from '../core/suspects/candidateFacts';
import { explainCommand } from '../core/suspects/explain/explainCommand';
import { markOrigin } from '../core/suspects/explain/markOrigin';
import { relatedCode } from '../core/suspects/explain/relatedCode';
import type { ScoredFunction } from '../core/suspects/functionScores';
import { withKnownFaults } from '../core/suspects/knownFaults';
import { PRIOR_LABEL, priorRanking, type Ranking } from '../core/suspects/ranking';
import { withTestFault } from '../core/suspects/testFault';
import type { MiniModel, ModelScores } from './miniModel';
import { modelRanking } from './modelRanking';
import { modelLanguage, readEvidence } from './readEvidence';
import type { Reading } from './reading';
import type { Tokenizer } from './tokenizer';

/** A model that is ready, with its vocabulary. */
export interface LoadedModel {
  model: MiniModel;
  tokenizer: Tokenizer;
  name: string;
  parameters: number;
  /** Token limit of a reading. */
  maxTokens: number;
}

/** What the model read of a failure, and the result. */
export interface ModelReading {
  reading: Reading;
  scored: ScoredFunction[];
  scores: ModelScores;
}

export interface LocalRanking {
  ranking: Ranking;
  /** Absent if the ranking is the prior's. */
  read?: ModelReading;
  /** Why the model did not rank; one sentence. */
  notice?: string;
}

const NOTICE = {
  noTrace: 'Nothing in the text says where it failed, so the mini-model abstains: paste the whole stack trace or the test output.',
  language: 'The mini-model knows JavaScript, TypeScript, Python and Java; this failure is ranked without it.',
} as const;

/** Ranks with the mini-model if possible, otherwise without it, and says which. */
export class LocalRanker {
  private loading: Promise<LoadedModel> | undefined;

  constructor(private readonly load: () => Promise<LoadedModel>) {}

  /** The model, loaded at the first call. Rejects if it cannot be loaded, and tries again at the next. */
  model(): Promise<LoadedModel> {
    this.loading ??= this.load().catch((error: unknown) => {
      this.loading = undefined;
      throw error;
    });
    return this.loading;
  }

  async rank(evidence: FailureEvidence, ports: SuspectPorts, signal?: AbortSignal): Promise<LocalRanking> {
    const command = await explainCommand(evidence.report, ports, signal);
    if (command) return { ranking: { by: PRIOR_LABEL, functions: [], facts: [], command } };
    const facts = await candidateFacts(evidence, ports, signal);
    const related = await relatedCode(evidence, facts, ports, signal);
    markOrigin(evidence, facts, related);
    const known = (ranking: Ranking): Ranking => withKnownFaults(evidence, { ...withTestFault(evidence, facts, ranking), related });
    const prior = (notice?: string): LocalRanking => ({
      ranking: known(priorRanking(evidence, facts)),
      notice,
    });
    if (!facts.some((fact) => !fact.candidate.test)) return prior();
    if (!hasPlace(facts)) return prior(NOTICE.noTrace);
    if (!modelLanguage(facts)) return prior(NOTICE.language);
    let read: ModelReading | undefined;
    try {
      read = await this.read(evidence, facts);
    } catch (error) {
      signal?.throwIfAborted();
      return prior(`The mini-model could not be run (${error instanceof Error ? error.message : String(error)}); ranked without it.`);
    }
    signal?.throwIfAborted();
    return read ? { ranking: known(modelRanking(read.reading, read.scored, read.scores, facts)), read } : prior();
  }

  private async read(evidence: FailureEvidence, facts: readonly CandidateFacts[]): Promise<ModelReading | undefined> {
    const { model, tokenizer, maxTokens } = await this.model();
    const read = readEvidence(evidence, facts, tokenizer, { budget: maxTokens });
    return read && { ...read, scores: model.score(read.reading) };
  }
}

/** Some frame lies in the code, or the name of the failing test is known: without either there is no starting point. */
function hasPlace(facts: readonly CandidateFacts[]): boolean {
  return facts.some(({ frameLines, candidate }) => frameLines.length > 0 || (candidate.test && candidate.distance === 0));
}
