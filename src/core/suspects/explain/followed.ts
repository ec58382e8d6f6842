import { traitsOf } from '../../flow/traits';
import { only } from '../../only';
import { expressionOn } from '../../flow/expressionOn';
import { flow } from '../../flow/flow';
import type { Flow, Path, Way } from '../../flow/way';
import { writtenIn, type ExpressionAt, type OriginEnd, type OriginStep, type ValueOrigin } from '../../flow/originSteps';
import type { ProgramView } from './programView';
import { wordSet } from './textTests';

/** The ways of a value, and whether there may be others; undefined where it is not on the line. */
export function flowOf(view: ProgramView, text: string, at: ExpressionAt, path: Path = [], near = false): Flow | undefined {
  const expr = expressionOn(at.file, text, at.line);
  return expr && flow(view, expr, { file: at.file, ...(at.frame !== undefined && { frame: at.frame }) }, path, near);
}

/** What all ways of an empty value tell: the only place that leaves it empty, or the steps that they have in common. */
export function originIn({ ways }: Flow, value?: string): ValueOrigin {
  const ended = ways.filter((way): way is Way & { end: OriginEnd } => way.end !== undefined && canBe(way.end, way, value));
  const one = only(ended) ?? sameEnd(ended);
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

const LEAVES_UNDEFINED = wordSet('missingKey onlyKeys notPassed uninitialised promised');

/** JavaScript: whether what is left empty is the one of `null` and `undefined` that a message names. */
function canBe(end: OriginEnd, { last }: Way, value: string | undefined): boolean {
  if ((value !== 'null' && value !== 'undefined') || !traitsOf(last.at.file.language).twoNothings) return true;
  const own =
    end.kind === 'literal' || end.kind === 'returnsNothing'
      ? end.value
      : end.kind === 'lookup'
        ? end.note.split(' ')[1]
        : LEAVES_UNDEFINED.has(end.kind)
          ? 'undefined'
          : undefined;
  return own === value || (own !== 'null' && own !== 'undefined');
}

/** What several ways end in where it is one thing: the returns of one function, a lookup, a key, a place. */
function sameEnd(ended: readonly (Way & { end: OriginEnd })[]): ValueOrigin | undefined {
  const longest = ended.toSorted((a, b) => b.steps.length - a.steps.length)[0];
  const isOne = (told: (end: OriginEnd) => string): boolean => new Set(ended.map(({ end }) => told(end))).size === 1;
  if (!longest || !isOne(toldOf)) return undefined;
  const { end, steps } = longest;
  if (end.kind === 'returnsNothing') {
    const lines = ended.flatMap((each) => (each.end.kind === 'returnsNothing' && each.end.how !== 'end' ? [each.end.line] : []));
    return { steps: [...steps], end: { ...end, also: [...new Set(lines)].filter((line) => line !== end.line) } };
  }
  return { steps: end.kind === 'lookup' || end.kind === 'missingKey' ? [...steps] : shared(ended), end };
}

function toldOf(end: OriginEnd): string {
  switch (end.kind) {
    case 'returnsNothing':
      return `${end.by} ${end.file}`;
    case 'lookup':
      return `${end.expression} ${end.note}`;
    case 'missingKey':
      return `${end.key} ${end.near ?? ''}`;
    default:
      return `${end.kind} ${end.file}:${end.line}`;
  }
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
