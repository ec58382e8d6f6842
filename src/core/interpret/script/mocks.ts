import { List, type Machine, Native, Obj, Promised, Thrown, type Value } from '../values/value';
import { promiseOf, settled } from './jobs';
import { setProperty } from './setting';

interface Mock {
  calls: Value[][];
  results: Value[];
  next: ((self: Value, args: Value[]) => Value)[];
  always: ((self: Value, args: Value[]) => Value) | undefined;
}

const mocks = new WeakMap<Obj, Mock>();

/** A function that notes its calls, as test runners make it. */
export function newMock(it: Machine, fn?: Value): Obj {
  const made = new Obj(undefined, new Map(), 'mock');
  const mock: Mock = { calls: [], results: [], next: [], always: fn === undefined ? undefined : (self, args) => it.callOn(fn, self, args) };
  mocks.set(made, mock);
  const set =
    (give: (value: Value) => (self: Value, args: Value[]) => Value, isOnce = false) =>
    ([value]: Value[]): Value => {
      if (isOnce) mock.next.push(give(value));
      else mock.always = give(value);
      return made;
    };
  const constant = (value: Value) => () => value;
  const kept = (value: Value) => () => promiseOf(it, value);
  const broken = (error: Value) => () => {
    const promise = new Promised();
    settled(it, promise, 'broken', error);
    return promise;
  };
  const called = (value: Value) => (self: Value, args: Value[]) => it.callOn(value, self, args);
  const reset = (isWhole: boolean) => (): Value => {
    mock.calls = [];
    mock.results = [];
    if (isWhole) {
      mock.next = [];
      mock.always = undefined;
    }
    return made;
  };
  const methods: Readonly<Record<string, (args: Value[]) => Value>> = {
    mockReturnValue: set(constant),
    mockReturnValueOnce: set(constant, true),
    mockResolvedValue: set(kept),
    mockResolvedValueOnce: set(kept, true),
    mockRejectedValue: set(broken),
    mockRejectedValueOnce: set(broken, true),
    mockImplementation: set(called),
    mockImplementationOnce: set(called, true),
    mockName: () => made,
    mockClear: reset(false),
    mockReset: reset(true),
  };
  for (const [name, method] of Object.entries(methods)) made.fields.set(name, new Native(method));
  const state = new Obj(undefined);
  state.accessors = new Map([
    ['calls', { get: new Native(() => new List(mock.calls.map(callOf))) }],
    ['lastCall', { get: new Native(() => mock.calls.at(-1) && new List(mock.calls.at(-1)!)) }],
    ['results', { get: new Native(() => new List(mock.results)) }],
  ]);
  state.fields.set('callCount', new Native(() => mock.calls.length));
  state.fields.set('resetCalls', new Native(reset(false)));
  made.fields.set('mock', state);
  return made;
}

/** The arguments of a call; Node's runner has them under a name. */
function callOf(args: Value[]): Value {
  const list = new List(args);
  list.fields = new Map<string, Value>([['arguments', new List(args)]]);
  return list;
}

/** A call of such a function. */
export function mocked(of: Obj, self: Value, args: Value[]): Value {
  const mock = mocks.get(of)!;
  mock.calls.push(args);
  const run = mock.next.shift() ?? mock.always;
  const result = (type: string, value: Value): void =>
    void mock.results.push(
      new Obj(
        undefined,
        new Map<string, Value>([
          ['type', type],
          ['value', value],
        ]),
      ),
    );
  try {
    const value = run?.(self, args);
    result('return', value);
    return value;
  } catch (error) {
    if (error instanceof Thrown) result('throw', error.value);
    throw error;
  }
}

/** The calls that a mock had; undefined for another value. */
export function callsOf(of: Value): Value[][] | undefined {
  return of instanceof Obj ? mocks.get(of)?.calls : undefined;
}

/** Puts a mock in the place of a method. */
export function spied(it: Machine, of: Value, name: string): Obj {
  const made = newMock(it, it.property(of, name));
  setProperty(it, of, name, made);
  return made;
}
