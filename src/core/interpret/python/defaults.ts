import type { Expr } from '../../syntax/lower/ir';
import type { Core, Frame } from '../running/machine';
import type { Func, Value } from '../values/value';

/** A function in another one has the values of its parameters from where it is made. */
export function withDefaults(it: Core, func: Func, frame: Frame): Func {
  if (!frame.fn && func.fn.name !== '') return func;
  for (const { fallback } of func.fn.params) if (fallback) (func.defaults ??= new Map()).set(fallback, it.evaluate(fallback, frame));
  return func;
}

/** What a parameter is without an argument: one value for all calls. */
export function defaultOf(it: Core, fallback: Expr, frame: Frame): Value {
  const own = frame.defaults;
  if (own?.has(fallback)) return own.get(fallback);
  if (!it.defaults.has(fallback)) {
    const around = { ...frame, env: frame.env.parent ?? it.module(frame.file), self: undefined, fn: undefined };
    const ofClass = fallback.kind === 'name' ? frame.owner?.statics.get(fallback.name) : undefined;
    it.defaults.set(fallback, ofClass ?? it.evaluate(fallback, around));
  }
  return it.defaults.get(fallback);
}
