import { traitsOf } from '../../flow/traits';
import { isWord } from './textTests';
import { familyOf } from '../../workspace/languages';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { escapePattern } from './escapePattern';
import { code } from './explanation';
import type { Place } from '../../flow/originSteps';

/** A second variable of the same name: assignments to it do not reach the first. */
export interface Shadow {
  sentence: string;
  place: Place;
  why: string;
}

/** Declarations of a new variable in languages with block scope. */
const DECLARES: Partial<Record<string, (name: string) => RegExp>> = {
  javascript: (name) => new RegExp(`\\b(?:let|const|var)\\s+(?:[{[][^=]{0,120})?\\b${name}\\b`),
  go: (name) => new RegExp(`(?:^|[\\s,;{(])${name}(?:\\s*,\\s*\\w+){0,5}\\s*:=|\\bvar\\s+${name}\\b`),
  rust: (name) => new RegExp(`\\blet\\s+(?:mut\\s+)?(?:\\([^)]{0,120})?\\b${name}\\b`),
  cpp: (name) => new RegExp(`^\\s*(?:const\\s+)?(?:auto|[A-Za-z_][\\w:<>, ]{0,80}?)[&*\\s]+${name}\\s*(?:=(?!=)|\\{|;)`),
};

/** A variable of a function that is declared again in an inner block: the outer one keeps its value. */
export function shadowIn(name: string, file: SyntaxFile, fn: FunctionNode): Shadow | undefined {
  const declares = DECLARES[familyOf(file.language)]?.(escapePattern(name));
  if (!declares || !isWord(name)) return undefined;
  const lines = file.definitions(name, fn).flatMap(({ startLine }) => (declares.test(file.lines[startLine - 1] ?? '') ? [startLine] : []));
  const isParameter = fn.parameters.some((parameter) => parameter.name === name);
  const outer = isParameter ? fn.signature.startLine : lines[0];
  if (outer === undefined) return undefined;
  const depth = isParameter ? indentOf(file, fn.endLine) + 1 : indentOf(file, outer);
  const inner = lines.find((line) => line > outer && indentOf(file, line) > depth);
  if (inner === undefined || file.enclosing(inner) !== fn) return undefined;
  return {
    sentence: `Line ${inner} declares a new ${code(name)}, which shadows the one of line ${outer}: what it is given in that block does not reach the outer ${code(name)}.`,
    place: { file: file.file, line: inner },
    why: `declares a second ${code(name)}`,
  };
}

/** A constructor that assigns a field's value to a local variable. */
export function shadowedField(name: string, file: SyntaxFile, fn: FunctionNode | undefined): Shadow | undefined {
  if (!traitsOf(file.language).plainMembers || fn?.className === undefined) return undefined;
  const typed = new RegExp(`[\\w>\\]]\\s${escapePattern(name)} ?=(?!=)`);
  for (const made of file.functions.filter(({ className, kind }) => className === fn.className && kind === 'constructor')) {
    for (const { startLine, kind } of file.definitions(name, made)) {
      const text = file.lines[startLine - 1] ?? '';
      if (kind !== 'variable' || !typed.test(text)) continue;
      return {
        sentence: `Line ${startLine} declares a local ${code(name)} in the constructor, which shadows the field: the field itself is never set.`,
        place: { file: file.file, line: startLine },
        why: `a local ${code(name)} takes the field's value`,
      };
    }
  }
  return undefined;
}

function indentOf(file: SyntaxFile, line: number): number {
  return /^\s*/.exec(file.lines[line - 1] ?? '')![0].length;
}
