import { equal } from '../values/comparing';
import { Dict, List, Unknown, type Value } from '../values/value';
import type { Core, Frame } from './machine';

/** Whether a value has a shape that a case asks for; names of the shape are set. */
export type Shape = (value: Value) => boolean;

/** What some code in brackets says of elements: those before and behind one that takes the rest. */
export interface Elements {
  readonly before: readonly Shape[];
  readonly rest?: Shape;
  readonly after: readonly Shape[];
}

const TOKEN =
  /(\s)|((?<=^|[\s,([|])\/(?:[^/\\\n]|\\.)+\/[imx]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(-?\d[\d_]*(?:\.\d+)?)|(\.\.\.?|=>|\*\*|::|[A-Za-z_]\w*[?!]?|:[A-Za-z_]\w*(?![\w:])|\S)/y;

/** Reads the shapes that a language writes, word by word. */
export class ShapeReader {
  private readonly words: string[] = [];
  private at = 0;

  constructor(
    readonly it: Core,
    readonly frame: Frame,
    text: string,
  ) {
    const token = new RegExp(TOKEN);
    const whole = text.trim();
    for (let found = token.exec(whole); found; found = token.exec(whole)) if (found[1] === undefined) this.words.push(found[0]);
  }

  peek(ahead = 0): string {
    return this.words[this.at + ahead] ?? '';
  }

  next(): string {
    this.at += 1;
    return this.words[this.at - 1] ?? '';
  }

  /** Takes a word if it comes next. */
  takes(word: string): boolean {
    if (this.peek() !== word) return false;
    this.at += 1;
    return true;
  }

  /** @throws {@link Unknown} where another word comes next */
  need(word: string): void {
    if (!this.takes(word)) throw new Unknown('a shape');
  }

  isDone(): boolean {
    return this.at >= this.words.length;
  }

  /** Sets a name to the value, whatever it is. */
  binding(name: string): Shape {
    return (value) => {
      this.it.assign({ start: 0, end: 0, kind: 'name', name }, value, this.frame, undefined);
      return true;
    };
  }

  /** The value that a name has. */
  named(names: readonly string[]): Value {
    const [first = '', ...rest] = names;
    const start = this.it.evaluate({ start: 0, end: 0, kind: 'name', name: first }, this.frame);
    return rest.reduce((of: Value, name) => this.it.property(this.it.settled(of), name), this.it.settled(start));
  }

  same(wanted: Value): Shape {
    return (value) => equal(this.it, wanted, value, '==');
  }
}

/** A text without its quotes. @throws {@link Unknown} for what is put into it */
export function unquoted(word: string): string {
  if (/\\|#\{/.test(word)) throw new Unknown('a text of a shape');
  return word.slice(1, -1);
}

export function isNumberWord(word: string): boolean {
  return /^-?\d/.test(word);
}

export function numberOf(word: string): Value {
  const plain = word.replace(/_/g, '');
  return plain.includes('.') ? Number(plain) : BigInt(plain);
}

/** A shape of several elements. */
export function ofElements(items: readonly Value[], { before, rest, after }: Elements): boolean {
  const least = before.length + after.length;
  if (items.length < least || (!rest && items.length > least)) return false;
  if (!before.every((shape, at) => shape(items[at]))) return false;
  const end = items.length - after.length;
  return (!rest || rest(new List(items.slice(before.length, end)))) && after.every((shape, at) => shape(items[end + at]));
}

/** A shape of some entries of a map. @param rest takes the others */
export function ofEntries(map: Dict, entries: readonly (readonly [Value, Shape])[], rest?: Shape): boolean {
  if (!entries.every(([key, shape]) => map.has(key) && shape(map.get(key)))) return false;
  if (!rest) return true;
  const others = new Dict();
  for (const [key, value] of map.pairs()) others.set(key, value);
  for (const [key] of entries) others.delete(key);
  return rest(others);
}

/** Reads what stands in brackets, up to the closing one. @param one reads one element */
export function elementsUntil(reader: ShapeReader, close: string, one: () => Shape): Elements {
  const before: Shape[] = [];
  const after: Shape[] = [];
  let rest: Shape | undefined;
  while (close === '' ? !reader.isDone() : !reader.takes(close)) {
    if (reader.takes('*')) {
      if (rest) throw new Unknown('a shape');
      rest = reader.takes('_') || !/^[A-Za-z_]/.test(reader.peek()) ? () => true : reader.binding(reader.next());
    } else (rest ? after : before).push(one());
    if (close === '' ? !reader.isDone() : reader.peek() !== close) reader.need(',');
  }
  return { before, after, ...(rest && { rest }) };
}
