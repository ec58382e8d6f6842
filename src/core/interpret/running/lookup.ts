import { indexOf } from '../../flow/codeIndex';
import { methodsOf } from '../../flow/program';
import type { Expr, Fn, Param, Span } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import type { SyntaxFile } from '../../syntax/syntax';
import type { Core } from './machine';
import { isOfType } from '../values/kinds';
import { Cls, type Env, Func, Obj, Unknown, type Value } from '../values/value';

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

interface Found {
  file: SyntaxFile;
  fn: Fn;
  owner: Cls;
  /** The names around it, where it was made in code that ran. */
  env?: Env | undefined;
}

export function methodIn(cls: Cls, name: string | RegExp): Found | undefined {
  const is = (each: string): boolean => (typeof name === 'string' ? each === name : name.test(each));
  for (const at of cls.order) {
    const made = [...at.made].find(([each]) => is(each))?.[1];
    if (made) return { file: made.file, fn: made.fn, owner: at, env: made.env };
    const all = methodsOf(at.at);
    // A method of a class of Ruby itself is none of its objects.
    const fn = all.find((each) => is(each.name) && !(each.words.includes('static') && at.at.file.language === 'ruby'));
    if (fn) return { file: at.at.file, fn, owner: at };
    const named = at.at.node.members.find(
      (each) => each.kind === 'assign' && each.value?.kind === 'fn' && each.target.kind === 'name' && is(each.target.name),
    );
    if (named?.kind === 'assign' && named.value?.kind === 'fn') return { file: at.at.file, fn: named.value, owner: at };
    const other = at.at.file.language === 'ruby' && typeof name === 'string' ? aliasIn(at, name) : undefined;
    if (other !== undefined && other !== name) return methodIn(cls, other);
  }
  return undefined;
}

/** Java: the method that collections ask whether an object equals another one, which takes any object. */
export function equalsIn(cls: Cls): Found | undefined {
  for (const owner of cls.order) {
    const fn = methodsOf(owner.at).find(
      ({ name, params }) => name === 'equals' && params.length === 1 && /\bObject$/.test(params[0]!.type ?? ''),
    );
    if (fn) return { file: owner.at.file, fn, owner };
  }
  return undefined;
}

