import { JdwpError, type JdwpConnection } from './connection';
import type { JavaLocation, JavaValue } from './packets';

export interface JavaField {
  id: bigint;
  name: string;
  isSynthetic: boolean;
}

export interface JavaType {
  /** `com.acme.Order$Line`; of an array `[Lcom.acme.Order;`. */
  name: string;
  /** Of its instances, its own first, then inherited ones. */
  fields: JavaField[];
  /** Names of the classes that it extends, nearest first. */
  bases: string[];
}

export interface JavaMethod {
  name: string;
  /** Letters of the parameters' types, as they are asked for. */
  parameters: string[];
  isStatic: boolean;
  isSynthetic: boolean;
}

export interface JavaSlot {
  name: string;
  tag: string;
  slot: number;
}

export interface JavaFrame {
  id: bigint;
  location: JavaLocation;
}

const STATIC = 0x8;
/** In the protocol's answers, and as a class file marks it. */
const SYNTHETIC = 0xf0001000;
/** Frames of one stack that are looked at. */
const MOST_FRAMES = 400;
const MOST_BASES = 30;

/** What a stopped Java program holds. It reads and never runs code of the program. */
export class JavaProgram {
  private readonly types = new Map<bigint, Promise<JavaType>>();
  private readonly methods = new Map<bigint, Promise<Map<bigint, JavaMethod>>>();
  private readonly lines = new Map<string, Promise<{ index: bigint; line: number }[]>>();
  private readonly sources = new Map<bigint, Promise<string | undefined>>();

  constructor(readonly connection: JdwpConnection) {}

  type(id: bigint): Promise<JavaType> {
    return memo(this.types, id, async () => {
      const name = nameOfSignature(await this.signature(id));
      if (name.startsWith('[')) return { name, fields: [], bases: [] };
      const reply = await this.connection.ask([2, 4], (data) => data.id('type', id));
      const own = reply.list(() => ({ id: reply.id('field'), name: reply.text(), signature: reply.text(), modifiers: reply.int() }));
      const fields = own
        .filter(({ modifiers }) => !(modifiers & STATIC))
        .map((field): JavaField => ({ id: field.id, name: field.name, isSynthetic: (field.modifiers & SYNTHETIC) !== 0 }));
      const above = await this.superclass(id);
      const base = above ? await this.type(above) : undefined;
      if (!base || base.bases.length > MOST_BASES) return { name, fields, bases: [] };
      return { name, fields: [...fields, ...base.fields], bases: [base.name, ...base.bases] };
    });
  }

  async typeOf(object: bigint): Promise<JavaType> {
    const reply = await this.connection.ask([9, 1], (data) => data.id('object', object));
    reply.byte();
    return this.type(reply.id('type'));
  }

  private async signature(type: bigint): Promise<string> {
    return (await this.connection.ask([2, 1], (data) => data.id('type', type))).text();
  }

  private async superclass(type: bigint): Promise<bigint> {
    // An interface has none and is no class.
    const reply = await this.connection.ask([3, 1], (data) => data.id('type', type)).catch(unlessGone);
    return reply?.id('type') ?? 0n;
  }

  /** Name of the file that a class was compiled from, without its folder; undefined where the class file lacks it. */
  sourceFile(type: bigint): Promise<string | undefined> {
    return memo(this.sources, type, async () => {
      const reply = await this.connection.ask([2, 7], (data) => data.id('type', type)).catch(unlessGone);
      return reply?.text();
    });
  }

  async method({ type, method }: JavaLocation): Promise<JavaMethod | undefined> {
    const methods = await memo(this.methods, type, async () => {
      const reply = await this.connection.ask([2, 5], (data) => data.id('type', type));
      const list = reply.list((): [bigint, JavaMethod] => {
        const id = reply.id('method');
        const name = reply.text();
        const parameters = parameterTags(reply.text());
        const modifiers = reply.int();
        return [id, { name, parameters, isStatic: (modifiers & STATIC) !== 0, isSynthetic: (modifiers & SYNTHETIC) !== 0 }];
      });
      return new Map(list);
    });
    return methods.get(method);
  }

