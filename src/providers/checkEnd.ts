import { t } from '../core/language';
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
      end.begun
        ? t('The content filter of {0} stopped the answer: what came before is kept. Choose another model.', endpoint.host)
        : t('The content filter of {0} stopped the answer. Choose another model.', endpoint.host),
    );
  }
  if (!end.begun) {
    if (end.refusal)
      throw new ProviderError('badAnswer', t('{0} declined: “{1}” Ask again, or choose another model.', model, end.refusal.slice(0, 200)));
    if (end.calledTool)
      throw new ProviderError('badAnswer', t('{0} answered with a tool call instead of text. Choose another model.', model));
    if (end.finishReason === 'length') {
      throw new ProviderError(
        'emptyAnswer',
        end.reasoned
          ? t('{0} used up the length of its answer by reasoning before it said anything. Choose another model.', model)
          : t('{0} used up the length of its answer before it said anything. Choose another model.', model),
      );
    }
    throw new ProviderError('emptyAnswer', t('{0} answered with nothing. Ask again, or choose another model.', model));
  }
  if (end.finishReason === 'length') {
    throw new ProviderError(
      'cut',
      t('{0} reached the limit of its answer’s length: what came is kept. Ask again, or choose another model.', model),
    );
  }
  if (end.finishReason === 'error' || (!ended && end.finishReason === undefined)) {
    throw new ProviderError(
      'cut',
      t('The server at {0} ended the answer in the middle: what came is kept. Ask again for the rest.', endpoint.host),
    );
  }
}
