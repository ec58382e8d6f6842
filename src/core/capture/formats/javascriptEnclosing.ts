import type { Line, Lookback } from '../line';
import { indentOf } from './javascriptError';
import { parseJavaScriptFrame } from './javascriptFrame';
import { type Header, mostReportLines, readHeader } from './javascriptHeader';

/** An error without a stack, printed with its properties: `[AggregateError: All promises were rejected] {`. */
const bracketed = /^(?:\s*|\S[^[\]]{0,500}: )\[(.{1,2000})\] \{$/;
const mostProperties = 30;

/** An error around the one with the first frame found, and the relation of the two. */
export interface Enclosing {
  type: string;
  message: string;
  first: Line;
  /** `indented`: Deno prints the errors in it, then its own frames at the depth of their first lines. */
  holds: 'errors' | 'cause' | 'indented';
}

/** Finds the error without a stack that has another one in its properties. */
export function enclosingAbove(before: Lookback, { first, caused }: Header): Enclosing | undefined {
  let n = 1;
  while (n <= mostReportLines && before.above(n)?.start !== first.start) n++;
  const outer = before.above(n + 1);
  const aggregate = outer && indentOf(outer.text) < indentOf(first.text) ? readHeader(outer.text) : undefined;
  if (outer && aggregate?.type === 'AggregateError')
    return { type: aggregate.type, message: aggregate.message, first: outer, holds: 'indented' };
  const listed = outer?.text.trim() === '[errors]: [';
  if (outer?.text.trim() === '"stack":') return listedByPino(before, n + 2);
  if (!listed && caused !== true) return undefined;
  for (let above = n + 1; above <= n + mostProperties; above++) {
    const line = before.above(above);
    if (!line || parseJavaScriptFrame(line.text)) return undefined;
    const inner = bracketed.exec(line.text)?.[1];
    const header = inner === undefined ? undefined : readHeader(inner);
    if (header && indentOf(line.text) < indentOf(first.text))
      return { type: header.type, message: header.message, first: line, holds: listed ? 'errors' : 'cause' };
  }
  return undefined;
}

/** pino-pretty prints the error's one line, and the others as a list of objects below it. `n` is the first line to look at. */
function listedByPino(before: Lookback, n: number): Enclosing | undefined {
  for (let above = n; above <= n + mostProperties; above++) {
    const text = before.above(above)?.text.trim() ?? '';
    if (text === '"aggregateErrors": [') {
      const first = before.above(above + 1);
      const header = first && readHeader(first.text);
      return header ? { type: header.type, message: header.message, first, holds: 'errors' } : undefined;
    }
    if (text !== '{' && !/^"(?:type|message|code|name)": /.test(text)) return undefined;
  }
  return undefined;
}
