import type { TestRun } from '../../interpret/failingTest';
import type { Program } from '../../flow/way';
import type { History } from '../../interpret/history/history';
import { nodesIn, type Fn } from '../../syntax/lower/ir';
import { callName } from '../../suspects/explain/faults/shapes';
import { lineOf } from '../../syntax/lower/places';
import type { Coverage, RanLines } from '../coverage';

/** What ran of a failure that was worked through, as a run would have recorded it. */
export function coverageOf(program: Program, failing: TestRun, passing: readonly TestRun[]): Coverage {
  return { failing: ranLines(program, failing), passing: passing.map((each) => ranLines(program, each)) };
}

function ranLines(program: Program, { ran }: TestRun): RanLines {
  return new Map(
    program.files.flatMap((file) => {
      const lines = ran.get(file.file);
      if (!lines) return [];
      const called = [...nodesIn(file.code)].flatMap((node) => {
        const isCalled = node.kind === 'fn' && node.body.some(({ start }) => lines.has(lineOf(file, start)));
        return isCalled ? [lineOf(file, node.start)] : [];
      });
      return [[file.file, { lines, functions: new Set(called) }] as const];
    }),
  );
}

/** The functions of the program that calls ran, by `file:line name`: where the call stands, 1-based, and what it calls. */
export function functionsCalled({ all }: History): Map<string, Fn[]> {
  const called = new Map<string, Fn[]>();
  for (const { node, file, within } of all) {
    if (node.kind !== 'call') continue;
    const ran = within.flatMap((each) => (each.node.kind === 'fn' ? [each.node] : []));
    const call = `${file.file}:${lineOf(file, node.start)} ${callName(node)}`;
    if (ran.length > 0) called.set(call, [...new Set([...(called.get(call) ?? []), ...ran])]);
  }
  return called;
}
