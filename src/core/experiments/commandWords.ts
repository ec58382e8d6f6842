import { shellCommands, shellQuote, shellWords, type ShellCommand } from './shellWords';
import { packageCommand, packageOption, type PackagePlace } from './packagePlace';
import { plainProgram, programName, type CommandWords } from './plainProgram';

/** The commands defined in the folder of a command. */
export interface PackageScripts {
  script(name: string, place?: PackagePlace): string | undefined;
  /** The absolute folder of a package. */
  folderOf?(place: PackagePlace): string | undefined;
  /** Names and absolute folders of the packages of the workspace, without its root. */
  packages?(place: PackagePlace): readonly { name: string; folder: string }[];
  /** Lines of shell that `make` runs for a target, after those of its prerequisites; without a name for the first target. */
  makeRecipe?(target: string | undefined): readonly string[] | undefined;
  /** Commands of tox in an environment, as `tox.ini` has them. */
  toxCommands?(environment: string | undefined): readonly string[] | undefined;
}

const NO_SCRIPTS: PackageScripts = { script: () => undefined };

/** Launchers that run the program named after their options. */
export const LAUNCHERS: ReadonlySet<string> = new Set([
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
const WITH_VALUE = new Set(['-p', '--package', '-e', '--env-file', '-n', '-u', '--unset', '-C', '-w', '--workspace']);
export const PACKAGE_MANAGERS: ReadonlySet<string> = new Set(['npm', 'pnpm', 'yarn', 'bun']);
export const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'zsh', 'dash']);
/** The maximum depth of scripts that call scripts, because of cycles. */
const DEEPEST = 6;

/** The last program that a command finally runs; undefined where a shell does more than run programs in sequence. */
export function commandWords(command: readonly string[], scripts: PackageScripts = NO_SCRIPTS): CommandWords | undefined {
  return programsOf(command, scripts).at(-1);
}

/**
 * Finds the programs that a command finally runs, in order: behind environment variables, npx, package scripts, `python -m`, `sh -c`,
 * `make` and `tox`. None where a shell does more than run programs in sequence.
 */
export function programsOf(command: readonly string[], scripts: PackageScripts = NO_SCRIPTS, depth = 0): CommandWords[] {
  if (depth > DEEPEST) return [];
  let at = 0;
  let elsewhere = false;
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
      return inScript(command[at + 2] ?? '', scripts, depth, { edited: (line) => [...command.slice(0, at + 2), line] });
    }
    if (name === 'make' || name === 'gmake') return inMake(command.slice(at + 1), scripts, depth);
    if (name === 'tox') return inTox(command, at, scripts, depth);
    if (!LAUNCHERS.has(name)) break;
    if (/^(?:poetry|pipenv|uv|hatch|rye|pdm)$/.test(name) && command[at + 1] === 'run') at++;
    if (name === 'bundle' && command[at + 1] === 'exec') at++;
    while (command[at + 1]?.startsWith('-') && command[at + 1] !== '--') {
      elsewhere ||= /^(?:-C|-w|--workspace(?:=.+)?|--chdir(?:=.+)?)$/.test(command[at + 1] ?? '');
      at += WITH_VALUE.has(command[at + 1] ?? '') ? 2 : 1;
    }
  }
  return at >= command.length ? [] : [{ ...plainProgram(command, at), ...(elsewhere && { elsewhere }) }];
}

/** The part that a package manager runs; `program` where it only starts the program named next. */
function managedProgram(
  command: readonly string[],
  at: number,
  manager: string,
  scripts: PackageScripts,
  depth: number,
): CommandWords[] | 'program' {
  const { dashes, place, everywhere, chosen, next, verb, called } = packageCommand(command, at, manager);
  const rest = command.slice(next + 1);
  const elsewhere = everywhere || place.folder !== undefined || place.workspace !== undefined;
  if (/^(?:exec|dlx|x)$/.test(verb)) {
    const front = dashes > next && manager === 'npm' ? dashes : next;
    return programsOf(command.slice(front + 1), scripts, depth + 1).map((inner) => ({
      ...shifted(inner, command.slice(0, front + 1)),
      ...(elsewhere && { elsewhere }),
    }));
  }
  if (everywhere) return inEveryPackage(command, { at, next, called, place, manager }, scripts, depth);
  const line = scripts.script(called, place);
  if (manager !== 'npm' && line === undefined) {
    // `yarn vitest`, `pnpm mocha`, `bun test.js`.
    const inner = programsOf(command.slice(called === verb ? next : next + 1 + rest.indexOf(called)), scripts, depth + 1);
    return inner.map((each) => ({ ...shifted(each, command.slice(0, next)), ...(elsewhere && { elsewhere }) }));
  }
  if (line === undefined) return [];
  const given =
    dashes >= 0 ? command.slice(dashes + 1) : manager === 'npm' ? [] : rest.slice(verb === called ? 0 : rest.indexOf(called) + 1);
  const separator = manager === 'npm' && dashes < 0 ? ['--'] : [];
  // npm and pnpm can run another line of shell in the way of a script; for other managers, npm finds the same programs.
  const launcher = manager === 'npm' || manager === 'pnpm' ? [...command.slice(0, next), ...chosen] : [...command.slice(0, at), 'npm'];
  // Another manager's options are not npm's, and npm runs a line in the folder of the command whatever its prefix is.
  const moves = elsewhere && (manager === 'npm' ? place.workspace === undefined : manager !== 'pnpm');
  const folder = moves ? (scripts.folderOf?.(place) ?? place.folder) : undefined;
  const moved = folder === undefined ? '' : `cd ${shellQuote(folder)} && `;
  return inScript(line, scripts, depth, {
    elsewhere,
    appended: (more) => (more.length ? [...command, ...separator, ...more] : [...command]),
    // pnpm takes -c in front of its verb only.
    edited: (text) => [...launcher, ...(manager === 'pnpm' ? ['-c', 'exec'] : ['exec', '-c']), moved + text],
    before: command.slice(0, next + 1),
    given,
  });
}

