import type { Debugger, Runtime } from 'node:inspector';
import { isNearWrong, wrongRelation } from '../../../core/experiments/asserted/assertedValue';
import {
  LONGEST_SEARCH_MS,
  MOST_HITS,
  MOST_WRONG_HITS,
  sameMessage,
  type ObservedFrame,
  type ObservePoint,
  type ObserveSetup,
} from '../../../core/experiments/observed';
import type { DebuggerSession } from './debuggerSession';
import { FrameReader, isOfWorkspace } from './frameReader';
import type { RecordFile } from './recordFile';
import { RemoteShapes } from './remoteShape';
import { RemoteText } from './remoteText';
import { placeOf, runningScript, type RunningScript, type ScriptPlace } from './scripts';

const MOST_FRAMES = 12;
/** A function that throws unobserved errors this often is skipped from then on. */
const MOST_MISSES = 100;
/** Time budget for unobserved errors in one process, ms. */
const LONGEST_MISSES_MS = 8_000;
/** Time budget for reading one expression, ms. */
const LONGEST_READING_MS = 200;

/** Observes values of the program around it, without running any of its code. Always resumes. */
export class Observer {
  /** Scripts of the workspace, by the debugger's id. */
  readonly scripts = new Map<string, RunningScript>();
  private readonly frames: FrameReader;
  /** What is watched at a breakpoint: the engine allows only one per place. */
  private readonly watched = new Map<string, Watch[]>();
  /** Breakpoints by script and place. */
  private readonly breakpointAt = new Map<string, string>();
  /** How often a point's statement has begun, less how often the code after it was reached: that may run again by itself, in a loop. */
  private readonly begun = new Map<number, number>();
  private readonly hits = new Map<number, number>();
  private readonly misses = new Map<string, number>();
  /** Whole lines, by script: the engine skips a function only if all of it lies within. */
  private readonly passedOver = new Map<string, LineSpan[]>();
  private missedMs = 0;
  private searchMs = 0;
  private order = 0;

  constructor(
    private readonly setup: ObserveSetup,
    private readonly session: DebuggerSession,
    private readonly records: RecordFile,
  ) {
    this.frames = new FrameReader(session, this.scripts, setup);
  }

  start(): void {
    this.session.onScript((script) => this.parsed(script));
    this.session.onPause((pause) => {
      try {
        this.paused(pause);
      } catch (error) {
        this.records.add({ record: 'note', what: 'failed', detail: String(error) });
      } finally {
        this.session.ask('Debugger.resume');
      }
    });
    this.session.post('Debugger.enable');
    if (this.setup.throws.length) this.session.post('Debugger.setPauseOnExceptions', { state: 'all' });
  }

  private parsed(parsed: Debugger.ScriptParsedEventDataType): void {
    const script = runningScript(parsed);
    if (!script || !isOfWorkspace(script.path, this.setup.roots)) return;
    this.scripts.set(script.id, script);
    for (const point of this.setup.points) if (script.holds(point.file)) this.setPoint(script, point);
  }

  private setPoint(script: RunningScript, point: ObservePoint): void {
    const observing = this.placesOf(script, point).map((place) => this.watch(script, place));
    const [begin] = point.when === 'after' && !point.loops ? script.generated(point.file, point.line, point.column) : [];
    const beginning = begin && this.watch(script, begin);
    // A declaration without code of its own begins where the next statement does.
    const armed = beginning !== undefined && !observing.includes(beginning);
    for (const breakpoint of observing) this.add(breakpoint, { point, is: armed ? 'afterBegin' : 'place' });
    if (armed) this.add(beginning, { point, is: 'begin' });
  }

  private add(breakpoint: string | undefined, watch: Watch): void {
    this.watched.get(breakpoint ?? '')?.push(watch);
  }

  /** Sets a breakpoint, or finds the one that is there. */
  private watch({ id: scriptId }: RunningScript, { line, column }: ScriptPlace): string | undefined {
    const start = { scriptId, lineNumber: line, columnNumber: column };
    const set = this.session.ask<Debugger.SetBreakpointReturnType>('Debugger.setBreakpoint', { location: start });
    if (set) {
      this.watched.set(set.breakpointId, []);
      this.breakpointAt.set(placeKey(set.actualLocation), set.breakpointId);
      return set.breakpointId;
    }
    const found = this.session.ask<Debugger.GetPossibleBreakpointsReturnType>('Debugger.getPossibleBreakpoints', { start });
    const [first] = found?.locations ?? [];
    return first && this.breakpointAt.get(placeKey(first));
  }

