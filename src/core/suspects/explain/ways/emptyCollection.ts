import type { ExpressionAt, ValueOrigin } from '../originSteps';
import { only, type ProgramView } from '../programView';
import { originOf } from '../valueOrigin';
import { waysOf } from './valueWays';

/** Where a collection is made that turned out to be empty: through what keeps the number of its elements, to what leaves some out. */
export function originOfEmpty(view: ProgramView, collection: string, at: ExpressionAt): ValueOrigin {
  const own = originOf(view, collection, at);
  const ways = waysOf(view, collection, at, ['count']);
  const way = only(ways) ?? only(ways.filter(({ end }) => end !== undefined));
  if (!way || (!way.end && way.steps.length <= own.steps.length)) return { steps: own.steps };
  return { steps: way.steps, ...(way.end && { end: way.end }) };
}
