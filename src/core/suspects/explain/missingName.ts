import { indentOf, namesOf } from './textTests';
import { familyOf } from '../../workspace/languages';
import type { SyntaxFile } from '../../syntax/syntax';
import type { Clue } from './clue';
import { code, placeText, type ExplainInput, type Explanation } from './explanation';
import { nearName } from '../../flow/nearName';
import { conditionOf } from './branchesAround';

/** A name that is undefined at its use. */
export function explainName(clue: Extract<Clue, { kind: 'unknownName' }>, { at, view }: ExplainInput): Explanation {
  const { file, line, fn } = at;
  const whole = { startLine: 1, endLine: file.lines.length };
  const inScope = [
    ...(fn ? file.allDefinitions(fn) : []),
    ...file.allDefinitions(whole).filter(({ startLine }) => file.enclosing(startLine) === undefined),
  ].map(({ name, startLine }) => ({
    name,
    place: { file: file.file, line: startLine },
  }));
  const functions = file.functions
    .filter(({ name, className }) => name !== '' && (className === undefined || className === fn?.className))
    .map(({ name, startLine }) => ({ name, place: { file: file.file, line: startLine } }));
  const imports = file.imports
    .filter(({ local }) => local !== '')
    .map(({ local, line: at }) => ({ name: local, place: { file: file.file, line: at } }));
  const known = [...inScope, ...functions, ...imports];
  const near = clue.suggestion ?? nearName(clue.name, namesOf(known));
  const named = known.find(({ name }) => name === near);
  const elsewhere = near
    ? []
    : view.files
        .filter((each) => each !== file && familyOf(each.language) === familyOf(file.language))
        .flatMap((each) =>
          each.functions
            .filter(({ name, className }) => name === clue.name && className === undefined)
            .map((each2) => ({ file: each.file, line: each2.startLine })),
        );
  const sentences = [`Line ${line} uses ${code(clue.name)}, which is not defined there.`];
  if (named) sentences.push(`${code(named.name)} is (${placeText(named.place, at)}): did you mean that?`);
  else if (near) sentences.push(`Did you mean ${code(near)}?`);
  else if (elsewhere.length === 1)
    sentences.push(`${code(clue.name)} is defined at ${placeText(elsewhere[0]!, at)}, but not imported here.`);
  const origin = named?.place ?? (elsewhere.length === 1 ? elsewhere[0] : undefined);
  return {
    title: `${code(clue.name)} is not defined`,
    sentences,
    evidence: origin ? [{ ...origin, why: `${code(named?.name ?? clue.name)} is defined here` }] : [],
    ...(origin && { origin }),
    check: near
      ? `Write ${code(near)} at ${file.file}:${line} and run it again. If it still fails, this is not the cause.`
      : `Is ${code(clue.name)} declared or imported before ${file.file}:${line}, under that name?`,
  };
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
