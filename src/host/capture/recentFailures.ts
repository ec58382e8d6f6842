import * as vscode from 'vscode';
import { t } from '../../core/language';
import type { RecentFailure } from '../../protocol/panelState';
import type { Capture, Glance } from '../../app/capture';
import { captureCommand } from './captureTerminal';
import { captureDebugConsole, exceptionTitle } from './captureDebugger';
import type { DebugWatch, PrintedSession, Stop } from './debugWatch';
import type { TerminalCommand, TerminalWatch } from './terminalWatch';

const KEPT = 20;
/** Characters at the end of an output that are read for a title. */
const LOOK = 60_000;

interface Found extends RecentFailure {
  capture: () => Promise<Capture>;
}

/** Prefix of ids from an earlier window: each window counts its own from 1. */
const BEFORE = 'before-';
const KEPT_ON_DISK = 10;
const KEY = 'recentFailures';

interface Kept extends RecentFailure {
  text: string;
}

/** Failures found in terminals, tests and the debugger, newest first: one click each in the sidebar. */
export class RecentFailures implements vscode.Disposable {
  private found: Found[] = [];
  private keeping: Promise<void> = Promise.resolve();
  private readonly emitter = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable;

  readonly onDidChange = this.emitter.event;

  /** @param redact returns texts with their secrets replaced: what survives a reload is written to disk */
  constructor(
    terminals: TerminalWatch,
    private readonly stops: DebugWatch,
    private readonly captureStop: (stop: Stop) => Promise<Capture>,
    private readonly glance: Glance,
    private readonly enabled: () => boolean,
    private readonly memory: vscode.Memento,
    private readonly redact: (texts: string[]) => Promise<string[]>,
  ) {
    this.found = memory.get<Kept[]>(KEY, []).map((kept) => ({ ...kept, capture: () => Promise.resolve(captureOf(kept)) }));
    this.subscriptions = vscode.Disposable.from(
      this.emitter,
      terminals.onDidFail((command) => void this.addCommand(command)),
      stops.onDidStopOnException((stop) => void this.addStop(stop)),
      stops.onDidEnd((session) => void this.addEnded(session)),
    );
    for (const command of [...terminals.failures].reverse()) void this.addCommand(command);
    for (const session of [...stops.printedSessions].reverse()) void this.addEnded(session);
    if (stops.currentException) void this.addStop(stops.currentException);
  }

  get list(): RecentFailure[] {
    return this.found.map(({ id, title, source, at }) => ({ id, title, source, at }));
  }

  capture(id: string): Promise<Capture> | undefined {
    return this.found.find((each) => each.id === id)?.capture();
  }

  /** A failure message captured from a test's menu. */
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

  private async addStop(stop: Stop): Promise<void> {
    if (!this.enabled()) return;
    const said = (await exceptionTitle(this.stops, stop)) ?? stop.text?.split('\n', 1)[0] ?? stop.description;
    const capture = () => this.captureStop(this.stops.stopById(stop.id) ?? stop);
    this.add({ id: stop.id, title: said || t('Exception in {0}', stop.session.name), source: 'debugger', at: stop.at, capture });
  }

  private async addEnded(session: PrintedSession): Promise<void> {
    if (!this.enabled()) return;
    const { id, name, at } = session;
    const seen = await this.glance(session.console).catch(() => null);
    if (!seen) return;
    this.add({
      id,
      title: seen.title || name,
      source: 'debugger',
      at,
      capture: () => Promise.resolve(captureDebugConsole(session)),
    });
  }

  private add(failure: Found): void {
    this.found = [failure, ...this.found.filter(({ id }) => id !== failure.id)].slice(0, KEPT);
    this.emitter.fire();
    // One after the other: an earlier list must not overwrite a later one.
    this.keeping = this.keeping.then(() => this.keep()).catch(() => undefined);
  }

  /** Stores the newest failures with their text, so that they survive a reload. Debugger stops and long output in files do not. */
  private async keep(): Promise<void> {
    const kept: Kept[] = [];
    for (const { id, title, source, at, capture } of this.found.slice(0, KEPT_ON_DISK)) {
      const input = id.startsWith('debugger-')
        ? undefined
        : await capture().then(
            (made) => made.input,
            () => undefined,
          );
      if (!input || !('text' in input)) continue;
      const [shown = '', text = ''] = await this.redact([title, input.text.slice(-LOOK)]);
      kept.push({ id: id.startsWith(BEFORE) ? id : `${BEFORE}${at}-${id}`, title: shown, source, at, text });
    }
    await this.memory.update(KEY, kept);
  }
}

function captureOf({ source, text }: Kept): Capture {
  return { source, input: { text } };
}
