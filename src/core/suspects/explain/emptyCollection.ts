import { flowOf, isFollowed, originIn } from './followed';
import type { ExpressionAt, ValueOrigin } from '../../flow/originSteps';
import type { ProgramView } from './programView';
import { originOf } from './valueOrigin';

/** Where a collection is made that turned out to be empty: through what keeps the number of its elements, to what leaves some out. */
export function originOfEmpty(view: ProgramView, collection: string, at: ExpressionAt): ValueOrigin {
  const own = originOf(view, collection, at);
  const counted = isFollowed(at.file) ? flowOf(view, collection, at, [{ kind: 'count', of: collection }]) : undefined;
  const origin = counted && originIn(counted);
  if (!origin || (!origin.end && origin.steps.length <= own.steps.length)) return { steps: own.steps };
  return origin;
}
