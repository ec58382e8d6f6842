import type { FailureReport, Frame } from '../capture/failureReport';
import type { FunctionNode, SyntaxFile } from '../syntax/syntax';
import { returnsValue } from '../flow/returnsValue';
import { firstStatement } from './firstStatement';
import {
  sameMessage,
  type ObservedFrame,
  type ObservedHit,
  type ObservedRecord,
  type ObservedThrow,
  type ObservePoint,
  type ObserveSetup,
} from './observed';
import { shapeText } from './shapeText';

/** Values of one frame, as returned by the experiment. */
export interface FrameValues {
  /** Workspace-relative with `/`. */
  file: string;
  /** 1-based. */
  line: number;
  function?: string;
  values: {
    name: string;
    shape: string;
    /** A text, number or boolean itself; only with the person's consent. */
    content?: string;
  }[];
}

export interface ValuesVerdict {
  /** Innermost first; then the functions that an assertion's test called before it failed. */
  frames: FrameValues[];
}

/** The number of frames to record locals for, in case the stack lacks them at the throw or nothing is thrown. */
const MOST_WAITING = 6;

/**
 * The points to record in a run that fails as reported: its errors where they are thrown, and its frames. The stack no longer has the
 * frames where they wait for a promise or where an assertion only records its failure.
 * @param place the file of a frame in the workspace, absolute with `/`; undefined for others
 */
export function throwSetup(report: FailureReport, roots: readonly string[], place: (frame: Frame) => string | undefined): ObserveSetup {
  const placed = report.errors.map((error) => ({
    error,
    frames: error.frames.flatMap((frame) => {
      const file = frame.line > 0 ? place(frame) : undefined;
      return file === undefined ? [] : [{ file, line: frame.line, column: 1 }];
    }),
  }));
  const waiting = new Map(placed.flatMap(({ frames }) => frames).map((frame) => [`${frame.file}:${frame.line}`, frame]));
  return {
    roots: [...roots],
    throws: placed.map(({ error: { type, message }, frames }) => ({ type, message, places: frames.slice(0, 1) })),
    points: [...waiting.values()].slice(0, MOST_WAITING).map((frame, id) => ({ id, ...frame, when: 'before' })),
  };
}

/**
 * The frames at the throw with what their names held, innermost first; for a chain, the frames of the earliest error come first.
 * @param relative workspace-relative path of an absolute one; undefined for others
 */
export function framesAtThrow(
  records: readonly ObservedRecord[],
  report: FailureReport,
  relative: (file: string) => string | undefined,
): (ObservedFrame & { file: string })[] {
  const throws = records.filter((record) => record.record === 'throw');
  const found: ObservedFrame[] = [];
  const known = new Set<string>();
  const add = (frame: ObservedFrame): void => {
    const file = relative(frame.file);
    const key = `${file}:${frame.line}:${frame.function ?? ''}`;
    if (file === undefined || known.has(key)) return;
    known.add(key);
    found.push({ ...frame, file });
  };
  for (const error of report.errors.toReversed()) {
    const own = error.frames.filter(({ line, origin }) => line > 0 && origin === 'workspace');
    const best = bestThrow(throws, error.type, error.message, own);
    for (const frame of best?.frames ?? []) add(frame);
    for (const frame of own) {
      if (best?.frames.some((each) => isFrame(each, frame))) continue;
      const hit = lastBefore(records, best, frame);
      if (hit?.frame) add(hit.frame);
    }
  }
  return found;
}

function bestThrow(throws: readonly ObservedThrow[], type: string, message: string, frames: readonly Frame[]): ObservedThrow | undefined {
  let best: ObservedThrow | undefined;
  let most = 0;
  for (const each of throws) {
    const shared = frames.filter((frame) => each.frames.some((seen) => isFrame(seen, frame))).length;
    const top = frames[0] && each.frames[0] && isFrame(each.frames[0], frames[0]) ? 1 : 0;
    const words = sameMessage(each.message, message) ? 2 : 0;
    const score = words + top + shared + (words && each.type === type ? 1 : 0);
    // An error that is caught and rethrown occurs again with fewer frames: the first time counts.
    if (score > most && (words > 0 || top > 0)) [best, most] = [each, score];
  }
  return best;
}

