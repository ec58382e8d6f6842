import type { KnownRecipe } from '../core/investigation/runRecord';
import { commandLine } from './commandLine';

/** The parts of a task's execution that are read, for a shell or a process. */
export interface TaskExecution {
  commandLine?: string;
  command?: string | { value: string };
  process?: string;
  args?: readonly (string | { value: string })[];
  options?: { cwd?: string };
}

/**
 * The command of a task; undefined if it holds a variable that only VS Code can resolve.
 * @param folder absolute folder of the task's workspace folder
 */
export function recipeOfTask(execution: TaskExecution | undefined, folder: string | undefined): KnownRecipe | undefined {
  if (!execution) return undefined;
  const { commandLine: line, command, process, args = [], options } = execution;
  const resolved = (text: string) => text.replaceAll(/\$\{workspaceFolder\}|\$\{workspaceRoot\}/g, folder ?? '$&');
  const wordOf = (word: string | { value: string }) => resolved(typeof word === 'string' ? word : word.value);
  const program = command ?? process;
  // A shell task's command is shell text already; its arguments, and the command of a process, are not.
  const head = command === undefined ? process && commandLine([wordOf(process)]) : wordOf(command);
  const written = line === undefined ? program && [head, ...args.map((word) => commandLine([wordOf(word)]))].join(' ') : resolved(line);
  const cwd = options?.cwd === undefined ? folder : resolved(options.cwd);
  if (!written || cwd === undefined || written.includes('${') || cwd.includes('${')) return undefined;
  return { command: written, cwd, from: 'task' };
}
