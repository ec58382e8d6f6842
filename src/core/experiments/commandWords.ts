/** A command taken apart: what starts the program, the program, and its arguments. */
export interface CommandWords {
  /** Everything in front of the program: `env A=1`, `npx`, `python -m`. */
  before: string[];
  /** Its name without folder and ending, e.g. `vitest`. */
  program: string;
  args: string[];
  /** How further arguments reach the program. */
  append: (args: readonly string[]) => string[];
  /** The same command with other arguments; absent where they stand in a script. */
  withArgs?: (args: readonly string[]) => string[];
}

/** Scripts of the package that a command runs in. */
export interface PackageScripts {
  /** @param workspace name of a package of the workspace; the folder's own where absent */
  script(name: string, workspace?: string): string | undefined;
}

const NO_SCRIPTS: PackageScripts = { script: () => undefined };

/** Launchers that run the program named behind their options. */
const LAUNCHERS = new Set([
  'npx',
  'pnpx',
  'bunx',
  'env',
  'cross-env',
  'cross-env-shell',
  'dotenv',
  'time',
  'nice',
  'xvfb-run',
  'c8',
  'nyc',
  'poetry',
  'pipenv',
  'uv',
  'hatch',
  'rye',
  'pdm',
  'bundle',
]);
/** Options of launchers that take a value. */
const WITH_VALUE = new Set(['-p', '--package', '-e', '--env-file', '-n', '-u', '--unset', '-C']);
const PACKAGE_MANAGERS = new Set(['npm', 'pnpm', 'yarn', 'bun']);
const SHELLS = new Set(['sh', 'bash', 'zsh', 'dash']);
/** Scripts call scripts; a circle ends here. */
const DEEPEST = 6;

/**
 * Finds the program that a command runs in the end: behind environment variables, npx, package scripts, `python -m` and `sh -c`.
 * Undefined where a shell does more than run one program.
 */
export function commandWords(command: readonly string[], scripts: PackageScripts = NO_SCRIPTS, depth = 0): CommandWords | undefined {
  if (depth > DEEPEST) return undefined;
  let at = 0;
  for (; at < command.length; at++) {
    const word = command[at] ?? '';
    const name = programName(word);
    if (/^[A-Za-z_]\w*=/.test(word) || word === '--') continue;
    if (PACKAGE_MANAGERS.has(name)) {
      const managed = managedProgram(command, at, name, scripts, depth);
      if (managed !== 'program') return managed;
      continue;
    }
    if (SHELLS.has(name) && /^-\w*c$/.test(command[at + 1] ?? '') && command.length === at + 3) {
      return inScript(command[at + 2] ?? '', scripts, depth, (line) => [...command.slice(0, at + 2), line]);
    }
    if (!LAUNCHERS.has(name)) break;
    if (/^(?:poetry|pipenv|uv|hatch|rye|pdm)$/.test(name) && command[at + 1] === 'run') at++;
    if (name === 'bundle' && command[at + 1] === 'exec') at++;
    while (command[at + 1]?.startsWith('-') && command[at + 1] !== '--') at += WITH_VALUE.has(command[at + 1] ?? '') ? 2 : 1;
  }
  if (at >= command.length) return undefined;
  return plainProgram(command, at);
}

function plainProgram(command: readonly string[], at: number): CommandWords {
  let program = programName(command[at] ?? '');
  let first = at + 1;
  if (/^(?:python|pypy)[\d.]*$|^py$/.test(program)) {
    const options = command.slice(at + 1);
    const module = options.findIndex((word) => word === '-m');
    const script = options.findIndex((word, index) => !word.startsWith('-') && !/^-[WX]$/.test(options[index - 1] ?? ''));
    if (module >= 0 && (script < 0 || script > module)) {
      program = options[module + 1] ?? '';
      first = at + module + 3;
    } else program = 'python';
  } else if (program === 'node' || program === 'nodejs') {
    const options = command.slice(at + 1);
    const script = options.findIndex(
      (word, index) =>
        !word.startsWith('-') &&
        !/^(?:-r|--require|--import|--loader|--experimental-loader|-C|--conditions|--env-file|--test-reporter|--test-reporter-destination)$/.test(
          options[index - 1] ?? '',
        ),
    );
    // `node node_modules/mocha/bin/mocha.js`, `node --import tsx node_modules/.bin/vitest`.
    const inner = script < 0 || options.includes('--test') ? undefined : ofDependency(options[script] ?? '');
    if (inner) {
      program = inner;
      first = at + script + 2;
    } else program = 'node';
  } else program = ofDependency(command[at] ?? '') ?? program;
  const before = command.slice(0, first);
  const args = command.slice(first);
  return {
    before,
    program,
    args,
    append: (more) => [...before, ...args, ...more],
    withArgs: (other) => [...before, ...other],
  };
}

