import { failedDiffs } from '../core/investigation/attemptsOf';
import type { AnswerEnd } from '../core/investigation/investigationEvent';
import { ProviderError, type Ids, type Logger } from '../core/ports';
import type { EvidenceCollector } from './evidenceCollector';
import type { Analysis, Ledger, ReachedModel } from './ports';
import { streamAnswer } from './streamAnswer';
import { UserFacingError, isAbort, messageOf, nextStepFor, userFacingErrors } from './userFacingErrors';

/** The answer under way is read again at most this often, ms; longer answers are read less often. */
const READ_INTERVAL = 100;

/** Asks models. One answer at a time an investigation; what arrived stays, however it ends. */
export class Asking {
  private readonly running = new Map<string, AbortController>();

  constructor(
    private readonly investigations: Ledger,
    private readonly evidence: EvidenceCollector,
    private readonly analysis: Analysis,
    private readonly ids: Ids,
    private readonly log: Logger,
  ) {}

  cancel(id: string): void {
    this.running.get(id)?.abort();
    this.evidence.cancel(id);
  }

  /** Ends every answer under way; what arrived is kept. */
  cancelAll(): void {
    for (const controller of this.running.values()) controller.abort();
  }

  /** @param provider made when the round is on show, so that a key that is missing shows as its failure */
  async ask(id: string, label: string, provider: () => Promise<ReachedModel>): Promise<void> {
    if (this.running.has(id)) return;
    const controller = new AbortController();
    this.running.set(id, controller);
    const round = this.ids.next();
    this.investigations.dispatch(id, { type: 'asked', round, source: label, at: new Date().toISOString() });
    let end: AnswerEnd;
    try {
      await this.evidence.settled(id);
      await this.stream(id, round, await provider(), controller.signal);
      end = { phase: 'done' };
    } catch (error) {
      end = this.endAfter(error, controller.signal);
    }
    this.running.delete(id);
    this.investigations.dispatch(id, { type: 'answerEnded', round, end });
  }

  private async stream(id: string, round: string, { provider, reference }: ReachedModel, signal: AbortSignal): Promise<void> {
    this.investigations.dispatch(id, { type: 'modelReached', round, reference });
    const investigation = this.investigations.get(id);
    const collected = investigation?.evidence.collected;
    if (!investigation || !collected) throw userFacingErrors.noPrompt();
    const { scene, prompt } = collected;
    const secrets = Object.fromEntries(scene.redactions.map(({ placeholder, fingerprint }) => [placeholder, fingerprint]));
    this.investigations.dispatch(id, { type: 'promptSent', round, secrets });
    const diffs = failedDiffs(investigation);
    let text = '';
    let reading: Promise<void> | undefined;
    let notBefore = 0;

    const read = async (ended: boolean): Promise<void> => {
      const started = performance.now();
      const answer = { text, ended, source: provider.label, failedDiffs: diffs, secrets };
      const { hypotheses, problem } = await this.evidence.withCase(id, (about) =>
        this.analysis.call('readAnswer', { case: about, ...answer }),
      );
      notBefore = performance.now() + Math.max(READ_INTERVAL, 4 * (performance.now() - started));
      if (hypotheses.length) this.investigations.dispatch(id, { type: 'answerRead', round, hypotheses });
      // What came is on show already; the problem is what the person reads above it.
      if (problem) throw new ProviderError(problem.kind, problem.message);
    };

    const request = { prompt, scene, suspects: investigation.suspects };
    const streamed = await streamAnswer(provider, request, signal, {
      onNotice: (message) => this.investigations.dispatch(id, { type: 'noticed', round, message }),
      onHypotheses: (hypotheses) => this.investigations.dispatch(id, { type: 'answerRead', round, hypotheses }),
      onText: (soFar) => {
        text = soFar;
        if (reading || performance.now() < notBefore) return;
        this.investigations.dispatch(id, { type: 'answerArrived', round, text });
        reading = read(false)
          .catch((error: unknown) => this.log.warn('The answer could not be read yet.', error))
          .finally(() => (reading = undefined));
      },
    });
    let failure = streamed.failure === undefined ? undefined : asError(streamed.failure);
    // Also after a failure: what came is read to its last byte. The failure itself says more than what reading makes of it.
    await reading;
    this.investigations.dispatch(id, { type: 'answerArrived', round, text });
    if (text.trim()) await read(true).catch((error: unknown) => (failure ??= asError(error)));
    if (failure) throw failure;
  }

  private endAfter(error: unknown, signal: AbortSignal): AnswerEnd {
    if (signal.aborted || isAbort(error) || kindOf(error) === 'cancelled') {
      return { phase: 'cancelled', message: 'Cancelled. What had arrived is kept.' };
    }
    this.log.error('Asking the model failed.', error);
    if (error instanceof UserFacingError) return { phase: 'failed', message: error.message, nextStep: error.nextStep ?? 'askAgain' };
    const kind = kindOf(error);
    if (!kind)
      return { phase: 'failed', message: `Asking failed: ${messageOf(error)}. Try again; the log has the details.`, nextStep: 'showLog' };
    const { message, retryAfterMs } = error as ProviderError;
    const retryAt = retryAfterMs === undefined ? undefined : new Date(Date.now() + retryAfterMs).toISOString();
    return { phase: 'failed', message, nextStep: nextStepFor(kind), retryAt };
  }
}

/** By name: providers are bundles of their own, with their own copy of the class. */
function kindOf(error: unknown): ProviderError['kind'] | undefined {
  return error instanceof Error && 'kind' in error ? (error as ProviderError).kind : undefined;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
