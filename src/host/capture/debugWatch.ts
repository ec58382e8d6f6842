import * as vscode from 'vscode';

/** A thread that stands still in a debug session. */
export interface Stop {
  id: string;
  session: vscode.DebugSession;
  threadId: number;
  /** As the adapter says: `exception`, `breakpoint`, `step` … */
  reason: string;
  description?: string;
  text?: string;
  /** ISO 8601. */
  at: string;
}

/** Only the fields of the Debug Adapter Protocol that are read here. */
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

/** Knows which threads of which sessions stand still and why; sessions that an adapter starts for its children are tracked like any other. */
export class DebugWatch implements vscode.Disposable {
  private readonly stops: Stop[] = [];
  private readonly sessions = new Map<string, vscode.DebugSession>();
  private readonly withExceptionInfo = new Set<string>();
  private readonly exceptionEmitter = new vscode.EventEmitter<Stop>();
  private readonly subscriptions: vscode.Disposable;
  private nextId = 1;

  /** Fires when a thread stops on an exception. */
  readonly onDidStopOnException = this.exceptionEmitter.event;

  constructor() {
    this.subscriptions = vscode.Disposable.from(
      this.exceptionEmitter,
      vscode.debug.registerDebugAdapterTrackerFactory('*', { createDebugAdapterTracker: (session) => this.track(session) }),
      vscode.debug.onDidTerminateDebugSession((session) => this.forget(session)),
    );
  }

  /** The latest exception that a thread still stands on; the session in focus first. */
  get currentException(): Stop | undefined {
    const exceptions = this.stops.filter(({ reason }) => reason === 'exception');
    const active = vscode.debug.activeDebugSession?.id;
    return exceptions.find(({ session }) => session.id === active) ?? exceptions[0];
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

  /** Can the adapter say more about an exception than that it was thrown? */
  knowsExceptions(session: vscode.DebugSession): boolean {
    return this.withExceptionInfo.has(session.id);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private track(session: vscode.DebugSession): vscode.DebugAdapterTracker {
    this.sessions.set(session.id, session);
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
    if (message.type === 'response' && message.command === 'initialize' && body['supportsExceptionInfoRequest'] === true) {
      this.withExceptionInfo.add(session.id);
    }
    if (message.type !== 'event') return;
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

  private forget(session: vscode.DebugSession): void {
    this.resume(session, undefined);
    this.sessions.delete(session.id);
    this.withExceptionInfo.delete(session.id);
  }
}
