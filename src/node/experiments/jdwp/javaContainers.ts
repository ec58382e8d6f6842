import type { JavaProgram, JavaType } from './javaProgram';
import type { JavaValue } from './packets';

/** The first elements of a container, and how many there are. */
export type Held =
  | { kind: 'list'; name: string; values: JavaValue[]; size: number }
  | { kind: 'map'; name: string; keys: JavaValue[]; values: JavaValue[]; size: number }
  | { kind: 'around'; name: string; of: JavaValue | undefined };

/** Links that are followed in one container. */
const MOST_STEPS = 200;

type Fields = ReadonlyMap<string, JavaValue>;
type Read = (look: Look, fields: Fields) => Promise<Held | undefined>;

/** How the platform's containers hold their elements, by class; subclasses are read alike. */
const CONTAINERS: Readonly<Record<string, Read>> = {
  'java.util.ArrayList': (look, fields) => look.array('ArrayList', fields, 'elementData', 'size'),
  'java.util.Vector': (look, fields) => look.array('Vector', fields, 'elementData', 'elementCount'),
  'java.util.PriorityQueue': (look, fields) => look.array('PriorityQueue', fields, 'queue', 'size'),
  'java.util.Arrays$ArrayList': (look, fields) => look.array('List', fields, 'a'),
  'java.util.concurrent.CopyOnWriteArrayList': (look, fields) => look.array('CopyOnWriteArrayList', fields, 'array'),
  'java.util.ImmutableCollections$ListN': (look, fields) => look.array('List', fields, 'elements'),
  'java.util.ImmutableCollections$SetN': (look, fields) => look.sparse('Set', fields, 'elements'),
  'java.util.ArrayDeque': (look, fields) => look.sparse('ArrayDeque', fields, 'elements'),
  'java.util.ImmutableCollections$List12': (look, fields) => look.pair('List', fields),
  'java.util.ImmutableCollections$Set12': (look, fields) => look.pair('Set', fields),
  'java.util.Collections$SingletonList': (_look, fields) => some('List', [fields.get('element')]),
  'java.util.Collections$SingletonSet': (_look, fields) => some('Set', [fields.get('element')]),
  'java.util.Collections$EmptyList': () => some('List', []),
  'java.util.Collections$EmptySet': () => some('Set', []),
  'java.util.LinkedList': (look, fields) => look.linked('LinkedList', fields, 'first', 'next', 'item'),
  'java.util.HashSet': (look, fields) => look.keysOf('HashSet', fields.get('map')),
  'java.util.TreeSet': (look, fields) => look.keysOf('TreeSet', fields.get('m')),
  'java.util.LinkedHashMap': (look, fields) => look.entries('LinkedHashMap', fields, 'head', 'after'),
  'java.util.HashMap': (look, fields) => look.table('HashMap', fields, 'table'),
  'java.util.Hashtable': (look, fields) => look.table('Hashtable', fields, 'table', 'count'),
  'java.util.concurrent.ConcurrentHashMap': (look, fields) => look.table('ConcurrentHashMap', fields, 'table', 'baseCount'),
  'java.util.TreeMap': (look, fields) => look.tree('TreeMap', fields),
  'java.util.ImmutableCollections$Map1': (_look, fields) => one('Map', fields.get('k0'), fields.get('v0')),
  'java.util.ImmutableCollections$MapN': (look, fields) => look.alternating('Map', fields),
  'java.util.Collections$SingletonMap': (_look, fields) => one('Map', fields.get('k'), fields.get('v')),
  'java.util.Collections$EmptyMap': () => Promise.resolve({ kind: 'map', name: 'Map', keys: [], values: [], size: 0 }),
  'java.util.Optional': (_look, fields) => Promise.resolve({ kind: 'around', name: 'Optional', of: set(fields.get('value')) }),
  'java.util.concurrent.atomic.AtomicReference': (_look, fields) =>
    Promise.resolve({ kind: 'around', name: 'AtomicReference', of: fields.get('value') }),
};

/** A view on another container: `Collections.unmodifiableList` and its kin. */
const VIEW = /^java\.util\.Collections\$(?:Unmodifiable|Synchronized|Checked)\w+$/;
const MOST_VIEWS = 4;

/**
 * The first elements that a container of the platform holds, read from its fields; undefined for other objects.
 * @param most elements to read
 */
export async function heldBy(program: JavaProgram, object: bigint, type: JavaType, most: number): Promise<Held | undefined> {
  const look = new Look(program, most);
  for (let views = 0; VIEW.test(type.name) && views < MOST_VIEWS; views++) {
    const fields = await look.fields(object, type);
    const inner = ['list', 'm', 'c', 's', 'sm', 'ss'].map((name) => set(fields.get(name))?.value).find((value) => value !== undefined);
    if (typeof inner !== 'bigint') return undefined;
    [object, type] = [inner, await program.typeOf(inner)];
  }
  const known = [type.name, ...type.bases].find((name) => Object.hasOwn(CONTAINERS, name));
  const held = known === undefined ? undefined : await CONTAINERS[known]?.(look, await look.fields(object, type));
  // A class of the program's own is named as such.
  return held && known !== type.name && !type.name.startsWith('java.') ? { ...held, name: lastName(type.name) } : held;
}

class Look {
  constructor(
    private readonly program: JavaProgram,
    private readonly most: number,
  ) {}

  async fields(object: bigint, type: JavaType): Promise<Fields> {
    const values = await this.program.fieldValues(object, type.fields);
    const found = new Map<string, JavaValue>();
    for (const [at, { name }] of type.fields.entries()) if (!found.has(name) && values[at]) found.set(name, values[at]);
    return found;
  }

