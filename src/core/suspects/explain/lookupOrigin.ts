import { only } from '../../only';
import type { SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { conditionOf } from './branchesAround';
import { emptySubscript } from '../../flow/library/emptyResults';
import { ofKey } from './objectKeys';
import type { ExpressionAt, ValueOrigin } from './originSteps';
import { COLLECTION, type ProgramView } from './programView';

/** Calls that give a map of what they go through. */
const MAKES_MAP = /^Object\.(?:fromEntries|groupBy)\(|\.(?:to_h|group_by|index_by|tally|transform_values)\b[^\n]{0,200}$/;

/** `cache[userId]`: empty for a key that was never set; the code that sets it, and its condition. */
export function ofSubscript(view: ProgramView, text: string, container: string, key: string, at: ExpressionAt): ValueOrigin {
  const note = emptySubscript(at.file.language);
  const literal = /^(?:['"](.+)['"]|:(\w+))$/.exec(key)?.slice(1).find(Boolean);
  // A caller that passes an object literal shows its keys.
  const passed = note && literal !== undefined ? ofKey(view, container, literal, at) : undefined;
  if (passed?.end) return passed;
  const type = view.typeOf(container, at.file, at.fn);
  const made = only(view.definitionsOf(container, at.file, at.fn))?.value?.slice(0, 400) ?? '';
  const known = type !== undefined ? COLLECTION.test(type.name) : MAKES_MAP.test(made);
  if (!note || /^-?\d+$/.test(key) || !known) return { steps: [] };
  if (type && /^(?:new\s+)?(?:Weak)?Map\b/.test(type.name) && familyOf(at.file.language) === 'javascript')
    return ofMap(view, container, key, at);
  if (literal !== undefined) return ofKey(view, container, literal, at);
  const stores = at.file.definitions(text, { startLine: 1, endLine: at.file.lines.length });
  const store = only(stores);
  const branch = store && conditionOf(at.file, store.startLine, at.line);
  return {
    steps: [],
    end: {
      kind: 'lookup',
      file: at.file.file,
      line: at.line,
      expression: text,
      note:
        type && /^(?:\[|Array|List|Vec)|\[\]$/.test(type.name)
          ? note.replace(/ (?:for|when) .*/, ' for an index that it does not have')
          : note,
      ...(store && {
        store: {
          line: store.startLine,
          ...(branch?.holds && { condition: branch.condition }),
          ...(store.startLine > at.line && { other: true }),
        },
      }),
    },
  };
}

/** JavaScript: brackets read a property of a `Map`, not one of its entries. */
function ofMap(view: ProgramView, container: string, key: string, at: ExpressionAt): ValueOrigin {
  const made = view.definitionsOf(container, at.file, at.fn).at(-1);
  return {
    steps: [],
    end: {
      kind: 'lookup',
      file: at.file.file,
      line: made?.startLine ?? at.line,
      expression: container,
      note: `is a Map, and brackets read a property of the Map itself: \`${container}.get(${key})\` would read an entry`,
    },
  };
}

/** C#: the call with an `out` variable as argument, as written. */
export function outCall(file: SyntaxFile, name: string, line: number): string | undefined {
  const call = file
    .calls({ startLine: line, endLine: line })
    .find(({ args }) => args.some((arg) => new RegExp(`^out\\s.*\\b${name}$`).test(arg.trim())));
  return call && `${call.receiver ? `${call.receiver}.` : ''}${call.name}(${call.args.join(', ')})`;
}
