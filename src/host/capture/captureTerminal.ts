import * as vscode from 'vscode';
import type { Capture, Glance } from '../../app/capture';
import { printedBy } from '../../app/printedBy';
import type { KnownRecipe } from '../../core/investigation/runRecord';
import type { TaskWatch } from './taskWatch';
import type { TerminalCommand, TerminalWatch } from './terminalWatch';

const LOOK = 200_000;

/**
 * The text selected in the focused terminal. VS Code gives it only through the clipboard, whose content is restored. Includes
 * the command that printed it, if known.
 */
export async function captureTerminalSelection(watch: TerminalWatch, tasks: TaskWatch): Promise<Capture | undefined> {
  const before = await vscode.env.clipboard.readText();
  const mark = `\u2063debug-with-context ${Date.now()}`;
  try {
    await vscode.env.clipboard.writeText(mark);
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    const text = await vscode.env.clipboard.readText();
    if (text === mark || !text.trim()) return undefined;
    return { source: 'terminal', input: { text }, recipe: await recipeOf(text, watch, tasks) };
  } finally {
    await vscode.env.clipboard.writeText(before);
  }
}

/** The command that printed a selected text: the last one that failed, or one still running, otherwise the terminal's task. */
async function recipeOf(text: string, watch: TerminalWatch, tasks: TaskWatch): Promise<KnownRecipe | undefined> {
  const terminal = vscode.window.activeTerminal;
  const running = watch.runningIn(terminal);
  for (const command of [...(running ? [running] : []), ...watch.failures])
    if (command.terminal === terminal && printedBy(await command.output.tail(LOOK), text)) return recipeFrom(command);
  return tasks.recipeIn(terminal);
}

/** The whole output of the last failed command, otherwise of one that is still running after its error. */
export async function captureLastFailedCommand(watch: TerminalWatch, glance: Glance): Promise<Capture | undefined> {
  for (const failure of watch.failures) {
    if (await glance(await failure.output.tail(LOOK))) return captureCommand(failure);
  }
  const running = watch.runningIn(vscode.window.activeTerminal);
  return running && (await glance(await running.output.tail(LOOK))) ? captureCommand(running) : undefined;
}

export async function captureCommand(command: TerminalCommand): Promise<Capture> {
  return { source: 'terminal', input: await command.output.whole(), recipe: recipeFrom(command) };
}

function recipeFrom({ commandLine, cwd }: TerminalCommand): KnownRecipe | undefined {
  return commandLine.trim() && cwd !== undefined ? { command: commandLine.trim(), cwd, from: 'terminal' } : undefined;
}
