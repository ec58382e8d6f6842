import { counted } from './limits';
import type { Expr, Fn, Ir, Stmt } from '../syntax/lower/ir';
import { AssertFailed } from './assertions';
import { type Core, type Frame, type Completion, BLOCK_SCOPED } from './machine';
import { isOfGoType } from './goLists';
import { fail } from './errors';
import { heapItems } from './heaps';
import { restOf } from './iterators';
import { isOfType } from './kinds';
import { inRange } from './openRanges';
import { matchIn } from './rubyMatches';
import { equal, isBuiltIn, isTrue } from './operators';
import { iterated } from './script/iteration';
import { labelBefore } from './script/labels';
import { keysOf } from './script/objects';
import { copied } from './structs';
import { Cls, Dict, Env, Foreign, Func, isNumber, itemsOf, List, Obj, Pattern, Thrown, Unknown, type Value } from './values';

export function runAll(it: Core, list: readonly Stmt[], frame: Frame): Completion {
  if (frame.fn)
    it.declare(
      list.filter(({ kind }) => kind === 'fn'),
      frame,
    );
  let skipsFrom = Number.POSITIVE_INFINITY;
  for (const each of list) {
    if (columnOf(frame, each) > skipsFrom) continue;
    skipsFrom = Number.POSITIVE_INFINITY;
    const done = it.run(each, frame);
    // `for … else` of Python: what is indented further behind the loop runs only after a loop without a break.
    if (it.family === 'python' && each.kind === 'loop' && it.broke && frame.file.text.startsWith('else', each.end))
      skipsFrom = columnOf(frame, each);
    if (done) return done;
  }
  return undefined;
}

function columnOf({ file }: Frame, { start }: Stmt): number {
  return start - file.text.lastIndexOf('\n', start - 1);
}

/** What a function of PHP that has no name knows of what is around it: all for `fn`, else copies and references of what `use` names. */
export function captured(it: Core, node: Fn, frame: Frame): Env {
  const { text } = frame.file;
  if (!/^(?:static\s+)?function\b/.test(text.slice(node.start, node.start + 20))) return frame.env;
  const head = text.slice(node.start, node.body[0]?.start ?? node.end);
  const env = new Env(it.module(frame.file), true);
  const used = /\buse {0,3}\(([^()]{0,300})\)/.exec(head)?.[1] ?? '';
  for (const each of used.split(',')) {
    const name = each.trim().replace(/^&\s*/, '');
    if (name === '') continue;
    if (each.includes('&')) {
      if (!frame.env.names.has(name)) frame.env.names.set(name, null);
      env.references ??= new Map();
      env.references.set(name, frame.env);
    } else env.names.set(name, copied(it, frame.env.holder(name)?.names.get(name) ?? null));
  }
  return env;
}

/** Some statements with names of their own. */
export function inScope(it: Core, list: readonly Stmt[], frame: Frame): Completion {
  return runAll(it, list, BLOCK_SCOPED.test(it.family) ? { ...frame, env: new Env(frame.env) } : frame);
}

export function raised(it: Core, value: Value): Value {
  if (value instanceof Cls) return it.make(value, [], new Map());
  if (value instanceof Foreign) return new Obj(undefined, new Map(), value.name);
  if (typeof value === 'string' && it.family === 'ruby') return new Obj(undefined, new Map([['message', value as Value]]), 'RuntimeError');
  return value;
}

export function share(it: Core, written: string, frame: Frame): void {
  const from = written.startsWith('global') ? it.module(frame.file) : frame.env.parent;
  for (const name of written.replace(/^\w+/, '').split(','))
    it.shared.set(frame.env, [...(it.shared.get(frame.env) ?? []), [name.trim(), from?.holder(name.trim()) ?? from!]]);
}

