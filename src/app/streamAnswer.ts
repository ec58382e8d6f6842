import type { Hypothesis } from '../core/hypothesis';
import type { DiagnosisRequest, Provider } from '../core/ports';

/** What is made of an answer while it streams. */
export interface AnswerSink {
  /** @param text all of the answer so far */
  onText?(text: string): void;
  /** Of a provider that writes no text; grounded already. */
  onHypotheses(hypotheses: Hypothesis[]): void;
  onNotice(message: string): void;
}

/** The text of an answer, and why it ended before its end. */
export interface StreamedAnswer {
  text: string;
  failure?: unknown;
}

/** Asks a provider to the end. A failure is part of what comes of it: the text before it is kept. */
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
