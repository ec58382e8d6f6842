import { nodesIn, type Fn } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import type { SyntaxFile } from '../../syntax/syntax';
import { defaultOf } from '../python/defaults';
import { decoratedMethod, isDecorated } from '../python/decorators';
import { arrayOf } from '../csharp/items';
import { Query } from '../csharp/query';
import { callForeign } from '../library/functions';
import { methodIn, bound, above } from './lookup';
import { calledMock, isMock } from '../python/mocks';
import { TYPED, type Completion, type Core, type Frame } from './machine';
import { coerced } from '../values/operators';
import { callableOfPhp } from '../php/objects';
import { returned, typedArgument } from '../php/types';
import { promised } from '../library/promises';
import { started } from '../script/coroutines';
import { copied } from '../values/structs';
import {
  Cls,
  Dict,
  Env,
  Foreign,
  Func,
  Iterating,
  Left,
  List,
  Native,
  Obj,
  Promised,
  Stream,
  Sym,
  Thrown,
  TooDeep,
  Unknown,
  type Value,
} from '../values/value';

const CONSTRUCTED = /\blambda\b/;
/** Methods that an object is called by, as a function. */
const CALLED = /^(?:__call__|__invoke|invoke|apply|accept|test|call|compare|run|get|applyAs(?:Int|Long|Double)|operator\(\))$/;
/** The last expression of a function is its result. */
const TAILS = /^(?:ruby|rust)$/;
const MOST_DEPTH = 300;

/** A call of a function with its arguments. */
export function callValue(it: Core, callee: Value, args: Value[], named: ReadonlyMap<string, Value> = new Map(), block?: Value): Value {
  if (callee instanceof Native) return callee.call(args, named, block);
  if (callee instanceof Cls) return it.make(callee, args, named);
  if (callee instanceof Foreign) {
    const gave = callForeign(it, callee.name, block === undefined || block === null ? args : [...args, block], named);
    // What a function was given that the library called is none of this call's.
    it.referred = undefined;
    return gave;
  }
  if (it.family === 'python' && isMock(callee)) return calledMock(it, callee, args, named);
  if (callee instanceof Obj) {
    const own = callee.cls && methodIn(callee.cls, CALLED);
    if (own) return callValue(it, bound(it, own, callee), args, named);
  }
  if (typeof callee === 'string' && it.family === 'php') {
    const [owner, own] = callee.replace(/^.*\\/, '').split('::');
    const found = it.evaluate(
      { start: 0, end: 0, kind: 'name', name: owner! },
      { file: it.main, env: it.module(it.main), self: undefined, owner: undefined, fn: undefined },
    );
    return own === undefined ? callValue(it, found, args, named) : it.send(found, own, args, named);
  }
  const pair = it.family === 'php' ? callableOfPhp(it, callee) : undefined;
  if (pair instanceof Native) return pair.call(args, named);
  if (!(callee instanceof Func)) throw new Unknown('a call of something else');
  return invoke(it, callee, args, named, block);
}

/** The same with one value for a function that may take its parts as several parameters. */
export function callEach(it: Core, callee: Value, items: Value[]): Value {
  if (callee instanceof Func) {
    const params = callee.fn.params.filter((each) => !each.implicit);
    const [first] = items;
    if (items.length === 1 && params.length > 1 && first instanceof List && it.family !== 'python')
      return callValue(it, callee, first.items);
    if (!params.some(({ rest }) => rest) && items.length > params.length) {
      if (params.length === 0 && items.length > 0) return invoke(it, callee, [], new Map(), undefined, items);
      return callValue(it, callee, items.slice(0, params.length));
    }
  }
  return callValue(it, callee, items);
}

