import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Logger } from '../../core/ports';
import { folderOfWindow, removeLeftLogs } from './leftLogs';
import { CommandOutput } from './commandOutput';

/** Failed commands whose output is kept. */
const KEPT_FAILURES = 8;

export interface TerminalCommand {
  id: string;
  commandLine: string;
  terminal: vscode.Terminal;
  /** Absolute folder that it was started in, if the shell reports it. */
  cwd?: string;
  output: CommandOutput;
  /** Its stream was lost, and its terminal shows no output of it. */
  printedNothing?: boolean;
  /** Undefined while it runs, and if the shell did not report it. */
  exitCode?: number;
  /** ISO 8601; absent while it runs. */
  endedAt?: string;
}

/**
 * Keeps the output of terminal commands, from the first byte (shell integration gives nothing afterwards), and forgets it when they
 * succeed.
 */
export class TerminalWatch implements vscode.Disposable {
  private readonly running = new Map<vscode.TerminalShellExecution, TerminalCommand & { done: Promise<void> }>();
  private readonly failed: TerminalCommand[] = [];
  private readonly endedEmitter = new vscode.EventEmitter<TerminalCommand>();
  private readonly failedEmitter = new vscode.EventEmitter<TerminalCommand>();
  private readonly subscriptions: vscode.Disposable;
  private nextId = 1;
  /** For long output of this window only: other windows count their commands, too. */
  private readonly folder: string;
  private cleaned: Promise<void> | undefined;

  /** Fires for every command that ended with an exit code, while its output is still available. */
  readonly onDidEnd = this.endedEmitter.event;

  /** Fires for every command that ended with an exit code other than 0. */
  readonly onDidFail = this.failedEmitter.event;

  /** @param spillFolder for long output of all windows; files are removed as commands are forgotten */
  constructor(
    private readonly spillFolder: vscode.Uri,
    private readonly log: Logger,
  ) {
    this.folder = folderOfWindow(spillFolder.fsPath);
    this.subscriptions = vscode.Disposable.from(
      this.endedEmitter,
      this.failedEmitter,
      vscode.window.onDidStartTerminalShellExecution((event) => this.begin(event)),
      vscode.window.onDidEndTerminalShellExecution((event) => void this.end(event)),
    );
  }

  /** Newest first. */
  get failures(): readonly TerminalCommand[] {
    return this.failed;
  }

  /** The command that is running in a terminal, e.g. a server that continues after its error. */
  runningIn(terminal: vscode.Terminal | undefined): TerminalCommand | undefined {
    return [...this.running.values()].find((command) => command.terminal === terminal);
  }

  dispose(): void {
    this.subscriptions.dispose();
    for (const command of [...this.running.values(), ...this.failed]) void command.output.discard();
  }

  private begin({ execution, terminal }: vscode.TerminalShellExecutionStartEvent): void {
    const id = `terminal-${this.nextId++}`;
    const output = new CommandOutput(join(this.folder, `${id}.log`));
    this.cleaned ??= removeLeftLogs(this.spillFolder.fsPath, this.folder);
    // read() must be called before any await, or the beginning is lost.
    const done = this.collect(execution.read(), output);
    this.running.set(execution, { id, commandLine: execution.commandLine.value, cwd: execution.cwd?.fsPath, terminal, output, done });
  }

  private async collect(stream: AsyncIterable<string>, output: CommandOutput): Promise<void> {
    try {
      for await (const chunk of stream) await output.append(chunk);
    } catch (error) {
      this.log.warn('The output of a terminal command could not be read.', error);
    }
  }

  private async end({ execution, exitCode }: vscode.TerminalShellExecutionEndEvent): Promise<void> {
    const command = this.running.get(execution);
    if (!command) return;
    await command.done;
    this.running.delete(execution);
    const { done: _done, ...rest } = command;
    const commandLine = execution.commandLine.value || rest.commandLine;
    // A shell that has just started reports its folder a moment after it accepts commands.
    const cwd = rest.cwd ?? execution.cwd?.fsPath ?? rest.terminal.shellIntegration?.cwd?.fsPath;
    const failure = { ...rest, commandLine, cwd, exitCode, endedAt: new Date().toISOString() };
    if (exitCode !== undefined) this.endedEmitter.fire(failure);
    if (!exitCode) {
      await command.output.discard();
      return;
    }
    this.failed.unshift(failure);
    for (const forgotten of this.failed.splice(KEPT_FAILURES)) await forgotten.output.discard();
    this.failedEmitter.fire(failure);
  }
}
