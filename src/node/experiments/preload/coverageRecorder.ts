import type { Profiler } from 'node:inspector';
import { isMainThread } from 'node:worker_threads';
import type { ObservedCoverage, ObservedStep } from '../../../core/experiments/observed';
import { beforeEnd, beforeMessage } from './beforeEnd';
import type { DebuggerSession } from './debuggerSession';
import type { RecordFile } from './recordFile';
import type { RunningScript, ScriptPlace } from './scripts';
import { watchSteps } from './watchSteps';

/** Interval between two writes, ms: keeps the counts of a worker that is killed. */
const EVERY = 500;
/** The part of the time that writing may take while the program sends one message after the other. */
const SHARE = 0.05;

/** No bracket, separator or blank. */
const CODE = /[^\s{}()[\];,]/;

type CountedPlace = ScriptPlace & { written: { file: string; line: number } };

/** Which lines and functions of the workspace ran: counts of the engine, mapped back to the sources. */
export class CoverageRecorder {
  private readonly sources = new Map<string, string>();
  private readonly places = new Map<string, readonly CountedPlace[]>();
  private writtenAt = 0;
  private cost = 0;
  private waiting = false;

  constructor(
    private readonly session: DebuggerSession,
    private readonly records: RecordFile,
    private readonly scripts: ReadonlyMap<string, RunningScript>,
  ) {}

  start(): void {
    this.session.post('Profiler.enable');
    this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    setInterval(() => this.write(), EVERY).unref();
    beforeEnd(() => this.end('ended', ''));
    beforeMessage(() => this.writeSoon());
    if (isMainThread) watchSteps((outcome, name) => this.end(outcome, name));
  }

  private end(outcome: ObservedStep['outcome'], name: string): void {
    this.write();
    this.records.add({ record: 'step', outcome, name });
  }

  /** At once, or when the program is idle if the last write was just now. */
  private writeSoon(): void {
    if (performance.now() - this.writtenAt > this.cost / SHARE) this.write();
    else if (!this.waiting) {
      this.waiting = true;
      setImmediate(() => {
        this.waiting = false;
        this.write();
      }).unref();
    }
  }

  /** Counts since the last call. */
  private write(): void {
    const begun = performance.now();
    this.take();
    this.writtenAt = performance.now();
    this.cost = this.writtenAt - begun;
  }

  private take(): void {
    const taken = this.session.ask<Profiler.TakePreciseCoverageReturnType>('Profiler.takePreciseCoverage');
    for (const { scriptId, functions } of taken?.result ?? []) {
      const script = this.scripts.get(scriptId);
      if (!script) continue;
      for (const record of this.recordsOf(script, functions)) this.records.add(record);
    }
  }

  private recordsOf(script: RunningScript, functions: readonly Profiler.FunctionCoverage[]): ObservedCoverage[] {
    const source = this.sourceOf(script.id);
    const starts = lineStarts(source);
    const byFile = new Map<string, { ran: Set<number>; functions: Set<number> }>();
    const of = (file: string) => {
      let known = byFile.get(file);
      if (!known) byFile.set(file, (known = { ran: new Set(), functions: new Set() }));
      return known;
    };
    for (const { ranges } of functions) {
      const [whole] = ranges;
      if (!whole || whole.count === 0) continue;
      const place = script.written(placeAt(starts, whole.startOffset));
      if (place) of(place.file).functions.add(place.line);
    }
    for (const { written } of ranPlaces(this.placesOf(script, source, starts), source, starts, functions))
      of(written.file).ran.add(written.line);
    return [...byFile].map(([file, { ran, functions: called }]) => ({
      record: 'coverage',
      file,
      lines: [...ran].sort((a, b) => a - b),
      functions: [...called].sort((a, b) => a - b),
    }));
  }

  /** Places whose counts tell which lines of the sources ran: of a script without sources the first of each line. */
  private placesOf(script: RunningScript, source: string, starts: readonly number[]): readonly CountedPlace[] {
    let places = this.places.get(script.id);
    if (!places) {
      const own = (): CountedPlace[] =>
        starts.flatMap((start, line) => {
          const column = source.slice(start, starts[line + 1] ?? source.length).search(CODE);
          return column < 0 ? [] : [{ line, column, written: { file: script.path, line: line + 1 } }];
        });
      this.places.set(script.id, (places = script.mapped() ?? own()));
    }
    return places;
  }

  private sourceOf(scriptId: string): string {
    let source = this.sources.get(scriptId);
    if (source === undefined) {
      source = this.session.ask<{ scriptSource: string }>('Debugger.getScriptSource', { scriptId })?.scriptSource ?? '';
      this.sources.set(scriptId, source);
    }
    return source;
  }
}

/** Those in whose innermost range around them the engine counted. Brackets and separators are left out: they run with what is around them. */
function ranPlaces(
  places: readonly CountedPlace[],
  source: string,
  starts: readonly number[],
  functions: readonly Profiler.FunctionCoverage[],
): CountedPlace[] {
  const ranges = functions.flatMap((each) => each.ranges).sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  const open: Profiler.CoverageRange[] = [];
  let next = 0;
  return places.filter(({ line, column }) => {
    const at = (starts[line] ?? source.length) + column;
    if (!CODE.test(source.charAt(at))) return false;
    for (; next < ranges.length && ranges[next]!.startOffset <= at; next++) {
      while (open.length && open.at(-1)!.endOffset <= ranges[next]!.startOffset) open.pop();
      open.push(ranges[next]!);
    }
    while (open.length && open.at(-1)!.endOffset <= at) open.pop();
    return (open.at(-1)?.count ?? 0) > 0;
  });
}

function lineStarts(source: string): number[] {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function placeAt(starts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, column: offset - starts[low]! };
}
