import type { Row } from '../library/rowParts';
import { List, type Machine, Native, Obj, Promised, Thrown, Unknown, type Value } from '../values/value';
import { errorOf, thrown } from './errors';
import { listed } from './iteration';
import { typeOf } from './operators';

/** Settles a promise as JavaScript does: what waits for it goes on once the running code has ended. */
export function settled(it: Machine, of: Promised, state: 'kept' | 'broken', value: Value): void {
  if (of.state !== 'waits') return;
  if (state === 'broken') {
    of.stack = it.stack.map((each) => ({ ...each }));
    if (!of.isHandled) it.broken.add(of);
  }
  of.settle(state, value);
}

/** Settles a promise with a value, which may be a promise itself. */
export function resolved(it: Machine, of: Promised, value: Value): void {
  if (of.state !== 'waits') return;
  if (value === of) return settled(it, of, 'broken', errorOf(it, 'TypeError', 'Chaining cycle detected for promise #<Promise>'));
  if (value instanceof Promised) {
    it.jobs.push(() =>
      whenSettled(
        it,
        value,
        (given) => settled(it, of, 'kept', given),
        (error) => settled(it, of, 'broken', error),
      ),
    );
    return;
  }
  const then = value instanceof Obj ? it.property(value, 'then') : undefined;
  if (then !== undefined && typeOf(then) === 'function') {
    it.jobs.push(() => caught(it, of, () => it.callOn(then, value, [...settling(it, of)])));
    return;
  }
  settled(it, of, 'kept', value);
}

/** What goes on when a promise is settled, in a job of its own. */
export function whenSettled(it: Machine, of: Promised, onKept: (value: Value) => void, onBroken: (error: Value) => void): void {
  of.isHandled = true;
  it.broken.delete(of);
  const go = (): void => void it.jobs.push(() => (of.state === 'kept' ? onKept(of.value) : onBroken(of.value)));
  if (of.state === 'waits') of.next.push(go);
  else go();
}

/** A promise of a value; a promise is itself. */
export function promiseOf(it: Machine, value: Value): Promised {
  if (value instanceof Promised) return value;
  const made = new Promised();
  resolved(it, made, value);
  return made;
}

/** Runs what may throw; the error breaks a promise. */
function caught(it: Machine, of: Promised, run: () => void): void {
  const depth = it.stack.length;
  try {
    run();
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    settled(it, of, 'broken', error.value);
    it.stack.length = depth;
  }
}

function settling(it: Machine, of: Promised): [Native, Native] {
  let isDone = false;
  const once = (run: (value: Value) => void): Native =>
    new Native(([value]) => {
      if (!isDone) {
        isDone = true;
        run(value);
      }
      return undefined;
    });
  return [once((value) => resolved(it, of, value)), once((error) => settled(it, of, 'broken', error))];
}

function then(it: Machine, of: Promised, onKept: Value, onBroken: Value): Promised {
  const made = new Promised();
  const run = (fn: Value, value: Value): void => caught(it, made, () => resolved(it, made, it.call(fn, [value])));
  whenSettled(
    it,
    of,
    (value) => (isFunction(onKept) ? run(onKept, value) : resolved(it, made, value)),
    (error) => (isFunction(onBroken) ? run(onBroken, error) : settled(it, made, 'broken', error)),
  );
  return made;
}

const isFunction = (value: Value): boolean => value !== undefined && value !== null && typeOf(value) === 'function';

/** `then`, `catch` and `finally`; undefined for another name. */
export function promiseProperty(it: Machine, of: Promised, name: string): Value {
  switch (name) {
    case 'then':
      return new Native(([onKept, onBroken]) => then(it, of, onKept, onBroken));
    case 'catch':
      return new Native(([onBroken]) => then(it, of, undefined, onBroken));
    case 'finally':
      return new Native(([fn]) => {
        const after = (give: () => Value): Native =>
          new Native(() => then(it, promiseOf(it, it.call(fn, [])), new Native(give), undefined));
        return then(
          it,
          of,
          after(() => of.value),
          after(() => {
            throw new Thrown(of.value);
          }),
        );
      });
    default:
      return undefined;
  }
}

/** Runs what waits until a promise is settled. @throws what it was broken with */
export function finished(it: Machine, value: Value): Value {
  if (!(value instanceof Promised)) return value;
  value.isHandled = true;
  it.broken.delete(value);
  while (value.state === 'waits') if (!turned(it)) throw new Unknown('a promise that nothing settles');
  if (value.state === 'kept') return value.value;
  it.stack.splice(0, it.stack.length, ...value.stack);
  throw new Thrown(value.value);
}

/** Runs all that waits. @throws what a promise was broken with that nothing handled */
export function runRest(it: Machine): void {
  for (let turn = 0; turned(it); turn += 1) if (turn > MOST_TURNS) throw new Unknown('too long');
}

const MOST_TURNS = 5_000;

/** Runs the jobs that wait, or the next timer. @returns false where there is nothing to run */
function turned(it: Machine): boolean {
  const [job] = it.jobs.splice(0, 1);
  if (job) {
    job();
    return true;
  }
  const [broken] = it.broken;
  if (broken) {
    it.stack.splice(0, it.stack.length, ...broken.stack);
    throw new Thrown(broken.value);
  }
  const next = it.timers.reduce<(typeof it.timers)[number] | undefined>(
    (first, each) => (first && first.at <= each.at ? first : each),
    undefined,
  );
  if (!next) return false;
  it.timers.splice(it.timers.indexOf(next), 1);
  it.timersRun = Math.max(it.timersRun, next.at);
  // The same timer, so that it can be ended.
  if (next.every !== undefined) it.timers.push(Object.assign(next, { at: next.at + next.every }));
  it.call(next.fn, next.args);
  return true;
}

