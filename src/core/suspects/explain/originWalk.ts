import type { ExpressionAt, OriginStep, ValueOrigin } from '../../flow/originSteps';
import type { ProgramView } from './programView';

/** The maximum length of a value's path: longer ones explain nothing to a person. */
export const MOST_HOPS = 8;

/** The state that each kind of origin needs to continue. */
export interface OriginWalk {
  readonly view: ProgramView;
  /** @param hops the number of hops so far */
  follow(expression: string, at: ExpressionAt, hops: number): ValueOrigin;
  /** A member of an expression. */
  member(object: string, property: string, at: ExpressionAt, hops: number): ValueOrigin;
}

export function withStep(step: OriginStep, origin: ValueOrigin): ValueOrigin {
  return { ...origin, steps: [step, ...origin.steps] };
}
