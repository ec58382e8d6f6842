import { execFile } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Hunk } from '../../npm/hunks';
import { PairWorkspace } from '../../npm/pairWorkspace';
import type { PythonPackage } from './packages';
import { PYTHON_LAYOUT } from './pythonLayout';
import type { PytestRun, PytestServer } from './pytestServer';

const ALL_SECONDS = 45;
const TEST_SECONDS = 6;

/** The newer version's tests beside the older one's source, and pytest to run them. */
export class PackageBed {
  private readonly paths: readonly string[];
  private readonly tests: readonly string[];
  private readonly times = new Map<string, Date>();

  private constructor(
    readonly workspace: PairWorkspace,
    private readonly module: PythonPackage,
    private readonly server: PytestServer,
  ) {
    const { folder } = workspace;
    const there = (path: string): boolean => existsSync(join(folder, path));
    this.paths = (module.paths ?? ['src', 'lib', '.']).filter(there);
    this.tests = (module.tests ?? []).filter(there);
    for (const file of Object.keys(workspace.before)) this.times.set(file, statSync(join(folder, file)).mtime);
  }

  /** @param older unpacked older version; `newer` likewise */
  static async layOut(
    folder: string,
    older: string,
    newer: string,
    module: PythonPackage,
    server: PytestServer,
    python: string,
  ): Promise<PackageBed> {
    const workspace = PairWorkspace.layOut(folder, older, newer, PYTHON_LAYOUT);
    // Compiled once. A file that is changed later is told by its time, and its compiled form not used.
    await promisify(execFile)(python, ['-m', 'compileall', '-q', folder]).catch(() => undefined);
    openToAll(folder);
    return new PackageBed(workspace, module, server);
  }

  /** Puts these changes in place, takes all others out, and gives files that are as they were their time. */
  apply(hunks: readonly Hunk[]): void {
    const changed = new Set(hunks.map(({ file }) => file));
    this.workspace.apply(hunks);
    for (const [file, time] of this.times) if (!changed.has(file)) utimesSync(join(this.workspace.folder, file), time, time);
  }

  runAll(): Promise<PytestRun | undefined> {
    return this.run(['--tb=line', '-q', '--continue-on-collection-errors', ...this.tests], ALL_SECONDS);
  }

  runTest(id: string): Promise<PytestRun | undefined> {
    return this.run([id], TEST_SECONDS, true);
  }

  /** Says nothing but whether the test passes, and is the faster for it. */
  async passes(id: string): Promise<boolean> {
    const run = await this.run(['-q', '--tb=no', '--assert=plain', id], TEST_SECONDS);
    return run?.tests[id]?.[0] === 'passed';
  }

  private run(args: readonly string[], seconds: number, noting = false): Promise<PytestRun | undefined> {
    return this.server.run(this.workspace.folder, this.paths, [...(this.module.options ?? []), ...args], seconds, noting);
  }
}

/** The tests run as a user who owns nothing. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o777);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o777);
}
