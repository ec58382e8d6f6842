import type { Expr, Stmt } from '../../syntax/lower/ir';
import { counted } from '../values/limits';
import type { Completion, Core, Frame } from '../running/machine';
import { labelBefore, labelOf } from '../script/labels';
import { Env, Func, List, Native, Unknown, type Value } from '../values/value';
import { declareName, setName } from './names';
import { callMethodGo, callValueGo } from './calls';
import { coerce, evaluateAs, isOf } from './conversions';
import { equals, isNil, isTruth, isUntyped } from './operators';
import { placeOf } from './places';
import { Sequence } from './sequences';
import { type GoType, RUNE, TypeReader } from './types';
import { Channel, copyOf, GoArray, GoMap, panic, raw, Ref, scalar, several, Slice, typeOfValue } from './values';
import { byteCount } from '../values/bytes';
import { resultsOf } from './packages';
import { worldOf } from './world';

const inner = (frame: Frame): Frame => ({ ...frame, env: new Env(frame.env) });

/** Runs statements one after the other, until one leaves them. */
export function runListGo(it: Core, list: readonly Stmt[], frame: Frame): Completion {
  for (const each of list) {
    const done = it.run(each, frame);
    if (done) return done;
  }
  return undefined;
}

/** Runs a statement of Go. */
export function runGo(it: Core, node: Stmt, frame: Frame): Completion {
  switch (node.kind) {
    case 'do':
      return doGo(it, node.value, frame);
    case 'assign':
      it.evaluate(node, frame);
      return undefined;
    case 'block':
      return runListGo(it, node.body, node.scope ? inner(frame) : frame);
    case 'return':
      return { kind: 'return', value: returned(it, node, frame) };
    case 'jump':
      return { kind: 'jump', how: node.how, label: labelOf(frame.file.text, node.start, node.end) };
    case 'branch': {
      const holds = isTruth(it.evaluate(node.condition, frame));
      return runListGo(it, holds ? node.then : (node.otherwise ?? []), inner(frame));
    }
    case 'loop':
      return loopGo(it, node, frame);
    case 'switch':
      return switchGo(it, node, frame);
    default:
      throw new Unknown(`the statement ${node.kind}`);
  }
}

function returned(it: Core, { value }: Extract<Stmt, { kind: 'return' }>, frame: Frame): Value {
  const results = resultsOf(frame.fn!);
  const types = results.map(({ type }) => worldOf(it).typeAt(type, frame, frame.fn!.start + 1));
  if (!value) {
    const names = results.map(({ name }) => frame.env.holder(name)?.names.get(name));
    return names.length > 1 ? several(...names) : names[0];
  }
  if (value.kind === 'list' && value.of === 'tuple') {
    const values = value.elements.map((each, at) => copyOf(evaluateAs(it, each, types[at], frame)));
    it.history?.gives();
    return several(...values);
  }
  const given = it.evaluate(value, frame);
  it.history?.gives();
  if (given instanceof List && given.kind === 'tuple')
    return several(...given.items.map((each, at) => (types[at] ? coerce(each, types[at]) : each)));
  return copyOf(types[0] ? coerce(given, types[0]) : given);
}

function doGo(it: Core, node: Expr, frame: Frame): Completion {
  const { text } = frame.file;
  const written = text.slice(node.start, node.end);
  if (node.kind === 'opaque') {
    const parts = node.parts as readonly Expr[];
    if (/^defer\b/.test(written)) {
      frame.deferred!.push(later(it, parts[0]!, frame));
      return undefined;
    }
    if (parts.length === 2 && /<-/.test(text.slice(parts[0]!.end, parts[1]!.start))) {
      const channel = it.evaluate(parts[0]!, frame);
      if (!(channel instanceof Channel)) throw new Unknown('a channel');
      const value = copyOf(coerce(it.evaluate(parts[1]!, frame), channel.type.elem));
      if (channel.closed) return panic('send on closed channel');
      // What a function sends that runs beside others is kept until it is received.
      // So is what waits for one that has begun, which takes it later.
      const { running, started } = worldOf(it);
      if (channel.waiting.length >= channel.room && running === 0 && started.length === 0) throw new Unknown('a channel that waits');
      channel.waiting.push(value);
      return undefined;
    }
  }
  if (/\bgo\s+$/.test(text.slice(Math.max(0, node.start - 8), node.start))) {
    worldOf(it).started.push(later(it, node, frame));
    return undefined;
  }
  it.last = it.evaluate(node, frame);
  return undefined;
}

