import { traitsOf } from '../../flow/traits';
import { indexOf } from '../../flow/codeIndex';
import { lineOf, loweredFunction, within } from '../../syntax/lower/places';
import { wordSet } from './textTests';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { code } from './explanation';
import type { Place } from '../../flow/originSteps';

/** A second variable of the same name: assignments to it do not reach the first. */
export interface Shadow {
  sentence: string;
  place: Place;
  why: string;
}

/** A variable of a function that is declared again in an inner block: the outer one keeps its value. */
export function shadowIn(name: string, file: SyntaxFile, fn: FunctionNode): Shadow | undefined {
  const own = loweredFunction(file, fn);
  const defs = (indexOf(file).defs.get(name) ?? []).filter((def) => own && def.fn === own && def.declares && BINDS.has(def.kind));
  const [outer] = defs;
  const inner = defs.find(
    ({ scope }) => outer && within(scope, outer.scope) && scope.end - scope.start < outer.scope.end - outer.scope.start,
  );
  if (!outer || !inner) return undefined;
  const [line, first] = [inner, outer].map(({ at }) => lineOf(file, at.start));
  return {
    sentence: `Line ${line} declares a new ${code(name)}, which shadows the one of line ${first}: what it is given in that block does not reach the outer ${code(name)}.`,
    place: { file: file.file, line: line! },
    why: `declares a second ${code(name)}`,
  };
}

const BINDS = wordSet('param assign');

/** A constructor that assigns a field's value to a local variable. */
export function shadowedField(name: string, file: SyntaxFile, fn: FunctionNode | undefined): Shadow | undefined {
  if (!traitsOf(file.language).plainMembers || fn?.className === undefined) return undefined;
  for (const made of file.functions.filter(({ className, kind }) => className === fn.className && kind === 'constructor')) {
    for (const { startLine, kind, type, value } of file.definitions(name, made)) {
      if (kind !== 'variable' || type === undefined || value === undefined) continue;
      return {
        sentence: `Line ${startLine} declares a local ${code(name)} in the constructor, which shadows the field: the field itself is never set.`,
        place: { file: file.file, line: startLine },
        why: `a local ${code(name)} takes the field's value`,
      };
    }
  }
  return undefined;
}