/** The programs of a script in every package of a workspace; arguments for one of them go to its package alone. */
function inEveryPackage(
  command: readonly string[],
  { at, next, called, place, manager }: { at: number; next: number; called: string; place: PackagePlace; manager: string },
  scripts: PackageScripts,
  depth: number,
): CommandWords[] {
  const tail = command.slice(next).filter((_, index) => !packageOption(command, next + index, manager)?.everywhere);
  return (scripts.packages?.(place) ?? []).flatMap(({ name, folder }) => {
    const one = { npm: ['-w', name], pnpm: ['--filter', name], yarn: ['workspace', name] }[manager];
    if (!one || scripts.script(called, { ...place, workspace: name }) === undefined) return [];
    const own = place.folder === undefined ? [] : [manager === 'npm' ? '--prefix' : manager === 'pnpm' ? '-C' : '--cwd', place.folder];
    const alone = [...command.slice(0, at + 1), ...own, ...one, ...tail];
    return programsOf(alone, scripts, depth + 1).map((words) => ({ ...words, folder, elsewhere: true, replaces: true }));
  });
}

/** The way to reach a script's programs. */
interface ScriptAccess {
  /** The command with arguments that npm appends to the script's line. */
  appended?: (args: readonly string[]) => string[];
  /** The command that runs another line. */
  edited: (line: string) => string[];
  before?: readonly string[];
  /** The arguments of the script. */
  given?: readonly string[];
  replaces?: boolean;
  elsewhere?: boolean;
}

/** The programs of a line of shell. */
function inScript(line: string, scripts: PackageScripts, depth: number, access: ScriptAccess): CommandWords[] {
  const parts = shellCommands(line) ?? [];
  const { appended, edited, before = [] } = access;
  return parts.flatMap((part, at) => {
    const isLast = at === parts.length - 1;
    const given = isLast ? (access.given ?? []) : [];
    const withWords = (words: readonly string[]): string[] => edited(withCommand(line, part, words));
    return programsOf(part.words, scripts, depth + 1).map((inner): CommandWords => {
      const { withArgs } = inner;
      const behind = isLast && inner.append(['x']).join('\0') === [...part.words, 'x'].join('\0');
      return {
        before: [...before],
        program: inner.program,
        args: [...inner.args, ...given],
        append: appended && behind ? appended : (more) => withWords(inner.append([...given, ...more])),
        ...(withArgs && { withArgs: (args: readonly string[]) => withWords(withArgs(args)) }),
        ...((!isLast || access.replaces || inner.replaces) && { replaces: true }),
        ...((access.elsewhere || inner.elsewhere || parts.slice(0, at).some(({ words }) => words[0] === 'cd')) && { elsewhere: true }),
      };
    });
  });
}

/** The line up to one of its commands with replaced words; unchanged words keep their quotes. */
function withCommand(line: string, part: ShellCommand, words: readonly string[]): string {
  return line.slice(0, part.start) + words.map((word) => part.written.get(word) ?? shellQuote(word)).join(' ');
}

/** `make test`: the lines of its rules. */
function inMake(args: readonly string[], scripts: PackageScripts, depth: number): CommandWords[] {
  if (args.some((arg) => /^-[^-]*[Cf]|^--(?:directory|file|makefile)\b/.test(arg))) return [];
  const targets = args.filter((arg) => !arg.startsWith('-') && !arg.includes('='));
  const lines = (targets.length ? targets : [undefined]).map((target) => scripts.makeRecipe?.(target));
  if (lines.some((each) => each === undefined)) return [];
  // Values known only to a shell are left out: a narrowed command that needs them does not fail in the same way, so it is not used.
  const text = lines.flatMap((each) => (each ?? []).filter((line) => shellCommands(line)?.length)).join(' && ');
  return inScript(text, scripts, depth, { edited: plainOrShell, replaces: true });
}

/** Without a shell where none is needed. */
function plainOrShell(line: string): string[] {
  const words = /[*?[\]{}~]/.test(line) ? undefined : shellWords(line);
  return words?.length && !/^\w+=/.test(words[0] ?? '') ? words : ['sh', '-c', line];
}

/** `tox -e py -- tests`: the commands of its environment, which take the arguments after `--` where they have `{posargs}`. */
function inTox(command: readonly string[], at: number, scripts: PackageScripts, depth: number): CommandWords[] {
  const dashes = command.indexOf('--', at);
  const own = command.slice(0, dashes < 0 ? undefined : dashes);
  const option = own.findIndex((word, index) => index > at && /^-e/.test(word));
  const environment = option < 0 ? undefined : own[option] === '-e' ? own[option + 1] : own[option]?.slice(2);
  return (scripts.toxCommands?.(environment) ?? []).flatMap((line): CommandWords[] => {
    const place = /\{posargs(?::([^{}]*))?\}/.exec(line);
    const given = dashes < 0 ? shellWords(place?.[1] ?? '') : command.slice(dashes + 1);
    const fixed = place && shellWords(line.slice(0, place.index) + line.slice(place.index + place[0].length));
    if (!given || !fixed) return [];
    return programsOf([...fixed, ...given], scripts, depth + 1).map((inner) => ({
      before: own,
      program: inner.program,
      args: inner.args,
      append: (more) => [...own, '--', ...given, ...more],
      withArgs: (args) => [...own, '--', ...args.filter((arg) => !fixed.includes(arg))],
    }));
  });
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
