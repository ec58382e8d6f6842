import type { Frame } from '../../capture/failureReport';
import { cutDigits } from '../../capture/formats/frameDraft';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { framesByCause } from '../causeOrder';
import { flatFrames, type LineRange } from '../failureEvidence';
import type { Reason } from '../reason';
import { isWrapper } from '../moduleWrapper';
import { isFailedCheck } from '../ownCheck';
import { isSetUp, isTestCode } from '../testCode';
import type { CodeSearch } from './codeSearch';
import { handsOn, rethrowsOf } from './frameKind';
import { type Found, keyOf } from './found';

/** Chances along the edges of the call graph, estimated from fixes of real failures. */
const FRAME_DECAY = 0.82;
const TEST_CODE = 0.3;
/** The failing line's test where nothing else is on the stack: its expectation is needed to understand the rest. */
export const FAILING_TEST = 0.45;
/** Test code on the stack between the failing line and the test itself: helpers. */
export const HELPS_TEST = 0.4;

/** Puts the functions of the trace's frames into the table; of equals the innermost is the likeliest. */
export async function placeFrames(search: CodeSearch): Promise<void> {
  const weights = errorWeights(search);
  const places = new Map<number, number>();
  const arisen = new Set<number>();
  let swapped = false;
  for (const { frame, at, error, root, source, unit, test } of withoutRunner(await placedUnits(search))) {
    const place = places.get(error) ?? 0;
    const known = search.found.get(keyOf(source, unit.range));
    if (!test && !known) places.set(error, place + 1);
    let relevance = 0.95 * FRAME_DECAY ** place * (weights[error] ?? 0.5);
    // A function that throws on purpose rejected its input: its caller is as likely. The first frame of a recursion is enough.
    const throws = known && place > 0 ? [] : source.throws(unit.range);
    const thrown = throws.find((each) => each.startLine <= frame.line && frame.line <= each.endLine);
    if (place === 0 && !test && thrown && !thrown.handles) {
      relevance *= 0.9;
      swapped = true;
    } else if (place === 1 && swapped) relevance = 0.88 * (weights[error] ?? 0.5);
    const first = !arisen.has(root) && !callsUnplaced(at, error, search);
    arisen.add(root);
    const added = search.add({
      source,
      fn: unit.fn,
      ...unit.range,
      role: test ? 'test' : first ? 'throws' : 'caller',
      distance: 0,
      frame: at,
      reasons: [test ? ranAsTest(unit.fn) : { kind: first ? 'throws' : 'onStack' }],
      relevance: test ? TEST_CODE * (weights[error] ?? 0.5) : relevance,
      drive: relevance,
      focus: new Set([frame.line]),
      ...(thrown?.handles && { handled: thrown.handles }),
      ...rethrowsOf(source, unit.fn, unit.range, frame.line),
      ...(!test && !first && handsOn(source, unit.fn, frame.line, flatFrames(search.input.report)[at - 1]) && { handsOn: true }),
      test,
      names: new Set(),
    });
    search.finder.meetClassOf(unit.fn, source);
    search.frames.push({ line: frame.line, column: frame.column, found: added });
  }
  const tests = [...new Set(search.frames.filter(({ found }) => found.test).map(({ found }) => found))];
  for (const helper of tests.slice(1, -1)) helper.relevance *= HELPS_TEST;
  if (search.onlyTests) {
    const seen = new Set<Found>();
    for (const { found } of search.frames) {
      if (seen.has(found)) continue;
      found.drive = 0.95 * 0.75 ** seen.size;
      if (!seen.size) found.relevance = Math.max(found.relevance, FAILING_TEST);
      seen.add(found);
    }
    addSetUps(search);
  } else if (search.frames.length) {
    for (const { found } of search.frames) if (found.test) found.drive = Math.min(found.drive, 0.45);
  }
}

