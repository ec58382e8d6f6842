import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunnableTest, isSourcePath, listFiles } from '../../../realBugs/npm/packageFiles';
import type { PackageStore } from '../../../realBugs/npm/packageStore';
import { runCommand } from '../../../realBugs/npm/runCommand';
import { parseTap } from '../../../realBugs/npm/tapOutput';
import { chooseRunner, type TestRunner } from './testRunner';
import { failureText } from '../../../realBugs/npm/testTarget';
import type { FailedTest, TestBed } from '../testBed';
import { reachedLines } from './reachedLines';

/** ms: a slower test file would cost too many mutants. */
const SLOWEST_FILE = 2_500;
const TIMEOUT = 5_000;
const MOST_TEST_FILES = 40;

/**
 * Lays out a version of a package with the packages its tests need, and finds out which test files reach which lines.
 * @param mocha absolute path of mocha's program
 * @returns undefined where no test file of it passes here
 */
export async function npmBed(
  store: PackageStore,
  mocha: string,
  name: string,
  version: string,
  folder: string,
): Promise<TestBed | undefined> {
  const workspace = join(folder, 'work');
  await store.fetch(name, [version]);
  await rm(workspace, { recursive: true, force: true });
  await cp(store.source(name, version), workspace, { recursive: true });
  if (!existsSync(join(folder, 'node_modules'))) await store.install(name, folder, [version]);

  const start = (file: string, { kind, options }: TestRunner, coverage?: string) => {
    const program = kind === 'mocha' ? [mocha, '--no-config', '--no-package', '--exit', '--timeout', '3000', ...options] : options;
    const env = coverage === undefined ? [] : ['env', `NODE_V8_COVERAGE=${coverage}`];
    return runCommand(workspace, [...env, process.execPath, ...program, file], TIMEOUT);
  };

  const runners = new Map<string, TestRunner>();
  const reached = new Map<string, Map<number, string[]>>();
  const tests = listFiles(workspace).filter((file) => isRunnableTest(file) && !/helper/i.test(file));
  for (const test of tests.slice(0, MOST_TEST_FILES)) {
    const runner = chooseRunner(workspace, await readFile(join(workspace, test), 'utf8'));
    if (!runner) continue;
    const coverage = join(folder, 'coverage');
    await rm(coverage, { recursive: true, force: true });
    await mkdir(coverage, { recursive: true });
    const began = Date.now();
    const run = await start(test, runner, coverage);
    if (run.code !== 0 || Date.now() - began > SLOWEST_FILE || /^\s*not ok /m.test(run.text)) continue;
    runners.set(test, runner);
    for (const [file, lines] of await reachedLines(coverage, workspace)) {
      if (!isSourcePath(file)) continue;
      const known = reached.get(file) ?? new Map<number, string[]>();
      reached.set(file, known);
      for (const line of lines) known.set(line, [...(known.get(line) ?? []), test]);
    }
  }
  if (reached.size === 0) return undefined;
  return {
    corpus: 'npm-mutants',
    language: 'javascript',
    package: name,
    workspace,
    reached,
    testsPerMutant: 2,
    async run(files) {
      for (const test of files) {
        const { text, code } = await start(test, runners.get(test)!);
        // A time-out says nothing about the place of the mistake.
        if (code === null) return undefined;
        if (code !== 0 || /^\s*not ok /m.test(text)) return failuresOf(test, text);
      }
      return [];
    },
    close: async () => {},
  };
}

/** For a TAP stream one failure per test, otherwise the text as it is: other runners list their failures. */
function failuresOf(test: string, text: string): FailedTest[] {
  const failed = parseTap(text)?.filter(({ ok }) => !ok) ?? [];
  if (failed.length === 0) return [{ test, text }];
  const sections = new Map(failed.map((assertion) => [assertion.sectionStart, assertion]));
  return [...sections.values()].slice(0, 6).map(({ key }) => ({ test: `${test} ${key}`, text: failureText(text, { kind: 'tap', key }) }));
}
