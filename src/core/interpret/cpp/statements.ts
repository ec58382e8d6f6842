import type { Assign, Expr, Fn, Stmt } from '../../syntax/lower/ir';
import type { Completion, Core, Frame } from '../running/machine';
import { Env, Thrown, Unknown, type Value } from '../values/value';
import { holds, typeOfMaybe } from './conversions';
import { boundReference, convert, copied, destroy, initialValue, operand } from './core';
import { declaredType } from './declared';
import { type CppFrame, isReference, markReference, setStatic } from './frames';
import { walked } from './iterators';
import { equal } from './operators';
import { AUTO, type CppType, referenceTo } from './types';
import { Braces, Cell, kill, load, Moved, peek, Smart, Struct, Tuple, typeOf, Vec } from './values';
import { cppWorld, splitTop } from './world';
import { wordsBefore } from './written';

const GAVE = new WeakMap<object, Value>();

/** Runs the body of a function. @returns a place where it gives a reference */
export function runBody(it: Core, fn: Fn, frame: CppFrame, result: CppType): Value {
  const own: CppFrame = { ...frame, result };
  let done: Completion;
  try {
    done = runListCpp(it, fn.body, own, false);
  } catch (error) {
    if (error instanceof Thrown) ended(it, own.env);
    throw error;
  }
  const gave = done?.kind === 'return' ? GAVE.get(done) : undefined;
  ended(it, own.env);
  if (
    done?.kind !== 'return' &&
    result.kind !== 'void' &&
    result.kind !== 'auto' &&
    fn.name !== 'main' &&
    !/^~|^operator /.test(fn.name) &&
    fn.result !== undefined
  )
    throw new Unknown('a function that gives nothing');
  return gave;
}

/** Ends the time of the names of a block, the last first. */
function ended(it: Core, env: Env): void {
  for (const [name, value] of [...env.names].toReversed()) {
    if (!(value instanceof Cell)) continue;
    if (isReference(env, name) || cppWorld(it).isKept(value)) continue;
    if (cppWorld(it).destructors) destroy(it, value.value);
    kill(value);
  }
}

/** Runs statements one after the other. @param isScope their names end with them */
export function runListCpp(it: Core, list: readonly Stmt[], frame: Frame, isScope = false): Completion {
  const own = isScope ? { ...frame, env: new Env(frame.env) } : frame;
  try {
    for (const each of list) {
      const done = it.run(each, own);
      if (done) {
        if (isScope) ended(it, own.env);
        return done;
      }
    }
  } catch (error) {
    if (isScope && error instanceof Thrown && cppWorld(it).destructors) ended(it, own.env);
    throw error;
  }
  if (isScope) ended(it, own.env);
  return undefined;
}

export function runCpp(it: Core, node: Stmt, around: Frame): Completion {
  const frame = around as CppFrame;
  switch (node.kind) {
    case 'do': {
      const { text } = frame.file;
      if (node.value.kind === 'opaque' && /^(?:enum|using|static_assert|typedef|;)/.test(text.slice(node.start, node.end) || ';'))
        return undefined;
      const gave = operand(it, node.value, frame);
      if (gave instanceof Struct && gave.info.hasDestructor) destroy(it, gave);
      return undefined;
    }
    case 'assign':
      operand(it, node, frame);
      return undefined;
    case 'fn':
    case 'class':
      return undefined;
    case 'block':
      return runListCpp(it, node.body, frame, node.scope === true);
    case 'return': {
      const done: Completion = { kind: 'return', value: null };
      if (node.value) {
        const value = given(it, node.value, frame);
        it.history?.gives();
        GAVE.set(done, value);
      }
      return done;
    }
    case 'throw': {
      if (!node.value) {
        const error = cppWorld(it).handled.at(-1);
        if (error === undefined) throw new Unknown('an error that is thrown again');
        throw new Thrown(error);
      }
      const value = load(operand(it, node.value, frame));
      if (!(value instanceof Struct)) throw new Unknown('an error of another kind');
      const made = copied(it, value) as Struct;
      made.stack = it.stack.map((each) => ({ ...each }));
      throw new Thrown(made);
    }
    case 'jump':
      if (!/^(?:break|continue)$/.test(node.how)) throw new Unknown('a jump');
      return { kind: 'jump', how: node.how };
    case 'branch': {
      const own = node.condition.kind === 'assign' && node.condition.declares !== undefined ? { ...frame, env: new Env(frame.env) } : frame;
      const isTrue = holds(it, operand(it, node.condition, own));
      return runListCpp(it, isTrue ? node.then : (node.otherwise ?? []), own, true);
    }
    case 'loop':
      return runLoop(it, node, frame);
    case 'switch':
      return runSwitch(it, node, frame);
    case 'try':
      return runTry(it, node, frame);
  }
}