  private placesOf(script: RunningScript, point: ObservePoint): ScriptPlace[] {
    const places = script.generated(point.file, point.line, point.column).slice(0, 1);
    if (point.when === 'before') return places;
    return places.flatMap((start) => {
      const found = this.session.ask<Debugger.GetPossibleBreakpointsReturnType>('Debugger.getPossibleBreakpoints', {
        start: { scriptId: script.id, lineNumber: start.line, columnNumber: start.column },
        restrictToFunction: true,
      });
      const locations = found?.locations ?? [];
      if (point.when === 'returns') return locations.filter(({ type }) => type === 'return').map(placeOf);
      // The next location of the same function behind the expression; the end of the function if there is none.
      const isBehind = ({ line, column }: { line: number; column: number }): boolean =>
        line > (point.endLine ?? point.line) || (line === point.endLine && column >= (point.endColumn ?? Infinity));
      const next = locations.find((each) => each.type === 'return' || isBehind(script.original(placeOf(each)))) ?? locations.at(-1);
      return next ? [placeOf(next)] : [];
    });
  }

  private paused(pause: Debugger.PausedEventDataType): void {
    const ids = pause.hitBreakpoints ?? [];
    const hit = ids.flatMap((id) => this.watched.get(id) ?? []);
    for (const watch of hit.sort((a, b) => turnOf(a) - turnOf(b))) this.reached(watch, pause);
    for (const id of ids) {
      const watched = this.watched.get(id) ?? [];
      if (watched.every(({ point }) => this.isDone(point))) this.session.ask('Debugger.removeBreakpoint', { breakpointId: id });
    }
    if (pause.reason === 'exception' || pause.reason === 'promiseRejection') this.thrown(pause);
  }

  private reached({ point, is }: Watch, { callFrames }: Debugger.PausedEventDataType): void {
    const [frame] = callFrames;
    const hit = this.hits.get(point.id) ?? 0;
    if (!frame || this.isDone(point)) return;
    const begun = this.begun.get(point.id) ?? 0;
    if (is === 'begin') {
      this.begun.set(point.id, begun + 1);
      return;
    }
    if (is === 'afterBegin' && begun === 0) return;
    this.begun.set(point.id, Math.max(0, begun - 1));
    const began = performance.now();
    const shapes = new RemoteShapes(this.session);
    const value = point.when === 'returns' ? frame.returnValue : this.evaluate(frame, point.expression);
    const { asserted } = this.setup;
    const text = value && asserted && new RemoteText(this.session).textOf(value, asserted.structures);
    const wrong = text && wrongRelation(asserted, text);
    const near = text && !wrong && isNearWrong(asserted, text);
    if (point.onlyWrong) this.searchMs += performance.now() - began;
    if (point.onlyWrong && !wrong && !near) return;
    this.hits.set(point.id, hit + 1);
    const seen = this.frames.read(frame, point.expression === undefined && (point.when !== 'returns' || point.locals) ? shapes : undefined);
    this.records.add({
      record: 'hit',
      order: this.order++,
      point: point.id,
      hit,
      ...(value && { shape: shapes.shapeOf(value) }),
      ...(wrong && { wrong }),
      ...(near && { near }),
      ...(seen && { frame: seen }),
    });
  }

  private isDone({ id, onlyWrong }: ObservePoint): boolean {
    const hits = this.hits.get(id) ?? 0;
    return onlyWrong ? hits >= MOST_WRONG_HITS || this.searchMs > LONGEST_SEARCH_MS : hits >= MOST_HITS;
  }

  private evaluate({ callFrameId }: Debugger.CallFrame, expression: string | undefined): Runtime.RemoteObject | undefined {
    if (expression === undefined) return undefined;
    const answer = this.session.ask<Debugger.EvaluateOnCallFrameReturnType>('Debugger.evaluateOnCallFrame', {
      callFrameId,
      // An object literal would be a block.
      expression: `(${expression})`,
      throwOnSideEffect: true,
      silent: true,
      timeout: LONGEST_READING_MS,
    });
    return answer?.exceptionDetails ? undefined : answer?.result;
  }

