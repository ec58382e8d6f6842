import { escapePattern } from '../../escapePattern';
import type { Expr } from '../../syntax/lower/ir';
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
  const text = heredocOf(frame.file.text, written, node.end);
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
function heredocOf(text: string, written: string, end: number): string | undefined {
  const [, dash, quote, name] = /^<<([~-]?)(['"]?)([A-Z_]+)\2$/.exec(written) ?? [];
  if (name === undefined) return undefined;
  const from = text.indexOf('\n', end) + 1;
  const to = new RegExp(`^[ \\t]*${escapePattern(name)}$`, 'm').exec(text.slice(from));
  if (!to) return undefined;
  const body = text.slice(from, from + to.index);
  if (quote !== "'" && /#\{|\\/.test(body)) throw new Unknown('a text with parts');
  if (dash !== '~') return body;
  const lines = body.split('\n');
  const indent = Math.min(...lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(Math.min(indent, line.length))).join('\n');
}
