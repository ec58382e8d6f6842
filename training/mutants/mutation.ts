import type { CodeEdit } from '../../src/core/syntax/edits/codeEdit';
import { lineStartsOf } from '../../src/core/syntax/flatTree';
import type { BugClass } from '../failureCase';

/** One injected mistake. */
export interface Mutation {
  operator: string;
  bugClass: BugClass;
  /** Not overlapping, in source order. */
  edits: CodeEdit[];
}

export interface Mutant {
  text: string;
  /** 1-based lines of the mutated text that hold the mistake; if code was only removed, the code lines before and after the gap. */
  lines: number[];
}

/** Injects a mistake into a text. */
export function applyMutation(text: string, edits: readonly CodeEdit[]): Mutant {
  let mutated = '';
  let from = 0;
  const marks: { start: number; end: number; gap: boolean }[] = [];
  for (const edit of edits) {
    mutated += text.slice(from, edit.start);
    const start = mutated.length;
    mutated += edit.text;
    from = edit.end;
    if (!edit.cosmetic)
      marks.push({ start, end: mutated.length, gap: edit.text === '' && text.slice(edit.start, edit.end).includes('\n') });
  }
  mutated += text.slice(from);
  const starts = lineStartsOf(mutated);
  const lines = mutated.split('\n');
  const found = new Set<number>();
  for (const { start, end, gap } of marks) {
    const first = lineOf(starts, start);
    if (gap) for (const line of aroundGap(lines, starts[first - 1] === start ? first - 1 : first)) found.add(line);
    else for (let line = first; line <= lineOf(starts, Math.max(start, end - 1)); line++) if (isCode(lines[line - 1])) found.add(line);
  }
  return { text: mutated, lines: [...found].sort((a, b) => a - b) };
}

/** The code lines before and after an offset where lines were removed. */
function aroundGap(lines: readonly string[], first: number): number[] {
  let before = first;
  while (before > 0 && !isCode(lines[before - 1])) before--;
  let after = first + 1;
  while (after <= lines.length && !isCode(lines[after - 1])) after++;
  return [before, after].filter((line) => line > 0 && line <= lines.length);
}

/** Whether a fix could name the line: it is neither blank nor a comment nor closing brackets only. */
function isCode(line: string | undefined): boolean {
  const text = line?.trim() ?? '';
  return /\w/.test(text) && !/^(?:#|\/\/|\/\*|\*(?:$|[\s/]))/.test(text);
}

function lineOf(starts: Uint32Array, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** Two mistakes together, as in many human fixes; undefined if one contains the other. */
export function combine(first: Mutation, second: Mutation): Mutation | undefined {
  const edits = [...first.edits, ...second.edits].sort((a, b) => a.start - b.start);
  for (let at = 1; at < edits.length; at++) if (edits[at - 1]!.end >= edits[at]!.start) return undefined;
  return { operator: `${first.operator}+${second.operator}`, bugClass: first.bugClass, edits };
}
