import { programsOf, type PackageScripts } from './commandWords';
import { javaTest, JUNIT, SELECTS, SELECTS_NEXT } from './junitCommand';
import type { CommandWords } from './plainProgram';
import type { Runner, RunnerName, TestToRun } from './testRunner';

/** Compilers that read and write files themselves. */
const COMPILERS = [
  'javac',
  'kotlinc',
  'scalac',
  'cc',
  'c++',
  'gcc',
  'g++',
  'clang',
  'clang++',
  'rustc',
  'swiftc',
  'ghc',
  'fpc',
  'gfortran',
];

/** A command with a known program. */
export interface RecognisedRunner {
  runner: RunnerName;
  /** The command for one test only; undefined where it cannot be derived. */
  narrow(test: TestToRun): string[] | undefined;
  /** The command that writes its results into a file, too; undefined where it needs no argument for that or does not support it. */
  record(file: string): string[] | undefined;
  /** It runs in another folder than the command: files are named absolute. */
  elsewhere: boolean;
  /** It writes JUnit's XML below the folders that it builds. */
  reports: boolean;
  /** It reads source files natively, where no preload can answer for them. */
  native: boolean;
  /** It writes what it builds into the workspace, where nothing can undo it. */
  builds: boolean;
}

const program =
  (...names: string[]) =>
  (words: CommandWords): boolean =>
    names.includes(words.program);

