import type { ExpressionAt, OriginStep, ValueOrigin } from './originSteps';
import type { ProgramView } from './programView';

/** A value's way is followed no further: what is longer explains nothing to a person. */
export const MOST_HOPS = 8;

/** What each kind of origin needs to go on from where it is. */
export interface OriginWalk {
  readonly view: ProgramView;
  /** @param hops how many were made on the way here */
  follow(expression: string, at: ExpressionAt, hops: number): ValueOrigin;
}

export function withStep(step: OriginStep, origin: ValueOrigin): ValueOrigin {
  return { ...origin, steps: [step, ...origin.steps] };
}
