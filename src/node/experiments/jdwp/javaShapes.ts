import type { ObservedValue } from '../../../core/experiments/observed';
import {
  mergeShapes,
  numberShape,
  objectShape,
  plain,
  SHAPE_DEPTH,
  SHAPE_ELEMENTS,
  SHAPE_KEYS,
  textShape,
  type Shape,
} from '../../../core/experiments/shape';
import { unlessGone, type JavaProgram, type JavaType } from './javaProgram';
import { heldBy, type Held } from './javaContainers';
import type { JavaValue } from './packets';

/** Values of one frame that are looked into. */
const MOST_LOOKS = 400;
/** Longer texts are counted, not fetched. */
const LONGEST_TEXT = 20_000;
const LONGEST_CONTENT = 200;
/** Classes of the platform whose fields are its own affair. */
const PLATFORM = /^(?:java|javax|jdk|sun|com\.sun|kotlin|scala|groovy|clojure)\./;
const BOXES = /^java\.lang\.(?:Boolean|Byte|Character|Short|Integer|Long|Float|Double)$/;
const ATOMS = /^java\.util\.concurrent\.atomic\.Atomic(?:Boolean|Integer|Long)$/;

/** Shapes of a stopped Java program's values. Runs no code of the program. */
export class JavaShapes {
  private left = MOST_LOOKS;

  constructor(private readonly program: JavaProgram) {}

  /** @param contents a text, number or boolean itself, too */
  async valueOf(name: string, value: JavaValue, contents: boolean): Promise<ObservedValue> {
    const shape = await this.shapeOf(value);
    const content = contents ? await this.contentOf(value) : undefined;
    return { name, shape, ...(content !== undefined && { content }) };
  }

  async shapeOf(value: JavaValue, depth = SHAPE_DEPTH, around: readonly bigint[] = []): Promise<Shape> {
    const simple = primitiveShape(value);
    if (simple) return simple;
    if (typeof value.value !== 'bigint') return plain('…');
    if (this.left-- <= 0) return plain('…');
    if (around.includes(value.value)) return plain('cycle');
    // The program's other threads go on: an object may be gone.
    return (await this.objectShape(value.tag, value.value, depth, around).catch(unlessGone)) ?? plain('…');
  }

  private async objectShape(tag: string, object: bigint, depth: number, around: readonly bigint[]): Promise<Shape> {
    const inner = [...around, object];
    switch (tag) {
      case 's':
        return this.text(object);
      case '[':
        return this.array(object, depth, inner);
      case 'c':
        return plain('class');
      case 't':
        return plain('Thread');
      default:
    }
    const type = await this.program.typeOf(object);
    if (BOXES.test(type.name)) return this.shapeOf(await this.boxed(object, type), depth, inner);
    const name = simpleName(type.name);
    if (/\$\$Lambda|\$\$FastClass/.test(type.name)) return plain('function');
    if (type.bases.includes('java.lang.Enum') || type.bases.includes('java.lang.Throwable')) return plain(name);
    const held = depth > 0 ? await heldBy(this.program, object, type, SHAPE_ELEMENTS) : undefined;
    if (held) return this.container(held, depth, inner);
    if (ATOMS.test(type.name)) return { kind: 'around', name, of: await this.shapeOf(await this.boxed(object, type), depth, inner) };
    if (depth <= 0 || PLATFORM.test(type.name)) return plain(name);
    return this.record(object, type, depth, inner);
  }

  private async record(object: bigint, type: JavaType, depth: number, around: readonly bigint[]): Promise<Shape> {
    const named = type.fields.filter(({ isSynthetic }) => !isSynthetic);
    const fields = named.slice(0, 2 * SHAPE_KEYS);
    const values = await this.program.fieldValues(object, fields);
    const entries = [];
    for (const [at, { name }] of fields.entries())
      entries.push({ name, shape: await this.shapeOf(values[at] ?? { tag: 'V', value: undefined }, depth - 1, around) });
    return objectShape(simpleName(type.name), entries, named.length);
  }