/** What a function returns, as it says that it does. */
function given(it: Core, node: Expr, frame: CppFrame): Value {
  const { result = AUTO } = frame;
  if (result.kind === 'void') {
    operand(it, node, frame);
    return undefined;
  }
  const value = operand(it, node, frame);
  if (result.kind === 'reference') {
    if (value instanceof Braces || !(value instanceof Cell || value instanceof Moved)) {
      if (load(value) instanceof Struct) throw new Unknown('a reference to a value that ends');
      throw new Unknown('a reference to a value that ends');
    }
    return boundReference(it, value, result);
  }
  // What ends with the function is moved.
  const held = peek(value);
  if (value instanceof Cell && held instanceof Smart && node.kind === 'name')
    return convert(it, new Moved(value), result.kind === 'auto' ? typeOf(held) : result);
  if (result.kind === 'auto' && value instanceof Braces) throw new Unknown('the type of values in braces');
  if (
    value instanceof Cell &&
    node.kind === 'name' &&
    held instanceof Vec &&
    frame.env.names.get(node.name) === value &&
    !isReference(frame.env, node.name) &&
    held.type.kind === 'library'
  )
    return convert(it, new Moved(value), result);
  return convert(it, value, result);
}

/** Gives a new name its place. */
export function declare(it: Core, node: Assign, frame: CppFrame): Value {
  const { target } = node;
  const words = wordsBefore(frame.file, node);
  if (target.kind === 'list') return declareParts(it, node, target.elements, words, frame);
  if (target.kind !== 'name') throw new Unknown('what is declared');
  if (words[0] === 'using' || words[0] === 'typedef' || words[0] === 'extern') return undefined;
  const world = cppWorld(it);
  const type = declaredType(it, node, frame);
  let cell: Cell;
  if (words.includes('static')) {
    const known = world.kept.get(node);
    cell = known ?? initialValue(it, type, node.value, frame, true);
    world.keep(node, cell);
  } else cell = initialValue(it, type, node.value, frame, false);
  frame.env.names.set(target.name, cell);
  if (type.kind === 'reference' && isNamed(node, cell)) markReference(frame.env, target.name);
  setStatic(frame.env, target.name, type.kind === 'auto' ? (typeOfMaybe(cell.value) ?? type) : type);
  it.history?.names(frame.env, target.name, peek(cell));
  return cell;
}

function isNamed(node: Assign, cell: Cell): boolean {
  void cell;
  return node.value !== undefined;
}

/** `auto [key, value] = pair;` */
function declareParts(it: Core, node: Assign, names: readonly Expr[], words: readonly string[], frame: CppFrame): Value {
  if (!node.value) throw new Unknown('parts of nothing');
  const isRef =
    /&/.test(frame.file.text.slice(node.start, node.target.start)) ||
    /&\s*$/.test(node.type ?? '') ||
    /&\s*$/.test(frame.file.text.slice(Math.max(0, node.target.start - 3), node.target.start));
  void words;
  const value = operand(it, node.value, frame);
  bindParts(
    it,
    names,
    isRef ? value : value instanceof Cell ? copied(it, load(value)) : load(value),
    frame,
    isRef && value instanceof Cell,
  );
  return undefined;
}

function bindParts(it: Core, names: readonly Expr[], of: Value, frame: CppFrame, isRef: boolean): void {
  const held = load(of);
  const cells =
    held instanceof Tuple ? held.cells : held instanceof Struct ? [...held.cells.values()] : held instanceof Vec ? held.cells : undefined;
  if (!cells || cells.length !== names.length) throw new Unknown('the parts of a value');
  names.forEach((name, at) => {
    if (name.kind !== 'name') throw new Unknown('the parts of a value');
    frame.env.names.set(name.name, cells[at]);
    if (isRef) markReference(frame.env, name.name);
    it.history?.names(frame.env, name.name, peek(cells[at]));
  });
}

type Loop = Extract<Stmt, { kind: 'loop' }>;

function runLoop(it: Core, node: Loop, around: CppFrame): Completion {
  const frame = { ...around, env: new Env(around.env) };
  if (node.how === 'each') return runEach(it, node, frame);
  for (const each of node.init ?? []) it.run(each, frame);
  const isAfter = frame.file.text.startsWith('do', node.start) && /^do\b/.test(frame.file.text.slice(node.start, node.start + 3));
  for (let turn = 0; ; turn += 1) {
    if (!(isAfter && turn === 0)) {
      it.tick(node, frame);
      const own = { ...frame, env: new Env(frame.env) };
      if (node.condition && !holds(it, operand(it, node.condition, own))) break;
      const done = runListCpp(it, node.body, own, true);
      if (done?.kind === 'return') return done;
      if (done?.kind === 'jump' && done.how === 'break') break;
    } else {
      const done = runListCpp(it, node.body, frame, true);
      if (done?.kind === 'return') return done;
      if (done?.kind === 'jump' && done.how === 'break') break;
    }
    for (const each of node.update ?? []) it.run(each, frame);
  }
  ended(it, frame.env);
  return undefined;
}

