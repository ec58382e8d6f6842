import { ProviderError } from '../core/ports';
import type { CompletionEnd } from './completionReader';
import type { RequestFacts } from './describeFailure';

/**
 * An answer that ended without an error may still be empty or incomplete.
 * @param ended the server said that it is complete
 * @throws ProviderError
 */
export function checkEnd(end: CompletionEnd, ended: boolean, facts: RequestFacts): void {
  const { model, endpoint } = facts;
  if (end.finishReason === 'content_filter') {
    throw new ProviderError(
      'badAnswer',
      `The content filter of ${endpoint.host} stopped the answer${end.begun ? ': what came before is kept' : ''}. Choose another model.`,
    );
  }
  if (!end.begun) {
    if (end.refusal)
      throw new ProviderError('badAnswer', `${model} declined: “${end.refusal.slice(0, 200)}” Ask again, or choose another model.`);
    if (end.calledTool) throw new ProviderError('badAnswer', `${model} answered with a tool call instead of text. Choose another model.`);
    if (end.finishReason === 'length') {
      throw new ProviderError(
        'emptyAnswer',
        `${model} used up the length of its answer ${end.reasoned ? 'by reasoning ' : ''}before it said anything. Choose another model.`,
      );
    }
    throw new ProviderError('emptyAnswer', `${model} answered with nothing. Ask again, or choose another model.`);
  }
  if (end.finishReason === 'length') {
    throw new ProviderError(
      'cut',
      `${model} reached the limit of its answer’s length: what came is kept. Ask again, or choose another model.`,
    );
  }
  if (end.finishReason === 'error' || (!ended && end.finishReason === undefined)) {
    throw new ProviderError(
      'cut',
      `The server at ${endpoint.host} ended the answer in the middle: what came is kept. Ask again for the rest.`,
    );
  }
}
