import { childrenOf, nodesIn, type Expr, type Ir, type Stmt } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import type { SyntaxFile } from '../../syntax/syntax';
import { itemsFrom } from '../csharp/items';
import { matchedCase } from '../python/matchStatement';
import { entersWith, isWith, leftWith, partsOfWith, withBlocks } from '../python/withStatement';
import type { Completion, Core, Frame } from '../running/machine';
import { handlerOf, partsOfTry, raised } from '../running/statements';
import { Skipped } from '../python/loopElse';
import { equal, isTrue } from '../values/comparing';
import { pulled } from '../values/iteration';
import { Env, type Func, Iterating, Obj, Promised, Thrown, TooDeep, Unknown, type Value } from '../values/value';
import { iterated, stepOf } from './iteration';
import { promiseOf, resolved, settled, whenSettled } from './jobs';
import { labelBefore } from './labels';

/** Where a function is left: it waits for a value, or gives one. */
interface Left {
  readonly how: 'await' | 'yield';
  readonly value: Value;
}

type Steps<T> = Generator<Left, T, Value>;

const leaves = new WeakMap<Ir, boolean>();

/** Whether a function is left somewhere in a node. What Python waits for is run at once. */
export function isLeft(node: Ir, { language, text }: SyntaxFile): boolean {
  let known = leaves.get(node);
  if (known === undefined) {
    const waits = language !== 'python';
    known = [...nodesIn([node], (each) => each.kind === 'fn' || each.kind === 'class')].some(
      (each) =>
        (each.kind === 'same' && (each.how === 'yield' || (waits && each.how === 'await'))) ||
        (waits && each.kind === 'loop' && each.awaits === true) ||
        isBareYield(each, text),
    );
    leaves.set(node, known);
  }
  return known;
}

/** `yield` of Python without a value. */
function isBareYield(node: Ir, text: string): boolean {
  return node.kind === 'opaque' && node.parts.length === 0 && text.slice(node.start, node.end) === 'yield';
}

/** Some statements of a function that can be left in them. */
function* stepsOf(it: Core, given: readonly Stmt[], frame: Frame): Steps<Completion> {
  const list = it.family === 'python' ? withBlocks(given, frame.file.text) : given;
  it.declare(
    list.filter(({ kind }) => kind === 'fn'),
    frame,
  );
  const skipped = new Skipped(it, frame);
  for (const each of list) {
    if (skipped.has(each)) continue;
    const done = isLeft(each, frame.file) ? yield* step(it, each, frame) : it.run(each, frame);
    skipped.behind(each);
    if (done) return done;
  }
  return undefined;
}

const scoped = (frame: Frame): Frame => (frame.file.language === 'python' ? frame : { ...frame, env: new Env(frame.env) });

function* step(it: Core, node: Stmt, frame: Frame): Steps<Completion> {
  it.tick(node, frame);
  switch (node.kind) {
    case 'do': {
      const matched = it.family === 'python' && node.value.kind === 'opaque' ? matchedCase(it, node.value, frame) : undefined;
      if (matched) return yield* stepsOf(it, matched.body, frame);
      it.last = yield* valueOf(it, node.value, frame);
      return undefined;
    }
    case 'assign':
      it.last = yield* valueOf(it, node, frame);
      return undefined;
    case 'return':
      return { kind: 'return', value: node.value && (yield* valueOf(it, node.value, frame)) };
    case 'throw':
      throw new Thrown(node.value ? raised(it, yield* valueOf(it, node.value, frame), node.value, frame) : (frame.error ?? null));
    case 'branch': {
      const holds = isTrue(it, yield* valueOf(it, node.condition, frame)) !== (node.not === true);
      return yield* stepsOf(it, holds ? node.then : (node.otherwise ?? []), scoped(frame));
    }
    case 'block':
      if (it.family === 'python' && isWith(node, frame.file.text)) {
        const [heads, body] = partsOfWith(node, frame.file.text);
        return yield* within(it, heads, body, frame);
      }
      if (it.family === 'csharp' && frame.file.text.startsWith('using', node.start)) throw new Unknown('a using that is left');
      return yield* stepsOf(it, node.body, node.scope ? scoped(frame) : frame);
    case 'loop':
      return yield* loop(it, node, frame);
    case 'switch': {
      const value = node.of && (yield* valueOf(it, node.of, frame));
      const isIt = (each: Expr): boolean =>
        node.of ? equal(it, it.evaluate(each, frame), value, '===') : isTrue(it, it.evaluate(each, frame));
      let at = node.cases.findIndex(({ values }) => values.some(isIt));
      if (at < 0) at = node.cases.findIndex(({ values }) => values.length === 0);
      if (at < 0) return undefined;
      const done = yield* stepsOf(it, node.falls ? node.cases.slice(at).flatMap(({ body }) => body) : node.cases[at]!.body, scoped(frame));
      return done?.kind === 'jump' && done.how === 'break' ? undefined : done;
    }
    case 'try':
      return yield* attempt(it, node, frame);
    default:
      throw new Unknown(`a ${node.kind} that is left`);
  }
}

