import * as vscode from 'vscode';
import type { Capture, Glance } from '../../app/capture';
import { printedBy } from '../../app/printedBy';
import type { KnownRecipe } from '../../core/investigation/runRecord';
import type { TaskWatch } from './taskWatch';
import type { TerminalCommand, TerminalWatch } from './terminalWatch';

const LOOK = 200_000;

/** The text selected in the focused terminal. Includes the command that printed it, if known. */
export async function captureTerminalSelection(watch: TerminalWatch, tasks: TaskWatch): Promise<Capture | undefined> {
  const { selection } = await copied({ selection: 'workbench.action.terminal.copySelection' });
  if (!selection?.trim()) return undefined;
  return { source: 'terminal', input: { text: selection }, recipe: await recipeOf(selection, watch, tasks) };
}

/** The command that printed a selected text: the last one that failed, or one still running, otherwise the terminal's task. */
async function recipeOf(text: string, watch: TerminalWatch, tasks: TaskWatch): Promise<KnownRecipe | undefined> {
  const terminal = vscode.window.activeTerminal;
  const running = watch.runningIn(terminal);
  for (const command of [...(running ? [running] : []), ...watch.failures.filter((failed) => failed.terminal === terminal)])
    if ((await isHeard(command)) && printedBy(await command.output.tail(LOOK), text)) return recipeFrom(command);
  return tasks.recipeIn(terminal);
}

/** What {@link captureLastFailedCommand} found. */
export interface LastFailure {
  capture?: Capture;
  /** When the newest of both ended; ISO 8601. Absent for one that still runs. */
  at?: string;
  /** Failed later than that, and neither its stream nor its terminal gives what it printed. */
  unheard?: TerminalCommand;
}

/** The whole output of the last failed command that printed a failure, otherwise of one that is still running after its error. */
export async function captureLastFailedCommand(watch: TerminalWatch, glance: Glance): Promise<LastFailure> {
  let unheard: TerminalCommand | undefined;
  for (const failure of watch.failures) {
    if (!(await isHeard(failure))) unheard ??= failure;
    else if (await glance(await failure.output.tail(LOOK)))
      return { capture: await captureCommand(failure), unheard, at: (unheard ?? failure).endedAt };
  }
  const running = watch.runningIn(vscode.window.activeTerminal);
  if (running && (await glance(await running.output.tail(LOOK)))) return { capture: await captureCommand(running), unheard };
  return { unheard, at: unheard?.endedAt };
}

/**
 * Whether what a command printed is known. VS Code loses the stream of a command that ends at once in about half of the cases; its text
 * still stands in the terminal and is taken from there.
 */
async function isHeard(command: TerminalCommand): Promise<boolean> {
  if (!command.output.isEmpty || command.exitCode === undefined || command.printedNothing) return true;
  if (vscode.window.activeTerminal !== command.terminal) return false;
  const { last, both } = await copied({
    last: 'workbench.action.terminal.copyLastCommand',
    both: 'workbench.action.terminal.copyLastCommandAndLastCommandOutput',
  });
  if (last !== command.commandLine) return false;
  command.printedNothing = both === undefined;
  if (both?.startsWith(`${last}\n`)) await command.output.append(both.slice(last.length + 1));
  return command.printedNothing || !command.output.isEmpty;
}

/** Texts of the active terminal by the commands that copy them: VS Code gives them only through the clipboard, whose content is restored. */
async function copied<Name extends string>(commands: Record<Name, string>): Promise<Partial<Record<Name, string>>> {
  const before = await vscode.env.clipboard.readText();
  const mark = `\u2063debug-with-context ${Date.now()}`;
  const texts: Partial<Record<Name, string>> = {};
  try {
    for (const name in commands) {
      await vscode.env.clipboard.writeText(mark);
      await vscode.commands.executeCommand(commands[name]);
      const text = await vscode.env.clipboard.readText();
      if (text !== mark) texts[name] = text;
    }
    return texts;
  } finally {
    await vscode.env.clipboard.writeText(before);
  }
}

export async function captureCommand(command: TerminalCommand): Promise<Capture> {
  return { source: 'terminal', input: await command.output.whole(), recipe: recipeFrom(command) };
}

/** How to run a command of a terminal again; undefined if its folder is not known. */
export function recipeFrom({ commandLine, cwd }: TerminalCommand): KnownRecipe | undefined {
  return commandLine.trim() && cwd !== undefined ? { command: commandLine.trim(), cwd, from: 'terminal' } : undefined;
}
