import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { LineServer } from '../lineServer';
import type { FailedTest, TestBed } from '../testBed';
import type { PythonModule } from './pythonModules';

/** Seconds: a slower test would cost too many mutants. */
const SLOWEST_TEST = 0.4;
const TRACE_SECONDS = 90;
const RUN_SECONDS = 3;

export interface PythonInstall {
  command: string;
  /** Folder of the standard library with its `test` folder. */
  library: string;
}

/** Starts the runner that all modules share. */
export function startPython(install: PythonInstall): LineServer {
  const script = join(dirname(fileURLToPath(import.meta.url)), 'runTests.py');
  const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', PYTHONHASHSEED: '0', PYTHONDONTWRITEBYTECODE: '1' };
  return new LineServer(install.command, ['-X', 'frozen_modules=off', script], { cwd: dirname(script), env });
}

/**
 * Copies a module and its tests into a folder and finds out which tests reach which lines.
 * @returns undefined where no test of it passes here
 */
export async function pythonBed(
  module: PythonModule,
  install: PythonInstall,
  workspace: string,
  server: LineServer,
): Promise<TestBed | undefined> {
  await layOutModule(module, install, workspace);
  const modules = module.sources;
  const names = await testModules(workspace);
  const traced = await server.ask<{ tests?: [string, number | null][]; lines?: Record<string, Record<string, number[]>> }>({
    op: 'trace',
    root: workspace,
    modules,
    tests: names,
    seconds: TRACE_SECONDS,
  });
  if (!traced.tests || !traced.lines) return undefined;
  const usable = await passing(traced.tests, workspace, modules, server);
  const ids = traced.tests.map(([id]) => (usable.has(id) ? id : undefined));
  const reached = new Map<string, ReadonlyMap<number, readonly string[]>>();
  for (const [file, lines] of Object.entries(traced.lines)) {
    if (file.startsWith('test/')) continue;
    const byLine = Object.entries(lines).map(([line, tests]) => [Number(line), tests.flatMap((test) => ids[test] ?? [])] as const);
    reached.set(file, new Map(byLine.filter(([, tests]) => tests.length > 0)));
  }
  if (reached.size === 0) return undefined;
  return {
    corpus: 'python-mutants',
    language: 'python',
    package: module.name,
    workspace,
    reached,
    testsPerMutant: 10,
    async run(tests) {
      const answer = await server.ask<{ failures?: FailedTest[] }>({ op: 'run', root: workspace, modules, tests, seconds: RUN_SECONDS });
      return answer.failures;
    },
    close: async () => {},
  };
}

/** Copies a module and its tests into an empty folder where tests may write. */
export async function layOutModule(module: PythonModule, { command, library }: PythonInstall, workspace: string): Promise<void> {
  await rm(workspace, { recursive: true, force: true });
  await mkdir(join(workspace, 'test'), { recursive: true });
  for (const source of module.sources) await copy(library, workspace, source);
  for (const test of module.tests) await copy(join(library, 'test'), join(workspace, 'test'), test);
  // Compiled once. A file that changes later is newer than its compiled form, which is then not used.
  await promisify(execFile)(command, ['-m', 'compileall', '-q', workspace]).catch(() => undefined);
  // Tests write new files beside these; the sticky bit protects the existing ones.
  await chmod(workspace, 0o1777);
}

/** Quick tests that also pass when loaded by name. */
export async function passing(
  tests: readonly [string, number | null][],
  root: string,
  modules: readonly string[],
  server: LineServer,
): Promise<Set<string>> {
  // Doctests have ids that no loader finds again.
  const isUsable = ([id, seconds]: readonly [string, number | null]) =>
    id.startsWith('test.') && seconds !== null && seconds < SLOWEST_TEST;
  const quick = new Set(tests.filter(isUsable).map(([id]) => id));
  const answer = await server.ask<{ failures?: FailedTest[] }>({ op: 'run', root, modules, tests: [...quick], seconds: TRACE_SECONDS });
  // A name that cannot be loaded fails under a different name: its last part.
  for (const { test } of answer.failures ?? []) {
    const lost = test.startsWith('unittest.loader._FailedTest.') ? `.${test.slice(test.lastIndexOf('.') + 1)}` : undefined;
    for (const id of quick) if (id === test || (lost !== undefined && id.endsWith(lost))) quick.delete(id);
  }
  return answer.failures ? quick : new Set();
}

async function copy(from: string, to: string, name: string): Promise<void> {
  for (const file of [name, `${name}.py`]) {
    const found = await stat(join(from, file)).catch(() => undefined);
    if (found)
      await cp(join(from, file), join(to, file), {
        recursive: true,
        preserveTimestamps: true,
        filter: (path) => !path.includes('__pycache__'),
      });
  }
}

/** Dotted names of the test modules of a workspace; a package may hold tests itself. */
export async function testModules(workspace: string): Promise<string[]> {
  const files = await readdir(join(workspace, 'test'), { recursive: true });
  return files
    .flatMap((file) => /^(.*\btest_\w+)(?:\/__init__)?\.py$/.exec(file)?.[1]?.replaceAll('/', '.') ?? [])
    .map((name) => `test.${name}`)
    .sort();
}
