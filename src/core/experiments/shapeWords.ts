import { shown } from '../language';
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

/** How a name of the program stands among words. */
type Named = (name: string) => string;

const bare: Named = (name) => name;
const asCode: Named = (name) => `\`${name}\``;

/** What a value was, for a sentence: `[{price:num}]×3` is "a list of 3". A text that is no shape is returned unchanged. */
export function shapeWords(text: string): string {
  return inWords(text, bare) ?? text;
}

/** {@link shapeWords} for a sentence with code in it: names of the program are in backticks, so that it can be read back. */
export function shapeCode(text: string): string {
  return inWords(text, asCode) ?? text;
}

/** {@link shapeWords} in the language of the person, for a place of its own. */
export function shownShape(text: string): string {
  const { shape, after } = splitShape(text);
  const words = inWords(shape, asCode);
  return words === undefined ? text : shown(words).replaceAll('`', '') + shown(after);
}

function inWords(text: string, named: Named): string | undefined {
  const { shape, after } = splitShape(text);
  try {
    return wordsOf(parseShape(shape), named) + after;
  } catch {
    return undefined;
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

/**
 * What a value was in the failing run, and in passing ones: in words, unless these would not tell the two apart.
 * @param inWords how each of them is said
 */
export function shapesInWords(
  failing: string,
  passing: readonly string[],
  inWords: (shape: string) => string,
): { failing: string; passing: string[] } {
  const words = { failing: inWords(failing), passing: [...new Set(passing.map(inWords))] };
  const sameWords = words.passing.includes(words.failing) && !passing.includes(failing);
  return sameWords ? { failing, passing: [...passing] } : words;
}

function wordsOf(shape: Shape, named: Named): string {
  switch (shape.kind) {
    case 'plain':
      return PLAIN[shape.name] ?? (/^[A-Z][a-z]/.test(shape.name) ? withArticle(shape.name, named) : shape.name);
    case 'text':
      return textWords(shape, named);
    case 'list':
      return sizeWords(shape.name, 'list', shape.length, named);
    case 'object':
      return objectWords(shape, named);
    case 'map':
      return sizeWords(shape.name, 'object', shape.size, named);
    case 'around':
      return shape.of.kind === 'plain' && shape.of.name === 'pending'
        ? `a pending ${named(shape.name)}`
        : `${withArticle(shape.name, named)} of ${wordsOf(shape.of, named)}`;
    case 'union':
      return [...new Set(shape.of.map((each) => wordsOf(each, named)))].join(' or ');
  }
}

function textWords({ name, length, format }: Extract<Shape, { kind: 'text' }>, named: Named): string {
  const unit = name === 'str' ? 'character' : 'byte';
  const what = name === 'str' ? 'text' : 'bytes';
  if (length === 0) return name === 'str' ? 'an empty text' : 'no bytes';
  const size = length === undefined ? '' : `${length} ${unit}${length === 1 ? '' : 's'}`;
  if (name === 'bytes') return size || what;
  const ofSize = size && ` of ${size}`;
  if (format === undefined) return `a text${ofSize}`;
  return format === 'blank' ? `a blank text${ofSize}` : `a text${ofSize} (${named(format)})`;
}

/** @param kind a word for one without a name */
function sizeWords(name: string | undefined, kind: string, size: number | undefined, named: Named): string {
  const what = name === undefined ? withArticle(kind, bare) : withArticle(name, named);
  if (size === 0) return `an empty ${name === undefined ? kind : named(name)}`;
  return size === undefined ? what : `${what} of ${size}`;
}

function objectWords({ name, fields, more }: Extract<Shape, { kind: 'object' }>, named: Named): string {
  if (!fields.length && !more) return name === undefined ? 'an empty object' : withArticle(name, named);
  const said = fields.filter((field) => missingIn(field, NESTED));
  const first = [...said, ...(name === undefined ? fields.filter((field) => !said.includes(field)) : [])].slice(0, NAMED_FIELDS);
  const rest = name === undefined ? fields.length + more - first.length : 0;
  const list = [...first.map((field) => named(fieldWords(field))), ...(rest ? [`${rest} more`] : [])];
  const what = name === undefined ? 'an object' : withArticle(name, named);
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

function withArticle(name: string, named: Named): string {
  return `${/^[aeiouAEIOU]/.test(name) ? 'an' : 'a'} ${named(name)}`;
}
