import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { RunnableBug } from '../runnableBug';

/** One fault of Python's own modules, as `mineStandardLibrary.py` found it: between two bug-fix releases. */
export interface PythonBug {
  /** File of the module below the standard library, with `/`. */
  module: string;
  /** The later release's test, reduced; it is beside the module. */
  test: string;
  /** `Class.method` in it. */
  target: string;
  kind: 'crash' | 'assertion';
  /** 1-based lines of the earlier module that the fix changes. */
  lines: number[];
  before: string;
  /** The text with the smallest part of the later release's changes that fixes it. */
  after: string;
  testText: string;
}

/** The faults need the interpreter of this release. */
const VERSION = '3.13';

/** From CPython 3.13.0, 3.13.5 and 3.13.18, under the PSF License Agreement (https://docs.python.org/3/license.html). */
export function readPythonBugs(): PythonBug[] {
  return JSON.parse(gunzipSync(readFileSync(join(__dirname, 'standardLibrary.json.gz'))).toString('utf8')) as PythonBug[];
}

export function pythonBugId({ module, target }: PythonBug): string {
  return `python/${module.replace(/\.py$/, '')}/${target}`;
}

/** Split by module: nobody chooses. */
export function pythonSplit({ module }: PythonBug): 'tune' | 'test' {
  return /^[0-5]/.test(createHash('sha1').update(module).digest('hex')) ? 'tune' : 'test';
}

/** Puts the earlier module and its test where they take precedence over the interpreter's own. */
export function runnablePythonBug(bug: PythonBug): RunnableBug {
  const { program, library } = interpreter();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'python-bug-')));
  const [top = ''] = bug.module.split('/');
  if (top !== bug.module)
    cpSync(join(library, top), join(folder, top), { recursive: true, filter: (path) => !path.endsWith('__pycache__') });
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  write(bug.module, bug.before);
  write(bug.test, bug.testText);
  const beside = top === bug.module ? [] : readdirSync(join(folder, dirname(bug.module)));
  const names = [bug.module, ...beside.map((name) => join(dirname(bug.module), name))].filter((name) => name.endsWith('.py'));
  const module = bug.test.replace(/\.py$/, '');
  const name = bug.target.split('.')[1] ?? '';
  return {
    id: pythonBugId(bug),
    language: 'python',
    kind: bug.kind,
    split: pythonSplit(bug),
    why: `${bug.module} of the earlier release fails ${bug.target} of the later one.`,
    folder,
    command: [program, '-m', 'unittest', `${module}.${bug.target}`],
    wide: [program, '-m', 'unittest', '-v', module],
    test: `${name} (${module}.${bug.target})`,
    files: new Map([[bug.module, { before: bug.before, after: bug.after }]]),
    sources: Object.fromEntries(names.map((file) => [file, readFileSync(join(folder, file), 'utf8')])),
    truth: [{ file: bug.module, lines: bug.lines }],
  };
}

let found: { program: string; library: string } | undefined;

/** The interpreter of this release, and the folder of its library. @throws if there is none */
export function interpreter(): { program: string; library: string } {
  if (found) return found;
  for (const name of [`python${VERSION}`, '/usr/bin/python3', 'python3']) {
    const script = 'import sys, os; print(sys.executable); print(os.path.dirname(os.__file__)); print("%d.%d" % sys.version_info[:2])';
    const [program = '', library = '', version] = spawnSync(name, ['-c', script], { encoding: 'utf8' }).stdout?.split('\n') ?? [];
    if (version === VERSION && existsSync(library)) return (found = { program, library });
  }
  throw new Error(`The faults of Python's modules need an interpreter of ${VERSION}.`);
}
