import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { code } from './explanation';

/** Relative difference up to which two numbers differ only by rounding: some hundred units in the last place of a double. */
const ROUNDING = 1e-13;

/** Whether two printed numbers differ only by binary floating-point rounding. */
export function differByRounding(expected: string, actual: string): boolean {
  const [a, b] = [Number(expected), Number(actual)];
  return Number.isFinite(a) && Number.isFinite(b) && a !== b && Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b));
}

/** The arithmetic of a function that rounds, as a sentence. 1-based line. */
export function roundingIn(file: SyntaxFile, fn: FunctionNode): { text: string; line: number } | undefined {
  const found = file.operations(fn).findLast(({ operator }) => /^[-+*/]=?$/.test(operator));
  return found && { text: `${found.left} ${found.operator} ${found.right}`, line: found.line };
}

/** An equality of computed numbers: `part * 3 == total`. 1-based line. */
export function comparedFloats(file: SyntaxFile, fn: FunctionNode): { text: string; line: number } | undefined {
  const compares = file.operations(fn).filter(({ operator }) => ['==', '===', '!=', '!=='].includes(operator));
  const found = compares.find(({ left, right }) => /[*/+-]/.test(`${left}${right}`) && !/["'`%]|\/\//.test(`${left}${right}`));
  return found && { text: `${found.left} ${found.operator} ${found.right}`, line: found.line };
}

/** The effect of binary floating point on decimal fractions, and the remedy. */
export function roundingSentence({ text, line }: { text: string; line: number }): string {
  return `${code(text)} on line ${line} works on binary floating-point numbers, which round most decimal fractions.`;
}
