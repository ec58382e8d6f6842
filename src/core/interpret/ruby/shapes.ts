import { Dict, List, Obj, Sym, Unknown, type Value } from '../values/value';
import type { Core, Frame } from '../running/machine';
import { patternFrom } from './patterns';
import { elementsUntil, isNumberWord, numberOf, ofElements, ofEntries, type Shape, ShapeReader, unquoted } from '../running/shapes';

/** The shape behind `in`. @param is `===` of a value */
export function shapeOf(it: Core, written: string, frame: Frame, is: (asked: Value, value: Value) => boolean): Shape {
  const reader = new ShapeReader(it, frame, written);
  if (isKey(reader) || reader.peek() === '**') return ofHash(entriesUntil(reader, '', is));
  const isStarred = reader.peek() === '*';
  const first = isStarred ? undefined : one(reader, is);
  if (first && reader.isDone()) return first;
  if (!isStarred) reader.need(',');
  const rest = elementsUntil(reader, '', () => one(reader, is));
  return ofArray(it, { ...rest, before: first ? [first, ...rest.before] : rest.before });
}

type Is = (asked: Value, value: Value) => boolean;

const isKey = (reader: ShapeReader): boolean => /^[A-Za-z_]\w*$/.test(reader.peek()) && reader.peek(1) === ':';

function one(reader: ShapeReader, is: Is): Shape {
  const shapes = [plain(reader, is)];
  while (reader.takes('|')) shapes.push(plain(reader, is));
  let any: Shape = shapes.length === 1 ? shapes[0]! : (value) => shapes.some((shape) => shape(value));
  while (reader.takes('=>')) {
    const [inner, bind] = [any, reader.binding(reader.next())];
    any = (value) => inner(value) && bind(value);
  }
  return any;
}

const WORDS: Readonly<Record<string, Value>> = { nil: null, true: true, false: false };

function plain(reader: ShapeReader, is: Is): Shape {
  const { it } = reader;
  const word = reader.next();
  if (word === '(') {
    const inner = one(reader, is);
    reader.need(')');
    return inner;
  }
  if (word === '[')
    return ofArray(
      it,
      elementsUntil(reader, ']', () => one(reader, is)),
    );
  if (word === '{') return ofHash(entriesUntil(reader, '}', is));
  if (word === '^') {
    const pinned = reader.named([reader.next()]);
    return (value) => is(pinned, value);
  }
  if (Object.hasOwn(WORDS, word)) return (value) => value === WORDS[word];
  const known = literal(word);
  if (known !== undefined || /^\.\.\.?$/.test(word)) return rangeOrValue(reader, is, known, word);
  if (/^[a-z_]\w*$/.test(word)) return word === '_' ? () => true : reader.binding(word);
  if (/^\/./.test(word)) {
    const pattern = patternFrom(word.slice(1, word.lastIndexOf('/')), word.slice(word.lastIndexOf('/') + 1));
    return (value) => is(pattern, value);
  }
  if (!/^[A-Z]/.test(word)) throw new Unknown('a shape');
  const names = [word];
  while (reader.takes('::')) names.push(reader.next());
  const cls = reader.named(names);
  const own: Shape = (value) => is(cls, value);
  const close = reader.takes('(') ? ')' : reader.takes('[') ? ']' : undefined;
  if (close === undefined) return own;
  const inner = isKey(reader)
    ? ofHash(entriesUntil(reader, close, is))
    : ofArray(
        it,
        elementsUntil(reader, close, () => one(reader, is)),
      );
  return (value) => own(value) && inner(value);
}

function literal(word: string): Value {
  if (/^["']/.test(word)) return unquoted(word);
  if (isNumberWord(word)) return numberOf(word);
  return /^:\w/.test(word) ? Sym.of(word.slice(1)) : undefined;
}

function rangeOrValue(reader: ShapeReader, is: Is, from: Value, word: string): Shape {
  const dots = from === undefined ? word : /^\.\.\.?$/.test(reader.peek()) ? reader.next() : undefined;
  if (dots === undefined) return (value) => is(from, value);
  const to = literal(reader.peek());
  if (to !== undefined) reader.next();
  const range = new Obj(
    undefined,
    new Map<string, Value>([
      ['from', from ?? null],
      ['to', to ?? null],
      ['open', dots === '...'],
    ]),
    'range',
  );
  return (value) => is(range, value);
}

function ofArray(it: Core, elements: ReturnType<typeof elementsUntil>): Shape {
  return (value) => {
    const items = value instanceof List ? value : deconstructed(it, value);
    return items instanceof List && ofElements(items.items, elements);
  };
}

/** An object as its elements, where it says how. */
function deconstructed(it: Core, value: Value): Value {
  if (!(value instanceof Obj)) return undefined;
  const own = it.methodOf(value, /^deconstruct$/);
  if (own !== undefined) return it.call(own, []);
  return value.cls?.listed && new List(value.cls.listed.map((name) => value.fields.get(`@${name}`)));
}

interface Entries {
  readonly it: Core;
  readonly entries: readonly [Sym, Shape][];
  readonly rest?: Shape;
}

function entriesUntil(reader: ShapeReader, close: string, is: Is): Entries {
  const entries: [Sym, Shape][] = [];
  let rest: Shape | undefined;
  while (close === '' ? !reader.isDone() : !reader.takes(close)) {
    if (reader.takes('**')) {
      const name = reader.next();
      rest = name === 'nil' ? (others) => others instanceof Dict && others.entries.size === 0 : reader.binding(name);
    } else {
      if (!isKey(reader)) throw new Unknown('a key of a shape');
      const name = reader.next();
      reader.need(':');
      const isBare = reader.isDone() || reader.peek() === ',' || reader.peek() === close;
      entries.push([Sym.of(name), isBare ? reader.binding(name) : one(reader, is)]);
    }
    if (close === '' ? !reader.isDone() : reader.peek() !== close) reader.need(',');
  }
  // Nothing in braces is a map without entries.
  if (entries.length === 0 && !rest) rest = (others) => others instanceof Dict && others.entries.size === 0;
  return { it: reader.it, entries, ...(rest && { rest }) };
}

function ofHash({ it, entries, rest }: Entries): Shape {
  return (value) => {
    const map = value instanceof Dict ? value : keyed(it, value, entries);
    return map !== undefined && map.kind === 'map' && ofEntries(map, entries, rest);
  };
}

function keyed(it: Core, value: Value, entries: Entries['entries']): Dict | undefined {
  if (!(value instanceof Obj)) return undefined;
  const own = it.methodOf(value, /^deconstruct_keys$/);
  if (own !== undefined) {
    const gave = it.call(own, [new List(entries.map(([key]) => key))]);
    return gave instanceof Dict ? gave : undefined;
  }
  if (!value.cls?.listed) return undefined;
  const made = new Dict();
  for (const name of value.cls.listed) made.set(Sym.of(name), value.fields.get(`@${name}`));
  return made;
}
