import { Sym, type Value } from '../values/value';

/** In what one key differs from another that is nearly it; `kind`: a number and a text; `object`: two that are written alike. */
export type Likeness = 'kind' | 'case' | 'space' | 'letter' | 'object';

/** A key that is nearly another one. */
export interface Like {
  /** As code would write it. */
  text: string;
  differs: Likeness;
}

/** A key, and how code would write it. */
export interface Key {
  value: Value;
  text: string;
}

/** Keys that are shorter differ in a letter by chance. */
const LEAST_ALIKE = 5;

/** The first key that is nearly another one, in the likeness that is the closest. */
export function nearly(wanted: Key, keys: readonly Key[]): Like | undefined {
  for (const [differs, isLike] of LIKENESSES) {
    const key = keys.find((each) => isLike(wanted, each));
    if (key) return { text: key.text, differs };
  }
  return undefined;
}

const LIKENESSES: readonly [Likeness, (one: Key, other: Key) => boolean][] = [
  ['object', (one, other) => one.text === other.text],
  [
    'kind',
    ({ value: one }, { value: other }) =>
      typeof one !== typeof other && lettersOf(one) !== undefined && lettersOf(one) === lettersOf(other),
  ],
  ['case', texts((one, other) => one.toLowerCase() === other.toLowerCase())],
  ['space', texts((one, other) => one.replace(/\s/g, '') === other.replace(/\s/g, ''))],
  ['letter', texts((one, other) => Math.min(one.length, other.length) >= LEAST_ALIKE && isOneLetterOff(one, other))],
];

function texts(isLike: (one: string, other: string) => boolean): (one: Key, other: Key) => boolean {
  return ({ value: one }, { value: other }) => typeof one === 'string' && typeof other === 'string' && isLike(one, other);
}

/** Whether one text is the other with a letter more, less, or in place of another. */
function isOneLetterOff(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1 || /\d/.test(one + other)) return false;
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  const [skipOne, skipOther] = one.length === other.length ? [1, 1] : one.length > other.length ? [1, 0] : [0, 1];
  return one.slice(same + skipOne) === other.slice(same + skipOther);
}

/** A number, a text or a symbol without what tells them apart. */
export function lettersOf(value: Value): string | undefined {
  if (value instanceof Sym) return value.name;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;
}