/** Whether a frame of the error's own code lies below one that a log cut, so that its line is not known. */
function callsUnplaced(at: number, error: number, { input: { report } }: CodeSearch): boolean {
  const { frames } = report.errors[error]!;
  const frame = flatFrames(report)[at]!;
  return frames
    .slice(0, frames.indexOf(frame))
    .some((each) => each.line === 0 && each.origin === 'workspace' && cutDigits(each) !== undefined);
}

/** A frame of the trace with the code around its line. */
interface PlacedUnit {
  frame: Frame;
  /** 0-based index into `flatFrames(report)`. */
  at: number;
  error: number;
  root: number;
  source: SyntaxFile;
  unit: Unit;
  test: boolean;
}

async function placedUnits(search: CodeSearch): Promise<PlacedUnit[]> {
  const { report, resolutions, code } = search.input;
  const frames = flatFrames(report);
  const placed: PlacedUnit[] = [];
  /** Errors that a check of the program's own threw: what calls it is a test, as far out as the stack goes. */
  const checks = new Set<number>();
  for (const { resolution, error, root } of framesByCause(report, resolutions)) {
    const frame = frames[resolution.frame];
    if (!frame || !resolution.file || frame.line < 1) continue;
    const source = await code.open(resolution.file);
    if (!source || frame.line > source.lines.length) continue;
    const unit = unitAt(source, frame.line);
    const innermost = unit.fn && !placed.some((each) => each.error === error) ? { file: source, fn: unit.fn } : undefined;
    const message = report.errors[error]?.message ?? '';
    if (innermost && isFailedCheck(innermost, message)) checks.add(error);
    const test = checks.has(error) || isTestCode(source, unit.fn);
    placed.push({ frame, at: resolution.frame, error, root, source, unit, test });
  }
  return placed;
}

/** The frames without those that called a test itself: a framework's own tests have its runner in the workspace. */
function withoutRunner(placed: readonly PlacedUnit[]): PlacedUnit[] {
  const tests = new Map<number, number>();
  for (const { at, error, unit, test } of placed)
    if (test && unit.fn && isTest(unit.fn)) tests.set(error, Math.max(tests.get(error) ?? at, at));
  return placed.filter(({ at, error, test }) => test || at <= (tests.get(error) ?? at));
}

/** Whether a function of test code is a test, not its set-up, a helper or a callback in it. */
function isTest({ kind, name }: FunctionNode): boolean {
  return kind === 'test' || (kind !== 'callback' && /^test/i.test(name));
}

function ranAsTest(fn: FunctionNode | undefined): Reason {
  return { kind: fn && isSetUp(fn.name) ? 'runsBeforeTest' : 'failingTest' };
}

/** The set-up of a test's class: it runs the code in question as well. */
export function addSetUps(search: CodeSearch): void {
  const test = search.frames[0]!.found;
  for (const fn of test.source.functions) {
    if (!isSetUp(fn.name) || fn === test.fn || fn.className !== test.fn?.className) continue;
    search.add({
      source: test.source,
      fn,
      startLine: fn.startLine,
      endLine: fn.endLine,
      role: 'test',
      distance: 1,
      reasons: [{ kind: 'runsBeforeTest' }],
      relevance: 0.12,
      drive: 0.5,
      focus: new Set(),
      test: true,
      names: new Set(),
    });
  }
}

/** The innermost cause counts fully, errors that wrap it less, suppressed errors least. */
function errorWeights(search: CodeSearch): number[] {
  const { errors } = search.input.report;
  const deepest = errors.findLastIndex((error) => error.role !== 'suppressed');
  return errors.map((error, at) => (error.role === 'suppressed' ? 0.3 : at === deepest ? 1 : error.role === 'aggregated' ? 0.8 : 0.75));
}

interface Unit {
  fn: FunctionNode | undefined;
  range: LineRange;
}

/** The function around a line, or the stretch of module code; a small closure comes with the code around it. */
function unitAt(source: SyntaxFile, line: number): Unit {
  const fn = source.enclosing(line);
  return fn && !isWrapper(source, fn)
    ? { fn, range: { startLine: fn.startLine, endLine: fn.endLine } }
    : { fn: undefined, range: source.statement(line) };
}
