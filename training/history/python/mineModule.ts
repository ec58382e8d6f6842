import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FailureCase } from '../../failureCase';
import { classifyFailure } from '../../mutants/classifyFailure';
import type { LineServer } from '../../mutants/lineServer';
import { layOutModule, passing, testModules, type PythonInstall } from '../../mutants/python/pythonBed';
import type { PythonModule } from '../../mutants/python/pythonModules';
import { sample } from '../../mutants/random';
import type { FailedTest } from '../../mutants/testBed';
import { recordCase } from '../../recordCase';
import { moduleFixes, truthOfFix, type FunctionFix } from './functionFixes';

const TRACE_SECONDS = 45;
const RUN_SECONDS = 4;
/** Number of the tests that reach a function. */
const MOST_TESTS = 12;
const TESTS_OF_A_FAULT = 2;

/** A part of the newer version is missing, or the versions do not fit together: a feature, not a fault. */
const FEATURE =
  /cannot import name|No module named|has no attribute|unexpected keyword argument|name '\w+' is not defined|positional arguments? but|required (?:positional|keyword-only) argument|Warning not triggered|UnboundLocalError|cannot unpack|values to unpack/;

/** The newer library with its tests, and older ones by version, newest first: the nearer, the fewer features among the differences. */
export interface Libraries {
  newer: PythonInstall;
  older: ReadonlyMap<string, string>;
}

/**
 * Removes the fixes from a newer module, one function at a time, and runs the tests that reach it. A test that then fails shows a fault
 * that people had and fixed, with the failure of their own test for it.
 */
export async function* mineModule(
  module: PythonModule,
  { newer, older }: Libraries,
  workspace: string,
  server: LineServer,
  random: () => number,
): AsyncGenerator<FailureCase> {
  await layOutModule(module, newer, workspace);
  const fixes = await moduleFixes(workspace, older);
  if (fixes.length === 0) return;

  const ask = { root: workspace, modules: module.sources };
  const tests = await testModules(workspace);
  const traced = await server.ask<{ tests?: [string, number | null][]; lines?: Record<string, Record<string, number[]>> }>({
    op: 'trace',
    ...ask,
    tests,
    seconds: TRACE_SECONDS,
  });
  const usable = await passing(traced.tests ?? [], workspace, module.sources, server);
  const reaching = ({ file, startLine, endLine }: FunctionFix) => {
    const found = new Set<string>();
    for (const [line, numbers] of Object.entries(traced.lines?.[file] ?? {})) {
      if (Number(line) > startLine && Number(line) <= endLine) for (const number of numbers) found.add(traced.tests?.[number]?.[0] ?? '');
    }
    return [...found].filter((test) => usable.has(test));
  };

  for (const fix of fixes) {
    const ids = sample(reaching(fix), MOST_TESTS, random);
    if (ids.length === 0) continue;
    const restore = await putInPlace(join(workspace, fix.file), fix.faulty);
    try {
      const answer = await server.ask<{ failures?: FailedTest[] }>({ op: 'run', ...ask, tests: ids, seconds: RUN_SECONDS });
      const failures = (answer.failures ?? []).filter(({ test, text }) => ids.includes(test) && !FEATURE.test(text));
      const truth = truthOfFix(fix);
      if (truth.length === 0) continue;
      for (const { test, text } of sample(failures, TESTS_OF_A_FAULT, random)) {
        const facts = await classifyFailure(text, workspace);
        if (!facts) continue;
        const failure = await recordCase(workspace, text, {
          id: `python-history/${fix.version}/${module.name}/${test}/${fix.startLine}`,
          corpus: 'python-history',
          language: 'python',
          package: module.name,
          kind: facts.kind,
          truth,
        });
        if (failure) yield failure;
      }
    } finally {
      await restore();
    }
  }
}

/** Puts a text into a file for a while. Python matches compiled files by time, so the time is restored as well. */
async function putInPlace(path: string, text: string): Promise<() => Promise<void>> {
  const now = await readFile(path, 'utf8');
  const { atime, mtime } = await stat(path);
  await writeFile(path, text);
  return async () => {
    await writeFile(path, now);
    await utimes(path, atime, mtime);
  };
}
