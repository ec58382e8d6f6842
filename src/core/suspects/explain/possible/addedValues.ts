import { familyOf } from '../../../workspace/languages';
import { escapePattern } from '../escapePattern';
import { addedTo } from '../filledElement';
import { fieldOf, type ProgramView } from '../programView';
import { isChangedWithin } from '../changedElsewhere';
import { mapped, type Search, type Values, type Where } from './possible';

/** A collection with what the program adds to it under its name. */
export function withAdded(search: Search, name: string, values: Values, at: Where, depth: number): Values {
  const collections = values.all.filter(({ kind }) => kind === 'list' || kind === 'map');
  if (collections.length === 0) return values;
  const added = addedTo(search.view, name, { file: at.file, fn: at.fn, line: at.line }).filter(
    ({ file }) => familyOf(file.language) === familyOf(at.file.language),
  );
  const open = changesUnseen(search.view, name, at);
  if (added.length === 0 && !open) return values;
  return mapped(values, (each) => {
    const value = open && (each.kind === 'list' || each.kind === 'map') ? { ...each, open } : each;
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

/** Calls on a collection that change it in a way that is not followed. */
const CHANGES =
  /^(?:\w+All|AddRange|InsertRange|extend\w*|append|entry|or_insert\w*|compute\w*|merge|retain|drain|TryAdd|try_emplace|remove\w*|Remove\w*|clear|Clear|pop\w*|Pop|Dequeue|poll\w*|delete|erase|load|swap|truncate)$/;

/** Whether something may change a collection beside what is added to it under its name: a call that it is given to, or one on it that is not followed. */
export function changesUnseen(view: ProgramView, name: string, { file, fn }: Pick<Where, 'file' | 'fn'>): boolean {
  const short = fieldOf(name) ?? name;
  const range = fn && file.definitions(short, fn).length > 0 ? fn : { startLine: 1, endLine: file.lines.length };
  // Kotlin: `rows += row`.
  if (file.file.endsWith('.kt') && isChangedWithin(short, { file, fn: range === fn ? fn : undefined })) return true;
  const own = new RegExp(`^(?:(?:this|self|\\w{1,40})\\.)?${escapePattern(short.split('.').at(-1)!)}$`);
  return file.calls(range).some(({ name: called, receiver, args }) => {
    if (receiver !== undefined && own.test(receiver.trim()) && CHANGES.test(called) && called !== 'append') return true;
    const position = args.findIndex((arg) => own.test(arg.trim().replace(/^(?:&mut |&|ref |out )/, '')));
    if (position < 0) return false;
    const callees = view.functionsNamed(called);
    if (callees.length === 0)
      return (
        /^(?:delete|clear|Copy|addAll|CopyTo)$/.test(called) ||
        (/^(?:&(?!mut )\w|ref |out )/.test(args[position]!.trim()) && /^(?:go|cpp|csharp)$/.test(file.language))
      );
    return callees.some((callee) => {
      const parameter = callee.fn.parameters[position]?.name;
      return (
        parameter !== undefined && addedTo(view, parameter, { file: callee.file, fn: callee.fn, line: callee.fn.startLine }).length > 0
      );
    });
  });
}
