import { t } from '../core/language';
import type { Hypothesis } from '../core/hypothesis';
import { ProviderError, type Provider } from '../core/ports';
import type { Suspect } from '../core/suspects/suspect';
import type { Collected } from '../protocol/analysisProtocol';
import type { Analysis } from './ports';
import { streamAnswer } from './streamAnswer';
import { messageOf } from './userFacingErrors';

export interface Answer {
  hypotheses: Hypothesis[];
  notices: string[];
  error?: ProviderError;
}

/**
 * Asks a provider about a failure once, with no investigation to keep the answer. A failure is part of the answer: text before it is kept.
 */
export async function askOnce(
  provider: Provider,
  analysis: Analysis,
  { case: about, evidence, prompt, suspects }: Collected & { suspects: Suspect[] },
  signal: AbortSignal,
): Promise<Answer> {
  const answer: Answer = { hypotheses: [], notices: [] };
  let answered = false;
  const { text, failure } = await streamAnswer(provider, { prompt, evidence, suspects }, signal, {
    onHypotheses: (hypotheses) => {
      answer.hypotheses = hypotheses;
      answered = true;
    },
    onNotice: (message) => answer.notices.push(message),
  });
  if (failure instanceof ProviderError) answer.error = failure;
  else if (failure !== undefined)
    answer.error = new ProviderError('other', t('{0} failed: {1}.', provider.label, messageOf(failure)), { cause: failure });
  if (!text.trim()) {
    if (!answered)
      answer.error ??= new ProviderError(
        'emptyAnswer',
        t('{0} answered with nothing. Ask again, or choose another model.', provider.label),
      );
    return answer;
  }
  const whole = { case: about, text, ended: true, source: provider.label, failedDiffs: [] };
  const { hypotheses, problem } = await analysis.call('readAnswer', whole);
  answer.hypotheses = hypotheses;
  if (problem && !answer.error) {
    if (hypotheses.length) answer.notices.push(problem.message);
    else answer.error = new ProviderError(problem.kind, problem.message);
  }
  return answer;
}
