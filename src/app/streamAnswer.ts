import type { Hypothesis } from '../core/hypothesis';
import type { DiagnosisRequest, Provider } from '../core/ports';

/** What is read from an answer while it streams. */
export interface AnswerSink {
  /** @param text the whole answer so far */
  onText?(text: string): void;
  /** From a provider that writes no text; grounded already. */
  onHypotheses(hypotheses: Hypothesis[]): void;
  onNotice(message: string): void;
}

/** The text of an answer, and the reason if it ended early. */
export interface StreamedAnswer {
  text: string;
  failure?: unknown;
}

/** Asks a provider until its answer ends. A failure is part of the result: the text before it is kept. */
export async function streamAnswer(
  provider: Provider,
  request: DiagnosisRequest,
  signal: AbortSignal,
  sink: AnswerSink,
): Promise<StreamedAnswer> {
  let text = '';
  try {
    for await (const event of provider.diagnose(request, signal)) {
      if (event.type === 'text') {
        text += event.delta;
        sink.onText?.(text);
      } else if (event.type === 'hypotheses') sink.onHypotheses(event.hypotheses);
      else sink.onNotice(event.message);
    }
  } catch (failure) {
    return { text, failure };
  }
  return { text };
}