export function runLoop(it: Core, node: Extract<Stmt, { kind: 'loop' }>, frame: Frame): Completion {
  const inner: Frame = { ...frame, ...(BLOCK_SCOPED.test(it.family) && { env: new Env(frame.env) }), inLoop: true };
  const body = (own: Frame): 'go on' | Completion => {
    const done = inScope(it, node.body, own);
    if (done?.kind === 'jump' && done.label !== undefined && done.label !== labelBefore(frame.file.text, node.start)) return done;
    if (done?.kind === 'jump' && done.how === 'break') {
      it.broke = true;
      return undefined;
    }
    if (done?.kind === 'jump') return done.how === 'yield' ? done : 'go on';
    return done ?? 'go on';
  };
  const ended = (): undefined => {
    it.broke = false;
  };
  if (node.how === 'each' || node.how === 'keys') {
    if (!node.over) throw new Unknown('a loop');
    const over = it.evaluate(node.over, inner);
    const type =
      node.target?.kind === 'name' && /^(?:java|cpp|csharp)$/.test(it.family)
        ? typeBefore(frame.file.text.slice(node.start, node.target.start))
        : undefined;
    const held = over instanceof Dict ? over : over instanceof List ? (over.map ?? over) : undefined;
    const size = held && sizeOf(held);
    const all = it.family === 'javascript' ? scriptTurns(it, over, node, frame) : [...turns(it, over, node, frame)];
    let at = -1;
    for (const item of all) {
      at += 1;
      if (it.family === 'java' && held && sizeOf(held) !== size) {
        if (at === (held instanceof List ? sizeOf(held) : size)) break;
        it.tick(node, frame);
        throw new Thrown(new Obj(undefined, new Map(), 'ConcurrentModificationException'));
      }
      if (node.declares === '&') refer(node.target, over, at, inner);
      it.tick(node, frame);
      const own = BLOCK_SCOPED.test(it.family) ? { ...inner, env: new Env(inner.env) } : inner;
      if (type !== undefined && node.target?.kind === 'name') (own.env.types ??= new Map()).set(node.target.name, type);
      if (node.target)
        it.assign(
          node.target,
          item,
          own,
          (node.declares === '&' ? undefined : node.declares) ??
            (it.family === 'ruby' || it.family === 'python' || it.family === 'php' ? undefined : 'let'),
        );
      const done = body(own);
      if (done !== 'go on') return done;
    }
    return ended();
  }
  for (const each of node.init ?? []) it.run(each, inner);
  const [init] = node.init ?? [];
  const renews = /^(?:javascript|go)$/.test(it.family) && init?.kind === 'assign' && init.declares !== 'var';
  let turnFrame = inner;
  const isUntil =
    frame.file.text.startsWith('until', node.start) ||
    /\buntil\b[^\n]*$/.test(
      it.family === 'ruby' && !frame.file.text.startsWith('while', node.start) ? frame.file.text.slice(node.start, node.end) : '',
    );
  const endsFirst = frame.file.text.startsWith('do', node.start) && !frame.file.text.startsWith('double', node.start);
  for (let turn = 0; ; turn += 1) {
    it.tick(node, frame);
    if (node.condition && !(endsFirst && turn === 0) && isTrue(it, it.evaluate(node.condition, turnFrame)) === isUntil) return ended();
    // Closures of one turn keep its variables.
    const own = node.init?.length && BLOCK_SCOPED.test(it.family) ? { ...turnFrame, env: new Env(turnFrame.env) } : turnFrame;
    const done = body(own);
    if (done !== 'go on') return done;
    if (renews) {
      const env = new Env(frame.env);
      for (const [name, value] of turnFrame.env.names) env.names.set(name, value);
      turnFrame = { ...turnFrame, env };
    }
    for (const each of node.update ?? []) it.run(each, turnFrame);
  }
}

/** What a loop of JavaScript goes through, one after the other: what is added meanwhile comes, too. */
function scriptTurns(it: Core, over: Value, node: Extract<Stmt, { kind: 'loop' }>, { file }: Frame): Iterable<Value> {
  if (node.how === 'keys') return over === null || over === undefined ? [] : [...keysOf(it, over), ...inheritedKeys(it, over)];
  const source = iterated(it, over, file.text.slice(node.over!.start, node.over!.end));
  return { [Symbol.iterator]: () => source };
}

/** What else `for … in` goes through. */
function inheritedKeys(it: Core, of: Value): string[] {
  const proto = of instanceof Obj ? of.proto : undefined;
  return proto ? [...keysOf(it, proto), ...inheritedKeys(it, proto)].filter((key) => !keysOf(it, of).includes(key)) : [];
}

function sizeOf(of: List | Dict): number {
  return of instanceof List ? of.items.length : of.entries.size;
}

