import { calledName } from '../../flow/codeIndex';
import { flow } from '../../flow/flow';
import type { OriginEnd, Place } from '../../flow/originSteps';
import { placeOf } from '../../flow/walk';
import type { At } from '../../flow/way';
import type { Expr } from '../../syntax/lower/ir';
import { nodesOn, spanOfLines } from '../../syntax/lower/places';
import type { ProgramView } from './programView';
import { wordSet } from './textTests';

const ASKS = wordSet('match fullmatch search exec test matcher match? find FindStringSubmatch MatchString Match IsMatch');

/** The pattern whose match decides that a function ends without a value. */
export function patternAsked(end: OriginEnd | undefined, view: ProgramView): { name: string; place: Place } | undefined {
  const condition = end?.kind === 'returnsNothing' ? end.unless : undefined;
  const file = condition && view.file(condition.file);
  if (!condition || !file) return undefined;
  for (const node of nodesOn(file.code, spanOfLines(file, condition.line))) {
    if (node.kind !== 'name' || !condition.text.includes(node.name)) continue;
    for (const { last } of flow(view, node, { file }).ways) {
      const asked = last.expr.kind === 'call' && ASKS.has(calledName(last.expr)) ? last.expr : undefined;
      const { at } = last;
      const given = asked && [...(asked.callee.kind === 'member' ? [asked.callee.of] : []), ...asked.args.map(({ value }) => value)];
      const place = given?.map((each) => patternIn(each, at, view)).find((each) => each !== undefined);
      if (place) return { name: node.name, place };
    }
  }
  return undefined;
}

function patternIn(expr: Expr, at: At, view: ProgramView): Place | undefined {
  for (const { last } of flow(view, expr, at).ways) {
    const made = last.expr;
    const isPattern =
      (made.kind === 'literal' && made.of === 'pattern') ||
      (made.kind === 'call' && wordSet('compile RegExp MustCompile Regex').has(calledName(made)) && made.args[0]?.value.kind === 'literal');
    if (isPattern) return placeOf(last.at, made);
  }
  return undefined;
}
