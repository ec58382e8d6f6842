/**
 * The form of a value at run time, without its content: one grammar for every language, rendered by `shapeText` and read again by
 * `parseShape`. `Order{id:int, items:[{price:num}]×3, user?:null, …+4}`.
 */
export type Shape =
  /** `int`, `num`, `bool`, `null`, `undefined`, `None`, `NaN`, `function`, `Date`, `proxy`, `…` … */
  | { kind: 'plain'; name: string }
  /** Text or bytes: only its length and format. */
  | { kind: 'text'; name: 'str' | 'bytes'; length?: number; format?: string }
  /** A list, tuple, set or typed array; `items` holds the different shapes of its elements. */
  | { kind: 'list'; name?: string; items: Shape[]; length?: number }
  /** A record with keys named in the program. */
  | { kind: 'object'; name?: string; fields: ShapeField[]; more: number }
  /** A container with data as keys: a `Map`, a dictionary by id. */
  | { kind: 'map'; name?: string; key: Shape; value: Shape; size?: number }
  /** Something around another value: `Promise<str(3)>`. */
  | { kind: 'around'; name: string; of: Shape }
  | { kind: 'union'; of: Shape[] };

export interface ShapeField {
  name: string;
  shape: Shape;
  /** Some values merged into this shape lack it. */
  optional?: true;
}

/** The depth to which a value is inspected. */
export const SHAPE_DEPTH = 3;
/** The number of keys named for an object; the rest is counted. */
export const SHAPE_KEYS = 12;
/** The number of elements inspected in a list. */
export const SHAPE_ELEMENTS = 12;

export const plain = (name: string): Shape => ({ kind: 'plain', name });

/** Shapes that stand for "nothing there". */
export function isNothing(shape: Shape): boolean {
  return shape.kind === 'plain' && (shape.name === 'null' || shape.name === 'undefined' || shape.name === 'None');
}

/** One shape for several values: fields missing in some become optional, different lengths are left out. */
export function mergeShapes(shapes: readonly Shape[]): Shape {
  const merged: Shape[] = [];
  for (const shape of shapes.flatMap((each) => (each.kind === 'union' ? each.of : [each]))) {
    const at = merged.findIndex((known) => mergeable(known, shape));
    if (at < 0) merged.push(shape);
    else merged[at] = mergeTwo(merged[at]!, shape);
  }
  if (merged.length === 1) return merged[0]!;
  return merged.length ? { kind: 'union', of: merged } : plain('…');
}

const NUMBERS = new Set(['int', 'num', 'float']);

function mergeable(a: Shape, b: Shape): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'plain' && b.kind === 'plain') return a.name === b.name || (NUMBERS.has(a.name) && NUMBERS.has(b.name));
  if (a.kind === 'union') return false;
  return ('name' in a ? a.name : undefined) === ('name' in b ? b.name : undefined);
}

function mergeTwo(a: Shape, b: Shape): Shape {
  if (a.kind === 'plain' && b.kind === 'plain')
    return a.name === b.name ? a : plain(a.name === 'float' || b.name === 'float' ? 'float' : 'num');
  if (a.kind === 'text' && b.kind === 'text') {
    return {
      kind: 'text',
      name: a.name,
      ...(a.length === b.length && a.length !== undefined && { length: a.length }),
      ...(a.format === b.format && a.format !== undefined && { format: a.format }),
    };
  }
  if (a.kind === 'list' && b.kind === 'list') {
    const items = [...a.items, ...b.items];
    return {
      ...a,
      items: items.length ? [mergeShapes(items)].flatMap((each) => (each.kind === 'union' ? each.of : [each])) : [],
      length: a.length === b.length ? a.length : undefined,
    };
  }
  if (a.kind === 'map' && b.kind === 'map') {
    const size = a.size === b.size ? a.size : undefined;
    return { ...a, key: mergeShapes([a.key, b.key]), value: mergeShapes([a.value, b.value]), size };
  }
  if (a.kind === 'around' && b.kind === 'around') return { ...a, of: mergeShapes([a.of, b.of]) };
  if (a.kind === 'object' && b.kind === 'object') return { ...a, fields: mergeFields(a, b), more: Math.max(a.more, b.more) };
  return a;
}

type ObjectShape = Extract<Shape, { kind: 'object' }>;