  /** 1-based; undefined for native code, and where the class file has no lines. */
  async line({ type, method, index }: JavaLocation): Promise<number | undefined> {
    if (index < 0n) return undefined;
    const table = await memo(this.lines, `${type}.${method}`, async () => {
      const reply = await this.connection.ask([6, 1], (data) => data.id('type', type).id('method', method)).catch(unlessGone);
      reply?.long();
      reply?.long();
      return reply?.list(() => ({ index: reply.long(), line: reply.int() })) ?? [];
    });
    let found: { index: bigint; line: number } | undefined;
    for (const entry of table) if (entry.index <= index && (!found || entry.index >= found.index)) found = entry;
    return found?.line;
  }

  /** Names that hold a value at a place; undefined where the class file names none. */
  async variables({ type, method, index }: JavaLocation): Promise<JavaSlot[] | undefined> {
    const reply = await this.connection.ask([6, 2], (data) => data.id('type', type).id('method', method)).catch(unlessGone);
    if (!reply) return undefined;
    reply.int();
    const all = reply.list(() => {
      const start = reply.long();
      const [name, signature] = [reply.text(), reply.text()];
      return { start, end: start + BigInt(reply.int()), slot: { name, tag: signature.slice(0, 1), slot: reply.int() } };
    });
    const held = all.filter(({ start, end }) => start <= index && index < end).map(({ slot }) => slot);
    // As they are written in the source: arguments first.
    return held.sort((a, b) => a.slot - b.slot);
  }

  /** The stack of a stopped thread, innermost first. */
  async frames(thread: bigint): Promise<JavaFrame[]> {
    const count = (await this.connection.ask([11, 7], (data) => data.id('object', thread))).int();
    const most = Math.min(count, MOST_FRAMES);
    const reply = await this.connection.ask([11, 6], (data) => data.id('object', thread).int(0).int(most));
    return reply.list(() => ({ id: reply.id('frame'), location: reply.location() }));
  }

  async locals(thread: bigint, frame: bigint, slots: readonly JavaSlot[]): Promise<JavaValue[]> {
    if (!slots.length) return [];
    const reply = await this.connection.ask([16, 1], (data) => {
      data.id('object', thread).id('frame', frame).int(slots.length);
      for (const { slot, tag } of slots) data.int(slot).byte(tag.charCodeAt(0));
      return data;
    });
    return reply.list(() => reply.value());
  }

  async self(thread: bigint, frame: bigint): Promise<JavaValue> {
    return (await this.connection.ask([16, 3], (data) => data.id('object', thread).id('frame', frame))).value();
  }

  async fieldValues(object: bigint, fields: readonly JavaField[]): Promise<JavaValue[]> {
    if (!fields.length) return [];
    const reply = await this.connection.ask([9, 2], (data) => {
      data.id('object', object).int(fields.length);
      for (const { id } of fields) data.id('field', id);
      return data;
    });
    return reply.list(() => reply.value());
  }

  async text(object: bigint): Promise<string> {
    return (await this.connection.ask([10, 1], (data) => data.id('object', object))).text();
  }

  async arrayLength(array: bigint): Promise<number> {
    return (await this.connection.ask([13, 1], (data) => data.id('object', array))).int();
  }

  async elements(array: bigint, first: number, count: number): Promise<JavaValue[]> {
    if (count <= 0) return [];
    const reply = await this.connection.ask([13, 2], (data) => data.id('object', array).int(first).int(count));
    const tag = String.fromCharCode(reply.byte());
    const isPrimitive = 'ZBCSIJFD'.includes(tag);
    return reply.list(() => (isPrimitive ? reply.untagged(tag) : reply.value()));
  }
}

/** A refusal means that there is no answer; anything else that the program is gone. */
export function unlessGone(error: unknown): undefined {
  if (!(error instanceof JdwpError)) throw error;
}

/** `Lcom/acme/Order;` → `com.acme.Order`; arrays keep their form. */
function nameOfSignature(signature: string): string {
  const name = signature.startsWith('L') ? signature.slice(1, -1) : signature;
  return name.replaceAll('/', '.');
}

/** `(ILjava/lang/String;[J)V` → `I`, `L`, `[`. */
function parameterTags(signature: string): string[] {
  const tags: string[] = [];
  for (let at = 1; at < signature.length && signature[at] !== ')'; at++) {
    tags.push(signature[at]!);
    while (signature[at] === '[') at++;
    if (signature[at] === 'L') at = signature.indexOf(';', at);
    if (at < 0) break;
  }
  return tags;
}

function memo<K, V>(known: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  let value = known.get(key);
  if (!value) known.set(key, (value = make()));
  return value;
}
