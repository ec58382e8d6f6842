import { CHOSE, CHOSEN, WRITTEN, WRONG_WORDS } from './firstDivergence';
import type { Shape, ShapeField } from './shape';
import { parseShape } from './shapeText';

/** Fields of an object that are named; the others are counted. */
const NAMED_FIELDS = 3;

/** How many objects inside a field are searched for a missing value. */
const NESTED = 2;

/** Names of plain shapes that a sentence needs in other words. */
const PLAIN: Readonly<Record<string, string>> = {
  int: 'a whole number',
  num: 'a number',
  float: 'a number',
  bool: 'a boolean',
  function: 'a function',
  NaN: 'NaN',
  None: 'None',
  '…': 'something',
  unreached: 'never reached',
};

/** What a value was, for a sentence: `[{price:num}]×3` is "a list of 3". A text that is no shape is returned unchanged. */
export function shapeWords(text: string): string {
  const { shape, after } = splitShape(text);
  try {
    return wordsOf(parseShape(shape)) + after;
  } catch {
    return text;
  }
}

/** Whether a value is there, but a field of it or of an object inside it holds nothing: `Customer{address:null}`. */
export function lacksField(text: string): boolean {
  try {
    const shape = parseShape(splitShape(text).shape);
    return shape.kind === 'object' && missingIn({ name: '', shape }, NESTED + 1) !== undefined;
  } catch {
    return false;
  }
}

/** A shape, and the words after it that say how the test got it. */
export function splitShape(text: string): { shape: string; after: string } {
  const chose = text.lastIndexOf(CHOSE);
  if (chose >= 0) return { shape: text.slice(0, chose), after: text.slice(chose) };
  const after = [CHOSEN, WRITTEN, ...Object.values(WRONG_WORDS)].find((words) => text.endsWith(words)) ?? '';
  return { shape: text.slice(0, text.length - after.length), after };
}

/** What a value was in the failing run, and in passing ones: in words, unless these would not tell the two apart. */
export function shapesInWords(failing: string, passing: readonly string[]): { failing: string; passing: string[] } {
  const words = { failing: shapeWords(failing), passing: [...new Set(passing.map(shapeWords))] };
  const sameWords = words.passing.includes(words.failing) && !passing.includes(failing);
  return sameWords ? { failing, passing: [...passing] } : words;
}

function wordsOf(shape: Shape): string {
  switch (shape.kind) {
    case 'plain':
      return PLAIN[shape.name] ?? (/^[A-Z][a-z]/.test(shape.name) ? withArticle(shape.name) : shape.name);
    case 'text':
      return textWords(shape);
    case 'list':
      return sizeWords(shape.name ?? 'list', shape.length);
    case 'object':
      return objectWords(shape);
    case 'map':
      return sizeWords(shape.name ?? 'object', shape.size);
    case 'around':
      return shape.of.kind === 'plain' && shape.of.name === 'pending'
        ? `a pending ${shape.name}`
        : `${withArticle(shape.name)} of ${wordsOf(shape.of)}`;
    case 'union':
      return [...new Set(shape.of.map(wordsOf))].join(' or ');
  }
}

function textWords({ name, length, format }: Extract<Shape, { kind: 'text' }>): string {
  const unit = name === 'str' ? 'character' : 'byte';
  const what = name === 'str' ? 'text' : 'bytes';
  if (length === 0) return name === 'str' ? 'an empty text' : 'no bytes';
  const size = length === undefined ? '' : `${length} ${unit}${length === 1 ? '' : 's'}`;
  if (name === 'bytes') return size || what;
  const ofSize = size && ` of ${size}`;
  if (format === undefined) return `a text${ofSize}`;
  return format === 'blank' ? `a blank text${ofSize}` : `a text${ofSize} (${format})`;
}

function sizeWords(name: string, size: number | undefined): string {
  if (size === 0) return `an empty ${name}`;
  return size === undefined ? withArticle(name) : `${withArticle(name)} of ${size}`;
}

function objectWords({ name, fields, more }: Extract<Shape, { kind: 'object' }>): string {
  if (!fields.length && !more) return name === undefined ? 'an empty object' : withArticle(name);
  const said = fields.filter((field) => missingIn(field, NESTED));
  const named = [...said, ...(name === undefined ? fields.filter((field) => !said.includes(field)) : [])].slice(0, NAMED_FIELDS);
  const rest = name === undefined ? fields.length + more - named.length : 0;
  const list = [...named.map(fieldWords), ...(rest ? [`${rest} more`] : [])];
  const what = withArticle(name ?? 'object');
  if (!list.length) return what;
  return `${what} with ${list.length > 1 ? `${list.slice(0, -1).join(', ')} and ${list.at(-1)}` : list[0]}`;
}

function fieldWords(field: ShapeField): string {
  return missingIn(field, NESTED) ?? field.name;
}

/**
 * What a person looks for: the field if it holds nothing, or no number, or else the first such field inside it: "prices.cup None".
 * @param depth how many objects further inside to look
 */
function missingIn({ name, shape }: ShapeField, depth: number): string | undefined {
  if (shape.kind === 'plain') return /^(?:undefined|null|None|NaN)$/.test(shape.name) ? `${name} ${shape.name}` : undefined;
  if (shape.kind !== 'object' || depth === 0) return undefined;
  for (const field of shape.fields) {
    const inside = missingIn(field, depth - 1);
    if (inside) return `${name}.${inside}`;
  }
  return undefined;
}

function withArticle(name: string): string {
  return `${/^[aeiouAEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
}
