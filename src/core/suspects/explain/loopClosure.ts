import { indentOf } from './textTests';
import { traitsOf } from '../../flow/traits';
import type { SyntaxFile } from '../../syntax/syntax';
import { code } from './explanation';
import type { Place } from '../../flow/originSteps';

/** A function made in a loop that reads the loop's own variable when it is called. */
export interface LoopClosure {
  sentence: string;
  place: Place;
  /** Line of the function made in the loop; 1-based. */
  made: number;
}

/** The number of lines above a closure that are searched for its loop. */
const MOST_LINES = 40;

/** `for (var i …)` around a closure with `i` in its failing expression: the loop has ended when the closure runs. */
export function varClosure(expression: string, file: SyntaxFile, line: number): LoopClosure | undefined {
  if (!traitsOf(file.language).thisOfCall) return undefined;
  const names = new Set(expression.match(/[A-Za-z_$][\w$]*/g) ?? []);
  const indent = indentOf(file.lines[line - 1] ?? '');
  for (let above = line - 1; above >= Math.max(1, line - MOST_LINES); above--) {
    const text = (file.lines[above - 1] ?? '').slice(0, 300);
    const name = /\bfor\s*\(\s*var\s+([\w$]+)\b/.exec(text)?.[1];
    if (!name || !names.has(name) || indentOf(file.lines[above - 1] ?? '') >= indent) continue;
    const made = closureBetween(file, above, line);
    if (made === undefined) return undefined;
    return {
      sentence: `${code(name)} is declared with \`var\` (line ${above}), so every function made in the loop shares it; when this one runs the loop has ended. \`let\` would give each its own.`,
      place: { file: file.file, line: above },
      made,
    };
  }
  return undefined;
}

/** The line between a loop's head and a line in it that begins a function around that line. */
function closureBetween(file: SyntaxFile, loop: number, line: number): number | undefined {
  for (let at = line; at > loop; at--) {
    const text = (file.lines[at - 1] ?? '').slice(0, 300);
    if (/=>|\bfunction\b/.test(text) && (at === line || indentOf(file.lines[at - 1] ?? '') < indentOf(file.lines[line - 1] ?? '')))
      return at;
  }
  return undefined;
}