  private async container(held: Held, depth: number, around: readonly bigint[]): Promise<Shape> {
    if (held.kind === 'around')
      return { kind: 'around', name: held.name, of: held.of ? await this.shapeOf(held.of, depth - 1, around) : plain('empty') };
    const values: Shape[] = [];
    for (const each of held.values) values.push(await this.shapeOf(each, depth - 1, around));
    if (held.kind === 'list') return { kind: 'list', name: held.name, items: alternatives(values), length: held.size };
    const keys: Shape[] = [];
    for (const each of held.keys) keys.push(await this.shapeOf(each, 1, around));
    if (!held.size) return { kind: 'object', name: held.name, fields: [], more: 0 };
    return { kind: 'map', name: held.name, key: mergeShapes(keys), value: mergeShapes(values), size: held.size };
  }

  private async array(array: bigint, depth: number, around: readonly bigint[]): Promise<Shape> {
    const length = await this.program.arrayLength(array);
    const { name } = await this.program.typeOf(array);
    if (name === '[B') return { kind: 'text', name: 'bytes', length };
    if (depth <= 0) return { kind: 'list', items: length ? [plain('…')] : [], length };
    const items: Shape[] = [];
    for (const each of await this.program.elements(array, 0, Math.min(length, SHAPE_ELEMENTS)))
      items.push(await this.shapeOf(each, depth - 1, around));
    return { kind: 'list', items: alternatives(items), length };
  }

  private async text(object: bigint): Promise<Shape> {
    const length = await this.lengthOf(object);
    if (length > LONGEST_TEXT) return { kind: 'text', name: 'str', length };
    return textShape(await this.program.text(object));
  }

  /** Of a text, by the array that holds it: one byte a character, or two. */
  private async lengthOf(object: bigint): Promise<number> {
    const type = await this.program.typeOf(object);
    const fields = type.fields.filter(({ name }) => name === 'value' || name === 'coder');
    const values = await this.program.fieldValues(object, fields);
    const held = values[fields.findIndex(({ name }) => name === 'value')]?.value;
    if (typeof held !== 'bigint' || !held) return 0;
    const units = await this.program.arrayLength(held);
    return values[fields.findIndex(({ name }) => name === 'coder')]?.value === 1 ? units / 2 : units;
  }

  private async boxed(object: bigint, type: JavaType): Promise<JavaValue> {
    const field = type.fields.find(({ name }) => name === 'value');
    const [value] = field ? await this.program.fieldValues(object, [field]) : [];
    return value ?? { tag: 'V', value: undefined };
  }

  private async contentOf({ tag, value }: JavaValue): Promise<string | undefined> {
    if (tag === 'C') return JSON.stringify(String.fromCharCode(Number(value)));
    if ('ZBSIJFD'.includes(tag)) return String(value);
    if (typeof value !== 'bigint' || !value) return undefined;
    const read = async (): Promise<string | undefined> => {
      if (tag === 's') {
        const text = (await this.lengthOf(value)) > LONGEST_TEXT ? undefined : await this.program.text(value);
        return text === undefined ? undefined : JSON.stringify(text.slice(0, LONGEST_CONTENT));
      }
      if (tag !== 'L') return undefined;
      const type = await this.program.typeOf(value);
      return BOXES.test(type.name) ? this.contentOf(await this.boxed(value, type)) : undefined;
    };
    return read().catch(unlessGone);
  }
}

function primitiveShape({ tag, value }: JavaValue): Shape | undefined {
  if (value === 0n && !'J'.includes(tag)) return plain('null');
  switch (tag) {
    case 'Z':
      return plain('bool');
    case 'C':
      return plain('char');
    case 'B':
    case 'S':
    case 'I':
    case 'J':
      return plain('int');
    case 'F':
    case 'D': {
      const shape = numberShape(Number(value));
      return shape.kind === 'plain' && shape.name === 'int' ? plain('num') : shape;
    }
    case 'V':
      return plain('…');
    default:
      return undefined;
  }
}

/** `com.acme.Shop$Order` → `Order`; a class without a name of its own keeps that of the class around it: `Shop$1`. */
export function simpleName(name: string): string {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const inner = last.slice(last.lastIndexOf('$') + 1);
  return (/^[\p{L}_]/u.test(inner) ? inner : last).replace(/[^\p{L}\p{N}_.$]/gu, '_');
}

function alternatives(items: readonly Shape[]): Shape[] {
  const merged = items.length ? mergeShapes(items) : undefined;
  return merged === undefined ? [] : merged.kind === 'union' ? merged.of : [merged];
}
