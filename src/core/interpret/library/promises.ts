import { List, Native, Obj, Promised, Thrown, Unknown, type Machine, type Value } from '../values/value';

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
  const { waits } = it;
  const depth = it.stack.length;
  try {
    follow(made, run());
    made.waited = it.waits !== waits;
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
  if (value.state === 'waits') throw new Unknown('a promise that nothing settles');
  if (value.state === 'kept') return value.value;
  if (value.stack.length > 0) it.stack.splice(0, it.stack.length, ...value.stack);
  throw new Thrown(value.value);
}

type Row = (it: Machine, args: Value[], named?: ReadonlyMap<string, Value>) => Value;

/** Several promises in the order of a list. @throws {@link Unknown} where others would have gone on while one waited */
function together(it: Machine, list: readonly Value[], keepsErrors = false): List {
  if (list.slice(0, -1).some((each) => each instanceof Promised && each.waited)) throw new Unknown('several at once');
  const { waits } = it;
  return new List(
    list.map((each) => {
      if (it.waits !== waits) throw new Unknown('several at once');
      const error = keepsErrors ? promised(it, () => awaited(it, each)) : undefined;
      return error ? error.value : awaited(it, each);
    }),
  );
}

/** What others wait for in Python, which run one after the other here. @throws {@link Unknown} where one would have to wait */
function gate(size: bigint): Obj {
  let left = size;
  const acquire = new Native(() => {
    if (left <= 0n) throw new Unknown('several at once');
    left -= 1n;
    return kept(true);
  });
  const release = new Native(() => {
    left += 1n;
    return null;
  });
  return new Obj(
    undefined,
    new Map<string, Value>([
      ['acquire', acquire],
      ['release', release],
      ['locked', new Native(() => left <= 0n)],
    ]),
  );
}

const gathered: Row = (it, args, named = new Map()) =>
  promised(it, () =>
    together(
      it,
      args.flatMap((each) => (each instanceof List ? each.items : [each])),
      named.get('return_exceptions') === true,
    ),
  );
const begun: Row = (it, [value]) => promised(it, () => awaited(it, value));

/** What makes promises and waits for them, by name. */
export const PROMISES: Readonly<Record<string, Row>> = {
  'asyncio.run': (it, [value]) => awaited(it, value),
  'asyncio.gather': gathered,
  'asyncio.sleep': (it, [seconds, value]) => {
    // Others would go on meanwhile.
    it.waits += Number(seconds) >= 0 ? 1 : 0;
    return kept(value ?? null);
  },
  'asyncio.Semaphore': (_, [size]) => gate(typeof size === 'bigint' ? size : 1n),
  'asyncio.BoundedSemaphore': (_, [size]) => gate(typeof size === 'bigint' ? size : 1n),
  'asyncio.Lock': () => gate(1n),
  'threading.Lock': () => gate(1n),
  'threading.RLock': () => gate(1_000_000n),
  'asyncio.create_task': begun,
  'asyncio.ensure_future': begun,
  'asyncio.wait_for': (it, [value]) =>
    promised(it, () => {
      const { waits } = it;
      const gave = awaited(it, value);
      if (it.waits !== waits) throw new Unknown('how long it takes');
      return gave;
    }),
  'Task.FromResult': (_, [value]) => kept(value),
  'Task.WhenAll': gathered,
  'Task.Delay': () => kept(null),
};

/** How tasks of C# are waited for; undefined for another name. */
export function ofPromise(it: Machine, of: Promised, name: string): Value | undefined {
  switch (name) {
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