/** The elements of what a loop goes through. */
export function turnsOf(it: Core, over: Value): Value[] {
  if (over instanceof Obj && over.type === 'iterator') return restOf(over);
  if (over instanceof Obj && over.type === 'heap') return heapItems(over);
  if (over === null && it.family === 'java') return fail('NullPointerException');
  if (over instanceof Func && it.family === 'java') return turnsOf(it, it.call(over, []));
  if (over instanceof Obj && it.family !== 'ruby') {
    const iterate = it.methodOf(over, /^(?:__iter__|iterator|each|GetEnumerator)$/);
    if (iterate) return turnsOf(it, it.call(iterate, []));
    const [more, next] = [it.methodOf(over, /^hasNext$/), it.methodOf(over, /^next$/)];
    if (more && next) {
      const all: Value[] = [];
      while (isTrue(it, it.call(more, []))) {
        if (all.length > 20_000) throw new Unknown('a long loop');
        all.push(it.call(next, []));
      }
      return all;
    }
  }
  return itemsOf(over, it.family);
}

/** The type between a bracket and a name: `for (final char `. */
function typeBefore(head: string): string | undefined {
  const type = head
    .slice(head.indexOf('(') + 1)
    .replace(/^\s*(?:final|const)\b/, '')
    .replace(/&/g, '')
    .trim();
  return type === '' ? undefined : type;
}

function turns(it: Core, over: Value, node: Extract<Stmt, { kind: 'loop' }>, frame: Frame): Value[] {
  if (node.how === 'keys') {
    if (over instanceof Obj) return [...over.fields.keys()];
    throw new Unknown('keys of something else');
  }
  if (it.family === 'go') {
    const isPair = node.target?.kind === 'list' && node.target.elements.length > 1;
    if (over instanceof Dict) return over.pairs().map(([key, value]) => (isPair ? new List([key, value], 'tuple') : key));
    if (isNumber(over)) return Array.from({ length: counted(Number(over)) }, (_, at) => BigInt(at));
    let offset = 0n;
    if (typeof over === 'string')
      return [...over].map((each) => {
        const at = offset;
        offset += BigInt(new TextEncoder().encode(each).length);
        return isPair ? new List([at, each], 'tuple') : at;
      });
    return itemsOf(over ?? new List([]), it.family).map((each, at) =>
      isPair ? new List([BigInt(at), copied(it, each)], 'tuple') : BigInt(at),
    );
  }
  if (it.family === 'php') {
    const isKeyed = /\bas\b[^)]*=>/.test(frame.file.text.slice(node.start, node.body[0]?.start ?? node.end));
    if (over instanceof Dict) return over.pairs().map(([key, value]) => (isKeyed ? new List([key, value], 'tuple') : value));
    return itemsOf(over, it.family).map((each, at) => (isKeyed ? new List([BigInt(at), each], 'tuple') : each));
  }
  return turnsOf(it, over);
}