export function invoke(it: Core, func: Func, args: Value[], named: ReadonlyMap<string, Value>, block?: Value, implicit?: Value[]): Value {
  const { fn } = func;
  if (it.family === 'javascript') return invokeScript(it, func, args);
  if (it.family === 'python' && !func.isBare && func.owner && isDecorated(func.file, fn)) {
    const made = decoratedMethod(it, func);
    return it.call(made, func.self === undefined ? args : [func.self, ...args], named);
  }
  const isBlock = fn.words.includes('block');
  const env = new Env(func.env, !isBlock);
  const isGenerator =
    it.family !== 'ruby' &&
    [...nodesIn(fn.body, (node) => node.kind === 'fn')].some(
      (node) =>
        (node.kind === 'same' && node.how === 'yield') ||
        (/^(?:php|python)$/.test(it.family) && node.kind === 'opaque' && /^yield\b/.test(func.file.text.slice(node.start, node.start + 6))),
    );
  // A bare method of Python is given its object as the first argument.
  const self = func.isBare && func.owner ? args[0] : func.self;
  const isLazy = (isGenerator && /^(?:python|php)$/.test(it.family)) || undefined;
  if (isGenerator && it.family === 'csharp')
    return new Query(it, () => {
      const own: Frame = { file: func.file, env: new Env(func.env, true), self: func.self, owner: func.owner, fn };
      bind(it, fn, args, named, own);
      return (started(it, func, own) as Iterating).source;
    });
  const yielded: Value[] | undefined = isGenerator && !isLazy ? [] : undefined;
  const frame: Frame = {
    file: func.file,
    env,
    self,
    owner: func.owner,
    fn,
    ...(block !== undefined && { block }),
    ...(it.family === 'ruby' && { home: (isBlock ? func.home : undefined) ?? { block } }),
    ...(yielded && { yielded }),
    ...(isLazy && { isLazy }),
    ...(func.defaults && { defaults: func.defaults }),
  };
  const call = (): Value => invoked(it, func, args, named, frame, block, implicit);
  return it.history ? it.history.keep(fn, frame, call) : call();
}

function invoked(
  it: Core,
  func: Func,
  args: Value[],
  named: ReadonlyMap<string, Value>,
  frame: Frame,
  block: Value,
  implicit: Value[] | undefined,
): Value {
  const { fn } = func;
  const { env, yielded } = frame;
  const isBlock = fn.words.includes('block');
  bind(it, fn, func.isBare && func.owner ? args.slice(1) : args, named, frame, block);
  if (frame.isLazy && it.family === 'python') {
    const made = started(it, func, frame);
    return made instanceof Iterating ? Stream.of(made.source) : made;
  }
  if (frame.isLazy) return generated(it, func, frame);
  if (implicit) {
    env.names.set('it', implicit[0]);
    implicit.forEach((each, at) => env.names.set(`_${at + 1}`, each));
  }
  const run = (): Value =>
    enter(it, func, () => {
      it.last = null;
      it.referred = undefined;
      const done = it.family === 'ruby' && !isBlock ? untilLeft(frame, () => it.runAll(fn.body, frame)) : it.runAll(fn.body, frame);
      if (/^(?:php|csharp)$/.test(it.family)) it.referred = referredBy(func, env);
      if (yielded) return new List(yielded);
      if (it.family === 'php' && fn.result !== undefined) return returned(it, func, done);
      if (done?.kind === 'return') return coerced(it, done.value, fn.result);
      if (done?.kind === 'jump') throw new Unknown('a jump out of a function');
      if (fn.short || TAILS.test(it.family) || (it.family === 'kotlin' && fn.name === '')) {
        it.history?.gives();
        return coerced(it, it.last, fn.result);
      }
      return null;
    });
  if (!fn.words.includes('async') || yielded) return run();
  return it.family === 'python' ? new Promised(run) : promised(it, run);
}

function invokeScript(it: Core, func: Func, args: Value[]): Value {
  const { fn, file } = func;
  const env = new Env(func.env, true);
  const frame: Frame = { file, env, self: func.self, owner: func.owner, fn };
  if (!fn.words.includes('arrow') && namesArguments(func)) env.names.set('arguments', new List([...args]));
  for (const name of hoistedIn(fn)) env.names.set(name, undefined);
  const call = (): Value => scriptInvoked(it, func, args, frame);
  // What can be left has its own beginning each time that it goes on.
  return it.history && !/\b(?:async|generator)\b/.test(fn.words.join(' ')) ? it.history.keep(fn, frame, call) : call();
}

function scriptInvoked(it: Core, func: Func, args: Value[], frame: Frame): Value {
  const { fn } = func;
  const isAsync = fn.words.includes('async');
  if (isAsync || fn.words.includes('generator')) {
    if (!isAsync) bind(it, fn, args, NONE, frame);
    else {
      const bound = promised(it, () => (enter(it, func, () => bind(it, fn, args, NONE, frame)), undefined));
      if (bound.state === 'broken') return bound;
    }
    return started(it, func, frame);
  }
  return enter(it, func, () => {
    bind(it, fn, args, NONE, frame);
    it.last = undefined;
    const done = it.runAll(fn.body, frame);
    if (done?.kind === 'return') return done.value;
    if (done) throw new Unknown('a jump out of a function');
    if (fn.short) it.history?.gives();
    return fn.short ? it.last : undefined;
  });
}