/** The body of a `with` that is left in it. */
function* within(it: Core, [head, ...heads]: readonly Stmt[], body: readonly Stmt[], frame: Frame): Steps<Completion> {
  if (!head) return yield* stepsOf(it, body, frame);
  const leave = entersWith(it, head, frame);
  let isLeft = false;
  try {
    return yield* within(it, heads, body, frame);
  } catch (error) {
    isLeft = true;
    if (leftWith(it, leave, error, frame.base?.depth ?? it.stack.length)) return undefined;
    throw error;
  } finally {
    if (!isLeft) leave(undefined);
  }
}

function* attempt(it: Core, node: Extract<Stmt, { kind: 'try' }>, frame: Frame): Steps<Completion> {
  const [body, rest] = partsOfTry(it, node);
  let done: Completion;
  let last: Completion;
  let isDone = false;
  try {
    let isWhole = false;
    try {
      done = yield* stepsOf(it, body, scoped(frame));
      isWhole = true;
    } catch (error) {
      const handled = handlerOf(it, node, error, frame);
      if (!handled) throw error;
      const { handler, value } = handled;
      it.stack.length = frame.base?.depth ?? it.stack.length;
      const own = { ...scoped(frame), error: value };
      if (handler.param) it.assign(handler.param, value, own, 'let');
      else if (handler.name !== undefined) own.env.names.set(handler.name, value);
      done = yield* stepsOf(it, handler.body, own);
    }
    if (isWhole && !done) done = yield* stepsOf(it, rest, scoped(frame));
    isDone = true;
  } finally {
    const stack = it.stack.slice();
    if (!isDone) it.stack.length = Math.min(it.stack.length, frame.base?.depth ?? it.stack.length);
    if (node.last) last = yield* stepsOf(it, node.last, scoped(frame));
    if (!isDone && !last) it.stack.splice(0, it.stack.length, ...stack);
    // What the last part ends with is what the whole does.
    // oxlint-disable-next-line no-unsafe-finally
    if (last) return last;
  }
  return last ?? done;
}

