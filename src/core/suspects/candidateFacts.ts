import type { ErrorReport } from '../capture/failureReport';
import { flatFrames, type Candidate, type FailureEvidence, type LineRange, type RecentChange } from '../context/failureEvidence';
import { framesByCause } from '../context/causeOrder';
import type { SourceReader } from '../ports';
import { nodesIn } from '../syntax/lower/ir';
import { lineOf, loweredFunction } from '../syntax/lower/places';
import type { FunctionNode, Statement, Syntax, SyntaxFile } from '../syntax/syntax';
import { refusedFunction } from './refusedCall';

export interface SuspectPorts {
  reader: SourceReader;
  syntax: Syntax;
}

/** The facts of the program about one candidate function. */
export interface CandidateFacts {
  candidate: Candidate;
  file: SyntaxFile;
  /** The function in the tree; absent for module code. */
  fn: FunctionNode | undefined;
  /** Index among the distinct functions of the stack that are not test code, 0 for the throwing one; absent off the stack. */
  stackPlace?: number;
  /** Index of the error with the innermost frame in this function; absent off the stack. */
  error?: number;
  /** The failure arises here: this is the innermost frame outside test code, taken from the deepest cause first. */
  arises: boolean;
  /** Lines of the frames in this function, innermost frame first; 1-based. */
  frameLines: number[];
  /** The stack's line is a throw or raise: the function rejected its input on purpose. */
  throwsOnPurpose: boolean;
  /** The stack's line throws because these lines failed: it is in the catch of their error. */
  rethrows?: LineRange;
  /** Called in lines with an error that a function of the stack caught and rethrew; shared among functions of the same name; 0..1. */
  tried: number;
  /** 1-based line in this function that is the origin of the wrong value according to the code; see `markOrigin`. */
  origin?: number;
  /** Changed in the window of recent changes. */
  changes: RecentChange[];
  /** 0..1: how close a call of it is to the failing line of the test, shared among functions of the same name. */
  testCall: number;
  /** Several functions of the program have the name by which the test calls it. */
  testCallShared?: true;
  /** The error says that a call of it did not get in: its parameters do not take the arguments. */
  refused?: true;
}

/** The maximum number of candidates: further ones are too far from the failure to be worth reading. */
const MOST_CANDIDATES = 400;
/** The loss of a call's weight per line of distance to the failing line. */
const CALL_DISTANCE = 0.3;
/** A call after the failing line can only have mattered in a loop. */
const CALL_AFTER = 0.25;
/** Exponent with which functions of the same name share a call. */
const SAME_NAME = 0.7;
/** The weight of an outer test frame relative to the one inside it. */
const OUTER_TEST_FRAME = 0.7;

const ERROR_NAME = /(?:Error|Exception)$/;

/** Reads the candidates' files and gathers the facts for ranking and hypotheses. Deterministic. */
export async function candidateFacts(evidence: FailureEvidence, ports: SuspectPorts, signal?: AbortSignal): Promise<CandidateFacts[]> {
  const files = new Map<string, Promise<SyntaxFile | undefined>>();
  const open = (file: string): Promise<SyntaxFile | undefined> => {
    let opened = files.get(file);
    if (!opened) {
      opened = ports.reader.read(file).then((text) => (text === undefined ? undefined : ports.syntax.parse(file, text, signal)));
      files.set(file, opened);
    }
    return opened;
  };

  const facts: CandidateFacts[] = [];
  for (const candidate of evidence.candidates.slice(0, MOST_CANDIDATES)) {
    signal?.throwIfAborted();
    const file = await open(candidate.file);
    if (!file) continue;
    facts.push({
      candidate,
      file,
      fn: functionOf(file, candidate),
      arises: false,
      frameLines: [],
      throwsOnPurpose: false,
      changes: evidence.recentChanges.filter((change) => change.file === candidate.file && overlaps(change, candidate)),
      testCall: 0,
      tried: 0,
    });
  }
  placeFrames(evidence, facts);
  for (const fact of facts) fact.changes = fact.changes.filter((change) => mayMatter(change, fact, facts));
  // A check that failed without a stack was found by what it says; the lines before it only make what it is given.
  for (const { candidate, frameLines } of facts) {
    const isCheck = candidate.distance === 0 && candidate.reasons.some((each) => each.kind === 'failingTest' && each.by === 'words');
    if (isCheck) frameLines.push(...candidate.focusLines.slice(-1));
  }
  const byName = factsByName(facts);
  weighTestCalls(facts, byName);
  markTried(facts, byName);
  markRefused(evidence, byName);
  return facts;
}

function functionOf(file: SyntaxFile, candidate: Candidate): FunctionNode | undefined {
  return file.functions.find((fn) => fn.startLine === candidate.startLine && fn.endLine === candidate.endLine);
}

/** A removal ends before it starts and touches the lines on both its sides: a function's last line may be what was removed. */
function overlaps({ startLine, endLine }: RecentChange, range: LineRange): boolean {
  return Math.min(startLine, endLine) <= range.endLine && Math.max(startLine, endLine) >= range.startLine;
}

/**
 * Whether what a change wrote may have had a part in the failure. What a function returns below the line that failed in it was not reached in
 * that call, and a check that throws did not throw where no frame is in it and nothing catches errors.
 */
function mayMatter(
  { startLine, endLine }: RecentChange,
  { fn, file, frameLines }: CandidateFacts,
  all: readonly CandidateFacts[],
): boolean {
  const last = Math.max(...frameLines);
  if (!fn || startLine > endLine || startLine <= last) return true;
  const body = loweredFunction(file, fn)?.body ?? [];
  const around = body.find((node) => lineOf(file, node.start) <= startLine && endLine <= lineOf(file, node.end));
  if (frameLines.length === 0) {
    const checks = around?.kind === 'branch' && !around.otherwise && around.then.every(({ kind }) => kind === 'throw');
    return !checks || all.some((each) => [...nodesIn(each.file.code)].some(({ kind }) => kind === 'try'));
  }
  return around?.kind !== 'return' || lineOf(file, around.start) <= last;
}

