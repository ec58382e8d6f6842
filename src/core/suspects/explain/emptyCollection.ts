import { flowOf, originIn, originOf } from './followed';
import type { ExpressionAt, ValueOrigin } from '../../flow/originSteps';
import type { ProgramView } from './programView';

/** Where a collection is made that turned out to be empty: through what keeps the number of its elements, to what leaves some out. */
export function originOfEmpty(view: ProgramView, collection: string, at: ExpressionAt): ValueOrigin {
  const own = originOf(view, collection, at);
  const counted = flowOf(view, collection, at, [{ kind: 'count', of: collection }]);
  const origin = counted && originIn(counted);
  if (!origin || (!origin.end && origin.steps.length <= own.steps.length)) return { steps: own.steps };
  return origin;
}
