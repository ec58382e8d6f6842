import type { FailureReport } from '../../core/capture/failureReport';
import type { ObservedRecord } from '../../core/experiments/observed';
import type { FaultPlace } from '../../core/experiments/repairs/behaviour';
import type { RepairPorts, Thrown } from '../../core/experiments/repairs/listRepairs';
import type { Look } from '../../core/experiments/repairs/repairFailure';
import { bodyColumn } from '../../core/experiments/bodyColumn';
import { chainParts } from '../../core/experiments/expressionText';
import { calledByTest } from '../../core/experiments/symptomSigns';
import { valueAtFault } from '../../core/experiments/valueAtFault';
import { TreeFile } from '../../core/syntax/treeFile';
import { NodeLaboratory } from './nodeLaboratory';
import type { ObserveAssets } from './observeAssets';
import { observeInstrument } from './observeInstrument';

/** The place in the workspace where the error surfaces, and the expression with the value at fault; undefined if none is known. */
export async function faultPlace(
  report: FailureReport,
  thrown: readonly Thrown[],
  { read, parse }: RepairPorts,
): Promise<FaultPlace | undefined> {
  const [first] = thrown;
  const frame = report.errors.flatMap((error) => error.frames.filter(({ origin }) => origin === 'workspace'))[0];
  const text = first && (await read(first.file));
  if (!first || !frame || text === undefined) return undefined;
  const parsed = await parse(first.file, text);
  if (!parsed) return undefined;
  const source = new TreeFile(first.file, parsed.grammar, parsed.tree);
  const expression = valueAtFault(report, frame, source);
  if (expression === undefined) return undefined;
  const root = chainParts(expression).root;
  const isParameter = source.enclosing(first.line)?.parameters.some(({ name }) => name === root) === true;
  return { file: first.file, line: first.line, expression, asked: isParameter && calledByTest({ report }) };
}

/** Reads the value at fault in one run, without an edit. @param root absolute, real */
export function lookAtFault(root: string, assets: ObserveAssets): Look {
  const base = root.replaceAll('\\', '/').replace(/\/$/, '');
  return async (lab, edits, isolation, { file, line, expression }) => {
    const path = `${base}/${file}`;
    const text = edits.find((edit) => edit.file.replaceAll('\\', '/') === path)?.text ?? (await lab.read(path)) ?? '';
    const column = bodyColumn(text.split('\n')[line - 1] ?? '', expression);
    const point = { id: 0, file: path, line, column, when: 'before' as const, expression };
    const setup = { roots: [base], throws: [], points: [point] };
    if (!(lab instanceof NodeLaboratory)) return { run: await lab.run(edits, isolation), records: [] };
    const run = await lab.run(edits, isolation, { instruments: [observeInstrument(setup, assets)] });
    return { run, records: (run.observations['observe'] as ObservedRecord[] | undefined) ?? [] };
  };
}