/** A call whose function and arguments are worked out now, and which runs later. */
function later(it: Core, node: Expr, frame: Frame): () => void {
  if (node.kind !== 'call') throw new Unknown('what runs later');
  const { callee } = node;
  const args = node.args.map(({ value }) => copyOf(it.evaluate(value, frame)));
  if (callee.kind === 'member') {
    const isName =
      callee.of.kind === 'name' && !frame.env.holder(callee.of.name) && worldOf(it).imported(callee.of.name, frame.file) !== undefined;
    if (!isName) {
      const of = it.evaluate(callee.of, frame);
      return () => {
        callMethodGo(it, of, callee.name, { values: args, spread: false });
      };
    }
  }
  const fn = it.evaluate(callee, frame);
  return () => {
    callValueGo(it, fn, args);
  };
}

type Loop = Extract<Stmt, { kind: 'loop' }>;

/** What a turn of a loop ends with: the loop goes on, or ends with something. */
function turn(it: Core, node: Loop, frame: Frame): { ends: boolean; done: Completion } {
  const done = runListGo(it, node.body, inner(frame));
  if (!done) return { ends: false, done };
  if (done.kind === 'return') return { ends: true, done };
  if (done.label !== undefined && done.label !== labelBefore(frame.file.text, node.start)) return { ends: true, done };
  if (done.how === 'continue') return { ends: false, done: undefined };
  return { ends: true, done: done.how === 'break' ? undefined : done };
}

function loopGo(it: Core, node: Loop, frame: Frame): Completion {
  if (node.how === 'each') return eachGo(it, node, frame);
  const outer = inner(frame);
  runListGo(it, node.init ?? [], outer);
  let own = outer;
  for (;;) {
    it.tick(node, frame);
    if (node.condition && !isTruth(it.evaluate(node.condition, own))) return undefined;
    const { ends, done } = turn(it, node, own);
    if (ends) return done;
    if (node.init?.length && !worldOf(it).sharesVariables) {
      const next = new Env(frame.env);
      for (const [name, value] of own.env.names) declareName(it, next, name, copyOf(value));
      own = { ...frame, env: next };
    }
    runListGo(it, node.update ?? [], own);
  }
}

function eachGo(it: Core, node: Loop, frame: Frame): Completion {
  const over = it.evaluate(node.over!, frame);
  const { target } = node;
  const targets = target === undefined ? [] : target.kind === 'list' ? target.elements : [target];
  const shared = worldOf(it).sharesVariables ? inner(frame) : undefined;
  const run = (...values: Value[]): { ends: boolean; done: Completion } => {
    it.tick(node, frame);
    const own = shared ?? inner(frame);
    targets.forEach((each, at) => {
      if (each.kind === 'name' && each.name === '_') return;
      if (node.declares === ':=' && each.kind === 'name' && own.env.names.has(each.name)) setName(it, own.env, each.name, values[at]);
      else if (node.declares === ':=' && each.kind === 'name') declareName(it, own.env, each.name, copyOf(values[at]));
      else placeOf(it, each, frame).set(values[at]);
    });
    return turn(it, node, own);
  };
  const held = over instanceof Ref ? over.get() : over;
  const plain = raw(held);
  if (held instanceof Func || held instanceof Native) return overFunction(it, held, run);
  if (held instanceof Sequence) {
    for (const values of held.turns()) {
      const { ends, done } = run(...values);
      if (ends) return done;
    }
    return undefined;
  }
  if (typeof plain === 'bigint') {
    const type = typeOfValue(held)!;
    for (let at = 0n; at < plain; at += 1n) {
      const { ends, done } = run(scalar(type, at));
      if (ends) return done;
    }
    return undefined;
  }
  if (typeof plain === 'string') {
    let offset = 0;
    for (const sign of plain) {
      const { ends, done } = run(BigInt(offset), scalar(RUNE, BigInt(sign.codePointAt(0)!)));
      if (ends) return done;
      offset += byteCount(sign);
    }
    return undefined;
  }
  if (held instanceof Slice || held instanceof GoArray) {
    // The elements of an array are those of before the loop, of a slice those of each turn.
    const items =
      held instanceof Slice ? held.array?.items : targets.length > 1 && !(over instanceof Ref) ? held.items.map(copyOf) : held.items;
    const size = counted(held instanceof Slice ? held.length : held.items.length);
    for (let at = 0; at < size; at += 1) {
      const { ends, done } = run(BigInt(at), items![(held instanceof Slice ? held.from : 0) + at]);
      if (ends) return done;
    }
    return undefined;
  }
  if (held instanceof GoMap) {
    for (const [key] of worldOf(it).ordered(held.pairs())) {
      if (!held.has(key)) continue;
      const { ends, done } = run(key, held.get(key));
      if (ends) return done;
    }
    return undefined;
  }
  if (held instanceof Channel) {
    for (;;) {
      if (held.waiting.length === 0 && !held.closed) worldOf(it).runStarted();
      if (held.waiting.length === 0) {
        if (held.closed) return undefined;
        throw new Unknown('a channel that nothing is sent to');
      }
      const { ends, done } = run(held.waiting.shift());
      if (ends) return done;
    }
  }
  if (isNil(held)) return undefined;
  throw new Unknown('a loop over something else');
}