function runEach(it: Core, node: Loop, frame: CppFrame): Completion {
  const { text } = frame.file;
  const head = text.slice(node.start, node.over!.start);
  const written = head.slice(head.indexOf('(') + 1, head.lastIndexOf(':')).trim();
  if (written.includes(';')) throw new Unknown('a loop with a declaration');
  const parts = written.endsWith(']') ? written.slice(written.lastIndexOf('[') + 1, -1) : undefined;
  const name = parts === undefined ? /(?<!\w)\w+$/.exec(written)?.[0] : undefined;
  const typeText = written.slice(0, parts === undefined ? written.length - (name?.length ?? 0) : written.lastIndexOf('['));
  const isReference_ = typeText.trimEnd().endsWith('&');
  const type = parts === undefined ? cppWorld(it).typeIn(typeText, frame) : referenceTo(AUTO);
  const over = operand(it, node.over!, frame);
  const kept =
    over instanceof Cell ? over : new Cell(over instanceof Braces ? braced(it, over) : over instanceof Moved ? load(over) : over);
  for (const item of walked(it, kept)) {
    it.tick(node, frame);
    const own = { ...frame, env: new Env(frame.env) };
    if (parts !== undefined) {
      const names = splitTop(parts).map((each) => ({ start: node.over!.start, end: node.over!.end, kind: 'name', name: each }) as const);
      bindParts(it, names, isReference_ || !(item instanceof Cell) ? item : copied(it, load(item)), own, true);
    } else if (name !== undefined) {
      const cell =
        type.kind === 'reference'
          ? boundReference(it, item, type)
          : new Cell(convert(it, item, type), type.kind === 'auto' ? undefined : type);
      own.env.names.set(name, cell);
      if (type.kind === 'reference') markReference(own.env, name);
      setStatic(own.env, name, type);
      it.history?.names(own.env, name, peek(cell));
    }
    const done = runListCpp(it, node.body, own, true);
    ended(it, own.env);
    if (done?.kind === 'return') return done;
    if (done?.kind === 'jump' && done.how === 'break') break;
  }
  return undefined;
}

function braced(it: Core, of: Braces): Value {
  const items = of.elements.map((each) => convert(it, operand(it, each, of.frame as CppFrame), AUTO));
  if (items.length === 0) throw new Unknown('the type of nothing');
  return new Vec(
    { ...referenceTo(AUTO) } as CppType,
    items.map((each) => new Cell(each, typeOf(items[0]))),
  );
}

function runSwitch(it: Core, node: Extract<Stmt, { kind: 'switch' }>, around: CppFrame): Completion {
  const frame = { ...around, env: new Env(around.env) };
  const of = load(operand(it, node.of!, frame));
  let at = node.cases.findIndex(({ values }) => values.some((each) => equal(it, of, load(operand(it, each, frame)))));
  if (at < 0) at = node.cases.findIndex(({ values }) => values.length === 0);
  if (at < 0) return undefined;
  for (const each of node.cases.slice(at)) {
    const done = runListCpp(it, each.body, frame);
    if (done?.kind === 'jump' && done.how === 'break') return undefined;
    if (done) return done;
  }
  return undefined;
}

function runTry(it: Core, node: Extract<Stmt, { kind: 'try' }>, frame: CppFrame): Completion {
  const depth = it.stack.length;
  try {
    return runListCpp(it, node.body, frame, true);
  } catch (error) {
    if (!(error instanceof Thrown) || !(error.value instanceof Struct)) throw error;
    const value = error.value;
    const world = cppWorld(it);
    for (const each of node.catches) {
      const written = each.types.replace(/^\(|\)$/g, '').trim();
      const own = { ...frame, env: new Env(frame.env) };
      if (written !== '...') {
        const [, typeText = written, name] = /^([\s\S]*[\s&*>])(\w+)$/.exec(written) ?? [];
        const isBare = /^(?:const\s+)?(?:\w+::)*\w+$/.test(written) && name !== undefined && /^(?:const\s*)$/.test(typeText);
        const type = world.typeIn(isBare ? written : typeText, frame);
        const wanted = type.kind === 'reference' ? type.of : type;
        if (!wanted.cls || !value.info.isA(wanted.cls)) continue;
        if (name !== undefined && !isBare) {
          own.env.names.set(name, type.kind === 'reference' ? value.cell : new Cell(convert(it, value.cell, wanted), wanted));
          markReference(own.env, name);
        }
      }
      it.stack.length = depth;
      world.handled.push(value);
      try {
        return runListCpp(it, each.body, own, true);
      } finally {
        world.handled.pop();
      }
    }
    throw error;
  }
}
