import { lineStartsOf } from '../flatTree';
import type { SyntaxFile } from '../syntax';
import { nodesIn, type Fn, type Ir, type Span } from './ir';

const starts = new WeakMap<SyntaxFile, Uint32Array>();

/** The text of some lines; 1-based, inclusive. */
export function spanOfLines(file: SyntaxFile, startLine: number, endLine = startLine): Span {
  const of = startsOf(file);
  return { start: of[startLine - 1] ?? file.text.length, end: of[endLine] ?? file.text.length };
}

/** 1-based line of an offset. */
export function lineOf(file: SyntaxFile, offset: number): number {
  const of = startsOf(file);
  let [low, high] = [0, of.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (of[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

function startsOf(file: SyntaxFile): Uint32Array {
  let of = starts.get(file);
  if (!of) starts.set(file, (of = lineStartsOf(file.text)));
  return of;
}

export function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

export function within(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Nodes that overlap a span, outer before inner. */
export function nodesOn(code: readonly Ir[], span: Span): Ir[] {
  return [...nodesIn(code, (node) => !overlap(node, span))].filter((node) => overlap(node, span));
}

/** A function of the file, lowered; undefined where the tree has none at its lines. */
export function loweredFunction(file: SyntaxFile, { startLine, endLine }: { startLine: number; endLine: number }): Fn | undefined {
  // Decorators stand above what is lowered.
  return nodesOn(file.code, spanOfLines(file, startLine, endLine)).find(
    (node): node is Fn => node.kind === 'fn' && lineOf(file, node.start) >= startLine && lineOf(file, node.end - 1) === endLine,
  );
}

/** The innermost function around a span. */
export function functionAround(code: readonly Ir[], span: Span): Fn | undefined {
  return nodesOn(code, span).findLast((node): node is Fn => node.kind === 'fn' && within(span, node));
}