/** A loop over a function that calls its body. */
function overFunction(it: Core, fn: Func | Native, run: (...values: Value[]) => { ends: boolean; done: Completion }): Completion {
  let left: Completion;
  callValueGo(it, fn, [
    new Native((args) => {
      const { ends, done } = run(...args);
      left = done;
      return !ends;
    }),
  ]);
  return left;
}

function switchGo(it: Core, node: Extract<Stmt, { kind: 'switch' }>, frame: Frame): Completion {
  const { text } = frame.file;
  const head = text.slice(node.start, node.cases[0]?.start ?? node.end);
  if (/^select\b/.test(head)) throw new Unknown('a select');
  const own = inner(frame);
  const value = node.of ? it.evaluate(node.of, own) : true;
  const asked = head
    .replace(/\/\/[^\n]*/g, '')
    .trimEnd()
    .replace(/\{$/, '')
    .trimEnd();
  const isOfTypes = asked.endsWith('.(type)');
  const named = isOfTypes && asked.includes(':=') ? asked.slice(0, asked.lastIndexOf(':=')).trimEnd().split(/\W/).at(-1) : undefined;
  let at = -1;
  let bound: Value = value;
  const ofDefault = (one: (typeof node.cases)[number]): boolean => text.startsWith('default', one.start);
  for (const [place, each] of node.cases.entries()) {
    if (ofDefault(each)) continue;
    if (isOfTypes) {
      const types = typesOfCase(it, each, own);
      const found = types.findIndex((type) => (type === null ? value === null : isOf(value, type)));
      if (found < 0) continue;
      at = place;
      const only = types.length === 1 ? types[0] : null;
      bound = only && only.kind !== 'interface' ? coerce(value, only) : value;
      break;
    }
    const wanted = each.values.flatMap((one) => (one.kind === 'list' && one.of === 'tuple' ? one.elements : [one]));
    const fits = wanted.some((one) => {
      const other = it.evaluate(one, own);
      const type = isUntyped(it, one, own) ? typeOfValue(value) : undefined;
      return equals(it, value, type ? coerce(other, type) : other);
    });
    if (!fits) continue;
    at = place;
    break;
  }
  if (at < 0) at = node.cases.findIndex(ofDefault);
  if (at < 0) return undefined;
  for (;;) {
    const scope = inner(own);
    if (named !== undefined) declareName(it, scope.env, named, copyOf(bound));
    const { body } = node.cases[at]!;
    const done = runListGo(it, body, scope);
    if (done?.kind === 'jump' && done.how === 'fallthrough') {
      at += 1;
      continue;
    }
    const isOwn =
      done?.kind === 'jump' && done.how === 'break' && (done.label === undefined || done.label === labelBefore(text, node.start));
    return isOwn ? undefined : done;
  }
}

function typesOfCase(it: Core, { start }: { start: number }, frame: Frame): (GoType | null)[] {
  const { text } = frame.file;
  const reader = new TypeReader(text, start + 'case'.length, worldOf(it).scopeAt(frame, start));
  const types: (GoType | null)[] = [];
  do {
    const nil = /^\s*nil\b/.exec(text.slice(reader.at, reader.at + 20));
    if (nil) reader.at += nil[0].length;
    types.push(nil ? null : reader.type());
    reader.at += /^[ \t]*/.exec(text.slice(reader.at, reader.at + 20))![0].length;
  } while (text[reader.at] === ',' && (reader.at += 1));
  return types;
}
