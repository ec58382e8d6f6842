import { AssertFailed } from '../testing/assertions';
import { Env, Unknown, type Value } from '../values/value';
import type { LiteralNode, MacroNode, PathNode } from './code/nodes';
import { equal } from './comparing';
import { debug, formatted, Formatter } from './formats';
import type { Type } from './modules';
import { bind } from './patterns';
import { placeOf } from './places';
import { inside, Int, Ref, truthIn, UNIT, Vec } from './values';
import type { RustFrame, World } from './machine';
import { ok } from './options';
import { bytesOf } from '../values/bytes';

/** The text that the arguments of a macro make, from one of them on. */
function textOf(w: World, node: MacroNode, from: number, frame: RustFrame): string {
  const [format, ...args] = node.args.slice(from);
  if (!format) return '';
  const { value } = format;
  if (value.kind !== 'literal') throw new Unknown('a format');
  const lit = (value as LiteralNode).lit;
  if (lit.of !== 'text') throw new Unknown('a format');
  const plain = args.filter(({ name }) => name === undefined).map((each) => w.evaluate(each.value, frame));
  const named = new Map(args.flatMap(({ name, value: each }) => (name === undefined ? [] : [[name, w.evaluate(each, frame)] as const])));
  const nameIn = (name: string): Value => {
    if (named.has(name)) return named.get(name);
    const node0: PathNode = { start: value.start, end: value.start, kind: 'name', name, segments: [{ name, args: [] }] };
    return w.evaluate(node0, frame);
  };
  w.here(frame.file, node.start);
  return formatted(w, lit.value, plain, nameIn);
}

/** What a macro gives. */
export function runMacro(w: World, node: MacroNode, frame: RustFrame, want?: Type): Value {
  const { macro: name, args } = node;
  const value = (at: number, type?: Type): Value => w.evaluate(args[at]!.value, frame, type);
  const message = (from: number): string | undefined => (args.length > from ? textOf(w, node, from, frame) : undefined);
  const fail = (said: string): never => {
    w.here(frame.file, node.start);
    return w.panic(said);
  };
  switch (name) {
    case 'format':
      return textOf(w, node, 0, frame);
    case 'print':
    case 'println': {
      w.it.printed.push(textOf(w, node, 0, frame) + (name === 'println' ? '\n' : ''));
      return UNIT;
    }
    case 'eprint':
    case 'eprintln': {
      w.it.printed.push(textOf(w, node, 0, frame) + (name === 'eprintln' ? '\n' : ''));
      return UNIT;
    }
    case 'write':
    case 'writeln': {
      const end = name === 'writeln' ? '\n' : '';
      return written(w, placeOf(w, args[0]!.value, frame).ref, textOf(w, node, 1, frame) + end);
    }
    case 'panic':
      return fail(message(0) ?? 'explicit panic');
    case 'todo':
      return fail(`not yet implemented${args.length > 0 ? `: ${message(0)}` : ''}`);
    case 'unimplemented':
      return fail(`not implemented${args.length > 0 ? `: ${message(0)}` : ''}`);
    case 'unreachable':
      return fail(`internal error: entered unreachable code${args.length > 0 ? `: ${message(0)}` : ''}`);
    case 'assert':
    case 'debug_assert': {
      if (truthIn(value(0))) return UNIT;
      const said = message(1) ?? `assertion failed: ${frame.file.text.slice(args[0]!.value.start, args[0]!.value.end)}`;
      return fail(said);
    }
    case 'assert_eq':
    case 'assert_ne':
    case 'debug_assert_eq':
    case 'debug_assert_ne': {
      const left = value(0);
      const right = value(1, left instanceof Int && !left.isOpen ? { name: left.type, args: [] } : undefined);
      if (equal(w, left, right) === name.endsWith('eq')) return UNIT;
      const said = message(2);
      w.here(frame.file, node.start);
      throw new AssertFailed([shownOf(w, left), shownOf(w, right)], said);
    }
    case 'matches': {
      const inner: RustFrame = { ...frame, env: new Env(frame.env) };
      if (!bind(w, node.pat!, value(0), inner)) return false;
      return node.guard ? truthIn(w.evaluate(node.guard, inner)) : true;
    }
    case 'dbg':
      return value(0, want);
    case 'concat':
      return args.map((_, at) => formatted(w, '{}', [value(at)], () => undefined)).join('');
    case 'stringify':
      throw new Unknown('a macro');
    default:
      throw new Unknown(`the macro ${name}`);
  }
}

/** A value as checks show it: what is plain itself, all else as its text. */
function shownOf(w: World, value: Value): Value {
  const of = inside(value);
  if (of instanceof Int) return of.value;
  return typeof of === 'string' || typeof of === 'boolean' ? of : debug(w, of);
}

/** Adds a text to what it is written to. */
export function written(w: World, to: Ref, text: string): Value {
  const held = inside(to.get());
  if (held instanceof Formatter) held.text += text;
  else if (typeof held === 'string') {
    let at: Ref = to;
    for (let next = at.get(); next instanceof Ref; next = at.get()) at = next;
    at.set(held + text);
  } else if (held instanceof Vec) held.items.push(...[...bytesOf(text)].map((each) => new Int('u8', BigInt(each))));
  else if (w.isOutput(held)) w.it.printed.push(text);
  else throw new Unknown('what is written to');
  return ok(UNIT);
}