/** `alias shown to_s`, `alias_method :shown, :to_s` */
function aliasIn({ at: { file, node } }: Cls, name: string): string | undefined {
  const body = file.text.slice(node.start, node.end);
  for (const [, to, from] of body.matchAll(/\balias(?:_method)?[ (]{1,4}:?([\w?!=<>+[\]]{1,60})[ ,]{1,4}:?([\w?!=<>+[\]]{1,60})/g))
    if (to === name) return from;
  return undefined;
}

export function bound(it: Core, { file, fn, owner, env }: Found, self: Value): Func {
  return new Func(fn, file, env ?? owner.env ?? it.module(file), self, owner);
}

export function isSuperCall(node: Expr): boolean {
  return node.kind === 'call' && node.callee.kind === 'name' && node.callee.name === 'super';
}

/** The method of a class, or of what it takes from, that takes some arguments. */
export function overload(
  it: Core,
  own: { file: SyntaxFile; fn: Fn; owner: Cls },
  args: readonly Value[],
): { file: SyntaxFile; fn: Fn; owner: Cls } {
  const all = methodsOf(own.owner.at).filter((each) => each.name === own.fn.name);
  if (all.length < 2 && (!own.owner.base || fits(own.fn, args.length, it.family))) return own;
  const fn = all.some((each) => fits(each, args.length, it.family)) ? fitting(it, all, args) : undefined;
  if (fn) return { ...own, fn };
  const above = own.owner.base && methodIn(own.owner.base, own.fn.name);
  return above ? overload(it, above, args) : own;
}

/** Of functions with one name that which takes some arguments. @throws {@link Unknown} where several may */
export function fitting(it: Core, all: readonly Fn[], args: readonly Value[]): Fn | undefined {
  let some = all.filter((each) => fits(each, args.length, it.family));
  const keep = (is: (fn: Fn) => boolean): void => {
    if (some.length > 1 && some.some(is)) some = some.filter(is);
  };
  const given = ({ params }: Fn): readonly Param[] => params.filter(({ implicit }) => !implicit);
  keep((each) => given(each).every(({ type, rest }, at) => rest || isOfType(it, args[at], type ?? '')));
  keep((each) => !each.params.some(({ rest }) => rest));
  keep((each) => !each.params.some(({ type }) => /^(?:Object|object|Any|[A-Z])$/.test(type ?? '')));
  if (some.length > 1) throw new Unknown('several methods');
  return some[0];
}

/** Ruby: `attr_reader :name` of a class. */
export function isRead(cls: Cls, name: string): boolean {
  for (const at of cls.order) {
    const { file, node } = at.at;
    if (at.listed?.includes(name)) return true;
    const lines = file.text.slice(node.start, node.end).split('\n');
    if (lines.some((line) => /\battr_(?:reader|accessor)\b/.test(line) && line.split(/[:,\s]+/).includes(name))) return true;
  }
  return false;
}

/** Ruby: `attr_accessor :rules` of a class itself, in `class << self`. */
export function isReadOfClass({ order }: Cls, name: string): boolean {
  return order.some(({ at: { file, node } }) => {
    const lines = file.text.slice(node.start, node.end).split('\n');
    const from = lines.findIndex((line) => /^\s*class << self\b/.test(line));
    const end = from < 0 ? '' : `${/^\s*/.exec(lines[from]!)![0]}end`;
    const inner = from < 0 ? [] : lines.slice(from, lines.indexOf(end, from));
    return inner.some((line) => /\battr_(?:reader|accessor)\b/.test(line) && line.split(/[:,\s]+/).includes(name));
  });
}

function fits(fn: Fn, count: number, family: string): boolean {
  const params = fn.params.filter((each) => !each.implicit).slice(family === 'python' ? 1 : 0);
  const needed = params.filter(({ fallback, rest }) => !fallback && !rest).length;
  return count >= needed && (count <= params.length || params.some(({ rest }) => rest));
}

/** The name of a class of Java with those of its package and of the classes around it. */
export function fullName({ at: { file, node } }: Pick<Cls, 'at'>): string {
  const around = indexOf(file).classes.filter((each) => each.start <= node.start && node.end <= each.end && each !== node);
  const place = /^\s*package\s+([\w.]+)\s*;/m.exec(file.text)?.[1];
  const names = [...around.toSorted((a, b) => a.start - b.start), node].map(({ name }) => name);
  return `${place === undefined ? '' : `${place}.`}${names.join('$')}`;
}

/** The name of a class of PHP with its namespace. */
export function phpName({ name, at }: Cls): string {
  const space = /^namespace\s+([\w\\]+)/m.exec(at.file.text)?.[1];
  return space === undefined ? name : `${space}\\${name}`;
}

/** Names of the modules that a class and its bases include. */
export function mixedIn(cls: Cls | undefined): Set<string> {
  return new Set(cls?.order.flatMap(({ at }) => [...namesBehind(at, 'include')]));
}

/** The names behind `include` or `extend` in a class of Ruby. */
export function namesBehind({ file, node }: Cls['at'], word: 'include' | 'extend'): Set<string> {
  const names = new Set<string>();
  for (const [, listed = ''] of file.text.slice(node.start, node.end).matchAll(new RegExp(`^[ \\t]*${word}[ \\t]+([\\w:, ]+)`, 'gm')))
    for (const each of listed.split(',')) names.add(each.trim().replace(/^.*::/, ''));
  return names;
}

/** The method that a method of a class stands before, in the order of the object's own class. */
export function methodBehind(self: Value, owner: Cls | undefined, name: string): { file: SyntaxFile; fn: Fn; owner: Cls } | undefined {
  if (!owner) return undefined;
  const cls = self instanceof Obj ? self.cls : self instanceof Cls ? self : undefined;
  const order = cls?.order.includes(owner) ? cls.order : owner.order;
  for (const each of order.slice(order.indexOf(owner) + 1)) {
    const fn = methodsOf(each.at).find((one) => one.name === name);
    if (fn) return { file: each.at.file, fn, owner: each };
  }
  return undefined;
}