const NONE: ReadonlyMap<string, Value> = new Map();
const hoisted = new WeakMap<Fn, readonly string[]>();

/** What a function declares by `var`, which it has from its beginning. */
function hoistedIn(fn: Fn): readonly string[] {
  let names = hoisted.get(fn);
  if (!names) {
    const all = [...nodesIn(fn.body, ({ kind }) => kind === 'fn' || kind === 'class')];
    names = all.flatMap((each) =>
      each.kind === 'assign' && each.declares === 'var' && each.target.kind === 'name' ? [each.target.name] : [],
    );
    hoisted.set(fn, names);
  }
  return names;
}

const withArguments = new WeakMap<Fn, boolean>();

function namesArguments({ fn, file }: Func): boolean {
  let known = withArguments.get(fn);
  if (known === undefined) withArguments.set(fn, (known = /\barguments\b/.test(file.text.slice(fn.start, fn.end))));
  return known;
}

/** What the parameters with `&` of PHP, and those with `ref` or `out` of C#, hold when a function ends, by their places. */
function referredBy({ fn, file }: Func, env: Env): Map<number, Value> | undefined {
  const isReferred = file.language === 'php' ? /(?:^|\s)&\s*\$/ : /^\s*(?:ref|out)\s/;
  const found = fn.params.flatMap(({ name, start, end }, at): [number, Value][] =>
    isReferred.test(file.text.slice(start, end)) ? [[at, env.holder(name)?.names.get(name) ?? null]] : [],
  );
  return found.length > 0 ? new Map(found) : undefined;
}

/** What a generator gives: its code runs as far as it is asked. */
function generated(it: Core, func: Func, frame: Frame): Stream {
  const made: Stream = new Stream((give) => {
    const own: Frame = { ...frame, gives: (item, key) => void give(item, key) };
    enter(it, func, () => {
      const done = it.runAll(func.fn.body, own);
      if (done?.kind === 'return') made.result = done.value;
    });
  });
  const inner = [...nodesIn(func.fn.body, (node) => node.kind === 'fn')];
  made.isLocal = !inner.some((node) => node.kind === 'assign' && node.target.kind !== 'name' && node.target.kind !== 'list');
  return made;
}

/** Runs a method of Ruby, which a block in it may end. */
function untilLeft(frame: Frame, run: () => Completion): Completion {
  try {
    return run();
  } catch (error) {
    if (error instanceof Left && error.to === frame.home) return { kind: 'return', value: error.value };
    throw error;
  }
}

export function enter<T>(it: Core, { file, fn }: Func, run: () => T): T {
  if (it.stack.length > MOST_DEPTH) throw new TooDeep('too deep');
  it.stack.push({ file, line: lineOf(file, fn.start) });
  const done = run();
  // Where an error is thrown the stack stays, to tell where.
  it.stack.pop();
  return done;
}

