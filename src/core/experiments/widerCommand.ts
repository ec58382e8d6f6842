import { commandWords, type PackageScripts } from './commandWords';

/** Options that select tests by name, followed by a value. */
const NAMES: Partial<Record<string, RegExp>> = {
  vitest: /^(?:-t|--testNamePattern)$/,
  jest: /^(?:-t|--testNamePattern)$/,
  mocha: /^(?:-g|-f|--grep|--fgrep)$/,
  node: /^--test-name-pattern$/,
  pytest: /^-k$/,
  'py.test': /^-k$/,
  unittest: /^-k$/,
  go: /^-run$/,
};
/** The same with the value in one word. */
const NAME_WORDS = /^(?:--(?:testNamePattern|grep|fgrep|test-name-pattern)=|-run=|-k=)/;
/** Options that select tests by file, with or without a value. */
const FILES = /^--(?:testPathPatterns?|runTestsByPath|findRelatedTests|onlyChanged)(?:=|$)/;
const FILES_VALUE = /^--testPathPatterns?$/;
/** A test of a file or a class by its own name or line, in the runners that take one as an argument. */
const SINGLE: Partial<Record<string, RegExp>> = {
  vitest: /^(?<wide>\S+\.[cm]?[jt]sx?):\d+$/,
  pytest: /^(?<wide>[^\s:]+\.py)::/,
  'py.test': /^(?<wide>[^\s:]+\.py)::/,
  unittest: /^(?<wide>\w+(?:\.\w+)+)\.test\w*$/,
};
/** Options with a separate value, which is not a file to run. */
const VALUED =
  /^(?:-c|-r|-p|-n|-m|-o|-W|--(?:config|root|rootdir|dir|project|projects|reporter|reporters|environment|require|import|maxWorkers|timeout|spec|junitxml|cov|tb))$/;
/** Runners that run all tests without a file; the others need their files. */
const RUNS_ALL = new Set(['vitest', 'jest', 'pytest', 'py.test']);
/** Runners whose command without filters is that of their whole suite. */
const SUITES = new Set([...RUNS_ALL, 'mocha', 'go']);
const MANAGERS = new Set(['npm', 'pnpm', 'yarn', 'bun']);

/** The command for all tests, from one for some of them; undefined where it already runs all, or where that is unknown. */
export function suiteCommand(command: readonly string[]): string[] | undefined {
  const suite = wholeScript(command) ?? withoutFilters(command);
  return suite && suite.length < command.length ? suite : undefined;
}

/** `npm test -- orders` → `npm test`. */
function wholeScript(command: readonly string[]): string[] | undefined {
  const [manager = '', ...rest] = command;
  const script = rest.findIndex((word) => !word.startsWith('-') && word !== 'run' && word !== 'run-script');
  if (!MANAGERS.has(manager) || !/^(?:t|test(?::.{1,60})?)$/.test(rest[script] ?? '')) return undefined;
  return [manager, ...rest.slice(0, script + 1)];
}

/**
 * The command for all tests of the files, or of the class, that a command for single tests names; undefined where it selects none.
 * @param scripts of the folder of the command
 */
export function fileCommand(command: readonly string[], scripts: PackageScripts): string[] | undefined {
  const words = commandWords(command, scripts);
  const names = words && NAMES[words.program];
  if (!names) return undefined;
  const single = SINGLE[words.program];
  const widened = (args: readonly string[]): string[] =>
    args
      .filter((word, at) => !isNameFilter(names, word, args[at - 1] ?? '') && !/^-count=/.test(word))
      .map((word) => single?.exec(word)?.groups?.['wide'] ?? word);
  const args = widened(words.args);
  return args.join('\0') === words.args.join('\0') ? undefined : words.withArgs?.(args);
}

function isNameFilter(names: RegExp, word: string, before: string): boolean {
  return names.test(word) || names.test(before) || NAME_WORDS.test(word);
}

function withoutFilters(command: readonly string[]): string[] | undefined {
  const words = commandWords(command);
  const names = words && SUITES.has(words.program) ? NAMES[words.program] : undefined;
  if (!names || !words?.withArgs) return undefined;
  const { program, args } = words;
  const kept = args.filter((word, at) => {
    const before = args[at - 1] ?? '';
    if (isNameFilter(names, word, before) || FILES.test(word) || FILES_VALUE.test(before) || /^-count=/.test(word)) return false;
    if (word.startsWith('-') || VALUED.test(before)) return true;
    return !RUNS_ALL.has(program) || (program === 'vitest' && at === 0 && word === 'run');
  });
  return words.withArgs(kept);
}