function mergeFields(a: ObjectShape, b: ObjectShape): ShapeField[] {
  const others = new Map(b.fields.map((field) => [field.name, field]));
  const fields = a.fields.map((field): ShapeField => {
    const other = others.get(field.name);
    others.delete(field.name);
    if (!other) return b.more ? field : { ...field, optional: true };
    return {
      name: field.name,
      shape: mergeShapes([field.shape, other.shape]),
      ...((field.optional ?? other.optional) && { optional: true as const }),
    };
  });
  const added = [...others.values()].map((field): ShapeField => (a.more ? field : { ...field, optional: true }));
  return [...fields, ...added];
}

/** A key that is data instead of a name in the program: ids, addresses, dates, numbers. */
export function isDataKey(key: string): boolean {
  return key === '' || key.length > 40 || /[\s@/:]|^\d|\d{4}|[^\w$.-]/.test(key) || looksRandom(key);
}

/** A number in hexadecimal digits, or a long word with letters after digits, as tokens have them. */
function looksRandom(key: string): boolean {
  if (/^[\da-f]{8,}$/.test(key) && /\d/.test(key)) return true;
  return key.split(/[^A-Za-z\d]/).some((word) => word.length >= 16 && /\d[A-Za-z]/.test(word));
}

/**
 * The shape of an object by its entries; data keys make it a map, and the keys of a map are not named. Single ones are only counted.
 * @param entries the first {@link SHAPE_KEYS} or more of them
 * @param count of all entries
 */
export function objectShape(name: string | undefined, entries: readonly ShapeField[], count: number): Shape {
  const named = name === undefined || name === 'Object' || name === 'dict' ? undefined : name;
  if (isKeyedByData(entries, count, named)) {
    const key: Shape = mergeShapes(entries.map((entry) => textShape(entry.name)));
    return { kind: 'map', ...(named && { name: named }), key, value: mergeShapes(entries.map(({ shape }) => shape)), size: count };
  }
  // An address among names of the program is still somebody's.
  const fields = entries.filter((entry) => !isDataKey(entry.name)).slice(0, SHAPE_KEYS);
  return { kind: 'object', ...(named && { name: named }), fields, more: Math.max(0, count - fields.length) };
}

function isKeyedByData(entries: readonly ShapeField[], count: number, name: string | undefined): boolean {
  if (!entries.length) return false;
  if (entries.filter((entry) => isDataKey(entry.name)).length * 2 > entries.length) return true;
  if (name !== undefined || count < 3) return false;
  const value = mergeShapes(entries.map(({ shape }) => shape));
  // A record of similar records is a table by name; so is any long record.
  if (value.kind === 'union' || value.kind === 'plain' || value.kind === 'text') return count > 3 * SHAPE_KEYS && value.kind !== 'union';
  return value.kind === 'object' ? value.fields.length > 0 && !value.fields.some((field) => field.optional) : value.kind === 'list';
}

const FORMATS: readonly [format: string, pattern: RegExp][] = [
  ['uuid', /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i],
  ['date', /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d[\d:.]{0,12}(?:Z|[+-]\d\d:?\d\d)?)?$/],
  ['number', /^[+-]?\d{1,40}(?:\.\d{0,40})?$/],
  ['url', /^[a-z][a-z+.-]{1,12}:\/\/\S+$/i],
  ['email', /^[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}$/],
  ['hex', /^[\da-f]{16,128}$/i],
  ['path', /^(?:\.{0,2}\/|[A-Za-z]:\\)[^\s]+$/],
];

/** The format of a text, by its first 200 characters; undefined for words. */
export function textFormat(text: string): string | undefined {
  if (text.length > 200) return undefined;
  return FORMATS.find(([, pattern]) => pattern.test(text))?.[0] ?? (text !== '' && !text.trim() ? 'blank' : undefined);
}

/** The shape of a text: never a piece of it. */
export function textShape(text: string, name: 'str' | 'bytes' = 'str'): Shape {
  const format = name === 'str' ? textFormat(text) : undefined;
  return { kind: 'text', name, length: text.length, ...(format && { format }) };
}

/** The shape of a number of JavaScript. */
export function numberShape(value: number): Shape {
  if (Number.isNaN(value)) return plain('NaN');
  if (Object.is(value, -0)) return plain('-0');
  if (!Number.isFinite(value)) return plain(value < 0 ? '-Infinity' : 'Infinity');
  return plain(Number.isInteger(value) ? 'int' : 'num');
}
