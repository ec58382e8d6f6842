import { escapePattern } from '../../escapePattern';
import { nodesIn, type Expr } from '../../syntax/lower/ir';
import { elements, isListed, isStatement } from '../running/elements';
import type { Core, Frame } from '../running/machine';
import { Left, List, nameOf, Obj, Sym, Thrown, Unknown, type Value } from '../values/value';

/** What code of Ruby means that has no kind of its own in the lowered code; undefined where it is none of these. */
export function rubyForm(it: Core, node: Extract<Expr, { kind: 'opaque' }>, written: string, frame: Frame): Value | undefined {
  const [first] = node.parts;
  if (written === 'yield') {
    if (frame.home?.block === undefined || frame.home.block === null) throw new Thrown(new Obj(undefined, new Map(), 'LocalJumpError'));
    return it.call(frame.home.block, []);
  }
  // `found or return`, `value || raise(…)`
  if (first?.kind === 'throw') return void it.run(first, frame);
  if (first?.kind === 'return' && written.startsWith('return')) {
    const done = it.run(first, frame);
    throw new Left(frame.home, done?.kind === 'return' ? done.value : null);
  }
  if (written.startsWith(':"')) {
    const parts = node.parts as readonly Expr[];
    const { start, end } = node;
    return Sym.of(nameOf(it.evaluate({ start: start + 1, end, kind: 'literal', of: 'text', value: written.slice(2, -1), parts }, frame)));
  }
  const text = heredocOf(it, written, node.end, frame);
  if (text !== undefined) return text;
  // `return a, b`, `yield a, b`.
  const parts = node.parts.filter((each): each is Expr => !isStatement(each));
  if (parts.length > 1 && parts.length === node.parts.length && isListed(frame.file.text, parts))
    return new List(elements(it, parts, frame));
  if (parts.length > 1 && parts.every((each) => each.kind === 'literal' && each.of === 'text'))
    return parts.map((each) => nameOf(it.evaluate(each, frame))).join('');
  return undefined;
}

/** The text of `<<~NAME`, which stands in the lines behind. */
function heredocOf(it: Core, written: string, end: number, frame: Frame): string | undefined {
  const { text } = frame.file;
  const [, dash, quote, name] = /^<<([~-]?)(['"]?)([A-Z_]+)\2$/.exec(written) ?? [];
  if (name === undefined) return undefined;
  const from = text.indexOf('\n', end) + 1;
  const to = new RegExp(`^[ \\t]*${escapePattern(name)}$`, 'm').exec(text.slice(from));
  if (!to) return undefined;
  const body = text.slice(from, from + to.index);
  const isPlain = quote === "'" || !body.includes('#{');
  if (quote !== "'" && body.includes('\\')) throw new Unknown('a text with parts');
  const { marked, values } = isPlain ? { marked: body, values: [] } : withMarks(it, body, from, frame);
  const lines = marked.split('\n');
  const indent = dash === '~' ? Math.min(...lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length)) : 0;
  return lines
    .map((line) => line.slice(Math.min(indent, line.length)))
    .join('\n')
    .replace(MARK, (_, at: string) => values[Number(at)]!);
}

/** Stands for a part of a text while its margin is cut. */
const MARK = /\uE000(\d{1,4})\uE001/g;

/** The body of a text with a mark for each of its parts, and what the parts give. @param from where it begins in the file */
function withMarks(it: Core, body: string, from: number, frame: Frame): { marked: string; values: string[] } {
  const literal = [...nodesIn(frame.fn?.body ?? frame.file.code)].find((node) => node.kind === 'literal' && node.start === from - 1);
  const parts = literal?.kind === 'literal' ? (literal.parts ?? []).filter(({ kind }) => kind !== 'opaque') : [];
  let [marked, at] = ['', 0];
  const values = parts.map((part, place) => {
    const open = body.lastIndexOf('#{', part.start - from);
    const close = body.indexOf('}', part.end - from);
    if (open < at || close < 0 || body.slice(open, close).includes('\n')) throw new Unknown('a text with parts');
    marked += `${body.slice(at, open)}\uE000${place}\uE001`;
    at = close + 1;
    return it.shown(it.evaluate(part, frame));
  });
  marked += body.slice(at);
  if (marked.includes('#{')) throw new Unknown('a text with parts');
  return { marked, values };
}
