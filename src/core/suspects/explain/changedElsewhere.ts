import type { Definition, SyntaxFile } from '../../syntax/syntax';
import type { LineRange } from '../../workspace/lineRange';
import { escapePattern } from './escapePattern';
import type { ExpressionAt } from '../../flow/originSteps';

/** Operators that compute on a variable: `+=`, `**=`, `||=`, PHP's `.=`. */
const COMPUTES = String.raw`(?:[-+*/%|&^.]|<<|>>|\*\*|//|\|\||&&|\?\?)=(?!=)`;

/** `sum += price`: its value is no value of the name. */
export function isCompound({ startLine, name }: Definition, { lines }: SyntaxFile): boolean {
  const text = (lines[startLine - 1] ?? '').slice(0, 500);
  return new RegExp(`(?<![\\w$])${escapePattern(name)}\\s{0,4}${COMPUTES}`).test(text);
}

/** Whether lines change a variable in a way that no definition shows: it is counted, computed on, or handed on by its address. */
export function isChangedWithin(name: string, { file, fn }: Pick<ExpressionAt, 'file' | 'fn'>): boolean {
  return changedIn(file, fn ?? { startLine: 1, endLine: file.lines.length }, name);
}

/** The same for a field, which any code may set that has its object. */
export function isChangedAnywhere(name: string, files: readonly SyntaxFile[]): boolean {
  const field = escapePattern(name);
  const set = new RegExp(`(?<!\\bthis|\\bself)(?:\\.|->)${field}\\s{0,4}=(?![=>])`);
  return files.some(
    (file) =>
      changedIn(file, { startLine: 1, endLine: file.lines.length }, name) || file.lines.some((line) => set.test(line.slice(0, 500))),
  );
}

function changedIn({ lines }: SyntaxFile, { startLine, endLine }: LineRange, name: string): boolean {
  const whole = escapePattern(name);
  const path = '(?:[\\w$]{1,60}(?:\\.|->)){0,3}';
  const counted = `(?:\\+\\+|--)\\s?${path}${whole}(?![\\w$])|(?<![\\w$])${whole}\\s?(?:\\+\\+|--)`;
  const computed = `(?<![\\w$])${whole}\\s{0,4}${COMPUTES}`;
  const handed = `(?<![\\w$&)\\]]\\s?)&(?:mut\\s)?${path}${whole}(?![\\w$.(])|\\b(?:ref|out)\\s${path}${whole}(?![\\w$])`;
  const changes = new RegExp(`${counted}|${computed}|${handed}`);
  return lines.slice(startLine - 1, endLine).some((line) => changes.test(line.slice(0, 500)));
}
