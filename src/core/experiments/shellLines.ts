import { LAUNCHERS, PACKAGE_MANAGERS, SHELLS, type PackageScripts } from './commandWords';
import { packageCommand } from './packagePlace';
import { programName } from './plainProgram';

/** The maximum depth of scripts that call scripts, because of cycles. */
const DEEPEST = 6;

/** Every line of shell that a command runs: its own text, package scripts with those before and after them, the rules of a makefile. */
export function shellLines(command: readonly string[], scripts: PackageScripts, depth = 0): string[] {
  const at = command.findIndex(
    (word) => !/^[A-Za-z_]\w*=|^-/.test(word) && !LAUNCHERS.has(programName(word)) && !/^(?:run|exec)$/.test(word),
  );
  if (at < 0 || depth > DEEPEST) return [];
  return linesOf(command, at, scripts).flatMap((line) => [
    line,
    ...commandsIn(line).flatMap((words) => shellLines(words, scripts, depth + 1)),
  ]);
}

/** Words of every command in a line of shell; their quotes stay. */
export function commandsIn(line: string): string[][] {
  return line.split(/[;|&\n]/).flatMap((part) => {
    const words = part.split(/\s+/).filter(Boolean);
    return words.length ? [words] : [];
  });
}

function linesOf(command: readonly string[], at: number, scripts: PackageScripts): string[] {
  const name = programName(command[at] ?? '');
  const rest = command.slice(at + 1);
  if (SHELLS.has(name)) {
    const option = rest.findIndex((word) => /^-\w*c$/.test(word));
    return option < 0 ? [] : rest.slice(option + 1, option + 2);
  }
  if (name === 'make' || name === 'gmake') {
    const targets = rest.filter((word) => !word.startsWith('-') && !word.includes('='));
    return (targets.length ? targets : [undefined]).flatMap((target) => scripts.makeRecipe?.(target) ?? []);
  }
  if (!PACKAGE_MANAGERS.has(name)) return [];
  const { place, everywhere, next, verb, called } = packageCommand(command, at, name);
  if (/^(?:exec|dlx|x)$/.test(verb)) return [command.slice(next + 1).join(' ')];
  const places = everywhere ? (scripts.packages?.(place) ?? []).map((each) => ({ ...place, workspace: each.name })) : [place];
  return places.flatMap((each) => [`pre${called}`, called, `post${called}`].flatMap((script) => scripts.script(script, each) ?? []));
}
