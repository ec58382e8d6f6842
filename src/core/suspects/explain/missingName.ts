import { namesOf } from './textTests';
import { familyOf } from '../../workspace/languages';
import type { SyntaxFile } from '../../syntax/syntax';
import { citing, code, placeText, type ExplainInput, type Explanation } from './explanation';
import { nearName } from '../../flow/nearName';
import { only } from '../../only';
import type { NamedPlace, Place } from '../../flow/originSteps';

/** The check of a name that may be meant. @param compiled a compiler or a checker complains of the other one */
export function writeInstead(name: string, { file, line }: ExplainInput['at'], compiled: boolean): string {
  if (!compiled) return `Write ${code(name)} at ${file.file}:${line} and run it again. If it still fails, this is not the cause.`;
  // A checker of a language without a compiler is run, not compiled.
  const isChecker = file.language === 'python' || /\.[cm]?jsx?$/.test(file.file);
  return `Write ${code(name)} on line ${line} and ${isChecker ? 'run the check again' : 'compile again'}.`;
}

export function didYouMean(name: string, place: Place | undefined, at: ExplainInput['at']): string {
  return `Did you mean ${code(name)}${place ? ` (${placeText(place, at)})` : ''}?`;
}

/** A name that is undefined at its use. @param compiled a compiler or a checker says so */
export function explainName(
  { name, suggestion }: { name: string; suggestion?: string },
  { at, view }: ExplainInput,
  compiled = false,
): Explanation {
  const { file, line, fn } = at;
  const visible = fn ? file.allDefinitions(fn).map((each) => ({ name: each.name, place: { file: file.file, line: each.startLine } })) : [];
  const imports = file.imports.map(({ local, line: at }) => ({ name: local, place: { file: file.file, line: at } }));
  const own = [...visible, ...atTop(file), ...imports];
  const others = view.files.filter((each) => each !== file && familyOf(each.language) === familyOf(file.language)).flatMap(atTop);
  const near = suggestion ?? nearName(name, namesOf(own)) ?? nearName(name, namesOf(others));
  const named = [...own, ...others].find((each) => each.name === near);
  const elsewhere = near ? undefined : only(others.filter((each) => each.name === name));
  const place = named?.place ?? elsewhere?.place;
  return {
    title: compiled ? `${code(name)} is not declared` : `${code(name)} is not defined`,
    sentences: [
      compiled
        ? `Line ${line} uses ${code(name)}, which is not declared there.`
        : `Line ${line} uses ${code(name)}, which is not defined there.`,
      ...(near ? [didYouMean(near, named?.place, at)] : []),
      ...(elsewhere ? [`It is defined at ${placeText(elsewhere.place, at)}, but not imported here.`] : []),
    ],
    ...citing(place, `${code(named?.name ?? name)} is declared here`),
    check: near ? writeInstead(near, at, compiled) : `Is ${code(name)} declared or imported before ${file.file}:${line}, under that name?`,
  };
}

/** What a file declares outside of its functions and classes, and these. */
export function atTop(file: SyntaxFile): NamedPlace[] {
  const variables = file.allDefinitions({ startLine: 1, endLine: file.lines.length }).filter(({ startLine }) => !file.enclosing(startLine));
  const functions = file.functions.filter(({ className, name }) => className === undefined && name !== '');
  return [...functions, ...file.classes, ...variables].map(({ name, startLine }) => ({
    name,
    place: { file: file.file, line: startLine },
  }));
}
