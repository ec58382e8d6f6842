import { findFaults } from '../../../../../../src/core/suspects/explain/faults/findFaults';
import type { openSyntax } from '../../../../../../src/core/syntax/openSyntax';
import { FAULT_PROGRAMS } from './faultPrograms';
import { TYPED_PROGRAMS } from './typedPrograms';

/** By known fault: of its programs here, the files whose fault comes with a fix, and those without one. */
export async function programsFixed(syntax: ReturnType<typeof openSyntax>): Promise<Map<string, { fixed: string[]; unfixed: string[] }>> {
  const known = new Map<string, { fixed: string[]; unfixed: string[] }>();
  for (const { fault, file, bad, data } of [...FAULT_PROGRAMS, ...TYPED_PROGRAMS]) {
    const parsed = await syntax.parse(file, bad);
    const found = findFaults(parsed, [parsed], undefined, data).find((each) => each.fault.id === fault);
    const of = known.get(fault) ?? { fixed: [], unfixed: [] };
    (found?.fix ? of.fixed : of.unfixed).push(file);
    known.set(fault, of);
  }
  return known;
}