function* loop(it: Core, node: Extract<Stmt, { kind: 'loop' }>, frame: Frame): Steps<Completion> {
  const label = labelBefore(frame.file.text, node.start);
  /** What the loop ends with, if it does. */
  const ends = (done: Completion): { with: Completion } | undefined => {
    if (done?.kind !== 'jump') return done && { with: done };
    if (done.label !== undefined && done.label !== label) return { with: done };
    return done.how === 'break' ? { with: undefined } : undefined;
  };
  if (node.how === 'each') {
    const over = yield* valueOf(it, node.over!, frame);
    const awaits = node.awaits === true && it.family === 'javascript';
    const source = awaits ? asyncSource(it, over) : iteratorFor(it, over);
    it.broke = false;
    let isOver = false;
    try {
      for (;;) {
        it.tick(node, frame);
        const next = awaits ? resultOf(it, yield { how: 'await', value: source.next(undefined).value }) : source.next(undefined);
        if (next.done) {
          isOver = true;
          return undefined;
        }
        const own = scoped(frame);
        if (node.target) it.assign(node.target, next.value, own, node.declares);
        const end = ends(yield* stepsOf(it, node.body, scoped(own)));
        it.broke = end !== undefined;
        if (end) return end.with;
      }
    } finally {
      if (!isOver && (it.family === 'javascript' || node.over!.kind === 'call')) source.return?.(undefined);
    }
  }
  if (node.how === 'keys') throw new Unknown('keys that are waited for');
  let inner = scoped(frame);
  for (const each of node.init ?? []) yield* stepsOf(it, [each], inner);
  const endsFirst = frame.file.text.startsWith('do', node.start);
  for (let turn = 0; ; turn += 1) {
    it.tick(node, frame);
    it.broke = false;
    if (node.condition && !(endsFirst && turn === 0) && !isTrue(it, yield* valueOf(it, node.condition, inner))) return undefined;
    const end = ends(yield* stepsOf(it, node.body, scoped(inner)));
    it.broke = end !== undefined;
    if (end) return end.with;
    if (it.family === 'python') continue;
    // All turns of C# have one variable.
    const next = it.family === 'csharp' ? inner : scoped(frame);
    for (const [name, value] of inner.env.names) next.env.names.set(name, value);
    inner = next;
    for (const each of node.update ?? []) yield* stepsOf(it, [each], inner);
  }
}

const iteratorFor = (it: Core, value: Value): Iterator<Value, Value, Value> =>
  it.family === 'python'
    ? pulled(it, value)
    : it.family === 'csharp'
      ? (itemsFrom(it, value) as Iterator<Value, Value, Value>)
      : iterated(it, value);

/** What `for await` goes through: each step gives a promise. */
function asyncSource(it: Core, over: Value): Iterator<Value, Value, Value> {
  if (over instanceof Iterating && over.isAsync) return over.source;
  const own = over instanceof Obj ? it.property(over, '[Symbol.asyncIterator]') : undefined;
  if (own !== undefined) {
    const made = it.callOn(own, over, []);
    if (made instanceof Iterating) return made.source;
    return { next: () => ({ value: it.callOn(it.property(made, 'next'), made, []), done: false }) };
  }
  const source = iterated(it, over);
  return {
    next: () => {
      const next = source.next(undefined);
      const made = new Promised();
      if (next.done) settled(it, made, 'kept', stepOf(undefined, true));
      else
        whenSettled(
          it,
          promiseOf(it, next.value),
          (value) => settled(it, made, 'kept', stepOf(value, false)),
          (error) => settled(it, made, 'broken', error),
        );
      return { value: made, done: false };
    },
  };
}

function resultOf(it: Core, step: Value): { value: Value; done: boolean } {
  return { value: it.property(step, 'value'), done: isTrue(it, it.property(step, 'done')) };
}

/** An expression in which a function can be left: its parts have their values before it is evaluated. */
function* valueOf(it: Core, node: Expr, frame: Frame): Steps<Value> {
  if (!isLeft(node, frame.file)) return it.evaluate(node, frame);
  if (isBareYield(node, frame.file.text)) return yield { how: 'yield', value: null };
  if (node.kind === 'same' && (node.how === 'await' || node.how === 'yield')) return yield* leave(it, node, frame);
  if (node.kind === 'choice' || (node.kind === 'operate' && /^(?:&&|\|\||\?\?)$/.test(node.operator)))
    return yield* chosen(it, node, frame);
  if (node.kind === 'assign') {
    if (/^(?:\|\|=|\?\?=|&&=)$/.test(node.operator)) throw new Unknown('a value that is waited for where one is missing');
    const known = new Map(frame.known);
    if (node.operator !== '=' && node.value) known.set(node.target, it.evaluate(node.target, frame));
    if (node.value) known.set(node.value, yield* valueOf(it, node.value, frame));
    return it.evaluate(node, { ...frame, known });
  }
  const known = new Map(frame.known);
  const own = { ...frame, known };
  for (const part of partsOf(node)) if (part.kind !== 'fn') known.set(part, yield* valueOf(it, part, own));
  return it.evaluate(node, own);
}