/** The ways to run tests one at a time; the first entry that recognises a command wins. */
const runners: readonly Runner[] = [
  {
    name: 'vitest',
    recognises: program('vitest'),
    narrow: ({ append }, { name, file }) => append([...(file ? [file] : []), '-t', `^${joined(name)}$`]),
    record: ({ append }, file) => append(['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]),
  },
  {
    name: 'jest',
    recognises: ({ program: name, args }) => name === 'jest' || (name === 'react-scripts' && args[0] === 'test'),
    narrow: ({ append }, { name, file }) => append([...(file ? ['--runTestsByPath', file] : []), '-t', `^${joined(name)}$`]),
    record: ({ append }, file) => append(['--json', `--outputFile=${file}`]),
  },
  {
    name: 'mocha',
    recognises: program('mocha', '_mocha'),
    narrow: ({ append, args }, { name }) =>
      args.some((arg) => /^(?:-g|-f|--grep|--fgrep)\b/.test(arg)) ? undefined : append(['--grep', `^${joined(name)}$`]),
  },
  {
    name: 'playwright',
    recognises: ({ program: name, args }) => name === 'playwright' && args[0] === 'test',
    narrow: ({ append }, { file, line }) => (file && line ? append([`${file}:${line}`]) : undefined),
  },
  { name: 'cypress', recognises: program('cypress'), narrow: ({ append }, { file }) => (file ? append(['--spec', file]) : undefined) },
  {
    name: 'node:test',
    recognises: ({ program: name, args }) => name === 'node' && args.includes('--test'),
    narrow: ({ withArgs, args }, { name }) => withArgs?.([`--test-name-pattern=^${escaped(leaf(name))}$`, ...args]),
    record: ({ withArgs, args }, file) => {
      const own = (option: string): number => args.filter((arg) => arg === option || arg.startsWith(`${option}=`)).length;
      const [reporters, destinations] = [own('--test-reporter'), own('--test-reporter-destination')];
      // Without a reporter, or with one of these, the output names every test. Each reporter needs a destination of its own.
      const named = reporters === 0 || args.some((arg, at) => /^(?:--test-reporter=)?(?:spec|tap)$/.test(arg) && isReporter(args, at));
      if (named || (destinations === 0 && reporters > 1)) return undefined;
      const second = ['--test-reporter=tap', `--test-reporter-destination=${dirnameOf(file)}/${TAP_FILE}`];
      return withArgs?.([...second, ...(destinations === 0 ? ['--test-reporter-destination=stdout'] : []), ...args]);
    },
  },
  { name: 'tsx', recognises: program('tsx') },
  { name: 'ts-node', recognises: program('ts-node', 'ts-node-esm', 'ts-node-script') },
  { name: 'node', recognises: program('node') },
  {
    name: 'pytest',
    recognises: program('pytest', 'py.test'),
    narrow: ({ append, withArgs, args }, { name, file }) => {
      const at = name.indexOf('::');
      const inside = at < 0 ? `::${name.replaceAll('.', '::')}` : name.slice(at);
      const id = file?.endsWith('.py') ? `${file}${inside}` : at > 0 ? name : undefined;
      if (!id) return undefined;
      return withArgs ? withArgs([...args.filter((arg, at) => !isPythonPath(arg, args[at - 1])), id]) : append([id]);
    },
  },
  {
    name: 'unittest',
    recognises: program('unittest'),
    narrow: ({ append, withArgs, args }, { name }) => {
      // `test (module.Class.test)` of its own lists, `module.Class.test` of its reports; a subtest follows it.
      const match = /^(?:(\w+) \(([\w.]+)\)|(\w+(?:\.\w+)+)(?= |$))/.exec(name);
      if (!match) return undefined;
      const [, test = '', owner = '', dotted] = match;
      const id = dotted ?? (owner.endsWith(`.${test}`) ? owner : `${owner}.${test}`);
      const whole = args.filter((arg) => !arg.startsWith('-'));
      return whole.length && whole[0] !== 'discover' && withArgs
        ? withArgs([...args.filter((arg) => arg.startsWith('-')), id])
        : append(['-k', `*${id}`]);
    },
  },
  { name: 'python', recognises: program('python') },
  {
    name: 'go',
    recognises: ({ program: name, args }) => name === 'go' && args[0] === 'test',
    narrow: ({ append }, { name }) =>
      append([
        '-run',
        name
          .split('/')
          .map((part) => `^${escaped(part)}$`)
          .join('/'),
        '-count=1',
      ]),
    // Without it, tests that pass are not listed.
    record: ({ append }) => append(['-v']),
  },
  {
    name: 'maven',
    recognises: program('mvn', 'mvnw', 'mvnd'),
    narrow: ({ append }, { name }) => {
      const { owner, method } = javaTest(name);
      // Modules without this test must not fail. Old versions of Surefire know only the second name.
      const elsewhere = ['-Dsurefire.failIfNoSpecifiedTests=false', '-DfailIfNoTests=false'];
      return owner ? append([`-Dtest=${owner}#${method}`, ...elsewhere]) : undefined;
    },
    reports: true,
    native: true,
    builds: true,
  },
  {
    name: 'gradle',
    recognises: program('gradle', 'gradlew'),
    narrow: ({ append }, { name }) => {
      const { owner, method } = javaTest(name);
      return owner ? append(['--tests', `${owner}.${method}`]) : undefined;
    },
    record: ({ append }, file) => append(['--init-script', `${dirnameOf(file)}/${GRADLE_SCRIPT}`]),
    reports: true,
    native: true,
    builds: true,
  },
  {
    name: 'junit',
    recognises: ({ program: name, args }) => name === 'java' && args.some((arg) => JUNIT.test(arg)),
    narrow: ({ withArgs, args }, { name }) => {
      const { owner, method } = javaTest(name);
      const launcher = args.findIndex((arg) => JUNIT.test(arg));
      // JUnit 4's own runner takes only classes.
      if (!owner || !withArgs || args[launcher]?.endsWith('JUnitCore')) return undefined;
      const kept = args
        .slice(launcher + 1)
        .filter((arg, at, all) => !SELECTS.test(arg) && (arg.startsWith('-') || !SELECTS_NEXT.test(all[at - 1] ?? '')));
      return withArgs([...args.slice(0, launcher + 1), ...kept, `--select-method=${owner}#${method}`]);
    },
    record: ({ args, append }, file) =>
      args.some((arg) => arg.startsWith('--reports-dir') || arg.endsWith('JUnitCore'))
        ? undefined
        : append([`--reports-dir=${dirnameOf(file)}/reports`]),
    native: true,
  },
  { name: 'java', recognises: program('java'), native: true },
  { name: 'compiler', recognises: program(...COMPILERS), native: true, builds: true },
  // Its overlay answers for source files.
  { name: 'go', recognises: ({ program: name, args }) => name === 'go' && args[0] === 'build', builds: true },
  {
    name: 'cargo',
    recognises: ({ program: name, args }) => name === 'cargo' && args[0] === 'test',
    narrow: ({ append, args }, { name }) => append(args.includes('--') ? [name, '--exact'] : [name, '--', '--exact']),
    native: true,
    builds: true,
  },
  {
    name: 'dotnet',
    recognises: ({ program: name, args }) => name === 'dotnet' && args[0] === 'test',
    narrow: ({ append }, { name }) => append(['--filter', `FullyQualifiedName=${name.replace(/\(.*/s, '')}`]),
    native: true,
    builds: true,
  },
  {
    name: 'rspec',
    recognises: program('rspec'),
    narrow: ({ append }, { file, line }) => (file && line ? append([`${file}:${line}`]) : undefined),
    native: true,
  },
  {
    // Ruby's minitest and test-unit, where a file of tests is run itself, or by Rails.
    name: 'minitest',
    recognises: ({ program: name, args }) =>
      name === 'ruby' ? args.some((arg) => /(?:^|\/)(?:test_\w+|\w+_test)\.rb$/.test(arg)) : name === 'rails' && args[0] === 'test',
    narrow: ({ append }, { name }) => append(['-n', `/^${escaped(name.split('#').pop() ?? name)}$/`]),
    // Without it, tests that pass are not listed.
    record: ({ append }) => append(['-v']),
    native: true,
  },
  {
    name: 'phpunit',
    recognises: program('phpunit'),
    narrow: ({ append }, { name, file }) =>
      append(['--filter', `/::${escaped(name.split('::').pop() ?? name)}$/`, ...(file ? [file] : [])]),
    native: true,
  },
];

/** The program of a command and the way to narrow it; undefined where unknown. */
export function recogniseRunner(command: readonly string[], scripts?: PackageScripts): RecognisedRunner | undefined {
  const known = programsOf(command, scripts).flatMap((words) => {
    const runner = runners.find((each) => each.recognises(words));
    return runner ? [{ runner, words }] : [];
  });
  // Of several programs only test runners count, and of those the last.
  const lastOf = (among: typeof known) => among.findLast((each) => each.runner.narrow) ?? among.at(-1);
  const { runner, words } = lastOf(known) ?? {};
  if (!words || !runner) return undefined;
  return {
    runner: runner.name,
    narrow: (test) => {
      const several = new Set(known.map((each) => each.words.folder)).size > 1;
      const own = several ? lastOf(known.filter((each) => isWithin(test.file, each.words.folder))) : { runner, words };
      return own?.runner.narrow?.(own.words, test);
    },
    record: (file) => (words.replaces ? undefined : runner.record?.(words, file)),
    elsewhere: words.elsewhere === true,
    reports: runner.reports === true,
    // Another program of the same command may read files through the runtime.
    native: known.every((each) => each.runner.native === true),
    builds: known.some((each) => each.runner.builds === true),
  };
}

function isWithin(file: string | undefined, folder: string | undefined): boolean {
  return file !== undefined && folder !== undefined && file.replaceAll('\\', '/').startsWith(`${folder.replaceAll('\\', '/')}/`);
}

function joined(name: string): string {
  return name
    .split(/ [>›] /)
    .map(escaped)
    .join(' ');
}

function leaf(name: string): string {
  return name.split(/ [>›] /).pop() ?? name;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

function isPythonPath(arg: string, before: string | undefined): boolean {
  if (arg.startsWith('-') || /^(?:-[kmpcnWor]|--\w[\w-]*)$/.test(before ?? '')) return false;
  return true;
}

function isReporter(args: readonly string[], at: number): boolean {
  return args[at]?.startsWith('--test-reporter=') === true || args[at - 1] === '--test-reporter';
}

/** The file for node:test's results in the folder of the results. */
export const TAP_FILE = 'tests.tap';

/** Gradle's init script in the folder of the results. */
export const GRADLE_SCRIPT = 'rerun.gradle';

function dirnameOf(file: string): string {
  return file.replace(/[\\/][^\\/]*$/, '');
}
