import * as vscode from 'vscode';
import type { Capture, Glance } from '../../app/capture';
import type { TerminalCommand, TerminalWatch } from './terminalWatch';

const LOOK = 200_000;

/** The text selected in the focused terminal. VS Code hands it out through the clipboard only, which gets back what was in it. */
export async function captureTerminalSelection(): Promise<Capture | undefined> {
  const before = await vscode.env.clipboard.readText();
  const mark = `\u2063debug-with-context ${Date.now()}`;
  try {
    await vscode.env.clipboard.writeText(mark);
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    const text = await vscode.env.clipboard.readText();
    return text === mark || !text.trim() ? undefined : { source: 'terminal', input: { text } };
  } finally {
    await vscode.env.clipboard.writeText(before);
  }
}

/** The whole output of the last failed command, else of one that goes on running after its error. */
export async function captureLastFailedCommand(watch: TerminalWatch, glance: Glance): Promise<Capture | undefined> {
  for (const failure of watch.failures) {
    if (await glance(await failure.output.tail(LOOK))) return captureCommand(failure);
  }
  const running = watch.runningIn(vscode.window.activeTerminal);
  return running && (await glance(await running.output.tail(LOOK))) ? captureCommand(running) : undefined;
}

export async function captureCommand(command: TerminalCommand): Promise<Capture> {
  const { commandLine, cwd } = command;
  const recipe = commandLine.trim() && cwd !== undefined ? { command: commandLine.trim(), cwd, from: 'terminal' as const } : undefined;
  return { source: 'terminal', input: await command.output.whole(), recipe };
}
