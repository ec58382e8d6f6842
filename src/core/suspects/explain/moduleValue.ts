import { only } from '../../only';
import type { Definition, SyntaxFile } from '../../syntax/syntax';
import type { ExpressionAt } from '../../flow/originSteps';
import type { ProgramView } from './programView';

/** The one definition behind a name that is imported from a file of the workspace: `LIMIT`, or `config.LIMIT` of a whole module. */
export function moduleValue(view: ProgramView, text: string, at: ExpressionAt): { file: SyntaxFile; definition: Definition } | undefined {
  const [, root = '', member] = /^([A-Za-z_$][\w$]*)(?:\.([A-Za-z_$][\w$]*))?$/.exec(text) ?? [];
  const binding = at.file.imports.find(({ local }) => local === root);
  if (!binding || at.fn?.parameters.some(({ name }) => name === root)) return undefined;
  const whole = /^(?:\*|)$/.test(binding.imported);
  if (whole !== (member !== undefined)) return undefined;
  const file = view.moduleFile(binding.module, at.file);
  if (!file) return undefined;
  const exported = member ?? binding.imported;
  const name = file.exports.get(exported) ?? exported;
  const written = file.definitions(name, { startLine: 1, endLine: file.lines.length });
  const definition = only(written);
  // A variable that another module sets may hold anything.
  const isSet = view.files.some((each) =>
    each.allDefinitions({ startLine: 1, endLine: each.lines.length }).some((other) => other.name === `${root}.${exported}`),
  );
  if (!definition?.value || definition.path.length || file.enclosing(definition.startLine) || isSet) return undefined;
  return { file, definition };
}