/** The parts of an expression that are evaluated before it, in their order. */
function partsOf(node: Expr): Expr[] {
  if (node.kind === 'call') {
    const { callee } = node;
    const of =
      callee.kind === 'member'
        ? [callee.of]
        : callee.kind === 'index'
          ? [callee.of, ...callee.keys]
          : callee.kind === 'name'
            ? []
            : [callee];
    return [...of, ...node.args.map(({ value }) => value)].filter((each) => !(each.kind === 'name' && each.name === 'super')).map(inner);
  }
  return childrenOf(node)
    .filter((each): each is Expr => !/^(?:do|loop|return|throw|jump|branch|switch|try|class|block)$/.test(each.kind))
    .map(inner);
}

const inner = (node: Expr): Expr => (node.kind === 'same' && node.how === 'spread' ? node.of : node);

function* chosen(it: Core, node: Extract<Expr, { kind: 'choice' | 'operate' }>, frame: Frame): Steps<Value> {
  if (node.kind === 'choice' && node.condition) {
    const [first, second] = node.options;
    return yield* valueOf(it, isTrue(it, yield* valueOf(it, node.condition, frame)) ? first! : second!, frame);
  }
  let value: Value;
  for (const each of node.kind === 'choice' ? node.options : node.operands) {
    value = yield* valueOf(it, each, frame);
    const isEnough = node.operator === '??' ? value !== null && value !== undefined : isTrue(it, value) === (node.operator === '||');
    if (isEnough) return value;
  }
  return value;
}

function* leave(it: Core, node: Extract<Expr, { kind: 'same' }>, frame: Frame): Steps<Value> {
  const isBare = /^yield\s*$/.test(frame.file.text.slice(node.start, node.end));
  const value = isBare ? undefined : yield* valueOf(it, node.of, frame);
  if (node.how === 'await') return yield { how: 'await', value };
  if (!/^yield(?:\s*\*|\s+from\b)/.test(frame.file.text.slice(node.start, node.end))) return yield { how: 'yield', value };
  const isAsync = value instanceof Iterating && value.isAsync;
  const source = isAsync ? value.source : iteratorFor(it, value);
  let given: Value;
  for (;;) {
    const next = isAsync ? resultOf(it, yield { how: 'await', value: source.next(given).value }) : source.next(given);
    if (next.done) return next.value;
    given = yield { how: 'yield', value: next.value };
  }
}

/** A call of a function that can be left and gone on with: a generator, or an asynchronous function. */
export function started(it: Core, func: Func, frame: Frame): Value {
  const base = { depth: 0 };
  const own: Frame = { ...frame, base };
  const place = { file: func.file, line: lineOf(func.file, func.fn.start) };
  const body = (function* (): Steps<Value> {
    it.last = undefined;
    const done = yield* stepsOf(it, func.fn.body, own);
    if (done?.kind === 'return') return done.value;
    if (done) throw new Unknown('a jump out of a function');
    return func.fn.short ? it.last : it.family === 'python' ? null : undefined;
  })();
  const go: Go = (run) => {
    if (it.stack.length > MOST_DEPTH) throw new TooDeep('too deep');
    it.stack.push({ ...place });
    base.depth = it.stack.length;
    const done = kept(it, func, own, run);
    place.line = it.stack.pop()!.line;
    return done;
  };
  const isAsync = func.fn.words.includes('async') && it.family === 'javascript';
  if (!isAsync) return generator(body, go);
  return func.fn.words.includes('generator') ? new Iterating(asyncGenerator(it, body, go), true) : asynchronous(it, body, go);
}

