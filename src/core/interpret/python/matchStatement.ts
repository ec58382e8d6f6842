import { isTrue } from '../values/comparing';
import { Cls, Dict, Foreign, List, Obj, Unknown, type Value } from '../values/value';
import type { Expr, Stmt } from '../../syntax/lower/ir';
import type { Completion, Core, Frame } from '../running/machine';
import { elementsUntil, isNumberWord, numberOf, ofElements, ofEntries, type Shape, ShapeReader, unquoted } from '../running/shapes';

type Opaque = Extract<Expr, { kind: 'opaque' }>;

/** `match value:` with its cases; undefined for another node. */
export function runMatch(it: Core, node: Opaque, frame: Frame): { done: Completion } | undefined {
  const matched = matchedCase(it, node, frame);
  return matched && { done: it.runAll(matched.body, frame) };
}

/** What runs of a `match`: the body of the first case that fits, or nothing; undefined for another node. */
export function matchedCase(it: Core, node: Opaque, frame: Frame): { body: readonly Stmt[] } | undefined {
  const { text } = frame.file;
  const [cases, ...subjects] = node.parts.toReversed();
  if (!text.startsWith('match', node.start) || cases?.kind !== 'block' || subjects.length === 0) return undefined;
  const values = subjects.toReversed().map((each) => it.evaluate(each as Expr, frame));
  const value = values.length === 1 ? values[0] : new List(values, 'tuple');
  for (const each of cases.body) {
    if (each.kind !== 'do' || each.value.kind !== 'opaque' || !text.startsWith('case', each.start)) throw new Unknown('a case');
    const { parts } = each.value;
    const body = parts.at(-1);
    const guard = parts.find((part) => text.startsWith('if ', part.start) && part !== body);
    if (body?.kind !== 'block') throw new Unknown('a case');
    const written = text.slice(each.start + 4, guard?.start ?? body.start).replace(/:\s*$/, '');
    if (written.includes('#')) throw new Unknown('a case with a note');
    const reader = new ShapeReader(it, frame, written);
    const shape = whole(reader);
    it.tick(each, frame);
    if (!shape(value)) continue;
    if (guard && !isTrue(it, it.evaluate(guard.kind === 'opaque' ? (guard.parts[0] as Expr) : (guard as Expr), frame))) continue;
    return { body: body.body };
  }
  return { body: [] };
}

/** The shape of a case: one, or several without brackets. */
function whole(reader: ShapeReader): Shape {
  const isStarred = reader.peek() === '*';
  const first = isStarred ? undefined : one(reader);
  if (first && reader.isDone()) return first;
  if (!isStarred) reader.need(',');
  const rest = elementsUntil(reader, '', () => one(reader));
  return ofSequence({ ...rest, before: first ? [first, ...rest.before] : rest.before });
}

function ofSequence(elements: ReturnType<typeof elementsUntil>): Shape {
  return (value) => {
    const items = value instanceof List ? value.items : value instanceof Obj ? value.parts : undefined;
    return items !== undefined && ofElements(items, elements);
  };
}

function one(reader: ShapeReader): Shape {
  const shapes = [plain(reader)];
  while (reader.takes('|')) shapes.push(plain(reader));
  const any: Shape = shapes.length === 1 ? shapes[0]! : (value) => shapes.some((shape) => shape(value));
  if (!reader.takes('as')) return any;
  const bind = reader.binding(reader.next());
  return (value) => any(value) && bind(value);
}

const WORDS: Readonly<Record<string, Value>> = { None: null, True: true, False: false };

function plain(reader: ShapeReader): Shape {
  const word = reader.next();
  if (word === '(' || word === '[') {
    const isGroup = word === '(' && !hasComma(reader);
    if (!isGroup) return ofSequence(elementsUntil(reader, word === '(' ? ')' : ']', () => one(reader)));
    const inner = one(reader);
    reader.need(')');
    return inner;
  }
  if (word === '{') return ofMap(reader);
  if (/^["']/.test(word)) return reader.same(unquoted(word));
  if (isNumberWord(word)) return reader.same(numberOf(word));
  if (Object.hasOwn(WORDS, word)) return (value) => value === WORDS[word];
  if (!/^[A-Za-z_]/.test(word)) throw new Unknown('a shape');
  const names = [word];
  while (reader.takes('.')) names.push(reader.next());
  if (reader.takes('(')) return ofClass(reader, reader.named(names));
  if (names.length > 1) return reader.same(reader.named(names));
  return word === '_' ? () => true : reader.binding(word);
}

/** Whether brackets that were just opened hold several elements, or none. */
function hasComma(reader: ShapeReader): boolean {
  let depth = 0;
  for (let at = 0; reader.peek(at) !== ''; at += 1) {
    const word = reader.peek(at);
    if (/^[([{]$/.test(word)) depth += 1;
    else if (/^[)\]}]$/.test(word)) {
      if (depth === 0) return at === 0;
      depth -= 1;
    } else if (word === ',' && depth === 0) return true;
  }
  return false;
}

function ofMap(reader: ShapeReader): Shape {
  const entries: [Value, Shape][] = [];
  let rest: Shape | undefined;
  while (!reader.takes('}')) {
    if (reader.takes('**')) rest = reader.binding(reader.next());
    else {
      const key = reader.next();
      reader.need(':');
      if (!/^["']/.test(key) && !isNumberWord(key)) throw new Unknown('a key of a shape');
      entries.push([isNumberWord(key) ? numberOf(key) : unquoted(key), one(reader)]);
    }
    if (reader.peek() !== '}') reader.need(',');
  }
  return (value) => value instanceof Dict && value.kind === 'map' && ofEntries(value, entries, rest);
}

/** Classes whose shape with one element is the value itself. */
const PLAIN = /^(?:bool|bytearray|bytes|dict|float|frozenset|int|list|set|str|tuple)$/;

function ofClass(reader: ShapeReader, cls: Value): Shape {
  const places: Shape[] = [];
  const fields: [string, Shape][] = [];
  while (!reader.takes(')')) {
    if (reader.peek(1) === '=') {
      const name = reader.next();
      reader.need('=');
      fields.push([name, one(reader)]);
    } else places.push(one(reader));
    if (reader.peek() !== ')') reader.need(',');
  }
  const { it } = reader;
  return (value) => {
    if (!it.kindOf(value, cls)) return false;
    if (places.length > 0 && cls instanceof Foreign && PLAIN.test(cls.name)) return places.length === 1 && places[0]!(value);
    if (!(value instanceof Obj) && fields.length + places.length > 0) throw new Unknown('a field of a shape');
    const names = places.length > 0 ? placesOf(cls) : [];
    const asked = [...places.map((shape, at): [string, Shape] => [names[at] ?? '', shape]), ...fields];
    return asked.every(([name, shape]) => {
      if (name === '') throw new Unknown('a place of a shape');
      return shape(it.property(value, name));
    });
  };
}

/** The fields that elements without a name stand for. */
function placesOf(cls: Value): string[] {
  if (!(cls instanceof Cls)) throw new Unknown('a place of a shape');
  const own = cls.order.find((each) => each.statics.has('__match_args__'))?.statics.get('__match_args__');
  if (own instanceof List) return own.items.map(String);
  return cls.order
    .toReversed()
    .flatMap(({ at }) =>
      at.node.members.flatMap((each) =>
        each.kind === 'assign' && each.type !== undefined && each.target.kind === 'name' ? [each.target.name] : [],
      ),
    );
}
