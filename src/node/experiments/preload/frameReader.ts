import type { Debugger, Runtime } from 'node:inspector';
import type { ObservedFrame, ObservedValue, ObserveSetup } from '../../../core/experiments/observed';
import type { DebuggerSession } from './debuggerSession';
import type { RemoteShapes } from './remoteShape';
import { placeOf, type RunningScript } from './scripts';

const MOST_VALUES = 40;
/** Names that module systems and test runners add to a scope. */
const NOT_OF_THE_PERSON = /^(?:__vi|__vite|__name$|exports$|require$|module$|__filename$|__dirname$|_interop|__import|__esm|__toESM)/;

/** Reads the names and values of a stopped program's frames, without running any of its code. */
export class FrameReader {
  private readonly sources = new Map<string, string>();

  constructor(
    private readonly session: DebuggerSession,
    /** Scripts of the workspace, by the debugger's id. */
    private readonly scripts: ReadonlyMap<string, RunningScript>,
    private readonly setup: Pick<ObserveSetup, 'roots' | 'contents'>,
  ) {}

  /** A frame of the workspace; with its values if shapes are given. */
  read(frame: Debugger.CallFrame, shapes: RemoteShapes | undefined): ObservedFrame | undefined {
    const script = this.scripts.get(frame.location.scriptId);
    if (!script) return undefined;
    const place = script.original(placeOf(frame.location));
    if (!isOfWorkspace(place.file, this.setup.roots)) return undefined;
    return { ...place, ...(frame.functionName && { function: frame.functionName }), values: shapes ? this.valuesOf(frame, shapes) : [] };
  }

  private valuesOf(frame: Debugger.CallFrame, shapes: RemoteShapes): ObservedValue[] {
    const values = new Map<string, ObservedValue>();
    const own = frame.scopeChain.find(({ type }) => type === 'local');
    let used: Set<string> | undefined;
    let outer = false;
    for (const { type, object } of frame.scopeChain) {
      if (type === 'global' || type === 'script' || !object.objectId) continue;
      outer ||= type === 'closure' || type === 'module';
      if (outer) used ??= this.namesIn(frame.location.scriptId, own);
      for (const { name, value } of this.session.properties(object.objectId)?.result ?? []) {
        if (values.size >= MOST_VALUES) break;
        if (!value || values.has(name) || NOT_OF_THE_PERSON.test(name)) continue;
        if (outer && (value.type === 'function' || !used?.has(name))) continue;
        values.set(name, { name, shape: shapes.shapeOf(value), ...(this.setup.contents && contentOf(value)) });
      }
      // Scopes around the function itself: its module, and the functions that created it.
      outer ||= type === 'local';
    }
    const self = frame.this as Runtime.RemoteObject | undefined;
    if (self?.type === 'object' && self.subtype !== 'null' && !/^(?:global|Window|GlobalWindow|Object|Module)$/.test(self.className ?? ''))
      values.set('this', { name: 'this', shape: shapes.shapeOf(self) });
    return [...values.values()];
  }

  /** Identifiers of a function: names of outer scopes that it does not use are left out. */
  private namesIn(scriptId: string, scope: Debugger.Scope | undefined): Set<string> {
    let source = this.sources.get(scriptId);
    if (source === undefined) {
      source = this.session.ask<Debugger.GetScriptSourceReturnType>('Debugger.getScriptSource', { scriptId })?.scriptSource ?? '';
      this.sources.set(scriptId, source);
    }
    if (!scope?.startLocation || !scope.endLocation) return new Set();
    const from = offsetOf(source, scope.startLocation);
    return new Set(source.slice(from, Math.min(offsetOf(source, scope.endLocation), from + 100_000)).match(/[\p{L}_$][\p{L}\p{N}_$]*/gu));
  }
}

/** Whether a file (absolute, with `/`) is the person's own code. */
export function isOfWorkspace(path: string, roots: readonly string[]): boolean {
  return !path.includes('/node_modules/') && roots.some((root) => path.startsWith(`${root}/`));
}

/** Characters of a text that are kept. */
const LONGEST_CONTENT = 200;

function contentOf({ type, value, unserializableValue }: Runtime.RemoteObject): { content?: string } {
  if (type === 'string') return { content: JSON.stringify(String(value).slice(0, LONGEST_CONTENT)) };
  return type === 'number' || type === 'boolean' || type === 'bigint' ? { content: String(unserializableValue ?? value) } : {};
}

function offsetOf(source: string, { lineNumber, columnNumber }: Debugger.Location): number {
  let start = 0;
  for (let line = 0; line < lineNumber; line++) {
    const end = source.indexOf('\n', start);
    if (end < 0) return source.length;
    start = end + 1;
  }
  return start + (columnNumber ?? 0);
}