/** Runs a part of a function, whose result is known once it ends. */
function kept<T extends IteratorResult<Left, Value>>(it: Core, func: Func, frame: Frame, run: () => T): T {
  if (!it.history) return run();
  let done!: T;
  it.history.keep(func.fn, frame, () => {
    done = run();
    return done.done ? done.value : undefined;
  });
  return done;
}

const MOST_DEPTH = 300;

type Go = <T extends IteratorResult<Left, Value>>(run: () => T) => T;

function generator(body: Steps<Value>, go: Go): Iterating {
  const step = ({ value, done }: IteratorResult<Left, Value>): IteratorResult<Value, Value> =>
    done ? { value, done } : { value: value.value, done: false };
  return new Iterating({
    next: (given) => step(go(() => body.next(given))),
    return: (given) => step(go(() => body.return(given))),
    throw: (error: unknown) => step(go(() => body.throw(new Thrown(error as Value)))),
  });
}

/** Runs a body until it ends; what it waits for lets it go on. */
function driven(
  it: Core,
  body: Steps<Value>,
  go: Go,
  ends: (value: Value) => void,
  breaks: (error: Value) => void,
  yields: (value: Value) => void,
): (run: () => IteratorResult<Left, Value>) => void {
  const on = (run: () => IteratorResult<Left, Value>): void => {
    const depth = it.stack.length;
    let next: IteratorResult<Left, Value>;
    try {
      next = go(run);
    } catch (error) {
      if (!(error instanceof Thrown)) throw error;
      breaks(error.value);
      it.stack.length = depth;
      return;
    }
    if (next.done) return ends(next.value);
    if (next.value.how === 'yield') return yields(next.value.value);
    whenSettled(
      it,
      promiseOf(it, next.value.value),
      (value) => on(() => body.next(value)),
      (error) => on(() => body.throw(new Thrown(error))),
    );
  };
  return on;
}

function asynchronous(it: Core, body: Steps<Value>, go: Go): Promised {
  const made = new Promised();
  driven(
    it,
    body,
    go,
    (value) => resolved(it, made, value),
    (error) => settled(it, made, 'broken', error),
    () => {
      throw new Unknown('a yield');
    },
  )(() => body.next(undefined));
  return made;
}

/** A generator whose steps are promises, one after the other. */
function asyncGenerator(it: Core, body: Steps<Value>, go: Go): Iterator<Value, Value, Value> {
  const asked: { made: Promised; run: () => IteratorResult<Left, Value> }[] = [];
  let isOver = false;
  const answered = (give: (made: Promised) => void): void => {
    give(asked.shift()!.made);
    begin();
  };
  const on = driven(
    it,
    body,
    go,
    (value) => {
      isOver = true;
      answered((made) => settled(it, made, 'kept', stepOf(value, true)));
    },
    (error) => {
      isOver = true;
      answered((made) => settled(it, made, 'broken', error));
    },
    (value) =>
      whenSettled(
        it,
        promiseOf(it, value),
        (given) => answered((made) => settled(it, made, 'kept', stepOf(given, false))),
        (error) => on(() => body.throw(new Thrown(error))),
      ),
  );
  const begin = (): void => {
    const [next] = asked;
    if (next && isOver) answered((made) => settled(it, made, 'kept', stepOf(undefined, true)));
    else if (next) on(next.run);
  };
  const ask = (run: () => IteratorResult<Left, Value>): IteratorResult<Value, Value> => {
    const made = new Promised();
    asked.push({ made, run });
    if (asked.length === 1) begin();
    return { value: made, done: false };
  };
  return {
    next: (given) => ask(() => body.next(given)),
    return: (given) => ask(() => body.return(given)),
    throw: (error: unknown) => ask(() => body.throw(new Thrown(error as Value))),
  };
}
