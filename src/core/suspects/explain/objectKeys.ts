import type { ExpressionAt } from '../../flow/originSteps';
import { flowOf } from './followed';
import type { ProgramView } from './programView';

/** The keys of the object literal behind a name; undefined where it has others. */
export function literalKeys(view: ProgramView, object: string, at: ExpressionAt): string[] | undefined {
  const found = flowOf(view, object, at);
  if (!found || found.open) return undefined;
  const keys = found.ways.flatMap(({ end, last: { expr, path } }): (string | undefined)[] => {
    if (end || path.length > 0 || expr.kind !== 'map') return [undefined];
    return expr.entries.map(({ key }) => (key?.kind === 'literal' && !key.parts && /^[\w$-]+$/.test(key.value) ? key.value : undefined));
  });
  const known = keys.flatMap((each) => each ?? []);
  return known.length === keys.length && known.length > 0 ? [...new Set(known)] : undefined;
}
