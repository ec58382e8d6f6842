import * as vscode from 'vscode';
import type { Logger } from '../core/ports';

/** The product's output channel, made with its first line. */
export class LazyLog implements Logger, vscode.Disposable {
  private channel: vscode.LogOutputChannel | undefined;

  debug(message: string, detail?: unknown): void {
    this.open().debug(message, ...shown(detail));
  }

  info(message: string, detail?: unknown): void {
    this.open().info(message, ...shown(detail));
  }

  warn(message: string, detail?: unknown): void {
    this.open().warn(message, ...shown(detail));
  }

  error(message: string, detail?: unknown): void {
    this.open().error(message, ...shown(detail));
  }

  show(): void {
    this.open().show();
  }

  dispose(): void {
    this.channel?.dispose();
  }

  private open(): vscode.LogOutputChannel {
    this.channel ??= vscode.window.createOutputChannel('Debug with Context', { log: true });
    return this.channel;
  }
}

function shown(detail: unknown): unknown[] {
  if (detail === undefined) return [];
  return [detail instanceof Error ? (detail.stack ?? detail.message) : detail];
}
