import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { runCommand } from '../../realBugs/npm/runCommand';
import { interpreter } from '../../realBugs/python/runnablePythonBug';
import type { FailureCase } from '../failureCase';
import { moduleFixes, olderLibraries, truthOfFix } from '../history/python/functionFixes';
import { layOutModule } from '../mutants/python/pythonBed';
import { PYTHON_MODULES } from '../mutants/python/pythonModules';
import { encodedFiles } from '../trainingFiles';
import type { RunJob, TrainingFault } from './runJob';

/** Limit for the failing test alone, ms. */
const LONGEST = 20_000;

/** The version without the fix, the module, the test, and the first line of the function: see `mineModule`. */
const ID = /^python-history\/([^/]+)\/([^/]+)\/(.+)\/(\d+)$/;

/** Tests of the workspace, and what else they import from the library's. */
const TESTS_PACKAGE = 'from pkgutil import extend_path\n__path__ = extend_path(__path__, __name__)\n';

/**
 * One failure of each fault of Python's library that the model learned from, or was stopped by.
 * @param folders of the older libraries, as `minePythonHistory` takes them
 */
export function pythonFaults(folders: string): TrainingFault[] {
  const older = olderLibraries(folders);
  const seen = new Set<string>();
  return knownCases().flatMap(({ id, kind }) => {
    const [, version = '', module = '', test = '', line] = ID.exec(id) ?? [];
    const fault = `${version} ${module} ${line}`;
    if (!older.has(version) || seen.has(fault)) return [];
    seen.add(fault);
    return { id, package: module, layOut: () => layOut({ id, kind, version, module, test, line: Number(line) }, older) };
  });
}

function knownCases(): Pick<FailureCase, 'id' | 'kind'>[] {
  const files = [...encodedFiles('valid-'), ...encodedFiles('real-')].filter((file) => file.includes('python-history'));
  return files.flatMap((file) =>
    gunzipSync(readFileSync(file))
      .toString('utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as FailureCase),
  );
}

interface PythonFault extends Pick<FailureCase, 'id' | 'kind'> {
  version: string;
  module: string;
  /** `test.test_json.test_dump.TestPyDump.test_dump`. */
  test: string;
  /** Where the function begins in the newer library. */
  line: number;
}

/** @throws if the test does not fail with any older form of the function */
async function layOut(fault: PythonFault, older: ReadonlyMap<string, string>): Promise<Omit<RunJob, 'out'>> {
  const module = PYTHON_MODULES.find(({ name }) => name === fault.module);
  if (!module) throw new Error('no such module');
  const { program, library } = interpreter();
  const workspace = join(tmpdir(), 'debug-with-context-python', module.name, 'work');
  await layOutModule(module, { command: program, library }, workspace);
  writeFileSync(join(workspace, 'test', '__init__.py'), TESTS_PACKAGE);
  const [, tests = '', name = ''] = /^(.+)\.[^.]+\.([^.]+)$/.exec(fault.test) ?? [];
  for (const fix of await moduleFixes(workspace, older)) {
    if (fix.version !== fault.version || fix.startLine !== fault.line) continue;
    writeFileSync(join(workspace, fix.file), fix.faulty);
    const run = await runCommand(workspace, [program, '-m', 'unittest', fault.test], LONGEST);
    if (run.code === 1) {
      const { id, kind } = fault;
      return {
        facts: { id, corpus: 'python-history', language: 'python', package: module.name, kind, truth: truthOfFix(fix) },
        workspace,
        text: run.text,
        wide: [program, '-m', 'unittest', '-v', tests],
        test: `${name} (${fault.test})`,
        // Also what is imported before the program begins comes from the workspace.
        env: { PYTHONPATH: workspace },
      };
    }
    writeFileSync(join(workspace, fix.file), fix.mended);
  }
  throw new Error('the test passes here');
}
