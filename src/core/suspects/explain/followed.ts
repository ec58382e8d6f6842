import { traitsOf } from '../../flow/traits';
import { only } from '../../only';
import { expressionOn } from '../../flow/expressionOn';
import { flow } from '../../flow/flow';
import type { Flow, Path, Way } from '../../flow/way';
import { writtenIn, type ExpressionAt, type OriginEnd, type OriginStep, type ValueOrigin } from '../../flow/originSteps';
import type { ProgramView } from './programView';

/** The ways of a value, and whether there may be others; undefined where it is not on the line. */
export function flowOf(view: ProgramView, text: string, at: ExpressionAt, path: Path = [], near = false): Flow | undefined {
  const expr = expressionOn(at.file, text, at.line);
  return expr && flow(view, expr, { file: at.file, ...(at.frame !== undefined && { frame: at.frame }) }, path, near);
}

/** What all ways of an empty value tell: the only place that leaves it empty, or the steps that they have in common. */
export function originIn({ ways }: Flow, value?: string): ValueOrigin {
  const ended = ways.filter((way): way is Way & { end: OriginEnd } => way.end !== undefined && canBe(way.end, way, value));
  const [first] = ended;
  const one = only(ended) ?? (first && (sameReturn(ended) ?? sameLookup(ended) ?? sameKey(ended) ?? samePlace(ended)));
  if (one?.end) return { steps: [...one.steps], end: one.end };
  const steps = ownSteps(shared(ended.length > 0 ? ended : ways));
  // All that the ways lead to is something: what is missing is none of it.
  const isNone = value !== undefined && ended.length === 0 && ways.length > 0 && !ways.some(({ open }) => open);
  return { steps: isNone ? handedOn(steps) : steps };
}

/** The places that may leave a value empty, each once. */
export function endsOf(view: ProgramView, text: string, at: ExpressionAt, value?: string): OriginEnd[] {
  const ends = flowOf(view, text, at)?.ways.flatMap((way) => (way.end && canBe(way.end, way, value) ? [way.end] : [])) ?? [];
  return [...new Map(ends.map((end) => [`${end.file}:${end.line}`, end])).values()];
}

/** Without the arguments of a function that has returned: they hold the value, and are not it. */
function ownSteps(steps: OriginStep[]): OriginStep[] {
  const returned = steps.findLastIndex(({ kind }) => kind === 'returned');
  return returned >= 0 && steps.slice(returned + 1).every(({ kind }) => kind === 'passed') ? steps.slice(0, returned + 1) : steps;
}

/** The steps by which a value is handed on, up to those of what holds it. */
function handedOn(steps: readonly OriginStep[]): OriginStep[] {
  const until = steps.findIndex(
    ({ kind }, index) =>
      !['assigned', 'passed', 'returned'].includes(kind) || (kind !== 'returned' && steps[index - 1]?.kind === 'returned'),
  );
  return steps.slice(0, until < 0 ? undefined : until);
}

/** JavaScript: whether what is left empty is the one of `null` and `undefined` that a message names. */
function canBe(end: OriginEnd, { last }: Way, value: string | undefined): boolean {
  if ((value !== 'null' && value !== 'undefined') || !traitsOf(last.at.file.language).twoNothings) return true;
  const own =
    end.kind === 'literal' || end.kind === 'returnsNothing'
      ? end.value
      : end.kind === 'lookup'
        ? /^is (null|undefined)\b/.exec(end.note)?.[1]
        : end.kind === 'missingKey' ||
            end.kind === 'onlyKeys' ||
            end.kind === 'notPassed' ||
            end.kind === 'uninitialised' ||
            end.kind === 'promised'
          ? 'undefined'
          : undefined;
  return own === undefined || (own !== 'null' && own !== 'undefined') || own === value;
}

/** Several returns of one function that all give nothing. */
function sameReturn(ended: readonly (Way & { end: OriginEnd })[]): { steps: readonly OriginStep[]; end: OriginEnd } | undefined {
  const [first] = ended;
  if (first?.end.kind !== 'returnsNothing') return undefined;
  const { end } = first;
  const others = ended.slice(1);
  if (!others.every((each) => each.end.kind === 'returnsNothing' && each.end.by === end.by && each.end.file === end.file)) return undefined;
  const also = others.flatMap(({ end: { line, ...rest } }) => (rest.kind === 'returnsNothing' && rest.how !== 'end' ? [line] : []));
  return { steps: first.steps, end: { ...end, also: [...new Set(also)].filter((line) => line !== end.line) } };
}

/** One place that leaves several objects without a value. */
function samePlace(ended: readonly (Way & { end: OriginEnd })[]): { steps: readonly OriginStep[]; end: OriginEnd } | undefined {
  const places = new Set(ended.map(({ end }) => `${end.kind} ${end.file}:${end.line}`));
  return places.size === 1 && ended[0] ? { steps: shared(ended), end: ended[0].end } : undefined;
}

/** Lookups that are written the same: the one with the longest way to it. */
function sameLookup(ended: readonly (Way & { end: OriginEnd })[]): { steps: readonly OriginStep[]; end: OriginEnd } | undefined {
  const texts = new Set(ended.map(({ end }) => (end.kind === 'lookup' ? `${end.expression} ${end.note}` : undefined)));
  if (texts.size !== 1 || texts.has(undefined)) return undefined;
  return ended.toSorted((a, b) => b.steps.length - a.steps.length)[0];
}

/** One key that all of several objects lack. */
function sameKey(ended: readonly (Way & { end: OriginEnd })[]): { steps: readonly OriginStep[]; end: OriginEnd } | undefined {
  const keys = new Set(ended.map(({ end }) => (end.kind === 'missingKey' ? `${end.key} ${end.near ?? ''}` : undefined)));
  return keys.size === 1 && !keys.has(undefined) ? ended[0] : undefined;
}

/** The steps with which all ways begin. */
function shared([first, ...others]: readonly Way[]): OriginStep[] {
  if (!first) return [];
  const isSame = (a: OriginStep, b: OriginStep | undefined): boolean =>
    b !== undefined && a.file === b.file && a.line === b.line && a.kind === b.kind && writtenIn(a) === writtenIn(b);
  const until = first.steps.findIndex((step, index) => others.some(({ steps }) => !isSame(step, steps[index])));
  return first.steps.slice(0, until < 0 ? undefined : until);
}

/**
 * Where an expression's value comes from, as far as the code shows it.
 * @param value what it was found to be, such as `null`; undefined where it is not missing
 */
export function originOf(view: ProgramView, text: string, at: ExpressionAt, value?: string): ValueOrigin {
  const found = flowOf(view, text, at);
  return found ? originIn(found, value) : { steps: [] };
}

/** The same, without the callers that are not on the stack. */
export function nearOriginOf(view: ProgramView, text: string, at: ExpressionAt): ValueOrigin {
  const found = flowOf(view, text, at, [], true);
  return found ? originIn(found) : { steps: [] };
}

/** The same of the elements of a collection; undefined where the program does not show what makes them. */
export function originOfElements(view: ProgramView, collection: string, at: ExpressionAt): ValueOrigin | undefined {
  const found = flowOf(view, collection, at, [{ kind: 'each', of: collection }]);
  return found && originIn(found);
}
