import { originOf } from './followed';
import type { ExpressionAt, ValueOrigin } from '../../flow/originSteps';
import type { ProgramView } from './programView';

/** Where a value comes from, or else what holds it: the list of `cells[1]`, the form of `$form['quantity']`. Not for values that are missing. */
export function originOfValue(view: ProgramView, expression: string, at: ExpressionAt, origin = originOf): ValueOrigin {
  const own = origin(view, expression, at);
  const last = own.steps.at(-1);
  const asked = last && 'value' in last ? /^(?:await\s+)?([A-Za-z_$][\w$]*)\.\w+\(/.exec(last.value)?.[1] : undefined;
  const file = last && view.file(last.file);
  // What a method gives depends on the object that it belongs to.
  if (last && asked && file && !own.end)
    return { steps: [...own.steps, ...origin(view, asked, { ...at, file, fn: file.enclosing(last.line), line: last.line }).steps] };
  if (own.steps.length > 0 || own.end) return own;
  const holder = /^([A-Za-z_$@][\w$]*(?:(?:\.|->)\w+)*)\[[^\][]{1,120}\]$/.exec(expression.trim())?.[1];
  return holder === undefined ? own : origin(view, holder, at);
}
