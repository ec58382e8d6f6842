import { methodsOf } from '../flow/program';
import type { Expr, Fn, Span } from '../syntax/lower/ir';
import { lineOf } from '../syntax/lower/places';
import type { SyntaxFile } from '../syntax/syntax';
import type { Core } from './machine';
import { type Cls, Func, Unknown, type Value } from './values';

/** The decorators above a node. */
export function above(file: SyntaxFile, node: Span): string {
  const lines: string[] = [];
  for (let line = lineOf(file, node.start) - 1; line > 0; line -= 1) {
    const text = file.lines[line - 1]!.trim();
    if (!text.startsWith('@')) break;
    lines.push(text);
  }
  return lines.join('\n');
}

export function methodIn(cls: Cls, name: string | RegExp): { file: SyntaxFile; fn: Fn; owner: Cls } | undefined {
  const is = (each: string): boolean => (typeof name === 'string' ? each === name : name.test(each));
  for (let at: Cls | undefined = cls; at; at = at.base) {
    const fn = methodsOf(at.at).find((each) => is(each.name));
    if (fn) return { file: at.at.file, fn, owner: at };
    const named = at.at.node.members.find(
      (each) => each.kind === 'assign' && each.value?.kind === 'fn' && each.target.kind === 'name' && is(each.target.name),
    );
    if (named?.kind === 'assign' && named.value?.kind === 'fn') return { file: at.at.file, fn: named.value, owner: at };
  }
  return undefined;
}

export function bound(it: Core, { file, fn, owner }: { file: SyntaxFile; fn: Fn; owner: Cls }, self: Value): Func {
  return new Func(fn, file, owner.env ?? it.module(file), self, owner);
}

export function isSuperCall(node: Expr): boolean {
  return node.kind === 'call' && node.callee.kind === 'name' && node.callee.name === 'super';
}

/** The method of a class with as many parameters. */
export function overload(it: Core, own: { file: SyntaxFile; fn: Fn; owner: Cls }, count: number): { file: SyntaxFile; fn: Fn; owner: Cls } {
  const all = methodsOf(own.owner.at).filter((each) => each.name === own.fn.name);
  if (all.length < 2) return own;
  const fitting = all.filter((each) => fits(each, count, it.family));
  if (fitting.length !== 1) throw new Unknown('several methods');
  return { ...own, fn: fitting[0]! };
}

/** Ruby: `attr_reader :name` of a class. */
export function isRead(cls: Cls, name: string): boolean {
  for (let at: Cls | undefined = cls; at; at = at.base) {
    const { file, node } = at.at;
    if (at.listed?.includes(name)) return true;
    const lines = file.text.slice(node.start, node.end).split('\n');
    if (lines.some((line) => /\battr_(?:reader|accessor)\b/.test(line) && line.split(/[:,\s]+/).includes(name))) return true;
  }
  return false;
}

function fits(fn: Fn, count: number, family: string): boolean {
  const params = fn.params.filter((each) => !each.implicit).slice(family === 'python' ? 1 : 0);
  const needed = params.filter(({ fallback, rest }) => !fallback && !rest).length;
  return count >= needed && (count <= params.length || params.some(({ rest }) => rest));
}

/** Names of the modules that a class and its bases include. */
export function mixedIn(cls: Cls | undefined): Set<string> {
  const names = new Set<string>();
  for (let at = cls; at; at = at.base) {
    const { file, node } = at.at;
    for (const [, listed = ''] of file.text.slice(node.start, node.end).matchAll(/^[ \t]*include[ \t]+([\w:, ]+)/gm))
      for (const each of listed.split(',')) names.add(each.trim());
  }
  return names;
}
