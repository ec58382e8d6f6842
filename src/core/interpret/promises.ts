import { List, Native, Obj, Promised, Thrown, Unknown, itemsOf, type Machine, type Value } from './values';

/** A promise that is kept with a value; of a promise itself. */
function kept(value: Value): Promised {
  if (value instanceof Promised) return value;
  const made = new Promised();
  made.settle('kept', value);
  return made;
}

/** A promise of what a function gives or throws; the function runs at once. */
export function promised(it: Machine, run: () => Value): Promised {
  const made = new Promised();
  const [depth, timersRun] = [it.stack.length, it.timersRun];
  try {
    follow(made, run());
    made.waited = it.timersRun !== timersRun;
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    made.stack = it.stack.map((each) => ({ ...each }));
    it.stack.length = depth;
    made.settle('broken', error.value);
  }
  return made;
}

/** Settles a promise as another value, which may be one. */
function follow(made: Promised, value: Value): void {
  if (!(value instanceof Promised)) return made.settle('kept', value);
  const settle = (): void => {
    made.stack = value.stack;
    made.settle(value.state === 'broken' ? 'broken' : 'kept', value.value);
  };
  if (value.state === 'waits') value.next.push(settle);
  else settle();
}

/** The value of a promise, after what has to run before it is settled; any other value is itself. @throws what it was broken with */
export function awaited(it: Machine, value: Value): Value {
  if (!(value instanceof Promised)) return value;
  if (value.start) {
    const { start } = value;
    delete value.start;
    value.settle('kept', start());
  }
  while (value.state === 'waits') {
    const [next] = it.timers.toSorted((a, b) => a.at - b.at);
    if (!next) throw new Unknown('a promise that nothing settles');
    it.timers.splice(it.timers.indexOf(next), 1);
    it.timersRun += 1;
    it.call(next.fn, next.args);
  }
  if (value.state === 'kept') return value.value;
  if (value.stack.length > 0) it.stack.splice(0, it.stack.length, ...value.stack);
  throw new Thrown(value.value);
}

type Row = (it: Machine, args: Value[]) => Value;

/** Several promises in the order of a list. @throws {@link Unknown} where others would have gone on while one waited */
function together(it: Machine, list: readonly Value[]): List {
  if (list.slice(0, -1).some((each) => each instanceof Promised && each.waited)) throw new Unknown('several at once');
  return new List(list.map((each) => awaited(it, each)));
}

const all: Row = (it, args) => promised(it, () => together(it, itemsOf(args[0], it.family)));
const gathered: Row = (it, args) =>
  promised(it, () =>
    together(
      it,
      args.flatMap((each) => (each instanceof List ? each.items : [each])),
    ),
  );
const later: Row = (it, [fn, ms, ...args]) => {
  it.timers.push({ at: Number(ms ?? 0), fn, args });
  return new Obj(undefined, new Map(), 'timer');
};
const begun: Row = (it, [value]) => promised(it, () => awaited(it, value));

/** What makes promises and waits for them, by name. */
export const PROMISES: Readonly<Record<string, Row>> = {
  'javascript new Promise': (it, [fn]) => {
    const made = new Promised();
    const settling = (settle: (value: Value) => void): Native =>
      new Native(([value]) => {
        settle(value);
        return undefined;
      });
    it.call(fn, [settling((value) => follow(made, value)), settling((value) => made.settle('broken', value))]);
    return made;
  },
  'Promise.resolve': (_, [value]) => kept(value),
  'Promise.reject': (_, [value]) => {
    const made = new Promised();
    made.settle('broken', value);
    return made;
  },
  'Promise.all': all,
  'Promise.allSettled': (it, [list]) =>
    kept(
      new List(
        itemsOf(list, it.family).map((each) => {
          const one = promised(it, () => awaited(it, each));
          const [status, name] = one.state === 'kept' ? ['fulfilled', 'value'] : ['rejected', 'reason'];
          return new Obj(
            undefined,
            new Map<string, Value>([
              ['status', status],
              [name, one.value],
            ]),
          );
        }),
      ),
    ),
  setTimeout: later,
  setImmediate: (it, [fn, ...args]) => later(it, [fn, 0, ...args]),
  queueMicrotask: (it, [fn]) => later(it, [fn, -1]),
  'process.nextTick': (it, [fn, ...args]) => later(it, [fn, -2, ...args]),
  'promises.setTimeout': () => kept(undefined),
  clearTimeout: () => undefined,
  'asyncio.run': (it, [value]) => awaited(it, value),
  'asyncio.gather': gathered,
  'asyncio.sleep': () => kept(null),
  'asyncio.create_task': begun,
  'asyncio.ensure_future': begun,
  'asyncio.wait_for': (_, [value]) => value,
  'Task.FromResult': (_, [value]) => kept(value),
  'Task.WhenAll': gathered,
  'Task.Delay': () => kept(null),
};

/** `then`, `catch` and `finally`, and how tasks of C# are waited for; undefined for another name. */
export function ofPromise(it: Machine, of: Promised, name: string, [onKept, onBroken]: Value[]): Value | undefined {
  const after = (run: () => Value): Promised => {
    if (of.state !== 'waits') return promised(it, run);
    const made = new Promised();
    of.next.push(() => follow(made, promised(it, run)));
    return made;
  };
  const rethrow = (): never => {
    throw new Thrown(of.value);
  };
  const then = (good: Value, bad: Value): Promised =>
    after(() => {
      if (of.state === 'kept') return good === undefined ? of.value : it.callEach(good, [of.value]);
      return bad === undefined ? rethrow() : it.callEach(bad, [of.value]);
    });
  switch (name) {
    case 'then':
      return then(onKept, onBroken);
    case 'catch':
      return then(undefined, onKept);
    case 'finally':
      return after(() => {
        it.call(onKept, []);
        return of.state === 'kept' ? of.value : rethrow();
      });
    case 'GetAwaiter':
    case 'ConfigureAwait':
    case 'AsTask':
      return of;
    case 'GetResult':
    case 'Wait':
      return awaited(it, of);
    default:
      return undefined;
  }
}
