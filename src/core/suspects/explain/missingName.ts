import { indentOf, namesOf } from './textTests';
import { familyOf } from '../../workspace/languages';
import type { SyntaxFile } from '../../syntax/syntax';
import type { Clue } from './clue';
import { citing, code, placeText, type ExplainInput, type Explanation } from './explanation';
import { nearName } from '../../flow/nearName';
import { only } from '../../only';
import type { NamedPlace, Place } from '../../flow/originSteps';
import { conditionOf } from './branchesAround';

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
  const own = [...visible, ...atTop(file), ...methodsBeside(at), ...imports];
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

/** Methods of the class around a line, which some languages call by their names alone. */
function methodsBeside({ file, fn }: ExplainInput['at']): NamedPlace[] {
  return file.functions
    .filter(({ className, name }) => className !== undefined && className === fn?.className && name !== '')
    .map(({ name, startLine }) => ({ name, place: { file: file.file, line: startLine } }));
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

/** Python: a name is assigned in the function, but not on the executed path. */
export function explainUnbound({ name }: Extract<Clue, { kind: 'unbound' }>, { at }: ExplainInput): Explanation {
  const { file, line, fn } = at;
  const assigned = fn ? file.definitions(name, fn) : [];
  const [first] = assigned.filter(({ startLine }) => startLine < line);
  const branch = first && conditionOf(file, first.startLine, line);
  const loop = first && fn ? loopAround(file, first.startLine, fn.startLine, line) : undefined;
  const only = branch ? ` only if ${code(branch.condition)}` : loop ? ` only inside the loop on line ${loop}` : '';
  const sentences = [`Line ${line} uses ${code(name)}, which has no value there.`];
  if (first) sentences.push(`It is assigned on line ${first.startLine}${only}${only ? '; where that never happens, it is not set' : ''}.`);
  else if (assigned[0])
    sentences.push(
      `${code(name)} is assigned on line ${assigned[0].startLine}, so it is a local variable in the whole function, also before that line.`,
    );
  const place = { file: file.file, line: (first ?? assigned[0])?.startLine ?? line };
  return {
    title: `${code(name)} is used before it has a value`,
    sentences,
    evidence: first || assigned[0] ? [{ ...place, why: `assigns ${code(name)}${only}` }] : [],
    ...(assigned.length > 0 && { origin: place }),
    check: `Set ${code(name)} before line ${first?.startLine ?? line}. If it still fails in the same way, this is not the cause.`,
  };
}

function loopAround(file: SyntaxFile, inner: number, from: number, outside: number): number | undefined {
  const indent = (line: number): number => indentOf(file.lines[line - 1] ?? '');
  for (let above = inner - 1; above >= from; above -= 1) {
    if (/^\s*(?:for|while)\b/.test(file.lines[above - 1] ?? '') && indent(above) < indent(inner) && indent(outside) <= indent(above))
      return above;
  }
  return undefined;
}
