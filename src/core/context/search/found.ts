import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import type { Candidate, LineRange, SnippetRole } from '../crimeScene';
import type { Reason } from '../reason';

/** A function with what speaks for it, while the search goes on. */
export interface Found extends LineRange {
  source: SyntaxFile;
  fn: FunctionNode | undefined;
  role: SnippetRole;
  distance: number;
  frame?: number;
  /** The way that led here first; what was changed recently is added to it. */
  reasons: Reason[];
  relevance: number;
  /** How strongly what it calls is suspected; for tests more than the test itself. */
  drive: number;
  focus: Set<number>;
  /** Lines whose error was caught and thrown on: what they call failed. */
  handled?: LineRange;
  test: boolean;
  /** See {@link Candidate.near}. */
  near?: true;
  /** Names whose origin matters in here, kept when it is folded. */
  names: Set<string>;
}

/** The light form that a crime scene keeps of everything that was found. */
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
    relevance: round(found.relevance),
    focusLines: [...found.focus].sort((a, b) => a - b),
    test: found.test,
    ...(found.near && { near: true }),
  };
}

/** Something that only its place speaks for: no line of it, and nothing that it calls, is suspected. */
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
