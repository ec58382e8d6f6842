import * as vscode from 'vscode';
import type { ProbeSet, ProbeSets } from '../app/probeSets';
import { logpointAdapter, logpointMessage } from '../core/experiments/probes/logpointAdapters';
import type { DebugWatch } from './capture/debugWatch';
import { logpointSet } from './logpointSet';
import { uriOf } from './workspaceFiles';

/** The result for the places of a value. */
export interface Placed {
  placed: number;
  /** `cart.ts:12`: the person has a breakpoint there, which is left alone. */
  taken: string[];
}

/** Our logpoints in a running debug session: inserted, read, removed. The person's own breakpoints are never touched. */
export class Logpoints implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable;

  /**
   * @param here sets that this window inserted
   * @param onDidChange called when a session or a logpoint came or went
   */
  constructor(
    private readonly watch: DebugWatch,
    private readonly sets: ProbeSets,
    private readonly here: Set<string>,
    private readonly onDidChange: () => void,
  ) {
    this.subscriptions = vscode.Disposable.from(
      watch.onDidPrint((text) => {
        for (const { set, index } of this.sets.printed(text)) this.take(ofSet(set, index));
      }),
      watch.onDidChangeLogging(() => {
        // They belong to the session; what they printed stays in the timeline.
        if (!this.session) this.take(ours());
        onDidChange();
      }),
      vscode.debug.onDidChangeBreakpoints(({ added, removed }) => {
        if ([...added, ...removed].some((each) => logpointSet(each) !== undefined)) onDidChange();
      }),
    );
  }

  /** A running session that can log without stopping: preferably the focused one. */
  get session(): vscode.DebugSession | undefined {
    const able = this.watch.loggingSessions.filter(({ type }) => logpointAdapter(type));
    return able.find(({ id }) => id === vscode.debug.activeDebugSession?.id) ?? able[0];
  }

  /** Whether the session evaluates expressions in its messages; otherwise it can only print raw values. */
  get tellsShapes(): boolean {
    const { session } = this;
    return session !== undefined && logpointAdapter(session.type)?.evaluates === true;
  }

  /** Current logpoints of an investigation. */
  count(investigation: string): number {
    return ours().filter((each) => this.sets.get(logpointSet(each) ?? '')?.investigation === investigation).length;
  }

  /** @param contents the person agreed that values themselves are printed */
  place({ id, places }: ProbeSet, contents: boolean): Placed {
    const adapter = this.session && logpointAdapter(this.session.type);
    const taken: string[] = [];
    const points: vscode.SourceBreakpoint[] = [];
    for (const [index, place] of places.entries()) {
      const message = adapter && logpointMessage(adapter, place, { set: id, index }, contents);
      const uri = uriOf(place.file);
      if (message === undefined || !uri) continue;
      const position = new vscode.Position(place.line - 1, 0);
      if (stands(uri, position.line)) taken.push(`${place.file.slice(place.file.lastIndexOf('/') + 1)}:${place.line}`);
      else points.push(new vscode.SourceBreakpoint(new vscode.Location(uri, position), true, undefined, undefined, message));
    }
    this.here.add(id);
    vscode.debug.addBreakpoints(points);
    return { placed: points.length, taken };
  }

  /** Removes all of an investigation, or all of this window. */
  remove(investigation?: string): void {
    const mine = (each: vscode.Breakpoint) =>
      investigation === undefined || this.sets.get(logpointSet(each) ?? '')?.investigation === investigation;
    this.take(ours().filter(mine));
    for (const { id, ...set } of this.sets.all())
      if (set.kind === 'logpoints' && (investigation === undefined || set.investigation === investigation)) this.sets.close(id);
    this.onDidChange();
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.take(ours());
  }

  private take(points: readonly vscode.Breakpoint[]): void {
    if (points.length) vscode.debug.removeBreakpoints(points);
  }
}

function ours(): vscode.Breakpoint[] {
  return vscode.debug.breakpoints.filter((each) => logpointSet(each) !== undefined);
}

function ofSet(set: string, index: number): vscode.Breakpoint[] {
  return ours().filter(({ logMessage }) => logMessage?.startsWith(`[debug-with-context ${set}.${index}] `));
}

/** Whether the person has a breakpoint on a line; 0-based. */
function stands(uri: vscode.Uri, line: number): boolean {
  return vscode.debug.breakpoints.some(
    (each) =>
      each instanceof vscode.SourceBreakpoint &&
      logpointSet(each) === undefined &&
      each.location.range.start.line === line &&
      each.location.uri.toString() === uri.toString(),
  );
}
