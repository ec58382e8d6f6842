import { List, type Machine, Native, Obj, Thrown, type Value } from '../values/value';
import { thrown } from './errors';

interface Listener {
  fn: Value;
  isOnce: boolean;
}

const listeners = new WeakMap<Obj, Map<Value, Listener[]>>();

function of(self: Value): Map<Value, Listener[]> {
  const emitter = self as Obj;
  let all = listeners.get(emitter);
  if (!all) listeners.set(emitter, (all = new Map<Value, Listener[]>()));
  return all;
}

const add =
  (isOnce: boolean, isFirst = false) =>
  (self: Value, [event, fn]: Value[]): Value => {
    const own = of(self).get(event) ?? [];
    of(self).set(event, isFirst ? [{ fn, isOnce }, ...own] : [...own, { fn, isOnce }]);
    return self;
  };

const remove = (self: Value, [event, fn]: Value[]): Value => {
  const own = of(self).get(event) ?? [];
  const at = own.findLastIndex((each) => each.fn === fn);
  if (at >= 0) of(self).set(event, own.toSpliced(at, 1));
  return self;
};

/** Methods of Node's `EventEmitter`. */
const METHODS: Readonly<Record<string, (self: Value, args: Value[], it: Machine) => Value>> = {
  on: add(false),
  addListener: add(false),
  once: add(true),
  prependListener: add(false, true),
  prependOnceListener: add(true, true),
  off: remove,
  removeListener: remove,
  removeAllListeners: (self, [event]) => {
    if (event === undefined) of(self).clear();
    else of(self).delete(event);
    return self;
  },
  emit: (self, [event, ...args], it) => {
    const own = of(self).get(event) ?? [];
    if (own.length === 0 && event === 'error') {
      const [error] = args;
      throw error instanceof Obj ? new Thrown(error) : thrown(it, 'Error', 'Unhandled error.');
    }
    for (const { fn, isOnce } of own) {
      if (isOnce) remove(self, [event, fn]);
      it.callOn(fn, self, args);
    }
    return own.length > 0;
  },
  listenerCount: (self, [event]) => (of(self).get(event) ?? []).length,
  listeners: (self, [event]) => new List((of(self).get(event) ?? []).map(({ fn }) => fn)),
  eventNames: (self) => new List([...of(self)].filter(([, own]) => own.length > 0).map(([event]) => event)),
  setMaxListeners: (self) => self,
};

/** A method of an emitter by its name; undefined for another name. */
export function emitterProperty(it: Machine, name: string): Value {
  return Object.hasOwn(METHODS, name) ? new Native((args, _, self) => METHODS[name]!(self, args, it)) : undefined;
}
