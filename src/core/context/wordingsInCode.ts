import { nodesIn, type Expr, type Ir, type Span } from '../syntax/lower/ir';
import { lineOf } from '../syntax/lower/places';
import type { SyntaxFile } from '../syntax/syntax';
import { unescaped, type Wording } from './wordings';

/** Places of a format that are filled in by a call. */
const FILLED = /\{[^{}]{0,120}\}|%[-+0#]{0,4}\d{0,3}(?:\.\d{1,3})?[a-zA-Z@]|%[<({]\w{1,40}[>)}][a-z]?|\$[A-Za-z_]\w{0,60}/;
/** The quotes of a text, and the marks of a value that is filled in: what opens one, and what closes it behind its format. */
const QUOTED = /^[a-zA-Z@$]{0,3}(?:"""|'''|["'`])([^]*?)(?:"""|'''|["'`])$/;
const OPENS = /(?:[$#]?\{|\$)\s{0,4}$/;
const CLOSES = /^[^{}]{0,40}\}/;
/** Texts put behind one another. */
const JOINS = /^(?:\+|\.|\.\.|<<)$/;
const SOMETHING: readonly string[] = ['', ''];
/** C++: what ends a line of a stream. */
const ENDS_LINE = /\b(?:endl|flush)$/;

/** The texts in lowered code, each with what it is put together with; those that only describe a function are left out. */
export function wordingsInCode(file: SyntaxFile): Wording[] {
  const seen = new Set<Ir>();
  const found: Wording[] = [];
  for (const node of nodesIn(file.code)) {
    if (node.kind === 'do' && isText(node.value)) seen.add(node.value);
    if (seen.has(node)) continue;
    const parts = node.kind === 'operate' || isText(node) ? partsOf(node, file, seen) : undefined;
    if (!parts) continue;
    const all = [...parts.slice(0, -1), parts.at(-1)!.trimEnd()];
    found.push({ file: file.file, line: lineOf(file, node.start), parts: all, wraps: all.length > 1 && all.at(-1) === '' });
  }
  return found;
}

function isText(node: Ir): node is Expr & { kind: 'literal' } {
  return node.kind === 'literal' && node.of === 'text';
}

/** The literal parts of a text that is written in one piece or put together; undefined for anything else. */
function partsOf(node: Expr, file: SyntaxFile, seen: Set<Ir>): string[] | undefined {
  if (isText(node)) {
    seen.add(node);
    return node.parts?.length ? around(node, node.parts, file.text) : unescaped(node.value).split(FILLED);
  }
  if (node.kind !== 'operate' || !JOINS.test(node.operator)) return undefined;
  const pieces = joined(node, node.operator).map((each) => ({ each, parts: isText(each) ? partsOf(each, file, seen) : undefined }));
  for (const each of nodesIn([node])) if (each.kind === 'operate' && each.operator === node.operator) seen.add(each);
  const isStream = node.operator === '<<';
  const first = pieces.findIndex(({ parts }) => parts);
  if (first < 0) return undefined;
  return pieces
    .filter(({ each }, at) => !isStream || (at >= first && !ENDS_LINE.test(file.text.slice(each.start, each.end))))
    .map(({ parts }) => parts ?? SOMETHING)
    .reduce<string[]>((before, next) => [...before.slice(0, -1), `${before.at(-1) ?? ''}${next[0] ?? ''}`, ...next.slice(1)], []);
}

/** What stands around the values that are filled into a text as it is written. */
function around({ start, end }: Span, filled: readonly Expr[], text: string): string[] {
  const marks = [{ start, end: start }, ...filled, { start: end, end }];
  const between = marks.slice(1).map((next, at) => text.slice(marks[at]!.end, next.start));
  const bare = between.map((piece, at) => {
    const isOpen = at > 0 && /\{\s{0,4}$/.test(between[at - 1]!);
    return (isOpen ? piece.replace(CLOSES, '') : piece).replace(at < filled.length ? OPENS : /^$/, '');
  });
  const whole = QUOTED.exec(bare.join('\0'))?.[1];
  // Kotlin's grammar takes `$name` for a part of the text.
  return unescaped(whole ?? '').split(/\0|\$[A-Za-z_]\w{0,60}/);
}

/** The operands of a chain of one operator, in their order. */
function joined(node: Expr, operator: string): Expr[] {
  return node.kind === 'operate' && node.operator === operator ? node.operands.flatMap((each) => joined(each, operator)) : [node];
}
