import { flatFrames, type Candidate, type CrimeScene, type RecentChange } from '../context/crimeScene';
import type { SourceReader } from '../ports';
import type { FunctionNode, Syntax, SyntaxFile } from '../syntax/syntax';

export interface SuspectPorts {
  reader: SourceReader;
  syntax: Syntax;
}

/** What the program itself says about one candidate function. */
export interface CandidateFacts {
  candidate: Candidate;
  file: SyntaxFile;
  /** The function in the tree; absent for module code. */
  fn: FunctionNode | undefined;
  /** Place among the distinct functions of the stack that are not test code, 0 for the throwing one; absent off the stack. */
  stackPlace?: number;
  /** Lines of the frames that lie in here, innermost frame first; 1-based. */
  frameLines: number[];
  /** The stack's line is a throw or raise: the function refused its input on purpose. */
  throwsOnPurpose: boolean;
  /** Changed in the window of recent changes. */
  changes: RecentChange[];
  /** 0..1: how close a call of it stands to the line of the test that failed, shared among functions of the same name. */
  testCall: number;
}

/** Candidates beyond this many are too far from the failure to be worth reading. */
const MOST_CANDIDATES = 400;
/** How fast a call loses weight with its distance to the failing line, per line. */
const CALL_DISTANCE = 0.3;
/** A call after the failing line can only have mattered in a loop. */
const CALL_AFTER = 0.25;
/** Exponent with which functions of the same name share a call. */
const SAME_NAME = 0.7;
/** What a test frame further out adds against the one inside it. */
const OUTER_TEST_FRAME = 0.7;

const ERROR_NAME = /(?:Error|Exception)$/;

/** Reads the candidates' files and gathers the facts that ranking and hypotheses rest on. Deterministic. */
export async function candidateFacts(scene: CrimeScene, ports: SuspectPorts, signal?: AbortSignal): Promise<CandidateFacts[]> {
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
  for (const candidate of scene.candidates.slice(0, MOST_CANDIDATES)) {
    signal?.throwIfAborted();
    const file = await open(candidate.file);
    if (!file) continue;
    facts.push({
      candidate,
      file,
      fn: functionOf(file, candidate),
      frameLines: [],
      throwsOnPurpose: false,
      changes: scene.recentChanges.filter((change) => change.file === candidate.file && overlaps(change, candidate)),
      testCall: 0,
    });
  }
  placeFrames(scene, facts);
  weighTestCalls(facts);
  return facts;
}

function functionOf(file: SyntaxFile, candidate: Candidate): FunctionNode | undefined {
  return file.functions.find((fn) => fn.startLine === candidate.startLine && fn.endLine === candidate.endLine);
}

function overlaps(change: RecentChange, range: { startLine: number; endLine: number }): boolean {
  return change.startLine <= range.endLine && Math.max(change.endLine, change.startLine) >= range.startLine;
}

function placeFrames(scene: CrimeScene, facts: CandidateFacts[]): void {
  const frames = flatFrames(scene.report);
  let place = 0;
  for (const { frame, file } of scene.resolutions) {
    const line = frames[frame]?.line;
    if (!file || !line) continue;
    const inside = facts.filter(({ candidate: c }) => c.file === file && c.startLine <= line && line <= c.endLine);
    const innermost = inside.sort((a, b) => b.candidate.startLine - a.candidate.startLine)[0];
    if (!innermost) continue;
    innermost.frameLines.push(line);
    if (innermost.candidate.test || innermost.stackPlace !== undefined) continue;
    innermost.stackPlace = place;
    if (place === 0) innermost.throwsOnPurpose = throwsAt(innermost.file, innermost.candidate, line);
    place += 1;
  }
}

/**
 * A throw statement covers the line (its arguments may run over several), or the error is made there and thrown further down:
 * JavaScript and Java note the stack where an error is made.
 */
function throwsAt(file: SyntaxFile, range: Candidate, line: number): boolean {
  const throws = file.throws(range);
  if (throws.some((statement) => statement.startLine <= line && line <= statement.endLine)) return true;
  const made = file.calls({ startLine: line, endLine: line }).some(({ construct, name }) => construct && ERROR_NAME.test(name));
  return made && throws.some(({ startLine }) => startLine > line);
}

function weighTestCalls(facts: CandidateFacts[]): void {
  const tests = facts.filter((fact) => fact.candidate.test && fact.frameLines.length > 0);
  const byName = new Map<string, CandidateFacts[]>();
  for (const fact of facts) {
    if (fact.candidate.test) continue;
    for (const name of callableNames(fact)) byName.set(name, [...(byName.get(name) ?? []), fact]);
  }
  tests.forEach((test, index) => {
    const line = test.frameLines[0] ?? test.candidate.startLine;
    for (const call of test.file.calls(test.candidate)) {
      const called = byName.get(call.name);
      if (!called) continue;
      const distance = Math.max(0, call.startLine > line ? call.startLine - line : line - call.endLine);
      const near = (call.startLine > line ? CALL_AFTER : 1) / (1 + CALL_DISTANCE * distance);
      const share = (OUTER_TEST_FRAME ** index * near) / called.length ** SAME_NAME;
      for (const fact of called) fact.testCall = Math.max(fact.testCall, share);
    }
  });
}

/** Names under which a function is called: its own, and its class' for a constructor. */
export function callableNames({ fn, candidate }: CandidateFacts): string[] {
  const name = fn?.name ?? lastName(candidate.function ?? '');
  const className = fn?.className;
  const constructs = fn?.kind === 'constructor' || name === '__init__' || name === 'initialize' || name === '__construct';
  return [name, constructs ? (className ?? '') : ''].filter(Boolean);
}

export function lastName(qualified: string): string {
  return qualified.slice(qualified.lastIndexOf('.') + 1);
}
