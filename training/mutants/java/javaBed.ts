import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DebianPackages } from '../../debianPackages';
import { LineServer } from '../lineServer';
import type { FailedTest, TestBed } from '../testBed';
import { blockOfLines, instrument, type Block } from './instrument';
import type { JavaLibrary } from './javaLibraries';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));

/** Debian's jars: the test runner, and the dependencies of the libraries and tests. */
const JARS = '/usr/share/java';
const RUNNER_JARS = [
  'junit-platform-launcher',
  'junit-platform-engine',
  'junit-platform-commons',
  'junit-jupiter-api',
  'junit-jupiter-engine',
  'junit-jupiter-params',
  'junit-vintage-engine',
  'junit4',
  'hamcrest',
  'opentest4j',
  'apiguardian-api',
];
const NEEDED_JARS = [
  'commons-lang3',
  'commons-io',
  'commons-collections4',
  'fest-util',
  'guava',
  'commons-codec',
  'mockito-core',
  'byte-buddy',
  'byte-buddy-agent',
  'objenesis',
];
const SLOWEST_TEST_MS = 300;
const MOST_TEST_CLASSES = 90;

/**
 * Unpacks a library, compiles it and its tests, and finds out which tests reach which blocks.
 * @param folder holds the sources, the classes and, as `work`, the workspace
 */
export async function javaBed(library: JavaLibrary, folder: string): Promise<TestBed | undefined> {
  const workspace = join(folder, 'work');
  await rm(folder, { recursive: true, force: true });
  await mkdir(workspace, { recursive: true });
  const source = join(folder, 'source');
  await (await DebianPackages.open()).unpackSource(library.name, library.version, source);
  for (const part of [library.main, library.tests]) await cp(join(source, part), join(workspace, part), { recursive: true });
  const runner = join(folder, 'runner');
  const classes0 = join(folder, 'classes');
  const traced = join(folder, 'traced');
  const tests = join(folder, 'test-classes');
  const runnerPath = RUNNER_JARS.map(jar).join(':');
  const resources = library.resources.map((part) => join(source, part)).join(':');
  const needed = `${resources}:${NEEDED_JARS.map(jar).join(':')}`;
  await compile(runner, runnerPath, [join(here, 'MutantRunner.java'), join(here, 'mutants/Hits.java')]);
  const mainFiles = await javaFiles(join(workspace, library.main));
  await compile(classes0, needed, mainFiles);
  const blocks = await instrumentAll(mainFiles, join(folder, 'instrumented'));
  await compile(traced, `${runner}:${needed}`, await javaFiles(join(folder, 'instrumented')));
  const testFiles = await compileLoosely(tests, `${classes0}:${runnerPath}:${needed}`, await javaFiles(join(workspace, library.tests)));
  await chmod(workspace, 0o1777);

  const startRunner = () =>
    new LineServer(
      'java',
      [
        '-Xmx1g',
        '-XX:+UseSerialGC',
        '-XX:TieredStopAtLevel=1',
        `-Duser.home=${workspace}`,
        '-cp',
        `${runner}:${runnerPath}`,
        'MutantRunner',
        classes0,
        tests,
        needed,
      ],
      { cwd: workspace, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } },
    );
  let server = startRunner();
  const classes = testFiles.map((file) => relative(join(workspace, library.tests), file).slice(0, -'.java'.length).replaceAll('/', '.'));
  const reached = new Map<string, Map<number, string[]>>();
  for (const name of classes.filter((name) => /Test(?:Case|s)?$|(?:^|\.)Test\w+$/.test(name)).slice(0, MOST_TEST_CLASSES)) {
    const answer = await server.ask<{ tests?: TracedTest[] }>(['trace', traced, name]).catch((): { tests?: TracedTest[] } => ({}));
    if (answer.tests) addReached(reached, answer.tests, blocks, workspace);
    else server = startRunner();
  }
  if (reached.size === 0) return undefined;
  return {
    corpus: 'java-mutants',
    language: 'java',
    package: library.name,
    workspace,
    reached,
    testsPerMutant: 6,
    async run(methods, changed) {
      try {
        const answer = await server.ask<{ failures?: FailedTest[]; timeout?: boolean }>(['run', join(workspace, changed), ...methods]);
        if (answer.timeout) server = startRunner();
        return answer.failures;
      } catch {
        server = startRunner();
        return undefined;
      }
    },
    close: async () => server.close(),
  };
}

interface TracedTest {
  test: string;
  ms: number;
  ok: boolean;
  hits: number[];
}

interface InstrumentedFile {
  file: string;
  first: number;
  blocks: Block[];
}

/** Records the lines that each quick, passing test reaches; the runs of one parameterized method are one test. */
function addReached(
  reached: Map<string, Map<number, string[]>>,
  tests: readonly TracedTest[],
  files: readonly InstrumentedFile[],
  workspace: string,
): void {
  const bad = new Set(tests.filter(({ ok, ms }) => !ok || ms > SLOWEST_TEST_MS).map(({ test }) => test));
  const byBlock = new Map<number, Set<string>>();
  for (const { test, hits } of tests) {
    if (bad.has(test)) continue;
    for (const block of hits) byBlock.set(block, (byBlock.get(block) ?? new Set()).add(test));
  }
  for (const { file, first, blocks } of files) {
    if (!blocks.some((_, index) => byBlock.has(first + index))) continue;
    const path = relative(workspace, file);
    const lines = reached.get(path) ?? new Map<number, string[]>();
    reached.set(path, lines);
    for (const [line, block] of blockOfLines(blocks, first)) {
      const found = byBlock.get(block);
      const known = lines.get(line);
      if (known) known.push(...(found ?? []));
      else if (found) lines.set(line, [...found]);
    }
  }
}

async function instrumentAll(files: readonly string[], target: string): Promise<InstrumentedFile[]> {
  const done: InstrumentedFile[] = [];
  let first = 0;
  await mkdir(target, { recursive: true });
  for (const file of files) {
    const text = await readFile(file, 'utf8');
    const made = await instrument(file, text, first);
    const name = join(target, `${done.length}`);
    await mkdir(name);
    await writeFile(join(name, file.slice(file.lastIndexOf('/') + 1)), made?.text ?? text);
    done.push({ file, first, blocks: made?.blocks ?? [] });
    first += made?.blocks.length ?? 0;
  }
  return done;
}

async function javaFiles(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files
    .filter((file) => file.endsWith('.java') && !/(?:package|module)-info\.java$/.test(file))
    .map((file) => resolve(folder, file));
}

function compile(target: string, path: string, files: readonly string[]): Promise<unknown> {
  const options = ['-d', target, '-cp', path, '-g', '-nowarn', '-proc:none', '-encoding', 'UTF-8', '-Xmaxerrs', '10000'];
  return run('javac', [...options, ...files], { maxBuffer: 1 << 26 });
}

/** Compiles the files that can be compiled: a test with a missing dependency is left out, and so are the tests that depend on it. */
async function compileLoosely(target: string, path: string, files: readonly string[]): Promise<string[]> {
  let left = [...files];
  for (let round = 0; round < 8 && left.length > 0; round++) {
    const problems = await compile(target, path, left).then(
      () => '',
      (error: { stderr?: string }) => error.stderr ?? '',
    );
    if (problems === '') return left;
    const broken = new Set([...problems.matchAll(/^(\/\S+\.java):\d+: error:/gm)].map(([, file]) => file));
    if (broken.size === 0) throw new Error(problems.slice(0, 500));
    left = left.filter((file) => !broken.has(file));
  }
  return [];
}

function jar(name: string): string {
  return join(JARS, `${name}.jar`);
}
