import { only } from '../../only';
import type { SyntaxFile } from '../../syntax/syntax';
import { conditionOf } from './branchesAround';
import { emptySubscript } from '../../flow/library/emptyResults';
import type { ExpressionAt, ValueOrigin } from '../../flow/originSteps';
import { COLLECTION, type ProgramView } from './programView';

/** `cache[userId]`: empty for a key that was never set; the code that sets it, and its condition. */
export function ofSubscript(view: ProgramView, text: string, container: string, key: string, at: ExpressionAt): ValueOrigin {
  const note = emptySubscript(at.file.language);
  const literal = /^(?:['"](.+)['"]|:(\w+))$/.exec(key)?.slice(1).find(Boolean);
  const type = view.typeOf(container, at.file, at.fn);
  if (!note || /^-?\d+$/.test(key) || literal !== undefined || !type || !COLLECTION.test(type.name)) return { steps: [] };
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
      note: /^(?:\[|Array|List|Vec)|\[\]$/.test(type.name) ? note.replace(/ (?:for|when) .*/, ' for an index that it does not have') : note,
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

/** C#: the call with an `out` variable as argument, as written. */
export function outCall(file: SyntaxFile, name: string, line: number): string | undefined {
  const call = file
    .calls({ startLine: line, endLine: line })
    .find(({ args }) => args.some((arg) => new RegExp(`^out\\s.*\\b${name}$`).test(arg.trim())));
  return call && `${call.receiver ? `${call.receiver}.` : ''}${call.name}(${call.args.join(', ')})`;
}
