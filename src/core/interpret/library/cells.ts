import { named, refuse } from './parts';
import { operated } from '../values/operators';
import { Obj, type Machine, type Value } from '../values/value';

/** What holds one value: `AtomicInteger` of Java, `Cell` of Rust. */
export function cellOf(value: Value): Obj {
  return new Obj(undefined, new Map([['value', value]]), 'cell');
}

const held = (of: Obj): Value => of.fields.get('value') ?? null;

function setTo(of: Obj, value: Value, gives: 'before' | 'after' | 'nothing' = 'nothing'): Value {
  const before = held(of);
  of.fields.set('value', value);
  return gives === 'nothing' ? null : gives === 'before' ? before : value;
}

const moved = (it: Machine, of: Obj, by: Value, gives: 'before' | 'after'): Value => setTo(of, operated(it, '+', held(of), by), gives);

/** Methods of what holds one value. */
export const CELL = named<Obj>({
  'get intvalue longvalue sum load getplain': (_, of) => held(of),
  'set store lazyset': (_, of, [value]) => setTo(of, value),
  'getandset replace swap': (_, of, [value]) => setTo(of, value, 'before'),
  take: (_, of) => setTo(of, 0n, 'before'),
  incrementandget: (it, of) => moved(it, of, 1n, 'after'),
  'getandincrement increment': (it, of) => moved(it, of, 1n, 'before'),
  decrementandget: (it, of) => moved(it, of, -1n, 'after'),
  'getanddecrement decrement': (it, of) => moved(it, of, -1n, 'before'),
  'addandget add': (it, of, [by]) => moved(it, of, by, 'after'),
  getandadd: (it, of, [by]) => moved(it, of, by, 'before'),
  'updateandget accumulateandget': (it, of, [first, second]) =>
    setTo(of, second === undefined ? it.call(first, [held(of)]) : it.call(second, [held(of), first]), 'after'),
  getandupdate: (it, of, [fn]) => setTo(of, it.call(fn, [held(of)]), 'before'),
  compareandset: (_, of, [before, after]) => {
    if (held(of) !== before) return false;
    setTo(of, after);
    return true;
  },
  tostring: (it, of) => it.shown(held(of)),
  clone: () => refuse('a clone'),
});
