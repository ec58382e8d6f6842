import type { SyntaxFile } from '../../syntax/syntax';
import type { Place } from '../../flow/originSteps';
import type { ProgramView } from './programView';

/** The value behind a name that a file imports, or behind a `require(…)`: the definition in the other module. JavaScript only. */
export function importedValue(expression: string, at: SyntaxFile, view: ProgramView): (Place & { value: string }) | undefined {
  const text = expression.trim();
  const known = at.imports.find(({ local }) => local === text);
  const module = known?.module ?? /^require\(\s*['"]([^'"\n]{1,200})['"]\s*\)$/.exec(text)?.[1];
  const made = module === undefined ? at.definitions(text, { startLine: 1, endLine: at.lines.length }).at(-1)?.value : undefined;
  if (module === undefined) return made && made !== text && made.startsWith('require(') ? importedValue(made, at, view) : undefined;
  const file = view.moduleFile(module, at);
  if (!file) return undefined;
  const wanted = known && !/^(?:default|\*|)$/.test(known.imported) ? known.imported : defaultOf(file);
  const definition = wanted === undefined ? undefined : file.definitions(wanted, { startLine: 1, endLine: file.lines.length }).at(-1);
  return definition?.value ? { file: file.file, line: definition.startLine, value: definition.value } : undefined;
}

/** The name that a module exports as a whole. */
function defaultOf({ lines }: SyntaxFile): string | undefined {
  for (const line of lines) {
    const name = /^\s*(?:module\.exports\s{0,4}=|export default)\s{1,4}([A-Za-z_$][\w$]{0,80});?\s*$/.exec(line.slice(0, 200))?.[1];
    if (name) return name;
  }
  return undefined;
}
