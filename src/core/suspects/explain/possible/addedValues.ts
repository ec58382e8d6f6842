import { familyOf } from '../../../workspace/languages';
import { addedTo } from '../filledElement';
import { mapped, type Search, type Values, type Where } from './possible';

/** A collection with what the program adds to it under its name. */
export function withAdded(search: Search, name: string, values: Values, at: Where, depth: number): Values {
  const collections = values.all.filter(({ kind }) => kind === 'list' || kind === 'map');
  if (collections.length === 0) return values;
  const added = addedTo(search.view, name, { file: at.file, fn: at.fn, line: at.line }).filter(
    ({ file }) => familyOf(file.language) === familyOf(at.file.language),
  );
  if (added.length === 0) return values;
  return mapped(values, (value) => {
    const inside = added.map((each) => ({ ...each, where: { file: each.file, fn: each.fn, line: each.line } }));
    if (value.kind === 'list')
      return {
        ...value,
        items: [
          ...value.items,
          ...inside.map(
            ({ value: text, where }) =>
              () =>
                search.valuesOf(text, where, depth),
          ),
        ],
      };
    if (value.kind !== 'map') return value;
    const entries = inside
      .filter(({ key }) => key !== undefined)
      .map(({ key, value: text, where, file, line }) => ({
        key: () => search.valuesOf(key!, where, depth),
        value: () => search.valuesOf(text, where, depth),
        place: { file: file.file, line },
      }));
    return { ...value, entries: [...value.entries, ...entries], open: value.open || entries.length < inside.length };
  });
}
