import * as vscode from 'vscode';
import { DebugConsoles, type DebugConsole } from '../../app/debugConsoles';

/** A stopped thread in a debug session. */
export interface Stop {
  id: string;
  session: vscode.DebugSession;
  threadId: number;
  /** As the adapter reports it: `exception`, `breakpoint`, `step` … */
  reason: string;
  description?: string;
  text?: string;
  /** ISO 8601. */
  at: string;
}

/** A session that the person started and that printed something. */
export interface PrintedSession {
  /** The same as long as the session lasts. */
  id: string;
  name: string;
  /** The end of what it and its child sessions printed to the debug console. */
  console: string;
  /** Its launch configuration, without variables, and its workspace folder. */
  configuration: vscode.DebugConfiguration;
  folder?: string;
  /** ISO 8601. */
  at: string;
}

/** Characters of an incomplete line that are kept, from its end. */
const OPEN_LINE = 200_000;
/** Sessions whose configuration is remembered. */
const KEPT_LAUNCHED = 20;

/** Only those fields of the Debug Adapter Protocol that are read here. */
interface ProtocolMessage {
  type: string;
  event?: string;
  command?: string;
  success?: boolean;
  body?: Record<string, unknown>;
  arguments?: Record<string, unknown>;
}

const goesOn = new Set([
  'continue',
  'next',
  'stepIn',
  'stepOut',
  'stepBack',
  'reverseContinue',
  'goto',
  'restart',
  'disconnect',
  'terminate',
]);

/** Tracks which threads of which sessions have stopped and why, including sessions that an adapter starts for child processes. */
export class DebugWatch implements vscode.Disposable {
  private readonly stops: Stop[] = [];
  private readonly sessions = new Map<string, vscode.DebugSession>();
  private readonly withExceptionInfo = new Set<string>();
  private readonly withLogpoints = new Set<string>();
  private readonly logpointsEmitter = new vscode.EventEmitter<void>();
  private readonly printEmitter = new vscode.EventEmitter<string>();
  /** The incomplete last line of each session. */
  private readonly openLines = new Map<string, string>();
  private readonly exceptionEmitter = new vscode.EventEmitter<Stop>();
  private readonly endedEmitter = new vscode.EventEmitter<PrintedSession>();
  private readonly consoles = new DebugConsoles(() => new Date().toISOString());
  /** Sessions that the person started, by id. */
  private readonly launched = new Map<string, vscode.DebugSession>();
  private readonly subscriptions: vscode.Disposable;
  private nextId = 1;

  /** Fires when a thread stops on an exception. */
  readonly onDidStopOnException = this.exceptionEmitter.event;

  /** Fires when a session with console output, or a child of it, ends: a program may crash without a stop. */
  readonly onDidEnd = this.endedEmitter.event;

  /** Fires when a session begins or ends whose adapter says that it can log without stopping. */
  readonly onDidChangeLogging = this.logpointsEmitter.event;

  /** Fires with whole lines of a debug console. */
  readonly onDidPrint = this.printEmitter.event;

  constructor() {
    this.subscriptions = vscode.Disposable.from(
      this.exceptionEmitter,
      this.endedEmitter,
      this.logpointsEmitter,
      this.printEmitter,
      vscode.debug.registerDebugAdapterTrackerFactory('*', { createDebugAdapterTracker: (session) => this.track(session) }),
      vscode.debug.onDidTerminateDebugSession((session) => this.forget(session)),
    );
  }

  /** The latest exception that a thread is still stopped on; the focused session comes first. */
  get currentException(): Stop | undefined {
    const exceptions = this.stops.filter(({ reason }) => reason === 'exception');
    const active = vscode.debug.activeDebugSession?.id;
    return exceptions.find(({ session }) => session.id === active) ?? exceptions[0];
  }

  /** Sessions that printed something, ended or not; the one that printed last comes first. */
  get printedSessions(): readonly PrintedSession[] {
    return this.consoles.all.flatMap((shown) => this.printed(shown) ?? []);
  }

  session(id: string): vscode.DebugSession | undefined {
    return this.sessions.get(id);
  }

  stop(session: vscode.DebugSession, threadId: number): Stop | undefined {
    return this.stops.find((stop) => stop.session.id === session.id && stop.threadId === threadId);
  }

  stopById(id: string): Stop | undefined {
    return this.stops.find((stop) => stop.id === id);
  }

  /** Whether the adapter can give details of an exception. */
  knowsExceptions(session: vscode.DebugSession): boolean {
    return this.withExceptionInfo.has(session.id);
  }

