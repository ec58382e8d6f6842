import { commandWords } from './commandWords';

/** Options that select tests, followed by a value. */
const FILTERS: Partial<Record<string, RegExp>> = {
  vitest: /^(?:-t|--testNamePattern)$/,
  jest: /^(?:-t|--testNamePattern|--testPathPattern|--testPathPatterns)$/,
  mocha: /^(?:-g|-f|--grep|--fgrep)$/,
  pytest: /^-k$/,
  'py.test': /^-k$/,
  go: /^-run$/,
};
/** The same with the value in one word, or without one. */
const FILTER_WORDS =
  /^(?:--(?:testNamePattern|testPathPatterns?|grep|fgrep)=|--(?:runTestsByPath|findRelatedTests|onlyChanged)$|-run=|-count=)/;
/** Options with a separate value, which is not a file to run. */
const VALUED =
  /^(?:-c|-r|-p|-n|-m|-o|-W|--(?:config|root|rootdir|dir|project|projects|reporter|reporters|environment|require|import|maxWorkers|timeout|spec|junitxml|cov|tb))$/;
/** Runners that run all tests without a file; the others need their files. */
const RUNS_ALL = new Set(['vitest', 'jest', 'pytest', 'py.test']);
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

function withoutFilters(command: readonly string[]): string[] | undefined {
  const words = commandWords(command);
  const filter = words && FILTERS[words.program];
  if (!filter || !words.withArgs) return undefined;
  const { program, args } = words;
  const kept = args.filter((word, at) => {
    const before = args[at - 1] ?? '';
    if (filter.test(word) || filter.test(before) || FILTER_WORDS.test(word)) return false;
    if (word.startsWith('-') || VALUED.test(before)) return true;
    return !RUNS_ALL.has(program) || (program === 'vitest' && at === 0 && word === 'run');
  });
  return words.withArgs(kept);
}
