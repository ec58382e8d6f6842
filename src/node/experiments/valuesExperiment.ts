import type { FailureReport } from '../../core/capture/failureReport';
import { fileIndex } from '../../core/workspace/fileIndex';
import { FunctionFinder } from '../../core/context/findFunctions';
import { ImportResolver } from '../../core/context/resolveImport';
import { isTestFile } from '../../core/context/testCode';
import { WorkspaceCode } from '../../core/context/workspaceCode';
import type { Experiment } from '../../core/experiments/experiment';
import {
  bornValues,
  callPoints,
  framesAtThrow,
  returnedCalls,
  throwSetup,
  type FrameValues,
  type ValuesVerdict,
} from '../../core/experiments/throwValues';
import type { ObservedRecord, ObserveSetup } from '../../core/experiments/observed';
import type { FunctionNode, Syntax, SyntaxFile } from '../../core/syntax/syntax';
import type { Instrument } from './instrument';
import { javaInstrument } from './javaInstrument';
import { javaSources } from './javaSources';
import { ObservedCommand, type ObserveOptions } from './observedCommand';

/**
 * The values of the names in every workspace frame when the command failed.
 * @param contents texts, numbers and booleans themselves, too
 */
export async function valuesExperiment(
  options: ObserveOptions,
  syntax: Syntax,
  contents = false,
): Promise<Experiment<'values', ValuesVerdict>> {
  const observed = await ObservedCommand.open(options);
  try {
    return observed.experiment('values', { frames: await valuesOf(observed, syntax, contents) });
  } finally {
    await observed.close();
  }
}

async function valuesOf(observed: ObservedCommand, syntax: Syntax, contents: boolean): Promise<FrameValues[]> {
  if (observed.baseline.outcome !== 'fails' || !observed.isObservable('throw')) return [];
  const report = observed.failureReport;
  const setup = throwSetup(report, observed.roots, observed.place);
  const calls = callPoints(await callsBefore(observed, syntax), setup.points.length);
  const whole = { ...setup, points: [...setup.points, ...calls], ...(contents && { contents }) };
  const records = await observed.failAgain(whole, instrumentsOf(observed, whole, syntax));
  if (!records) return [];
  const returned = returnedCalls(records, calls).flatMap((frame) => {
    const file = observed.relative(frame.file);
    return file === undefined ? [] : [{ ...frame, file }];
  });
  const frames: FrameValues[] = [];
  for (const frame of [...framesAtThrow(records, report, observed.relative), ...returned]) {
    const text = await observed.files.read(frame.file);
    frames.push(bornValues(frame, text === undefined ? undefined : await syntax.parse(frame.file, text)));
  }
  return frames;
}

function instrumentsOf(observed: ObservedCommand, setup: ObserveSetup, syntax: Syntax): Instrument<ObservedRecord[]>[] {
  const isJava = observed.failureReport.errors.some(({ language }) => language === 'java');
  return isJava ? [javaInstrument(setup, javaSources(observed.roots[0] ?? '', observed.files, syntax))] : [];
}

/** Functions of the workspace that the test of a failed assertion called before it, the last call first. */
async function callsBefore(observed: ObservedCommand, syntax: Syntax): Promise<{ file: string; source: SyntaxFile; fn: FunctionNode }[]> {
  const frame = observed.failureReport.errors.flatMap((error) => error.frames).find((each) => observed.place(each) !== undefined);
  const file = frame && observed.relative(observed.place(frame) ?? '');
  // A frame outside the tests shows that the program itself failed: its own values suffice.
  if (!frame || file === undefined || !(isTestFile(file) || isAssertion(observed.failureReport))) return [];
  const code = new WorkspaceCode(observed.files, syntax, fileIndex(await observed.files.list()));
  const source = await code.open(file);
  if (!source) return [];
  const finder = new FunctionFinder(code, new ImportResolver(code), file);
  const test = source.enclosing(frame.line);
  const found: { file: string; source: SyntaxFile; fn: FunctionNode }[] = [];
  const calls = source.calls({ startLine: Math.max(test?.startLine ?? 1, frame.line - 30), endLine: frame.line });
  for (const call of calls.toReversed().slice(0, 20)) {
    for (const { file: callee, fn, certainty } of await finder.callees(call, source, test))
      if (certainty >= 0.4 && !isTestFile(callee.file)) found.push({ file: `${observed.roots[0]}/${callee.file}`, source: callee, fn });
  }
  return found;
}

function isAssertion({ errors, expectations }: FailureReport): boolean {
  return expectations.length > 0 || errors.some(({ type }) => /Assert|ExpectationFailed|^Failure$/.test(type));
}