function placeFrames(evidence: FailureEvidence, facts: CandidateFacts[]): void {
  const frames = flatFrames(evidence.report);
  const arisen = new Set<number>();
  const modules = new Map<string, CandidateFacts>();
  let place = 0;
  for (const { resolution, error, root } of framesByCause(evidence.report, evidence.resolutions)) {
    const line = frames[resolution.frame]?.line;
    const { file } = resolution;
    if (!file || !line || isOfAnotherTest(evidence.report.errors, root)) continue;
    const inside = facts.filter(({ candidate: c }) => c.file === file && c.startLine <= line && line <= c.endLine);
    const innermost = inside.sort((a, b) => b.candidate.startLine - a.candidate.startLine)[0];
    if (!innermost) continue;
    if (!innermost.fn && innermost.candidate.function === undefined) {
      // A module's code runs once and calls itself by no frame: a source map has named a second place.
      const own = `${root}:${file}`;
      const first = modules.get(own) ?? innermost;
      modules.set(own, first);
      if (first !== innermost) {
        if (innermost.frameLines.length === 0) facts.splice(facts.indexOf(innermost), 1);
        continue;
      }
    }
    innermost.frameLines.push(line);
    innermost.error ??= error;
    if (innermost.candidate.test) continue;
    const isFirst = !arisen.has(root);
    arisen.add(root);
    if (innermost.stackPlace !== undefined) continue;
    innermost.stackPlace = place;
    if (isFirst) {
      innermost.arises = true;
      const thrown = throwAt(innermost.file, innermost.candidate, line);
      innermost.rethrows = thrown?.handles;
      innermost.throwsOnPurpose = thrown !== undefined && thrown.handles === undefined;
    }
    place += 1;
  }
}

/** Of several failed tests only the first is ranked: the paths of the others do not concern it. */
function isOfAnotherTest([first, ...others]: readonly ErrorReport[], root: number): boolean {
  const test = root === 0 ? undefined : others[root - 1]?.test;
  return first?.test !== undefined && test !== undefined && test !== first.test;
}

/**
 * A throw statement covers the line (its arguments may span several), or the error is created there and thrown further down: JavaScript and
 * Java record the stack where an error is created.
 * @returns undefined where nothing is thrown on purpose
 */
function throwAt(file: SyntaxFile, range: LineRange, line: number): Statement | undefined {
  const throws = file.throws(range);
  const covers = throws.find((statement) => statement.startLine <= line && line <= statement.endLine);
  if (covers) return covers;
  const made = file.calls({ startLine: line, endLine: line }).some(({ construct, name }) => construct && ERROR_NAME.test(name));
  return made ? throws.find(({ startLine }) => startLine > line) : undefined;
}

/** Candidates outside test code, by the names under which they are called. */
function factsByName(facts: readonly CandidateFacts[]): Map<string, CandidateFacts[]> {
  const byName = new Map<string, CandidateFacts[]>();
  for (const fact of facts) {
    if (fact.candidate.test) continue;
    for (const name of callableNames(fact)) byName.set(name, [...(byName.get(name) ?? []), fact]);
  }
  return byName;
}

function markTried(facts: readonly CandidateFacts[], byName: ReadonlyMap<string, CandidateFacts[]>): void {
  for (const { file, rethrows } of facts) {
    for (const { name } of rethrows ? file.calls(rethrows) : []) {
      const called = (byName.get(name) ?? []).filter(({ stackPlace }) => stackPlace === undefined);
      for (const fact of called) fact.tried = Math.max(fact.tried, 1 / called.length ** SAME_NAME);
    }
  }
}

function markRefused({ report }: FailureEvidence, byName: ReadonlyMap<string, CandidateFacts[]>): void {
  for (const { message } of report.errors) {
    const name = refusedFunction(message);
    for (const fact of name === undefined ? [] : (byName.get(name) ?? [])) fact.refused = true;
  }
}

function weighTestCalls(facts: readonly CandidateFacts[], byName: ReadonlyMap<string, CandidateFacts[]>): void {
  const tests = facts.filter((fact) => fact.candidate.test && fact.frameLines.length > 0);
  tests.forEach((test, index) => {
    const line = test.frameLines[0] ?? test.candidate.startLine;
    for (const call of test.file.calls(test.candidate)) {
      const called = byName.get(call.name);
      if (!called) continue;
      const distance = Math.max(0, call.startLine > line ? call.startLine - line : line - call.endLine);
      const near = (call.startLine > line ? CALL_AFTER : 1) / (1 + CALL_DISTANCE * distance);
      const share = (OUTER_TEST_FRAME ** index * near) / called.length ** SAME_NAME;
      for (const fact of called) {
        fact.testCall = Math.max(fact.testCall, share);
        if (called.length > 1) fact.testCallShared = true;
      }
    }
  });
}

/** Names under which a function is called: its own, or its class' for a constructor. */
export function callableNames({ fn, candidate }: CandidateFacts): string[] {
  const name = fn?.name ?? lastName(candidate.function ?? '');
  const className = fn?.className;
  const constructs = fn?.kind === 'constructor' || name === '__init__' || name === 'initialize' || name === '__construct';
  return [...new Set([name, constructs ? (className ?? '') : ''])].filter(Boolean);
}

export function lastName(qualified: string): string {
  return qualified.slice(qualified.lastIndexOf('.') + 1);
}