  /** Running sessions whose adapters say that they can log without stopping. */
  get loggingSessions(): vscode.DebugSession[] {
    return [...this.sessions.values()].filter(({ id }) => this.withLogpoints.has(id));
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private track(session: vscode.DebugSession): vscode.DebugAdapterTracker {
    const root = launchedSession(session);
    this.sessions.set(session.id, session);
    this.launched.set(root.id, root);
    for (const id of [...this.launched.keys()].slice(0, -KEPT_LAUNCHED)) this.launched.delete(id);
    this.consoles.begin(session.id, root.id);
    return {
      onWillReceiveMessage: (message: ProtocolMessage) => {
        if (message.type === 'request' && goesOn.has(message.command ?? '')) this.resume(session, message.arguments?.['threadId']);
      },
      onDidSendMessage: (message: ProtocolMessage) => this.note(session, message),
      onWillStopSession: () => this.forget(session),
    };
  }

  private note(session: vscode.DebugSession, message: ProtocolMessage): void {
    const body = message.body ?? {};
    if (message.type === 'response' && message.command === 'initialize') {
      if (body['supportsExceptionInfoRequest'] === true) this.withExceptionInfo.add(session.id);
      if (body['supportsLogPoints'] === true) {
        this.withLogpoints.add(session.id);
        this.logpointsEmitter.fire();
      }
    }
    if (message.type !== 'event') return;
    if (message.event === 'output') this.print(session, body);
    if (message.event === 'continued') this.resume(session, body['allThreadsContinued'] === false ? body['threadId'] : undefined);
    if (message.event === 'stopped') this.halt(session, body);
  }

  private halt(session: vscode.DebugSession, body: Record<string, unknown>): void {
    const threadId = typeof body['threadId'] === 'number' ? body['threadId'] : 0;
    this.resume(session, threadId);
    const stop: Stop = {
      id: `debugger-${this.nextId++}`,
      session,
      threadId,
      reason: typeof body['reason'] === 'string' ? body['reason'] : 'pause',
      description: typeof body['description'] === 'string' ? body['description'] : undefined,
      text: typeof body['text'] === 'string' ? body['text'] : undefined,
      at: new Date().toISOString(),
    };
    this.stops.unshift(stop);
    if (stop.reason === 'exception') this.exceptionEmitter.fire(stop);
  }

  private resume(session: vscode.DebugSession, threadId: unknown): void {
    const stays = this.stops.filter(
      (stop) => stop.session.id !== session.id || (typeof threadId === 'number' && stop.threadId !== threadId),
    );
    this.stops.splice(0, this.stops.length, ...stays);
  }

  /** Output that the debug console shows; not what an adapter reports about itself. */
  private print(session: vscode.DebugSession, { output, category }: Record<string, unknown>): void {
    const { id } = session;
    if (!this.consoles.print(launchedSession(session).id, output, category)) return;
    const printed = `${this.openLines.get(id) ?? ''}${output}`;
    const end = printed.lastIndexOf('\n') + 1;
    this.openLines.set(id, printed.slice(end).slice(-OPEN_LINE));
    if (end) this.printEmitter.fire(printed.slice(0, end));
  }

  private end(ended: vscode.DebugSession): void {
    const shown = this.consoles.end(ended.id, launchedSession(ended).id);
    const session = shown && this.printed(shown);
    if (session) this.endedEmitter.fire(session);
  }

  private printed({ session, text, at }: DebugConsole): PrintedSession | undefined {
    const launched = this.launched.get(session);
    if (!launched) return undefined;
    const { name, configuration, workspaceFolder } = launched;
    return { id: `session-${session}`, name, console: text, configuration, folder: workspaceFolder?.uri.fsPath, at };
  }

  private forget(session: vscode.DebugSession): void {
    this.end(session);
    this.resume(session, undefined);
    this.sessions.delete(session.id);
    this.withExceptionInfo.delete(session.id);
    const rest = this.openLines.get(session.id);
    this.openLines.delete(session.id);
    if (rest) this.printEmitter.fire(rest);
    if (this.withLogpoints.delete(session.id)) this.logpointsEmitter.fire();
  }
}

/**
 * The session that the person started: adapters such as JavaScript's start a child session for every process, without its configuration.
 */
export function launchedSession(session: vscode.DebugSession): vscode.DebugSession {
  let launched = session;
  while (launched.parentSession) launched = launched.parentSession;
  return launched;
}
