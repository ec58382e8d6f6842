import type { Hypothesis } from '../core/hypothesis';
import { ProviderError, type Provider } from '../core/ports';
import type { Suspect } from '../core/suspects/suspect';
import type { DiagnosisPipeline } from '../node/diagnosisPipeline';
import type { Collected } from '../protocol/analysisProtocol';

export interface Answer {
  hypotheses: Hypothesis[];
  notices: string[];
  error?: ProviderError;
}

/** Asks a provider to the end. A failure is part of the answer: what came before it is kept. */
export async function askProvider(
  provider: Provider,
  pipeline: DiagnosisPipeline,
  evidence: Collected & { suspects: Suspect[] },
  signal: AbortSignal,
): Promise<Answer> {
  const answer: Answer = { hypotheses: [], notices: [] };
  let text = '';
  let answered = false;
  try {
    for await (const event of provider.diagnose(evidence, signal)) {
      if (event.type === 'text') text += event.delta;
      else if (event.type === 'hypotheses') {
        answer.hypotheses = event.hypotheses;
        answered = true;
      } else if (event.type === 'notice') answer.notices.push(event.message);
    }
  } catch (error) {
    answer.error =
      error instanceof ProviderError
        ? error
        : new ProviderError('other', `${provider.label} failed: ${messageOf(error)}.`, { cause: error });
  }
  if (!text.trim()) {
    if (!answered)
      answer.error ??= new ProviderError('emptyAnswer', `${provider.label} answered with nothing. Ask again, or choose another model.`);
    return answer;
  }
  const { hypotheses, problem } = await pipeline.readAnswer({
    text,
    ended: true,
    source: provider.label,
    case: evidence.case,
    failedDiffs: [],
  });
  answer.hypotheses = hypotheses;
  if (problem && !answer.error) {
    if (hypotheses.length) answer.notices.push(problem.message);
    else answer.error = new ProviderError(problem.kind, problem.message);
  }
  return answer;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