/** The point records of one process are in order. */
function lastBefore(records: readonly ObservedRecord[], thrown: ObservedThrow | undefined, frame: Frame): ObservedHit | undefined {
  return records.findLast(
    (record): record is ObservedHit =>
      record.record === 'hit' && record.order < (thrown?.order ?? Infinity) && record.frame !== undefined && isFrame(record.frame, frame),
  );
}

function isFrame(seen: { file: string; line: number }, frame: Frame): boolean {
  const file = frame.file.replaceAll('\\', '/').replace(/^\.\//, '');
  return seen.line === frame.line && (seen.file === file || seen.file.endsWith(`/${file.replace(/^\//, '')}`));
}

/**
 * A frame's values without names that are not yet assigned at its line: the runtime shows a later `const` as undefined. What a function returns
 * that is not meant to return a value is none, either.
 */
export function bornValues(frame: ObservedFrame, source: SyntaxFile | undefined): FrameValues {
  const fn = functionAround(frame, source);
  const range = fn ?? { startLine: 1, endLine: source?.lines.length ?? 0 };
  const values = frame.values.filter(({ name, shape }) => {
    if (!source) return true;
    if (name === 'return') return !fn || returnsValue(source, fn);
    // Names from the built code, and names that the file only imports.
    if (name !== 'this' && (!hasWord(source.text, name) || source.imports.some(({ local }) => local === name))) return false;
    if (shape.kind !== 'plain' || shape.name !== 'undefined') return true;
    const definitions = source.definitions(name, range);
    return !definitions.length || definitions.some(({ kind, startLine }) => kind === 'parameter' || startLine < frame.line);
  });
  return {
    file: frame.file,
    line: frame.line,
    ...((frame.function ?? fn?.qualifiedName) && { function: frame.function ?? fn?.qualifiedName }),
    values: values.map(({ name, shape, content }) => ({ name, shape: shapeText(shape), ...(content !== undefined && { content }) })),
  };
}

/** A function with a name of its own that begins on the line of a frame without a name is only written there. */
function functionAround(frame: ObservedFrame, source: SyntaxFile | undefined): FunctionNode | undefined {
  const fn = source?.enclosing(frame.line);
  const isOnlyWritten = fn && frame.function === undefined && fn.startLine === frame.line && fn.kind !== 'callback';
  return isOnlyWritten ? undefined : fn;
}

/** The number of calls of one test with functions to record. */
const MOST_CALLS = 6;

/**
 * The returns of the functions that a failed assertion's test called before it: their arguments and results led to the asserted value.
 * @param calls functions by absolute file with `/`, in the order of their calls
 * @param firstId of the points
 */
export function callPoints(calls: readonly { file: string; source: SyntaxFile; fn: FunctionNode }[], firstId: number): ObservePoint[] {
  const points: ObservePoint[] = [];
  for (const { file, source, fn } of calls) {
    const first = firstStatement(source, fn);
    if (!first || points.length >= MOST_CALLS) continue;
    if (points.some((point) => point.file === file && point.line === first.line)) continue;
    points.push({ id: firstId + points.length, file, ...first, when: 'returns', locals: true });
  }
  return points;
}

/** The last return of each of those functions before the failure, the last call first; the returned value is called `return`. */
export function returnedCalls(records: readonly ObservedRecord[], points: readonly ObservePoint[]): ObservedFrame[] {
  const ids = new Set(points.map(({ id }) => id));
  const end = records.find((record) => record.record === 'throw')?.order ?? Infinity;
  const last = new Map<number, ObservedHit>();
  for (const record of records) if (record.record === 'hit' && ids.has(record.point) && record.order < end) last.set(record.point, record);
  return [...last.values()]
    .sort((a, b) => b.order - a.order)
    .flatMap(({ frame, shape }) => (frame ? [{ ...frame, values: [...frame.values, ...(shape ? [{ name: 'return', shape }] : [])] }] : []));
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!/[\w$]/.test(text[at - 1] ?? '') && !/[\w$]/.test(text[at + word.length] ?? '')) return true;
  return false;
}
