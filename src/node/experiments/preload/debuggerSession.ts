import { Session, type Debugger, type Runtime } from 'node:inspector';

/** The program's own debugger, used from within: every answer arrives before the call returns. */
export class DebuggerSession {
  private readonly session = new Session();

  constructor() {
    this.session.connect();
  }

  /** @throws Error with the debugger's own message */
  post<T>(method: string, params: object = {}): T {
    let failure: Error | null = null;
    let answer: T | undefined;
    this.session.post(method, params, (error: Error | null, result?: object) => {
      failure = error;
      answer = result as T;
    });
    if (failure) throw failure as Error;
    return answer as T;
  }

  /** As {@link post}, undefined if it fails. */
  ask<T>(method: string, params: object = {}): T | undefined {
    try {
      return this.post<T>(method, params);
    } catch {
      return undefined;
    }
  }

  onScript(listener: (script: Debugger.ScriptParsedEventDataType) => void): void {
    this.session.on('Debugger.scriptParsed', ({ params }) => listener(params));
  }

  onPause(listener: (pause: Debugger.PausedEventDataType) => void): void {
    this.session.on('Debugger.paused', ({ params }) => listener(params));
  }

  properties(objectId: string): Runtime.GetPropertiesReturnType | undefined {
    return this.ask<Runtime.GetPropertiesReturnType>('Runtime.getProperties', { objectId, ownProperties: true });
  }
}
