import { elementsOf, mapped, union, UNKNOWN, type Lacking, type Possible, type Values } from './possible';

/** An element of lists, or the value under a key of maps; nothing where a map that is known has not got it. */
export function indexed(of: Values, keys: Values, container: string): Values {
  return mapped(of, (each) => {
    const value = each.kind === 'list' && keys.all.some(({ kind }) => kind === 'text') ? asMap(each) : each;
    if (value.kind === 'list') {
      const [key] = keys.all;
      const known = keys.all.length === 1 && !keys.open && key?.kind === 'number' ? value.items[key.number] : undefined;
      return known ? known() : elementsOf({ all: [value], open: false });
    }
    if (value.kind !== 'map') return undefined;
    if (keys.open || keys.all.length === 0 || keys.all.some(({ kind }) => kind !== 'text' && kind !== 'number'))
      return { ...elementsOf({ all: [value], open: false }), open: true };
    return union(keys.all.map((key) => underKey(value, key, container)));
  });
}

function underKey(map: Possible & { kind: 'map' }, key: Possible, container: string): Values {
  const all = map.entries.map((entry) => ({ entry, keys: entry.key() }));
  const fitting = all.filter(({ keys }) => keys.all.some((each) => sameKey(each, key)));
  if (fitting.length > 0) return union(fitting.map(({ entry }) => entry.value()));
  if (map.open || all.some(({ keys }) => keys.open)) return UNKNOWN;
  const text = key.kind === 'text' ? key.text : key.written;
  const has = keysIn(map);
  return {
    all: [
      {
        kind: 'nothing',
        lacks: {
          container,
          key: text,
          keys: has,
          ...(map.entries.length > 0 && map.written.includes(has[0]?.text ?? '') && { map: { file: map.file, line: map.line } }),
        },
        file: key.file,
        line: key.line,
        written: key.written,
      },
    ],
    open: false,
  };
}

export function sameKey(a: Possible, b: Possible): boolean {
  return a.kind === 'text' ? b.kind === 'text' && a.text === b.text : a.kind === 'number' && b.kind === 'number' && a.number === b.number;
}

/** A list of pairs that is read by their first parts: a map made of it. */
export function asMap(list: Possible & { kind: 'list' }): Possible {
  const pairs = list.items.flatMap((item) => item().all);
  if (pairs.length === 0 || !pairs.every((pair) => pair.kind === 'list' && pair.items.length === 2)) return list;
  const entries = pairs.flatMap((pair) =>
    pair.kind === 'list' ? [{ key: pair.items[0]!, value: pair.items[1]!, place: { file: pair.file, line: pair.line } }] : [],
  );
  return { ...list, kind: 'map', entries, open: list.open };
}

/** The keys of a map: their texts, the lines that write them, and those that put them in. */
export function keysIn(map: Possible & { kind: 'map' }): Lacking['keys'] {
  return map.entries.flatMap(({ key, place }) =>
    key().all.map((each) => ({
      text: each.kind === 'text' ? each.text : each.written,
      file: each.file,
      line: each.line,
      ...((each.file !== place.file || each.line !== place.line) && { put: place }),
    })),
  );
}