export function runSwitch(it: Core, node: Extract<Stmt, { kind: 'switch' }>, frame: Frame): Completion {
  const value = node.of && it.evaluate(node.of, frame);
  if (it.family === 'rust') return runMatch(it, node, value, frame);
  const isMatch = it.family === 'php' && frame.file.text.startsWith('match', node.start);
  const typed =
    it.family === 'go'
      ? /^switch[ \t]{1,9}(?:(\w+) {0,3}:= {0,3})?[^{\n]{1,200}\.\(type\)/.exec(
          frame.file.text.slice(node.start, node.cases[0]?.start ?? node.end),
        )
      : null;
  if (typed) return runTypeSwitch(it, node, value, typed[1], frame);
  const matches = ({ values }: (typeof node.cases)[number]): boolean =>
    values.some((each) => {
      const all = it.family === 'go' && each.kind === 'list' ? each.elements : [each];
      return all.some((one) => {
        if (node.of === undefined) return isTrue(it, it.evaluate(one, frame));
        if (one.kind === 'name' && value instanceof Obj && value.constant) return value.constant.name === one.name.replace(/^.*[.:]/, '');
        if (value === null && it.family === 'java') throw new Thrown(new Obj(undefined, new Map(), 'NullPointerException'));
        const asked = it.evaluate(one, frame);
        if (it.family === 'ruby') return caseEqual(it, asked, value);
        return equal(it, asked, value, it.family === 'javascript' || isMatch ? '===' : '==');
      });
    });
  let at = node.cases.findIndex(matches);
  if (at < 0) at = node.cases.findIndex(({ values }) => values.length === 0);
  it.last = null;
  if (at < 0 && isMatch) throw new Thrown(new Obj(undefined, new Map(), 'UnhandledMatchError'));
  if (at < 0) return undefined;
  const next = (place: number): Stmt[] => {
    const { body } = node.cases[place]!;
    const last = body.at(-1);
    return last?.kind === 'jump' && last.how === 'fallthrough' && place + 1 < node.cases.length
      ? [...body.slice(0, -1), ...next(place + 1)]
      : [...body];
  };
  const bodies = it.family === 'go' ? next(at) : node.falls ? node.cases.slice(at).flatMap(({ body }) => body) : node.cases[at]!.body;
  const done = inScope(it, bodies, frame);
  return done?.kind === 'jump' && done.how === 'break' && done.label === undefined ? undefined : done;
}

/** `switch x := y.(type)` of Go. */
function runTypeSwitch(
  it: Core,
  { cases }: Extract<Stmt, { kind: 'switch' }>,
  value: Value,
  name: string | undefined,
  frame: Frame,
): Completion {
  const typesOf = ({ start, end }: (typeof cases)[number]): string[] | undefined =>
    /^case ([^:]{1,300}):/.exec(frame.file.text.slice(start, end))?.[1]?.split(',');
  const found =
    cases.find((each) => typesOf(each)?.some((type) => isOfGoType(value, type))) ?? cases.find((each) => typesOf(each) === undefined);
  if (!found) return undefined;
  const own = { ...frame, env: new Env(frame.env) };
  if (name !== undefined) own.env.names.set(name, value);
  const done = runAll(it, found.body, own);
  return done?.kind === 'jump' && done.how === 'break' ? undefined : done;
}

/** `match` of Rust: the first arm whose pattern fits. */
function runMatch(it: Core, { cases }: Extract<Stmt, { kind: 'switch' }>, value: Value, frame: Frame): Completion {
  for (const { values, body } of cases) {
    const own = { ...frame, env: new Env(frame.env) };
    const fits = values.length === 0 || values.some((each) => fitsPattern(it, each, value, own));
    if (!fits) continue;
    it.last = null;
    return runAll(it, body, own);
  }
  throw new Unknown('no arm');
}

function fitsPattern(it: Core, pattern: Expr, value: Value, frame: Frame): boolean {
  const written = frame.file.text.slice(pattern.start, pattern.end);
  if (written === '_') return true;
  switch (pattern.kind) {
    case 'literal':
      return equal(it, it.evaluate(pattern, frame), value);
    case 'name':
      if (pattern.name === 'None') return value === null;
      if (/^[A-Z]|::/.test(pattern.name)) return equal(it, it.evaluate(pattern, frame), value);
      frame.env.names.set(pattern.name, value);
      return true;
    case 'list':
      return (
        value instanceof List &&
        value.items.length === pattern.elements.length &&
        pattern.elements.every((each, at) => fitsPattern(it, each, value.items[at], frame))
      );
    case 'opaque': {
      const [first, second, more] = pattern.parts.filter((each): each is Expr => !isStatement(each));
      if (!first || more) throw new Unknown('a pattern');
      if (!second) return fitsPattern(it, first, value, frame);
      if (!/\bif\b/.test(frame.file.text.slice(first.end, second.start))) throw new Unknown('a pattern');
      return fitsPattern(it, first, value, frame) && isTrue(it, it.evaluate(second, frame));
    }
    default:
      throw new Unknown('a pattern');
  }
}

function caseEqual(it: Core, asked: Value, value: Value): boolean {
  if (asked instanceof Pattern)
    return typeof value === 'string' && (it.family === 'ruby' ? matchIn(it, value, asked) !== null : asked.regex.test(value));
  if (asked instanceof Obj && asked.type === 'range') return inRange(it, asked, value);
  if (asked instanceof List && asked.kind === 'list' && !(value instanceof List))
    return asked.items.some((each) => equal(it, each, value, '=='));
  if (asked instanceof Cls) return it.isA(value, asked.name);
  if (asked instanceof Foreign) return isBuiltIn(value, asked.name);
  if (asked instanceof Func) return isTrue(it, it.call(asked, [value]));
  return equal(it, asked, value, '==');
}

export function runTry(it: Core, node: Extract<Stmt, { kind: 'try' }>, frame: Frame): Completion {
  const depth = it.stack.length;
  let done: Completion;
  try {
    done = inScope(it, node.body, frame);
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    const handler = node.catches.find(({ types }) => catches(it, types, error.value));
    if (!handler) {
      if (node.last) inScope(it, node.last, frame);
      throw error;
    }
    it.stack.length = depth;
    const own = BLOCK_SCOPED.test(it.family) ? { ...frame, env: new Env(frame.env) } : frame;
    if (handler.param) it.assign(handler.param, error.value, own, 'let');
    else if (handler.name !== undefined) own.env.names.set(handler.name, error.value);
    done = inScope(it, handler.body, own);
  }
  const kept = it.last;
  const last = node.last && inScope(it, node.last, frame);
  it.last = kept;
  return last ?? done;
}

function catches(it: Core, types: string, value: Value): boolean {
  if (types.trim() === '') return true;
  const names: string[] = types.match(/\w+/g) ?? [];
  if (names.some((name) => it.isA(value, name))) return true;
  if (/^(?:java|kotlin|csharp|cpp)$/.test(it.family)) {
    if (/^\.\.\.$/.test(types.trim())) return true;
    return names.some((name) => !/^(?:std|const)$/.test(name) && value instanceof Obj && isOfType(it, value, name));
  }
  if (names.some((name) => /^(?:Exception|BaseException|Throwable|StandardError|RuntimeException)$/.test(name))) return true;
  const type = value instanceof Obj ? value.type : '';
  if (names.includes('LookupError') && /^(?:KeyError|IndexError)$/.test(type)) return true;
  if (names.some((name) => ['OSError', 'IOException', 'ArithmeticError', 'IllegalArgumentException'].includes(name)))
    throw new Unknown('a family of errors');
  return false;
}

function isStatement(node: Ir): node is Exclude<Stmt, { kind: 'assign' | 'fn' }> {
  return /^(?:do|loop|return|throw|jump|branch|switch|try|class|block)$/.test(node.kind);
}

/** `foreach ($all as &$each)`: the name stands for the element, also after the loop. */
function refer(target: Expr | undefined, over: Value, at: number, { env }: Frame): void {
  const own = target?.kind === 'list' ? target.elements.at(-1) : target;
  const name = own?.kind === 'name' ? own.name : undefined;
  const key = over instanceof Dict ? over.keys()[at] : undefined;
  if (name === undefined || !(over instanceof Dict || over instanceof List)) throw new Unknown('a reference');
  env.aliases ??= new Map();
  env.aliases.set(name, (value) => {
    if (over instanceof Dict) over.set(key, value);
    else over.items[at] = value;
  });
}

/** `with open(…) as file:`: what is entered, and the body; the lowered block has both. */
export function runWith(it: Core, { start, body }: Extract<Stmt, { kind: 'block' }>, frame: Frame): Completion {
  const { text } = frame.file;
  const colon = /:[ \t]{0,20}(?:#[^\n]{0,200})?\n/g;
  colon.lastIndex = start;
  const end = colon.exec(text)?.index ?? start;
  const heads = body.filter((each) => each.start < end);
  const [head] = heads;
  if (!head || heads.length > 1) throw new Unknown('a with');
  const rest = body.slice(1);
  const value = head.kind === 'assign' && head.value ? head.value : head.kind === 'do' ? head.value : undefined;
  if (!value) throw new Unknown('a with');
  const manager = it.evaluate(value, frame);
  const named = (entered: Value): void => {
    if (head.kind === 'assign') it.assign(head.target, entered, frame, undefined);
  };
  if (manager === null) return it.runAll(rest, frame);
  if (!(manager instanceof Obj)) throw new Unknown('a with');
  if (manager.type === 'raises') {
    named(manager);
    return raising(it, manager, () => it.runAll(rest, frame));
  }
  const [enter, leave] = [it.methodOf(manager, /^__enter__$/), it.methodOf(manager, /^__exit__$/)];
  if (enter === undefined || leave === undefined) throw new Unknown('a with');
  named(it.call(enter, []));
  const depth = it.stack.length;
  let done: Completion;
  try {
    done = it.runAll(rest, frame);
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    const [stack, value] = [it.stack.slice(), error.value];
    it.stack.length = depth;
    if (isTrue(it, it.call(leave, [null, value, null]))) return undefined;
    it.stack.splice(0, it.stack.length, ...stack);
    throw error;
  }
  it.call(leave, [null, null, null]);
  return done;
}

/** A body that has to throw, or that may. */
function raising(it: Core, manager: Obj, run: () => Completion): Completion {
  const type = manager.fields.get('type');
  const types = type instanceof List ? type.items : [type];
  const depth = it.stack.length;
  let done: Completion;
  try {
    done = run();
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    const names = types.map((each) => (each instanceof Cls || each instanceof Foreign ? each.name : ''));
    if (!catches(it, names.join(' '), error.value)) throw error;
    if (manager.fields.get('match') !== undefined) throw new Unknown('a message that has to match');
    it.stack.length = depth;
    manager.fields.set('value', error.value);
    manager.fields.set('exception', error.value);
    return undefined;
  }
  if (manager.fields.get('passes') !== true) throw new AssertFailed();
  return done;
}