const timers = new WeakMap<Obj, object>();

const later =
  (repeats: boolean): Row =>
  (it, [fn, ms, ...args]) => {
    const wait = Math.max(1, Number(ms ?? 0) || 0);
    const timer = { at: it.timersRun + wait, fn, args, ...(repeats && { every: wait }) };
    it.timers.push(timer);
    const made = new Obj(
      undefined,
      new Map<string, Value>([
        ['unref', new Native((_, __, self) => self)],
        ['ref', new Native((_, __, self) => self)],
      ]),
      'timer',
    );
    timers.set(made, timer);
    return made;
  };

const cleared: Row = (it, [timer]) => {
  if (!(timer instanceof Obj)) return undefined;
  const at = it.timers.indexOf(timers.get(timer) as (typeof it.timers)[number]);
  if (at >= 0) it.timers.splice(at, 1);
  return undefined;
};

/** A promise of several, with what to do once one of them is settled. */
const several =
  (run: (it: Machine, made: Promised, all: Promised[], values: Value[]) => void): Row =>
  (it, [list]) => {
    const made = new Promised();
    caught(it, made, () => {
      const all = listed(it, list).map((each) => promiseOf(it, each));
      run(it, made, all, []);
    });
    return made;
  };

/** Keeps what each gives in its place, and settles once all have given. */
function gather(it: Machine, made: Promised, all: readonly Promised[], each: (one: Promised, give: (value: Value) => void) => void): void {
  const values: Value[] = all.map(() => undefined);
  let left = all.length;
  if (left === 0) settled(it, made, 'kept', new List([]));
  all.forEach((one, at) =>
    each(one, (value) => {
      values[at] = value;
      left -= 1;
      if (left === 0) settled(it, made, 'kept', new List(values));
    }),
  );
}

const outcome = (status: string, name: string, value: Value): Obj =>
  new Obj(
    undefined,
    new Map<string, Value>([
      ['status', status],
      [name, value],
    ]),
  );

/** What makes promises and timers in JavaScript, by name. */
export const JOB_ROWS: Readonly<Record<string, Row>> = {
  'new Promise': (it, [fn]) => {
    const made = new Promised();
    if (!isFunction(fn)) throw thrown(it, 'TypeError', 'Promise resolver undefined is not a function');
    const [resolve, reject] = settling(it, made);
    caught(it, made, () => void it.call(fn, [resolve, reject]));
    return made;
  },
  'Promise.resolve': (it, [value]) => promiseOf(it, value),
  'Promise.reject': (it, [error]) => {
    const made = new Promised();
    settled(it, made, 'broken', error);
    return made;
  },
  'Promise.withResolvers': (it) => {
    const promise = new Promised();
    const [resolve, reject] = settling(it, promise);
    return new Obj(
      undefined,
      new Map<string, Value>([
        ['promise', promise],
        ['resolve', resolve],
        ['reject', reject],
      ]),
    );
  },
  'Promise.all': several((it, made, all) =>
    gather(it, made, all, (one, give) => whenSettled(it, one, give, (error) => settled(it, made, 'broken', error))),
  ),
  'Promise.allSettled': several((it, made, all) =>
    gather(it, made, all, (one, give) =>
      whenSettled(
        it,
        one,
        (value) => give(outcome('fulfilled', 'value', value)),
        (error) => give(outcome('rejected', 'reason', error)),
      ),
    ),
  ),
  'Promise.race': several((it, made, all) => {
    for (const one of all)
      whenSettled(
        it,
        one,
        (value) => settled(it, made, 'kept', value),
        (error) => settled(it, made, 'broken', error),
      );
  }),
  'Promise.any': several((it, made, all, errors) => {
    let left = all.length;
    all.forEach((one, at) =>
      whenSettled(
        it,
        one,
        (value) => settled(it, made, 'kept', value),
        (error) => {
          errors[at] = error;
          left -= 1;
          if (left > 0) return;
          const all = errorOf(it, 'AggregateError', 'All promises were rejected');
          all.fields.set('errors', new List(errors));
          settled(it, made, 'broken', all);
        },
      ),
    );
  }),
  setTimeout: later(false),
  setInterval: later(true),
  setImmediate: (it, [fn, ...args]) => later(false)(it, [fn, 0, ...args], new Map()),
  clearTimeout: cleared,
  clearInterval: cleared,
  clearImmediate: cleared,
  queueMicrotask: (it, [fn]) => (it.jobs.push(() => void it.call(fn, [])), undefined),
  'process.nextTick': (it, [fn, ...args]) => {
    // It comes before promises that wait already.
    if (it.jobs.length > 0) throw new Unknown('an order of jobs');
    it.jobs.push(() => void it.call(fn, args));
    return undefined;
  },
  'promises.setTimeout': (it, [ms, value]) => {
    const made = new Promised();
    later(false)(it, [new Native(() => (settled(it, made, 'kept', value), undefined)), ms], new Map());
    return made;
  },
};
