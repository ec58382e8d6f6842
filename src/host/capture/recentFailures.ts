import * as vscode from 'vscode';
import type { RecentFailure } from '../../protocol/panelState';
import type { Capture, Glance } from '../../app/capture';
import { captureCommand } from './captureTerminal';
import type { DebugWatch, Stop } from './debugWatch';
import type { TerminalCommand, TerminalWatch } from './terminalWatch';

const KEPT = 20;
/** Characters at the end of an output that are read for a title. */
const LOOK = 60_000;

interface Found extends RecentFailure {
  capture: () => Promise<Capture>;
}

/** Failures found in terminals, tests and the debugger, newest first: one click each in the sidebar. */
export class RecentFailures implements vscode.Disposable {
  private found: Found[] = [];
  private readonly emitter = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable;

  readonly onDidChange = this.emitter.event;

  constructor(
    terminals: TerminalWatch,
    private readonly stops: DebugWatch,
    private readonly captureStop: (stop: Stop) => Promise<Capture>,
    private readonly glance: Glance,
    private readonly enabled: () => boolean,
  ) {
    this.subscriptions = vscode.Disposable.from(
      this.emitter,
      terminals.onDidFail((command) => void this.addCommand(command)),
      stops.onDidStopOnException((stop) => this.addStop(stop)),
    );
    for (const command of [...terminals.failures].reverse()) void this.addCommand(command);
    if (stops.currentException) this.addStop(stops.currentException);
  }

  get list(): RecentFailure[] {
    return this.found.map(({ id, title, source, at }) => ({ id, title, source, at }));
  }

  capture(id: string): Promise<Capture> | undefined {
    return this.found.find((each) => each.id === id)?.capture();
  }

  /** A test's failed message that was captured from its menu. */
  addTest(title: string, capture: Capture): void {
    this.add({ id: `test-${Date.now()}`, title, source: 'test', at: new Date().toISOString(), capture: () => Promise.resolve(capture) });
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async addCommand(command: TerminalCommand): Promise<void> {
    if (!this.enabled()) return;
    const tail = await command.output.tail(LOOK);
    const seen = await this.glance(tail).catch(() => null);
    if (!seen) return;
    const title = seen.title || command.commandLine;
    this.add({ id: command.id, title, source: 'terminal', at: command.endedAt ?? '', capture: () => captureCommand(command) });
  }

  private addStop(stop: Stop): void {
    if (!this.enabled()) return;
    const title = stop.text?.split('\n', 1)[0] || stop.description || `Exception in ${stop.session.name}`;
    const capture = () => this.captureStop(this.stops.stopById(stop.id) ?? stop);
    this.add({ id: stop.id, title, source: 'debugger', at: stop.at, capture });
  }

  private add(failure: Found): void {
    this.found = [failure, ...this.found.filter(({ id }) => id !== failure.id)].slice(0, KEPT);
    this.emitter.fire();
  }
}