/** What a package manager runs; `program` where it only starts what is named next. */
function managedProgram(
  command: readonly string[],
  at: number,
  manager: string,
  scripts: PackageScripts,
  depth: number,
): CommandWords | 'program' | undefined {
  let next = at + 1;
  let workspace: string | undefined;
  for (; next < command.length; next++) {
    const word = command[next] ?? '';
    const valued = /^(?:-w|--workspace|--filter|-F|-C|--dir|--prefix|--cwd)$/.test(word);
    const joined = /^--(?:workspace|filter)=(.+)$/.exec(word);
    if (joined) workspace = joined[1];
    else if (valued) {
      if (/^(?:-w|--workspace|--filter|-F)$/.test(word)) workspace = command[next + 1];
      next++;
    } else if (manager === 'yarn' && word === 'workspace') {
      workspace = command[next + 1];
      next++;
    } else if (!word.startsWith('-')) break;
  }
  const verb = command[next] ?? '';
  const rest = command.slice(next + 1);
  if (/^(?:exec|dlx|x)$/.test(verb)) {
    const inner = commandWords(rest, scripts, depth + 1);
    return inner && shifted(inner, command.slice(0, next + 1));
  }
  const called = /^(?:run|run-script|rum|urn)$/.test(verb)
    ? (rest.find((word) => !word.startsWith('-')) ?? '')
    : verb === 't' || verb === 'tst'
      ? 'test'
      : verb;
  if (manager !== 'npm' && scripts.script(called, workspace) === undefined) {
    // `yarn vitest`, `pnpm mocha`, `bun test.js`.
    const inner = commandWords(command.slice(called === verb ? next : next + 1 + rest.indexOf(called)), scripts, depth + 1);
    return inner && shifted(inner, command.slice(0, next));
  }
  const line = scripts.script(called, workspace);
  if (line === undefined) return undefined;
  const dashes = command.indexOf('--', next);
  const given =
    dashes >= 0 ? command.slice(dashes + 1) : manager === 'npm' ? [] : rest.slice(verb === called ? 0 : rest.indexOf(called) + 1);
  const inner = inScript(line, scripts, depth, () => []);
  if (!inner) return undefined;
  const separator = manager === 'npm' && dashes < 0 ? ['--'] : [];
  return {
    before: [...command.slice(0, next + 1)],
    program: inner.program,
    args: [...inner.args, ...given],
    append: (more) => (more.length ? [...command, ...separator, ...more] : [...command]),
  };
}

function inScript(line: string, scripts: PackageScripts, depth: number, join: (line: string) => string[]): CommandWords | undefined {
  const words = shellWords(line);
  const inner = words && commandWords(words, scripts, depth + 1);
  if (!inner) return undefined;
  const quoted = (args: readonly string[]): string[] => join([line, ...args.map(shellQuote)].join(' '));
  return { before: [], program: inner.program, args: inner.args, append: quoted };
}

function shifted(inner: CommandWords, front: readonly string[]): CommandWords {
  const { withArgs } = inner;
  return {
    ...inner,
    before: [...front, ...inner.before],
    append: (more) => [...front, ...inner.append(more)],
    ...(withArgs && { withArgs: (args: readonly string[]) => [...front, ...withArgs(args)] }),
  };
}

/** `/a/node_modules/.bin/vitest`, `node_modules/mocha/bin/mocha.js` → the program's name. */
function ofDependency(path: string): string | undefined {
  const parts = path.replaceAll('\\', '/').split('/');
  const bin = parts.lastIndexOf('.bin');
  const name = programName(path);
  if (bin >= 0) return name;
  const at = parts.lastIndexOf('node_modules');
  if (at < 0) return undefined;
  return /^(?:cli|index|main|bin|run|start)$/.test(name) || name === '_mocha' ? (parts[at + 1] ?? '').replace(/^_/, '') : name;
}

function programName(path: string): string {
  const name = path.replaceAll('\\', '/').split('/').pop() ?? '';
  return name.replace(/\.(?:exe|cmd|bat|ps1|[cm]?js|mts|ts)$/i, '');
}

/** The words of a line of shell; undefined where it is more than one program with its arguments. */
export function shellWords(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? '';
    if (quote) {
      if (char === quote) quote = '';
      else if (char === '\\' && quote === '"' && /["\\$`]/.test(line[at + 1] ?? '')) word = (word ?? '') + (line[++at] ?? '');
      else if (quote === '"' && /[$`]/.test(char)) return undefined;
      else word = (word ?? '') + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (char === '\\') word = (word ?? '') + (line[++at] ?? '');
    else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (/[|&;<>()$`]/.test(char)) return undefined;
    else word = (word ?? '') + char;
  }
  if (quote) return undefined;
  if (word !== undefined) words.push(word);
  return words;
}

function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
