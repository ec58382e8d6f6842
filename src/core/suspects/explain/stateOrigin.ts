import type { Definition, SyntaxFile } from '../../syntax/syntax';
import { isGuarded } from './branchesAround';
import type { ExpressionAt, ValueOrigin } from './originSteps';
import { withStep, type OriginWalk } from './originWalk';

/** The setter from `useState`. */
export function stateSetter({ calls: [call], path, startLine }: Definition, file: SyntaxFile): string | undefined {
  if (call?.name !== 'useState' || path[0] !== '0') return undefined;
  return file.allDefinitions({ startLine, endLine: startLine }).find((each) => each.path[0] === '1' && each.calls[0]?.name === 'useState')
    ?.name;
}

/** State has the value set last: a later call that can set an empty value takes precedence over the initial value. */
export function ofState(
  walk: OriginWalk,
  name: string,
  value: string,
  setter: string,
  { startLine }: Definition,
  at: ExpressionAt,
  hops: number,
): ValueOrigin | undefined {
  const scope = at.file.enclosing(startLine) ?? { startLine: 1, endLine: at.file.lines.length };
  const sets = at.file.calls(scope).filter((call) => call.name === setter && call.args.length === 1);
  for (const call of sets.toReversed()) {
    const argument = call.args[0]!;
    if (isGuarded(at.file, argument, call.startLine)) continue;
    const from = walk.follow(argument, { file: at.file, fn: at.file.enclosing(call.startLine), line: call.startLine }, hops + 1);
    if (from.end) return withStep({ kind: 'state', file: at.file.file, line: call.startLine, name, call: `${setter}(${argument})` }, from);
  }
  const initial = /^useState(?:<[^>]*>)?\((.*)\)$/s.exec(value.trim())?.[1];
  if (initial === undefined) return undefined;
  if (initial === '') return { steps: [], end: { kind: 'uninitialised', file: at.file.file, line: startLine, name, type: '' } };
  return withStep(
    { kind: 'state', file: at.file.file, line: startLine, name, call: value },
    walk.follow(initial, { ...at, line: startLine }, hops + 1),
  );
}
