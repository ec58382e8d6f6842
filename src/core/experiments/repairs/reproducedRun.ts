import type { TestRun } from '../../interpret/failingTest';
import type { Program } from '../../flow/way';
import { nodesIn } from '../../syntax/lower/ir';
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
