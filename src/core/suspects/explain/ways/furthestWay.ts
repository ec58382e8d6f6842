import type { OriginStep, ValueOrigin } from '../originSteps';
import { only } from '../programView';
import type { Way } from './walk';

/** The way that leads further: the only one that ends in an empty value, or what all have in common. */
export function furthest(own: ValueOrigin, ways: readonly Way[]): ValueOrigin {
  const ended = ways.filter(({ end }) => end !== undefined);
  const one = only(ended);
  if (one) return { steps: one.steps, end: one.end! };
  const steps = ownSteps(shared(ways));
  const last = own.steps.at(-1);
  const goesOn = last === undefined || steps.some(({ file, line }) => file === last.file && line === last.line);
  return goesOn && steps.length > own.steps.length ? { steps } : own;
}

/** Without the arguments of a function that has returned: they hold the value, and are not it. */
function ownSteps(steps: OriginStep[]): OriginStep[] {
  const returned = steps.findLastIndex(({ kind }) => kind === 'returned');
  return returned >= 0 && steps.slice(returned + 1).every(({ kind }) => kind === 'passed') ? steps.slice(0, returned + 1) : steps;
}

/** The steps with which all ways begin. */
function shared([first, ...others]: readonly Way[]): OriginStep[] {
  const isSame = (a: OriginStep, b: OriginStep | undefined): boolean =>
    b !== undefined && a.file === b.file && a.line === b.line && a.kind === b.kind;
  const until = first?.steps.findIndex((step, index) => others.some(({ steps }) => !isSame(step, steps[index]))) ?? 0;
  return first ? first.steps.slice(0, until < 0 ? undefined : until) : [];
}
