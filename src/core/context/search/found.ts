import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import type { Candidate, LineRange, SnippetRole } from '../failureEvidence';
import type { Reason } from '../reason';

/** A function with its evidence, during the search. */
export interface Found extends LineRange {
  source: SyntaxFile;
  fn: FunctionNode | undefined;
  role: SnippetRole;
  distance: number;
  frame?: number;
  /** The first way found; recent changes are added to it. */
  reasons: Reason[];
  relevance: number;
  /** How suspicious its callees are; for tests more than the test itself. */
  drive: number;
  focus: Set<number>;
  /** Lines with an error that was caught and rethrown: their callees failed. */
  handled?: LineRange;
  test: boolean;
  /** See {@link Candidate.near}. */
  near?: true;
  /** Changed recently: its code is shown before others', which says nothing of its chance to hold the cause. */
  changed?: true;
  /** Its relevance apart from {@link changed}, at the end of the search. */
  unchanged?: number;
  /** Shown for the functions that read it; not ranked. */
  shownOnly?: true;
  /** See {@link Snippet.callsFrame}. */
  callsFrame?: number;
  /** The frame's line throws an error that was thrown before; or a line, 1-based, throws again what is thrown on the frame's. */
  rethrows?: 'here' | number;
  /** It only calls a function that it was given, as emitters and dispatchers do. */
  handsOn?: true;
  /** Names with a relevant origin in this function; their lines are kept when it is folded. */
  names: Set<string>;
}

/** The light form that the evidence keeps of everything that was found. */
export function candidateOf(found: Found): Candidate {
  return {
    file: found.source.file,
    startLine: found.startLine,
    endLine: found.endLine,
    ...(found.fn && { function: found.fn.qualifiedName }),
    role: found.role,
    distance: found.distance,
    ...(found.frame !== undefined && { frame: found.frame }),
    reasons: found.reasons,
    relevance: round(found.unchanged ?? found.relevance),
    focusLines: [...found.focus].sort((a, b) => a - b),
    test: found.test,
    ...(found.near && { near: true }),
  };
}

/** Supported only by its place: none of its lines and callees are suspected. */
export function weakly(
  source: SyntaxFile,
  fn: FunctionNode | undefined,
  { startLine, endLine }: LineRange,
  distance: number,
  reason: Reason,
  relevance: number,
): Found {
  return {
    source,
    fn,
    startLine,
    endLine,
    role: 'callee',
    distance,
    reasons: [reason],
    relevance,
    drive: 0,
    focus: new Set(),
    test: false,
    names: new Set(),
  };
}

export function keyOf(source: SyntaxFile, range: LineRange): string {
  return `${source.file}:${range.startLine}-${range.endLine}`;
}

export function byRelevance(a: Found, b: Found): number {
  return (
    b.relevance - a.relevance ||
    a.distance - b.distance ||
    (a.source.file < b.source.file ? -1 : a.source.file > b.source.file ? 1 : a.startLine - b.startLine)
  );
}

export function byDrive(a: Found, b: Found): number {
  return b.drive - a.drive || byRelevance(a, b);
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
