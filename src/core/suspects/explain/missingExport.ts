import type { SyntaxFile } from '../../syntax/syntax';
import { traitsOf } from '../../flow/traits';
import { nearName } from '../../flow/nearName';
import type { NamedPlace, Place } from '../../flow/originSteps';
import { only } from '../../only';
import { citing, code, placeText, type ExplainInput, type Explanation } from './explanation';
import { atTop, didYouMean } from './missingName';
import { hasName, namesOf, stemOf, withoutDots } from './textTests';

/** An import of a name that its module does not have. */
export interface NoExport {
  name: string;
  /** As the import writes it. */
  module: string;
  /** 1-based, of the import. */
  line: number;
  suggestion?: string;
}

/** A module is imported for a name that it does not have or does not export. */
export function explainNoExport(wanted: NoExport, input: ExplainInput): Explanation {
  const { name, module, line } = wanted;
  const { at, view, error } = input;
  const from = view.moduleFile(module, at.file);
  if (name === 'default') return explainNoDefault(wanted, input);
  const names = from ? exportsOf(from) : [];
  const renamed = [...(from?.exports ?? [])].find(([, own]) => own === name)?.[0];
  const near = wanted.suggestion ?? renamed ?? nearName(name, namesOf(names)) ?? sharedPrefix(name, namesOf(names));
  const found = names.find((each) => each.name === near);
  const hidden = near ? undefined : names.find((each) => each.name === name);
  const isCircle = error.message.includes('partially initialized module');
  const back = isCircle && from ? importOf(at.file.file, from) : undefined;
  const place = back ?? found?.place;
  const exporting = traitsOf(at.file.language).thisOfCall;
  return {
    title: exporting ? `${code(module)} does not export ${code(name)}` : `${code(module)} has no ${code(name)}`,
    sentences: [
      exporting
        ? `Line ${line} imports ${code(name)} from ${code(module)}, which has no such export.`
        : `Line ${line} imports ${code(name)} from ${code(module)}, which has no such name${isCircle ? ' yet: the two modules import each other' : ''}.`,
      ...(back
        ? [
            `${code(module)} was still at its own import (${placeText(back, at)})${found ? `, above the line that defines ${code(found.name)} (${placeText(found.place, at)})` : ''}.`,
          ]
        : hidden
          ? [`It is declared there (${placeText(hidden.place, at)}), but without ${code('export')}.`]
          : near
            ? [didYouMean(near, found?.place, at)]
            : []),
    ],
    evidence: [
      ...(back ? [{ ...back, why: 'imports it in turn' }] : []),
      ...(found
        ? [{ ...found.place, why: from?.exports.has(found.name) ? `exports ${code(found.name)}` : `${code(found.name)} is declared here` }]
        : []),
    ],
    ...(place && { origin: place }),
    check: isCircle
      ? `Import ${code(name)} inside the function that uses it. If the same message stays, this is not the cause.`
      : near
        ? `Write ${code(near)} on line ${line}. If the same message stays, this is not the cause.`
        : `Is ${code(name)} defined in ${code(module)}, under that name?`,
  };
}

/** A module is imported for its default export, and has none. */
function explainNoDefault({ module, line, suggestion }: NoExport, { at, view }: ExplainInput): Explanation {
  const from = view.moduleFile(module, at.file);
  const local = at.file.imports.find((each) => each.module === module && each.imported === 'default')?.local ?? '';
  const names = from ? exportsOf(from) : [];
  const isNamed = (each: NamedPlace): boolean => /\bexport\b/.test(from?.lines[each.place.line - 1] ?? '');
  const name = suggestion ?? (names.find((each) => each.name === local) ?? only(names.filter(isNamed)))?.name;
  const place = names.find((each) => each.name === name)?.place;
  const braces = code(`import { ${name} } from '${module}'`);
  return {
    title: `${code(module)} has no default export`,
    sentences: [
      `Line ${line} imports the default export of ${code(module)} as ${code(local)}, and that module has none.`,
      ...(name ? [`It exports ${code(name)} by its name${place ? ` (${placeText(place, at)})` : ''}, so ${braces} would import it.`] : []),
    ],
    ...citing(place, `exports ${code(name ?? '')} by its name`),
    check: `Write ${name ? braces : code('import { … }')} on line ${line}. If the same message stays, this is not the cause.`,
  };
}

/** What others can import from a file. */
function exportsOf(file: SyntaxFile): NamedPlace[] {
  const own = atTop(file);
  const renamed = [...file.exports].flatMap(([name, local]) => {
    const line = file.lines.findIndex((text) => /\bexports?\b/.test(text) && hasName(text, name)) + 1;
    const place = line > 0 ? { file: file.file, line } : own.find((each) => each.name === local)?.place;
    return place && name !== 'default' ? [{ name, place }] : [];
  });
  return [...renamed, ...own];
}

/** Python: the line of a module that imports a file. */
function importOf(file: string, from: SyntaxFile): Place | undefined {
  const module = stemOf(file).replaceAll('/', '.');
  const found = from.imports.find(({ module: each }) => `.${module}`.endsWith(`.${withoutDots(each)}`));
  return found && { file: from.file, line: found.line };
}

/** The only name with the same beginning as another: `pricing` and `prices`, `format_price` and `format_money`. */
export function sharedPrefix(wrong: string, names: readonly string[]): string | undefined {
  return only(
    names.filter((name) => {
      let same = 0;
      while (same < Math.min(name.length, wrong.length) && name[same] === wrong[same]) same += 1;
      return same >= 4 && same >= wrong.length / 2;
    }),
  );
}
