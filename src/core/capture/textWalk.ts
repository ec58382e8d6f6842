/** A value with `change` applied to every text in it. The order of the walk is always the same. */
export type TextWalk<T> = (value: T, change: (text: string) => string) => T;

/** Anything that a person, a program or a model may have written. */
export const text: TextWalk<string> = (value, change) => change(value);

/** The beginning of a text: cut after the change, because an earlier cut may split a secret, which is then not recognised. */
export function beginningOf(most: number): TextWalk<string> {
  return (value, change) => change(value).slice(0, most);
}

/** A string that is this product's own: an id, a hash, a time. */
export const ownString: TextWalk<string> = (value) => value;

/** Numbers, flags and words of a fixed list. A free string is a type error here. */
export function noText<T>(value: string extends T ? never : T): T {
  return value;
}

/** Always omitted. */
export function notKept<T>(_value: T): T {
  return undefined as T;
}

export function listOf<T>(item: TextWalk<T>): TextWalk<T[]> {
  return (values, change) => values.map((value) => item(value, change));
}

/** Keys stay; use {@link textKeys} where they are texts too. */
export function valuesOf<K extends string | number, T>(item: TextWalk<T>): TextWalk<Record<K, T>> {
  return (record, change) =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, item(value as T, change)])) as Record<K, T>;
}

export function textKeys<T>(item: TextWalk<T>): TextWalk<Record<string, T>> {
  return (record, change) => Object.fromEntries(Object.entries(record).map(([key, value]) => [change(key), item(value, change)]));
}

/** One walk for each field: a field added to the type is a compile error until it has one. Other fields are left out. */
export function fieldsOf<T extends object>(fields: { [K in keyof Required<T>]: TextWalk<Required<T>[K]> }): TextWalk<T> {
  const names = Object.keys(fields) as (keyof T)[];
  return (value, change) => {
    const copy: Partial<T> = {};
    for (const name of names) {
      if (value[name] !== undefined) copy[name] = fields[name](value[name], change);
    }
    return copy as T;
  };
}

/** Every text in a value, in the order of the walk. */
export function textsIn<T>(value: T, walk: TextWalk<T>): string[] {
  const texts: string[] = [];
  walk(value, (each) => {
    texts.push(each);
    return each;
  });
  return texts;
}

/** The value with other texts, given in the order of {@link textsIn}. */
export function withTexts<T>(value: T, walk: TextWalk<T>, texts: readonly string[]): T {
  let at = 0;
  return walk(value, (each) => texts[at++] ?? each);
}
