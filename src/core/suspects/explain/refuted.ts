import type { SyntaxFile } from '../../syntax/syntax';
import type { Assign, Expr, Ir } from '../../syntax/lower/ir';
import { functionAround, nodesOn, overlap, spanOfLines, within } from '../../syntax/lower/places';
import { namesSet, scopeSet } from '../../syntax/lower/scopes';
import type { ExpressionAt, OriginEnd, OriginStep, Place, ValueOrigin } from '../../flow/originSteps';
import type { ProgramView } from './programView';

/** A step or an end of a value's way, and what it says of the code. */
type Keyed = Extract<OriginEnd, { kind: 'missingKey' | 'onlyKeys' }>;

/**
 * A value's way up to the first step that the code refutes: a result that is only promised, a variable of the same name elsewhere, a key
 * that is there. What the code cannot check stays as it is.
 */
export function withoutRefuted(view: ProgramView, { steps, end }: ValueOrigin, at: ExpressionAt): ValueOrigin {
  let asked: Place = { file: at.file.file, line: at.line };
  for (const [index, step] of steps.entries()) {
    if (isRefuted(view, step, asked)) return { steps: steps.slice(0, index) };
    asked = step;
  }
  if (end?.kind === 'literal' && end.name !== undefined && isOtherVariable(view, { ...end, name: end.name }, asked)) return { steps };
  if (end?.kind === 'returnsNothing' && isOnlyPromised(view, end, asked)) return { steps };
  if (end?.kind !== 'missingKey' && end?.kind !== 'onlyKeys') return { steps, ...(end && { end }) };
  const checked = checkedKeys(view, end);
  return { steps, ...(checked && { end: checked }) };
}

function isRefuted(view: ProgramView, step: OriginStep, asked: Place): boolean {
  if (step.kind === 'returned') return isOnlyPromised(view, step, asked);
  return step.kind === 'assigned' && isOtherVariable(view, step, asked);
}

/** Words of a function whose call gives a promise of its result, by language. */
const PROMISES = /^(?:csharp|rust)$/;

/** A call of an asynchronous function gives what its `return` says only where it is awaited. */
function isOnlyPromised(view: ProgramView, { file: name, line, by }: Place & { by: string }, asked: Place): boolean {
  const [file, asking] = [view.file(name), view.file(asked.file)];
  if (!file || !asking || !PROMISES.test(file.language)) return false;
  const own = by.slice(Math.max(by.lastIndexOf('.'), by.lastIndexOf(':')) + 1).replace(/\(.*$/s, '');
  const fn = nodesOn(file.code, spanOfLines(file, line)).findLast((node) => node.kind === 'fn' && node.name === own);
  const around = fn ?? functionAround(file.code, spanOfLines(file, line));
  if (around?.kind !== 'fn' || !around.words.includes('async')) return false;
  const there = nodesOn(asking.code, spanOfLines(asking, asked.line));
  const calls = there.filter((node) => node.kind === 'call' && calledName(node.callee) === own);
  if (calls.length === 0) return false;
  const awaits = nodesOn(asking.code, spanOfLines(asking, asked.line)).filter((node) => node.kind === 'same' && node.how === 'await');
  const runs = there.filter(
    (node) =>
      node.kind === 'call' &&
      /^(?:asyncio\.)?(?:run|run_until_complete|gather|block_on)$/.test(asking.text.slice(node.callee.start, node.callee.end)),
  );
  return calls.every((call) => ![...awaits, ...runs].some((each) => within(call, each)));
}

/** The last name of a callee: `find` of `users.find`. */
export function calledName(callee: Expr): string {
  if (callee.kind === 'member') return callee.name;
  return callee.kind === 'name' ? callee.name.slice(callee.name.lastIndexOf(':') + 1) : '';
}

/** An assignment whose variable is not known where the value is read. */
function isOtherVariable(view: ProgramView, step: Place & { name: string }, asked: Place): boolean {
  const file = view.file(step.file);
  if (!file || asked.file !== step.file || !/^[$A-Za-z_]\w*$/.test(step.name)) return false;
  const reading = spanOfLines(file, asked.line);
  const assigns = nodesOn(file.code, spanOfLines(file, step.line)).filter(
    (node): node is Assign => node.kind === 'assign' && namesSet(node.target).includes(step.name),
  );
  return assigns.length > 0 && assigns.every((assign) => isOutOf(file, step.name, assign, reading));
}

function isOutOf(file: SyntaxFile, name: string, assign: Assign, reading: { start: number; end: number }): boolean {
  const scope = scopeSet(file, name, assign);
  return scope !== undefined && !overlap(scope, reading);
}

/** The end of a way as the literal there has it: nothing is said of a key that it has, or may have. */
function checkedKeys(view: ProgramView, end: Keyed): OriginEnd | undefined {
  const file = view.file(end.file);
  if (!file || file.code.length === 0) return end;
  const maps = nodesOn(file.code, spanOfLines(file, end.line)).filter((node): node is Extract<Ir, { kind: 'map' }> => node.kind === 'map');
  if (end.kind === 'onlyKeys') {
    const complete = maps.some(
      ({ entries }) =>
        entries.length === end.keys.length && entries.every(({ key }) => key?.kind === 'literal' && end.keys.includes(key.value)),
    );
    return maps.length === 0 || complete ? end : undefined;
  }
  const entries = maps.flatMap((map) => map.entries.filter(({ key }) => key?.kind === 'literal' && key.value === end.key));
  if (entries.length === 0) {
    const keys = maps.flatMap((map) => map.entries.flatMap(({ key }) => (key?.kind === 'literal' ? [key.value] : [])));
    // Names in a sentence are those of the literal.
    return maps.length > 0 && end.keys && !end.keys.every((key) => keys.includes(key)) ? withoutKeys(end) : end;
  }
  const [one] = entries;
  if (entries.length > 1 || one?.value.kind !== 'literal' || one.value.of !== 'nothing') return undefined;
  const line = file.text.slice(0, one.start).split('\n').length;
  return { kind: 'literal', file: end.file, line, name: end.key, value: one.value.value };
}

function withoutKeys({ keys: _, ...end }: Extract<OriginEnd, { kind: 'missingKey' }>): OriginEnd {
  return end;
}