  private thrown(pause: Debugger.PausedEventDataType): void {
    const begun = performance.now();
    const { type, message } = errorOf(pause.data as Runtime.RemoteObject | undefined);
    const top = pause.callFrames.find(({ location }) => this.scripts.has(location.scriptId));
    const place = top && this.scripts.get(top.location.scriptId)?.original(placeOf(top.location));
    const meant = this.setup.throws.some(
      (target) =>
        (sameMessage(message, target.message) && (target.message !== '' || target.type === type)) ||
        target.places.some(({ file, line }) => file === place?.file && line === place.line),
    );
    if (!meant) return this.missed(pause.callFrames, performance.now() - begun);
    const frames: ObservedFrame[] = [];
    const shapes = new RemoteShapes(this.session);
    for (const frame of pause.callFrames) {
      if (frames.length >= MOST_FRAMES) break;
      const seen = this.frames.read(frame, shapes);
      if (seen) frames.push(seen);
    }
    if (!frames.length) return;
    this.records.add({ record: 'throw', order: this.order++, type, message: message.slice(0, 500), frames });
  }

  /** Programs that use exceptions for control flow would take minutes: frequent irrelevant throws no longer cause a stop. */
  private missed(frames: readonly Debugger.CallFrame[], ms: number): void {
    const [frame] = frames;
    this.missedMs += ms + 1;
    if (this.missedMs > LONGEST_MISSES_MS) {
      this.missedMs = -Infinity;
      this.session.ask('Debugger.setPauseOnExceptions', { state: 'uncaught' });
      this.records.add({ record: 'note', what: 'pauses' });
      return;
    }
    if (!frame) return;
    const { scriptId } = frame.location;
    const key = `${scriptId}:${frame.functionLocation?.lineNumber ?? 0}:${frame.functionLocation?.columnNumber ?? 0}`;
    const count = (this.misses.get(key) ?? 0) + 1;
    this.misses.set(key, count);
    // Optimised code inlines a function into its callers, and is skipped only if all of them are.
    if (count % MOST_MISSES === 0) for (const each of frames.slice(0, count / MOST_MISSES)) this.passOver(each);
  }

  private passOver({ location: { scriptId }, scopeChain }: Debugger.CallFrame): void {
    const scope = scopeChain.find(({ type }) => type === 'local');
    const isOwn = this.scripts.has(scriptId);
    if (isOwn && (!scope?.startLocation || !scope.endLocation)) return;
    const lines: LineSpan = isOwn ? [scope!.startLocation!.lineNumber, scope!.endLocation!.lineNumber + 1] : [0, Infinity];
    const ranges = joinRanges([...(this.passedOver.get(scriptId) ?? []), lines]);
    this.passedOver.set(scriptId, ranges);
    const positions = ranges.flat().flatMap((lineNumber) => (lineNumber === Infinity ? [] : [{ lineNumber, columnNumber: 0 }]));
    this.session.ask('Debugger.setBlackboxedRanges', { scriptId, positions });
  }
}

function errorOf(value: Runtime.RemoteObject | undefined): { type: string; message: string } {
  if (value?.subtype !== 'error')
    return { type: value?.className ?? value?.type ?? '', message: String(value?.value ?? value?.description ?? '') };
  const description = value.description ?? '';
  const end = description.indexOf('\n    at ');
  const head = end < 0 ? description : description.slice(0, end);
  const [, type = value.className ?? '', message = head] = /^([\w$.]+)(?: \[[\w]+\])?(?:: ([^]*))?$/.exec(head) ?? [];
  return { type, message: message === head && head === type ? '' : message };
}

/** What a breakpoint means for a point: its place, the begin of its statement, or the code after that. */
interface Watch {
  point: ObservePoint;
  is: 'place' | 'begin' | 'afterBegin';
}

/** What the statement before gave, then what is read here, what the function returns, and the begin of a statement. */
function turnOf({ point, is }: Watch): number {
  return is === 'begin' ? 3 : { after: 0, before: 1, returns: 2 }[point.when];
}

function placeKey({ scriptId, lineNumber, columnNumber }: Debugger.Location): string {
  return `${scriptId}:${lineNumber}:${columnNumber ?? 0}`;
}

/** First line and the line behind the last, 0-based. */
type LineSpan = [from: number, to: number];

/** In order, with touching ranges joined. */
function joinRanges(ranges: readonly LineSpan[]): LineSpan[] {
  const joined: LineSpan[] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}
