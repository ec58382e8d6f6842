/** The parts of a command: its launcher, the program, and its arguments. */
export interface CommandWords {
  /** Everything before the program: `env A=1`, `npx`, `python -m`. */
  before: string[];
  /** Its name without folder and extension, e.g. `vitest`. */
  program: string;
  args: string[];
  /** The way to pass further arguments to the program. */
  append: (args: readonly string[]) => string[];
  /** The same command with other arguments; absent where they are in a script. */
  withArgs?: (args: readonly string[]) => string[];
  /** `append` drops the other programs of the command (`make`'s other rules), which is allowed only for a narrowed command. */
  replaces?: boolean;
  /** It runs in another folder than the command. */
  elsewhere?: boolean;
  /** The absolute folder of its package, where the command runs in several. */
  folder?: string;
}

/** The program that a word of a command starts, or that the interpreter there runs: `python -m pytest`, `node node_modules/.bin/mocha`. */
export function plainProgram(command: readonly string[], at: number): CommandWords {
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

/** A program's name without its folder, its ending and the version asked for. */
export function programName(path: string): string {
  const name = path.replaceAll('\\', '/').split('/').pop() ?? '';
  // `npx pnpm@10`, `npx vitest@latest`.
  return name.replace(/(?<=[\w-])@[\w.^~*-]{1,80}$/, '').replace(/\.(?:exe|cmd|bat|ps1|[cm]?js|mts|ts)$/i, '');
}
