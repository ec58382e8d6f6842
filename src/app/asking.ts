import { kept, t } from '../core/language';
import { failedDiffs } from '../core/investigation/attemptsOf';
import type { AnswerEnd } from '../core/investigation/investigationEvent';
import { ProviderError, type Ids, type Logger } from '../core/ports';
import type { EvidenceCollector } from './evidenceCollector';
import type { Analysis, Ledger, ReachedModel } from './ports';
import { streamAnswer } from './streamAnswer';
import { UserFacingError, isAbort, messageOf, nextStepFor, userFacingErrors } from './userFacingErrors';

/** Minimum time between two readings of the running answer, ms; longer answers are read less often. */
const READ_INTERVAL = 100;

/** Asks models. One answer at a time per investigation; what has arrived is kept, however the answer ends. */
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

  /** Ends every running answer; what has arrived is kept. */
  cancelAll(): void {
    for (const controller of this.running.values()) controller.abort();
  }

  /** @param provider made when the round is already shown, so that a missing key appears as the failure of that round */
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
    const { evidence, prompt } = collected;
    const secrets = Object.fromEntries(evidence.redactions.map(({ placeholder, fingerprint }) => [placeholder, fingerprint]));
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
      // The hypotheses so far are shown already; the person reads the problem above them.
      if (problem) throw new ProviderError(problem.kind, problem.message);
    };

    const request = { prompt, evidence, suspects: investigation.suspects };
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
    // After a failure, too: the text is read to its last byte. The failure itself says more than the problem that the reader finds.
    await reading;
    this.investigations.dispatch(id, { type: 'answerArrived', round, text });
    if (text.trim()) await read(true).catch((error: unknown) => (failure ??= asError(error)));
    if (failure) throw failure;
  }

  private endAfter(error: unknown, signal: AbortSignal): AnswerEnd {
    if (signal.aborted || isAbort(error) || kindOf(error) === 'cancelled') {
      return { phase: 'cancelled', message: kept('Cancelled. What had arrived is kept.') };
    }
    this.log.error('Asking the model failed.', error);
    if (error instanceof UserFacingError) return { phase: 'failed', message: error.message, nextStep: error.nextStep ?? 'askAgain' };
    const kind = kindOf(error);
    if (!kind)
      return {
        phase: 'failed',
        message: t('Asking failed: {0}. Try again; the log has the details.', messageOf(error)),
        nextStep: 'showLog',
      };
    const { message, retryAfterMs } = error as ProviderError;
    const retryAt = retryAfterMs === undefined ? undefined : new Date(Date.now() + retryAfterMs).toISOString();
    return { phase: 'failed', message, nextStep: nextStepFor(kind), retryAt };
  }
}

/** By name: each provider is a separate bundle with its own copy of the class. */
function kindOf(error: unknown): ProviderError['kind'] | undefined {
  return error instanceof Error && 'kind' in error ? (error as ProviderError).kind : undefined;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