  async array(name: string, fields: Fields, array: string, size?: string): Promise<Held | undefined> {
    const all = objectIn(fields.get(array));
    if (all === undefined) return some(name, []);
    const length = size === undefined ? await this.program.arrayLength(all) : numberIn(fields.get(size));
    return { kind: 'list', name, values: await this.program.elements(all, 0, Math.min(length, this.most)), size: length };
  }

  /** An array with gaps. */
  async sparse(name: string, fields: Fields, array: string): Promise<Held | undefined> {
    const values = (await this.all(fields.get(array))).filter(set);
    const size = fields.has('size') ? numberIn(fields.get('size')) : values.length;
    return { kind: 'list', name, values: values.slice(0, this.most), size };
  }

  /** One or two elements; the second is a plain `Object` where there is none. */
  async pair(name: string, fields: Fields): Promise<Held | undefined> {
    const [first, second] = [fields.get('e0'), set(fields.get('e1'))];
    const inner = objectIn(second);
    const isNone = inner === undefined || (second?.tag === 'L' && (await this.program.typeOf(inner)).name === 'java.lang.Object');
    return some(name, isNone ? [first] : [first, second]);
  }

  async linked(name: string, fields: Fields, first: string, next: string, item: string): Promise<Held | undefined> {
    const values: JavaValue[] = [];
    for await (const node of this.chain(fields.get(first), next)) {
      const value = node.get(item);
      if (value) values.push(value);
      if (values.length >= this.most) break;
    }
    return { kind: 'list', name, values, size: numberIn(fields.get('size')) };
  }

  async keysOf(name: string, map: JavaValue | undefined): Promise<Held | undefined> {
    const object = objectIn(map);
    const held = object === undefined ? undefined : await heldBy(this.program, object, await this.program.typeOf(object), this.most);
    return held?.kind === 'map' ? { kind: 'list', name, values: held.keys, size: held.size } : undefined;
  }

  async entries(name: string, fields: Fields, first: string, next: string): Promise<Held | undefined> {
    const found: Fields[] = [];
    for await (const node of this.chain(fields.get(first), next)) if (found.push(node) >= this.most) break;
    return mapOf(name, found, numberIn(fields.get('size')));
  }

  async table(name: string, fields: Fields, table: string, size = 'size'): Promise<Held | undefined> {
    const found: Fields[] = [];
    for (const first of (await this.all(fields.get(table))).filter(set)) {
      for await (const node of this.chain(first, 'next')) if (found.push(node) >= this.most) break;
      if (found.length >= this.most) break;
    }
    return mapOf(name, found, numberIn(fields.get(size)));
  }

  async tree(name: string, fields: Fields): Promise<Held | undefined> {
    const found: Fields[] = [];
    const open: (JavaValue | undefined)[] = [fields.get('root')];
    for (let steps = 0; open.length && found.length < this.most && steps < MOST_STEPS; steps++) {
      const node = await this.node(open.shift());
      if (!node) continue;
      found.push(node);
      open.push(node.get('left'), node.get('right'));
    }
    return mapOf(name, found, numberIn(fields.get('size')));
  }

  /** Keys and values in turn, with gaps. */
  async alternating(name: string, fields: Fields): Promise<Held | undefined> {
    const all = await this.all(fields.get('table'));
    const found: Fields[] = [];
    for (let at = 0; at + 1 < all.length && found.length < this.most; at += 2)
      if (set(all[at])) found.push(new Map([['key', all[at]!], ['value', all[at + 1]!]])); // prettier-ignore
    return mapOf(name, found, numberIn(fields.get('size')));
  }

  /** The start of an array. */
  private async all(array: JavaValue | undefined): Promise<JavaValue[]> {
    const object = objectIn(array);
    if (object === undefined) return [];
    return this.program.elements(object, 0, Math.min(await this.program.arrayLength(object), 1000));
  }

  private async *chain(first: JavaValue | undefined, next: string): AsyncGenerator<Fields> {
    let node = await this.node(first);
    for (let steps = 0; node && steps < MOST_STEPS; steps++) {
      yield node;
      node = await this.node(node.get(next));
    }
  }

  private async node(value: JavaValue | undefined): Promise<Fields | undefined> {
    const object = objectIn(value);
    return object === undefined ? undefined : this.fields(object, await this.program.typeOf(object));
  }
}

function mapOf(name: string, nodes: readonly Fields[], size: number): Held {
  // A tree node of a hash map inherits its names from the plain one; ConcurrentHashMap calls the value `val`.
  const read = (...names: string[]): JavaValue[] => nodes.flatMap((node) => names.flatMap((each) => node.get(each) ?? []).slice(0, 1));
  const [keys, values] = [read('key'), read('value', 'val')];
  return { kind: 'map', name, keys, values, size: Math.max(size, keys.length) };
}

function some(name: string, values: readonly (JavaValue | undefined)[]): Promise<Held> {
  const there = values.filter((value) => value !== undefined);
  return Promise.resolve({ kind: 'list', name, values: there, size: there.length });
}

function one(name: string, key: JavaValue | undefined, value: JavaValue | undefined): Promise<Held | undefined> {
  return Promise.resolve(key && value && { kind: 'map', name, keys: [key], values: [value], size: 1 });
}

function set(value: JavaValue | undefined): JavaValue | undefined {
  return value?.value === 0n || value === undefined ? undefined : value;
}

function objectIn(value: JavaValue | undefined): bigint | undefined {
  const there = set(value)?.value;
  return typeof there === 'bigint' && value?.tag !== 'J' ? there : undefined;
}

function numberIn(value: JavaValue | undefined): number {
  return Number(value?.value ?? 0);
}

function lastName(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
}
