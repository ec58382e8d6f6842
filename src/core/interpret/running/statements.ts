import { Skipped } from '../python/loopElse';
import { knowingSubject } from '../csharp/subjects';
import { itemsFrom } from '../csharp/items';
import { nodesIn, type Case, type Catch, type Expr, type Fn, type Ir, type Stmt } from '../../syntax/lower/ir';
import { fail } from '../library/errors';
import { withBlocks } from '../python/withStatement';
import { shapeOf } from '../ruby/shapes';
import { AssertFailed } from '../testing/assertions';
import { isOfTypes } from '../testing/checks';
import { isBuiltIn } from '../values/builtInTypes';
import { equal, isTrue } from '../values/comparing';
import { isLibraryError, knowsKinds } from '../values/errorKinds';
import { each, Enough, listOf, pulled } from '../values/iteration';
import { BLOCK_SCOPED, type Completion, type Core, type Frame } from './machine';
import { inRange } from '../ruby/openRanges';
import { matchIn } from '../ruby/matches';
import { iterated } from '../script/iteration';
import { labelBefore } from '../script/labels';
import { keysOf } from '../script/objects';
import { copied } from '../values/structs';
import { typeOf } from '../values/widths';
import { Cls, Dict, Env, Foreign, Func, itemsOf, List, Obj, Pattern, Stream, Thrown, Unknown, type Value } from '../values/value';

export function runAll(it: Core, list: readonly Stmt[], frame: Frame): Completion {
  if (it.family === 'python') list = withBlocks(list, frame.file.text);
  if (frame.fn)
    it.declare(
      list.filter(({ kind }) => kind === 'fn'),
      frame,
    );
  const skipped = new Skipped(it, frame);
  for (const each of list) {
    if (skipped.has(each)) continue;
    const done = it.run(each, frame);
    skipped.behind(each);
    if (done) return done;
  }
  return undefined;
}

