import { listOf } from '../values/iteration';
import { compared } from '../values/comparing';
import { Dict, isNumber, List, nameOf, Native, Obj, Stream, Thrown, Unknown, type Machine, type Value } from '../values/value';

/** Collections of PHP's library, by how they give what they have. */
const KINDS = /^(?:Spl(?:Queue|Stack|DoublyLinkedList|PriorityQueue|MinHeap|MaxHeap|ObjectStorage|FixedArray)|Array(?:Object|Iterator))$/;

/** Whether a class of PHP's library is a collection. */
export function isCollection(name: string): boolean {
  return KINDS.test(name);
}

function kindOf(of: Obj): string | undefined {
  return KINDS.test(of.type) ? of.type : of.cls?.order.flatMap(({ foreigns }) => foreigns).find((name) => KINDS.test(name));
}

/** What a collection has; a priority is the first of a pair. */
function itemsOf(of: Obj): List {
  let items = of.fields.get(' items');
  if (!(items instanceof List)) of.fields.set(' items', (items = new List([])));
  return items;
}

const empty = (said: string): Thrown => new Thrown(new Obj(undefined, new Map<string, Value>([['message', said]]), 'RuntimeException'));

function comparison(it: Machine, of: Obj, kind: string): (a: Value, b: Value) => number {
  const own = it.methodOf(of, /^compare$/);
  if (own !== undefined) return (a, b) => Number(it.call(own, [a, b]));
  return kind === 'SplMinHeap' ? (a, b) => compared(it, b, a) : (a, b) => compared(it, a, b);
}

/** The place of what comes next: of a heap the first of the greatest. @throws {@link Unknown} where equal ones have no certain order */
function topOf(it: Machine, of: Obj, kind: string): number {
  const { items } = itemsOf(of);
  if (items.length === 0) throw empty(`Can't ${kind === 'SplPriorityQueue' ? 'extract' : 'peek'} from an empty heap`);
  const order = comparison(it, of, kind);
  const by = (item: Value): Value => (kind === 'SplPriorityQueue' ? (item as List).items[1] : item);
  const best = items.reduce<number>((found, item, at) => (order(by(item), by(items[found])) > 0 ? at : found), 0);
  if (kind === 'SplPriorityQueue' && items.filter((item) => order(by(item), by(items[best])) === 0).length > 1)
    throw new Unknown('an order of equal priorities');
  return best;
}

/** A new collection of PHP's library. */
export function collection(it: Machine, type: string, [from]: readonly Value[]): Obj {
  const made = new Obj(undefined, new Map(), type);
  if (/^Array/.test(type)) made.fields.set(' items', from ?? new List([]));
  if (type === 'SplFixedArray') made.fields.set(' items', new List(Array.from({ length: Number(from ?? 0) }, () => null)));
  void it;
  return made;
}

/** What a collection gives one by one; undefined for another object. */
export function collectionStream(it: Machine, of: Obj): Stream | undefined {
  const kind = kindOf(of);
  if (kind === undefined) return undefined;
  const held = of.fields.get(' items');
  if (held instanceof Dict) return new Stream((give) => void held.pairs().every(([key, value]) => give(value, key)));
  if (/Heap|Priority/.test(kind))
    return new Stream((give) => {
      while (itemsOf(of).items.length > 0 && give(ofCollection(it, of, 'extract', [])));
    });
  const items = kind === 'SplStack' ? itemsOf(of).items.toReversed() : [...itemsOf(of).items];
  return new Stream(
    (give) => void items.every((item, at) => give(kind === 'SplObjectStorage' ? (item as List).items[0] : item, BigInt(at))),
  );
}

/** The number of elements; undefined for another object. */
export function collectionSize(of: Obj): bigint | undefined {
  if (kindOf(of) === undefined) return undefined;
  const held = of.fields.get(' items');
  return BigInt(held instanceof Dict ? held.entries.size : itemsOf(of).items.length);
}

/** A method of a collection; undefined for another object or name. */
export function ofCollection(it: Machine, of: Obj, name: string, args: readonly Value[]): Value {
  const kind = kindOf(of);
  if (kind === undefined) return undefined;
  const held = of.fields.get(' items');
  if (held instanceof Dict || /^Array/.test(kind)) return ofArray(it, held ?? new List([]), name, args);
  const list = itemsOf(of);
  const { items } = list;
  const end = (at: number): Value => {
    if (items.length === 0) throw empty("Can't peek at an empty datastructure");
    return items.at(at);
  };
  if (name === 'count') return BigInt(items.length);
  if (name === 'isEmpty') return items.length === 0;
  if (name === 'toArray') return new List([...items]);
  if (/Heap|Priority/.test(kind)) {
    switch (name) {
      case 'insert':
        items.push(kind === 'SplPriorityQueue' ? new List([args[0], args[1]]) : args[0]);
        return true;
      case 'extract':
      case 'top':
      case 'current': {
        const at = topOf(it, of, kind);
        const found = name === 'extract' ? items.splice(at, 1)[0] : items[at];
        return kind === 'SplPriorityQueue' ? (found as List).items[0] : found;
      }
      case 'valid':
        return items.length > 0;
      default:
        return undefined;
    }
  }
  if (kind === 'SplObjectStorage') {
    const at = items.findIndex((item) => (item as List).items[0] === args[0]);
    switch (name) {
      case 'attach':
      case 'offsetSet':
        if (at >= 0) (items[at] as List).items[1] = args[1] ?? null;
        else items.push(new List([args[0], args[1] ?? null]));
        return null;
      case 'detach':
      case 'offsetUnset':
        if (at >= 0) items.splice(at, 1);
        return null;
      case 'contains':
      case 'offsetExists':
        return at >= 0;
      case 'offsetGet':
        return at >= 0 ? (items[at] as List).items[1] : undefined;
      default:
        return undefined;
    }
  }
  switch (name) {
    case 'enqueue':
    case 'push':
      items.push(args[0]);
      return null;
    case 'unshift':
      items.unshift(args[0]);
      return null;
    case 'dequeue':
    case 'shift':
      end(0);
      return items.shift();
    case 'pop':
      end(-1);
      return items.pop();
    case 'top':
      return end(-1);
    case 'bottom':
      return end(0);
    case 'offsetGet':
      return isNumber(args[0]) ? items[Number(args[0])] : undefined;
    case 'offsetSet':
      if (args[0] === null) items.push(args[1]);
      else items[Number(args[0])] = args[1];
      return null;
    case 'offsetExists':
      return Number(args[0]) < items.length;
    case 'getSize':
      return BigInt(items.length);
    default:
      return undefined;
  }
}

function ofArray(it: Machine, held: Value, name: string, args: readonly Value[]): Value {
  const size = held instanceof Dict ? held.entries.size : listOf(it, held).length;
  if (name === 'count') return BigInt(size);
  if (name === 'getArrayCopy') return held;
  if (name === 'offsetGet') return it.at(held, args[0]);
  if (name === 'offsetExists') return held instanceof Dict ? held.has(args[0]) : Number(args[0]) < size;
  return undefined;
}

/** What `get_object_vars` and conversions read of an object: its fields without those that are kept for itself. */
export function fieldsOf(of: Obj): [string, Value][] {
  return [...of.fields].filter(([name]) => !name.startsWith(' '));
}

/** A function by its name or as a pair of an object and a name. */
export function callableOfPhp(it: Machine, value: Value): Value | undefined {
  if (!(value instanceof List) || value.items.length !== 2) return undefined;
  const [of, name] = value.items;
  return new Native((args) => it.send(of, nameOf(name), args));
}