export function bind(it: Core, fn: Fn, args: Value[], named: ReadonlyMap<string, Value>, frame: Frame, block?: Value): void {
  const { env } = frame;
  const rest = [...args];
  const left = new Map(named);
  const params = [...fn.params];
  const isMethodOf = frame.owner !== undefined && frame.self !== undefined;
  if (params[0]?.implicit) env.names.set(params.shift()!.name, frame.self);
  else if (it.family === 'python' && isMethodOf && !CONSTRUCTED.test(fn.words.join(' ')) && fn.name !== '') {
    if (!/@staticmethod\b/.test(above(frame.file, fn)))
      env.names.set(
        params.shift()?.name ?? '',
        /@classmethod\b/.test(above(frame.file, fn)) && frame.self instanceof Obj ? frame.self.cls : frame.self,
      );
  }
  // Names of arguments that no parameter has are one map, the last argument.
  if (
    it.family === 'ruby' &&
    left.size > 0 &&
    !params.some(({ name, start, end }) => left.has(name) || isKeyword(frame.file, start, end))
  ) {
    const all = new Dict();
    for (const [key, value] of left) all.set(Sym.of(key), value);
    rest.push(all);
    left.clear();
  }
  for (const param of params) {
    // `*` and `/` of Python only part the parameters.
    if (/^[*/]$/.test(param.name)) continue;
    const written = frame.file.text.slice(param.start, param.end);
    if (it.family === 'ruby' && written.startsWith('&')) {
      env.names.set(param.name || written.slice(1), block ?? (rest.at(-1) instanceof Func ? rest.pop() : null));
      continue;
    }
    if (param.rest) {
      if (written.startsWith('**')) {
        const all = new Dict();
        for (const [key, value] of left) all.set(it.family === 'ruby' ? Sym.of(key) : key, value);
        left.clear();
        env.names.set(param.name, all);
      } else if (param.name === '') it.assign(param.pattern, new List(rest.splice(0)), frame, 'let');
      else if (/^(?:java|csharp)$/.test(it.family) && rest.length === 1 && rest[0] instanceof List && rest[0].kind === 'list')
        env.names.set(param.name, rest.shift());
      else if (it.family === 'csharp') env.names.set(param.name, arrayOf(rest.splice(0)));
      else if (it.family === 'php' && left.size > 0) {
        const all = new Dict();
        for (const [at, each] of rest.splice(0).entries()) all.set(BigInt(at), each);
        for (const [key, each] of left) all.set(key, each);
        left.clear();
        env.names.set(param.name, all);
      } else env.names.set(param.name, new List(rest.splice(0), it.family === 'python' ? 'tuple' : 'list'));
      const [, each] = (it.family === 'java' && /^(?:final )?([^.]{1,99})\.\.\./.exec(written)) || [];
      if (each !== undefined) (env.types ??= new Map()).set(param.name, `${each}[]`);
      continue;
    }
    const label = param.name.replace(/^\$/, '');
    let value: Value;
    const isMissing = rest.length === 0 && !left.has(label);
    if (left.has(label)) {
      value = left.get(label);
      left.delete(label);
    } else value = rest.shift();
    if (isMissing || (value === undefined && it.family === 'javascript')) {
      if (param.fallback) value = it.family === 'python' ? defaultOf(it, param.fallback, frame) : it.evaluate(param.fallback, frame);
      else if (it.family === 'javascript') value = undefined;
      else if (fn.words.includes('block') && !isKeyword(frame.file, param.start, param.end)) value = null;
      else throw wrongCount(it, fn, frame, `missing argument ${label}`);
    }
    const refers = it.family === 'php' && /(?:^|\s)&\s*\$/.test(written);
    if (
      it.family === 'php' &&
      param.type !== undefined &&
      !(value === null && param.fallback?.kind === 'literal' && param.fallback.of === 'nothing')
    )
      value = typedArgument(it, fn, frame, value, param.type);
    it.assign(param.pattern, refers ? value : coerced(it, copied(it, value), param.type), frame, 'let');
    if (param.type !== undefined && TYPED.test(it.family)) (env.types ??= new Map()).set(param.name, param.type);
  }
  if (left.size > 0) throw wrongCount(it, fn, frame, `unknown argument ${[...left.keys()].join()}`);
  // A function of PHP may be given more than it takes.
  if (
    rest.length > 0 &&
    !/^(?:javascript|php)$/.test(it.family) &&
    !fn.words.includes('block') &&
    !(rest.length === 1 && rest[0] instanceof Func)
  )
    throw wrongCount(it, fn, frame, 'too many arguments');
}

const COUNT_ERRORS: Readonly<Record<string, string>> = { python: 'TypeError', ruby: 'ArgumentError', php: 'ArgumentCountError' };

/** The error of a call with other arguments than there are parameters: Ruby and PHP name the function, Python the call. */
function wrongCount(it: Core, fn: Fn, { file }: Frame, said: string): Thrown | Unknown {
  const type = COUNT_ERRORS[it.family];
  if (type === undefined) return new Unknown(said);
  if (it.family !== 'python') it.stack.push({ file, line: lineOf(file, fn.start) });
  return new Thrown(new Obj(undefined, new Map<string, Value>(), type));
}

/** `name:`, `**others` of Ruby. */
function isKeyword({ text }: SyntaxFile, start: number, end: number): boolean {
  return /^(?:\*\*|\w+:)/.test(text.slice(start, end));
}
