import * as vscode from 'vscode';
import type { Logger } from '../core/ports';
import { RedactedLines } from './redactedLines';

/** The product's output channel, made with its first line; VS Code keeps it in a file, so no secret may reach it. */
export class LazyLog implements Logger, vscode.Disposable {
  private channel: vscode.LogOutputChannel | undefined;
  private readonly lines = new RedactedLines((level, text) => this.open()[level](text));

  /** Lines wait until a redactor can find their secrets. */
  redactWith(redact: (texts: string[]) => Promise<string[]>): void {
    this.lines.redactWith(redact);
  }

  debug(message: string, detail?: unknown): void {
    this.lines.add('debug', message, detail);
  }

  info(message: string, detail?: unknown): void {
    this.lines.add('info', message, detail);
  }

  warn(message: string, detail?: unknown): void {
    this.lines.add('warn', message, detail);
  }

  error(message: string, detail?: unknown): void {
    this.lines.add('error', message, detail);
  }

  show(): void {
    this.open().show();
  }

  dispose(): void {
    this.channel?.dispose();
    this.channel = undefined;
  }

  private open(): vscode.LogOutputChannel {
    this.channel ??= vscode.window.createOutputChannel('Debug with Context', { log: true });
    return this.channel;
  }
}