/** What a function of PHP that has no name knows of what is around it: copies of all for `fn`, else copies and references of what `use` names. */
export function captured(it: Core, node: Fn, frame: Frame): Env {
  const { text } = frame.file;
  const env = new Env(it.module(frame.file), true);
  if (!/^(?:static\s+)?function\b/.test(text.slice(node.start, node.start + 20))) {
    for (const each of nodesIn(node.body)) {
      const holder = each.kind === 'name' && each.name.startsWith('$') ? frame.env.holder(each.name) : undefined;
      if (holder && each.kind === 'name') env.names.set(each.name, copied(it, holder.names.get(each.name)));
    }
    return env;
  }
  const head = text.slice(node.start, node.body[0]?.start ?? node.end);
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

/** `using (var file = Open()) { … }` of C#: what is opened is closed at the end, however that comes. */
export function runUsing(it: Core, list: readonly Stmt[], frame: Frame): Completion {
  const own = { ...frame, env: new Env(frame.env) };
  const depth = it.stack.length;
  const close = (): void => {
    for (const of of [...own.env.names.values()].toReversed()) if (of !== null) it.send(of, 'Dispose', []);
  };
  const opened = list.filter((each) => each.kind === 'assign');
  for (const each of opened) it.run(each, own);
  try {
    const done = inScope(it, list.slice(opened.length), own);
    close();
    return done;
  } catch (error) {
    if (error instanceof Thrown) {
      const open = it.stack.splice(depth);
      close();
      it.stack.push(...open);
    }
    throw error;
  }
}

/** The error that a statement throws, of what is written there. */
export function raised(it: Core, value: Value, written: Expr, frame: Frame): Value {
  const made = errorOf(it, value);
  if (it.family === 'python' && made instanceof Obj) {
    const by = /^\s+from\s+(\w+)/.exec(frame.file.text.slice(written.end, written.end + 100))?.[1];
    if (by !== undefined) made.fields.set('__cause__', it.evaluate({ start: 0, end: 0, kind: 'name', name: by }, frame));
    if (frame.error !== undefined && frame.error !== made) made.fields.set('__context__', frame.error);
  }
  return made;
}

function errorOf(it: Core, value: Value): Value {
  if (value instanceof Cls) return it.make(value, [], new Map());
  if (value instanceof Foreign && it.family === 'python') return it.call(value, []);
  if (value instanceof Foreign) return new Obj(undefined, new Map(), value.name);
  if (typeof value === 'string' && it.family === 'ruby') return new Obj(undefined, new Map([['message', value as Value]]), 'RuntimeError');
  return value;
}

export function share(it: Core, written: string, frame: Frame): void {
  const from = written.startsWith('global') ? it.module(frame.file) : frame.env.parent;
  for (const name of written.replace(/^\w+/, '').split(','))
    it.shared.set(frame.env, [...(it.shared.get(frame.env) ?? []), [name.trim(), from?.holder(name.trim()) ?? from!]]);
}

/** Whether the code of a loop may change the array that it names, which is a copy of the element then. */
function changesName({ target, body }: Extract<Stmt, { kind: 'loop' }>): boolean {
  const names = target ? [...nodesIn([target])].flatMap((each) => (each.kind === 'name' ? [each.name] : [])) : [];
  const isNamed = (expr: Expr): boolean => expr.kind === 'name' && names.includes(expr.name);
  return [...nodesIn(body)].some((each) => {
    if (each.kind === 'call')
      return CHANGES_ARGUMENT.test(each.callee.kind === 'name' ? each.callee.name : '') && each.args.some(({ value }) => isNamed(value));
    let of = each.kind === 'assign' ? each.target : undefined;
    while (of?.kind === 'index') of = of.of;
    return each.kind === 'assign' && of !== each.target && of !== undefined && isNamed(of);
  });
}

const CHANGES_ARGUMENT = /^(?:[aku]?r?sort|u[ak]sort|array_(?:push|pop|shift|unshift|splice|walk)|unset|shuffle|end|reset|next)$/;

export function runLoop(it: Core, node: Extract<Stmt, { kind: 'loop' }>, frame: Frame): Completion {
  const inner: Frame = { ...frame, ...(BLOCK_SCOPED.test(it.family) && { env: new Env(frame.env) }), inLoop: true };
  const body = (own: Frame): 'go on' | Completion => {
    const done = inScope(it, node.body, own);
    if (done?.kind === 'jump' && done.label !== undefined && done.label !== labelBefore(frame.file.text, node.start)) return done;
    // `continue 2` of PHP is one of the loop around.
    if (done?.kind === 'jump' && (done.levels ?? 1) > 1) return { ...done, levels: done.levels! - 1 };
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
    const found = it.evaluate(node.over, inner);
    const over = found instanceof Obj && found.held ? found.held : found;
    const isOwn = it.family === 'php' && node.declares !== '&' && changesName(node);
    const turn = (item: Value): 'go on' | Completion => {
      it.tick(node, frame);
      const own = BLOCK_SCOPED.test(it.family) ? { ...inner, env: new Env(inner.env) } : inner;
      if (type !== undefined && node.target?.kind === 'name') (own.env.types ??= new Map()).set(node.target.name, type);
      if (node.target)
        it.assign(
          node.target,
          isOwn ? copied(it, item) : item,
          own,
          (node.declares === '&' ? undefined : node.declares) ??
            (it.family === 'ruby' || it.family === 'python' || it.family === 'php' ? undefined : 'let'),
        );
      return body(own);
    };
    const type = node.target?.kind === 'name' && /^(?:java|cpp|csharp)$/.test(it.family) ? typeOfTurn(it, node, inner) : undefined;
    if (it.family === 'python') {
      const source = pulled(it, over);
      let isOver = false;
      try {
        for (let step = source.next(undefined); !(isOver = step.done === true); step = source.next(undefined)) {
          const done = turn(step.value);
          if (done !== 'go on') return done;
        }
      } finally {
        // Nobody else has the generator, which ends with the loop.
        if (!isOver && node.over.kind === 'call') source.return?.(null);
      }
      return ended();
    }
    if (it.family !== 'csharp' && isStreamed(it, over)) {
      const isKeyed = it.family === 'php' && isWithKeys(node, frame);
      let done: 'go on' | Completion = 'go on';
      each(it, over, (item, key) => (done = turn(isKeyed ? new List([key, item], 'tuple') : item)) === 'go on');
      return done === 'go on' ? ended() : done;
    }
    const held = over instanceof Dict ? over : over instanceof List ? (over.map ?? over) : undefined;
    const size = held && sizeOf(held);
    const all =
      it.family === 'javascript'
        ? scriptTurns(it, over, node, frame)
        : it.family === 'csharp'
          ? itemsFrom(it, over)
          : turns(it, over, node, frame);
    let at = -1;
    for (const item of all) {
      at += 1;
      if (it.family === 'java' && held && sizeOf(held) !== size) {
        if (at === (held instanceof List ? sizeOf(held) : size)) break;
        it.tick(node, frame);
        throw new Thrown(new Obj(undefined, new Map(), 'ConcurrentModificationException'));
      }
      if (node.declares === '&') refer(node.target, over, at, inner);
      const done = turn(item);
      if (done !== 'go on') return done;
    }
    return ended();
  }
  for (const each of node.init ?? []) it.run(each, inner);
  const [init] = node.init ?? [];
  const renews = it.family === 'javascript' && init?.kind === 'assign' && init.declares !== 'var';
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

/** The type of what a loop gives a name: what stands before it, or that of the elements. */
function typeOfTurn(it: Core, { start, target, over }: Extract<Stmt, { kind: 'loop' }>, frame: Frame): string | undefined {
  const written = typeBefore(frame.file.text.slice(start, target!.start));
  if (written !== 'var' || it.family !== 'csharp') return written;
  const all = typeOf(it, over!, frame) ?? '';
  if (/^[sS]tring$/.test(all)) return 'char';
  return (
    /^(.*)\[\]$/.exec(all)?.[1] ??
    /^(?:I?(?:List|Enumerable|Collection|ReadOnlyList)|HashSet|Queue|Stack)<([^<>,]+)>$/.exec(all)?.[1] ??
    written
  );
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

/** `foreach ($all as $key => $value)` */
function isWithKeys(node: Extract<Stmt, { kind: 'loop' }>, { file }: Frame): boolean {
  return /\bas\b[^)]*=>/.test(file.text.slice(node.start, node.body[0]?.start ?? node.end));
}

/** Whether a value gives its elements one by one, as its own code says. */
function isStreamed(it: Core, over: Value): boolean {
  if (over instanceof Stream || (over instanceof Obj && /^(?:file|reader|Spl\w+|Array(?:Object|Iterator))$/.test(over.type))) return true;
  if (over instanceof Obj && over.type === 'iterator') return true;
  return (
    it.family !== 'ruby' &&
    it.family !== 'javascript' &&
    ((over instanceof Cls && over.members !== undefined) || (over instanceof Obj && over.cls !== undefined && !over.isTuple))
  );
}

/** The elements of an array of PHP as they were when its loop began; those that a name refers to as they are. */
function* phpTurns(pairs: readonly [Value, Value][], over: Value, isKeyed: boolean, { env }: Frame): Iterable<Value> {
  for (const [key, kept] of pairs) {
    const isReferred = [...(env.aliases?.values() ?? [])].some(({ of, place }) => of === over && place === key);
    const value = !isReferred ? kept : over instanceof Dict ? over.get(key) : (over as List).items[Number(key)];
    yield isKeyed ? new List([key, value], 'tuple') : value;
  }
}

function turns(it: Core, over: Value, node: Extract<Stmt, { kind: 'loop' }>, frame: Frame): Iterable<Value> {
  if (node.how === 'keys') {
    if (over instanceof Obj) return [...over.fields.keys()];
    throw new Unknown('keys of something else');
  }
  if (it.family === 'php') {
    const isKeyed = isWithKeys(node, frame);
    const pairs = over instanceof Dict ? over.pairs() : itemsOf(over, it.family).map((each, at): [Value, Value] => [BigInt(at), each]);
    return phpTurns(pairs, over, isKeyed, frame);
  }
  return [...listOf(it, over)];
}

export function runSwitch(it: Core, node: Extract<Stmt, { kind: 'switch' }>, around: Frame): Completion {
  const frame =
    it.family === 'csharp' && !node.of
      ? knowingSubject(
          it,
          node.cases.flatMap(({ values }) => values),
          around,
        )
      : around;
  const value = node.of && it.evaluate(node.of, frame);
  if (it.family === 'rust') return runMatch(it, node, value, frame);
  const isMatch = it.family === 'php' && frame.file.text.startsWith('match', node.start);
  const matches = (one: (typeof node.cases)[number]): boolean => (isShaped(frame, one) ? fitsShape(it, one, value, frame) : hasValue(one));
  const hasValue = ({ values }: (typeof node.cases)[number]): boolean =>
    values.some((each) => {
      if (node.of === undefined) return isTrue(it, it.evaluate(each, frame));
      if (each.kind === 'name' && value instanceof Obj && value.constant) return value.constant.name === each.name.replace(/^.*[.:]/, '');
      if (value === null && it.family === 'java') throw new Thrown(new Obj(undefined, new Map(), 'NullPointerException'));
      const asked = it.evaluate(each, frame);
      if (it.family === 'ruby') return caseEqual(it, asked, value);
      return equal(it, asked, value, it.family === 'javascript' || isMatch ? '===' : '==');
    });
  let at = node.cases.findIndex(matches);
  if (at < 0) at = node.cases.findIndex(({ values }) => values.length === 0);
  it.last = null;
  if (at < 0 && isMatch) throw new Thrown(new Obj(undefined, new Map(), 'UnhandledMatchError'));
  if (at < 0 && node.cases.some((each) => isShaped(frame, each))) return fail('NoMatchingPatternError');
  if (at < 0) return undefined;
  const bodies = node.falls ? node.cases.slice(at).flatMap(({ body }) => body) : node.cases[at]!.body;
  const done = inScope(it, bodies, frame);
  // PHP takes a `switch` for a loop.
  if (done?.kind === 'jump' && done.levels !== undefined && !isMatch)
    return done.levels > 1 ? { ...done, levels: done.levels - 1 } : undefined;
  return done?.kind === 'jump' && done.how === 'break' && done.label === undefined ? undefined : done;
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

/** Whether a case of Ruby asks for a shape: `in [first, *rest]`. */
function isShaped({ file }: Frame, { start }: Case): boolean {
  return file.language === 'ruby' && /^in\b/.test(file.text.slice(start, start + 3));
}

function fitsShape(it: Core, { start, end, guard, body }: Case, value: Value, frame: Frame): boolean {
  const { text } = frame.file;
  const head = text.slice(start + 2, guard?.start ?? body[0]?.start ?? end);
  const written = head.replace(/\b(?:if|unless)\s{0,20}$/, '').replace(/(?:\bthen\b)?\s{0,200}$/, '');
  if (written.includes('#')) throw new Unknown('a shape with a note');
  const shape = shapeOf(it, written, frame, (asked, one) => caseEqual(it, asked, one));
  return shape(value) && (!guard || isTrue(it, it.evaluate(guard, frame)));
}

function caseEqual(it: Core, asked: Value, value: Value): boolean {
  if (asked instanceof Pattern)
    return typeof value === 'string' && (it.family === 'ruby' ? matchIn(it, value, asked) !== null : asked.regex.test(value));
  if (asked instanceof Obj && asked.type === 'range') return inRange(it, asked, value);
  if (asked instanceof List && asked.kind === 'list' && !(value instanceof List))
    return asked.items.some((each) => equal(it, each, value, '=='));
  if (asked instanceof Cls) return it.isA(value, asked.name);
  if (asked instanceof Foreign) return isBuiltIn(it, value, asked.name);
  if (asked instanceof Func) return isTrue(it, it.call(asked, [value]));
  return equal(it, asked, value, '==');
}

export function runTry(it: Core, node: Extract<Stmt, { kind: 'try' }>, frame: Frame): Completion {
  const depth = it.stack.length;
  const [body, rest] = partsOfTry(it, node);
  let done: Completion;
  try {
    done = inScope(it, body, frame);
  } catch (error) {
    if (error instanceof Enough && node.last) inScope(it, node.last, frame);
    const handled = handlerOf(it, node, error, frame);
    if (!handled) {
      const left = errorIn(it, error) === undefined ? undefined : lastOf(it, node, frame, depth);
      if (left) return left;
      throw error;
    }
    const { handler, value } = handled;
    it.stack.length = depth;
    const own = { ...frame, ...(BLOCK_SCOPED.test(it.family) && { env: new Env(frame.env) }), error: value };
    if (handler.param) it.assign(handler.param, value, own, 'let');
    else if (handler.name !== undefined) own.env.names.set(handler.name, value);
    try {
      done = inScope(it, handler.body, own);
    } catch (error) {
      const left = error instanceof Thrown ? lastOf(it, node, frame, depth) : undefined;
      if (left) return left;
      throw error;
    }
    if (done?.kind === 'jump' && done.how === 'retry') return runTry(it, node, frame);
    return finished(it, node, frame, done);
  }
  if (rest.length > 0 && !done)
    try {
      done = inScope(it, rest, frame);
    } catch (error) {
      const left = lastOf(it, node, frame, depth);
      if (left) return left;
      throw error;
    }
  return finished(it, node, frame, done);
}

/** What catches an error, and the error as a value; undefined where nothing does. */
export function handlerOf(
  it: Core,
  { catches: all }: Extract<Stmt, { kind: 'try' }>,
  error: unknown,
  frame: Frame,
): { handler: (typeof all)[number]; value: Value } | undefined {
  const value = errorIn(it, error);
  if (value === undefined) return undefined;
  const holds = ({ guard, name }: Catch): boolean => {
    if (!guard) return true;
    const own = { ...frame, env: new Env(frame.env), error: value };
    if (name !== undefined) own.env.names.set(name, value);
    return isTrue(it, it.evaluate(guard, own));
  };
  const handler = all.find((each) => (catchesByName(it, each.types, value, frame) ?? catches(it, each.types, value)) && holds(each));
  // A `raise` without an error goes on with it from where it was made.
  if (handler && it.family === 'python' && value instanceof Obj) value.stack ??= it.stack.map((each) => ({ ...each }));
  return handler && { handler, value };
}

/** Python: whether an error is of the types that variables hold; undefined where none does. */
function catchesByName(it: Core, types: string, value: Value, { env, file }: Frame): boolean | undefined {
  if (it.family !== 'python') return undefined;
  const held = (types.match(/\w+/g) ?? []).flatMap((name) => {
    const found = (env.holder(name) ?? it.module(file)).names.get(name);
    return found instanceof List || (found instanceof Foreign && found.name !== name) ? [found] : [];
  });
  if (held.length === 0) return undefined;
  return held.some((each) => isOfTypes(it, value, each instanceof List ? each.items : [each])) || catches(it, types, value);
}

function errorIn(it: Core, error: unknown): Value {
  return error instanceof AssertFailed ? assertionError(it, error) : error instanceof Thrown ? error.value : undefined;
}

/** The body of a `try`, and what runs in Python where nothing was raised: it stands behind what is caught. */
export function partsOfTry({ family }: Core, { body, catches: all }: Extract<Stmt, { kind: 'try' }>): [body: Stmt[], rest: Stmt[]] {
  const from = family === 'python' ? (all[0]?.start ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  return [body.filter(({ start }) => start < from), body.filter(({ start }) => start > from)];
}

/** A failed check as the error that a program catches; undefined where that is none of its own. */
function assertionError({ family }: Core, { said }: AssertFailed): Obj | undefined {
  if (!/^(?:java|kotlin|python)$/.test(family)) return undefined;
  return new Obj(undefined, new Map<string, Value>(said === undefined ? [] : [['message', said]]), 'AssertionError');
}

/** Runs what runs in any case, while an error goes on its way: what it is left with stands in for the error. */
function lastOf(it: Core, { last }: Extract<Stmt, { kind: 'try' }>, frame: Frame, depth: number): Completion {
  if (!last) return undefined;
  const open = it.stack.splice(depth);
  const line = it.stack.at(-1)?.line;
  const left = inScope(it, last, frame);
  if (left) return left;
  it.stack.push(...open);
  if (line !== undefined) it.stack[depth - 1]!.line = line;
  return undefined;
}

function finished(it: Core, node: Extract<Stmt, { kind: 'try' }>, frame: Frame, done: Completion): Completion {
  const kept = it.last;
  const last = node.last && inScope(it, node.last, frame);
  it.last = kept;
  return last ?? done;
}

function catches(it: Core, types: string, value: Value): boolean {
  // `rescue` of Ruby alone is that of a `StandardError`.
  if (types.trim() === '' && it.family !== 'ruby') return true;
  const names: string[] = types.match(/\w+/g) ?? ['StandardError'];
  if (names.some((name) => it.isA(value, name))) return true;
  if (/^\.\.\.$/.test(types.trim())) return true;
  if (knowsKinds(it.family)) {
    const own = value instanceof Obj ? [value.type, ...(value.cls?.order.flatMap(({ foreigns }) => foreigns) ?? [])] : [];
    const isKnown = own.some((each) => isLibraryError(it.family, each) || each === 'exit');
    if (!isKnown && /^(?:python|ruby|php)$/.test(it.family)) throw new Unknown('an error of another library');
    return false;
  }
  if (names.some((name) => /^(?:Exception|BaseException|Throwable|StandardError|RuntimeException)$/.test(name))) return true;
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
  if (name === undefined || !(over instanceof Dict || over instanceof List)) throw new Unknown('a reference');
  (env.aliases ??= new Map()).set(name, { of: over, place: over instanceof Dict ? over.keys()[at] : BigInt(at) });
}
