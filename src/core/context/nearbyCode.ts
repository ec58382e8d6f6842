import type { ClassNode, Definition, FunctionNode, SyntaxFile } from '../syntax/syntax';
import { splitWords } from './errorWords';
import { topFunctions } from './moduleWrapper';

/** The lines of a function that are searched for words. */
const LONGEST_READ = 200;
/** The lines above and below a test's failing line with strings to read. */
const STRINGS_ABOVE = 30;
const STRINGS_BELOW = 10;

/** Names of functions in the strings of a test around its failing line: `{ validator: 'isURL' }`. */
export function namesInStrings(source: SyntaxFile, line: number): Set<string> {
  const text = source.lines.slice(Math.max(0, line - STRINGS_ABOVE), line + STRINGS_BELOW).join('\n');
  return new Set([...text.matchAll(/(['"])([A-Za-z_$][\w$]{2,40})\1/g)].map(([, , name = '']) => name));
}

/** Variables of a module that hold values: no functions and no imports. */
export function moduleValues(source: SyntaxFile): Definition[] {
  const tops = topFunctions(source);
  return source
    .allDefinitions({ startLine: 1, endLine: source.lines.length })
    .filter(
      ({ name, kind, calls, path, startLine }) =>
        kind === 'variable' &&
        !path.length &&
        /^[\w$]{3,}$/.test(name) &&
        calls[0]?.name !== 'require' &&
        !tops.some((top) => top.startLine <= startLine && startLine <= top.endLine),
    );
}

/** Values of class attributes set outside methods: limits, tables, defaults. */
export function classValues(source: SyntaxFile, cls: ClassNode): Definition[] {
  return source
    .allDefinitions(cls)
    .filter(
      ({ kind, name, value, startLine }) =>
        (kind === 'field' || kind === 'variable') &&
        value !== undefined &&
        /^[\w$]{3,}$/.test(name) &&
        !source.functions.some((fn) => fn.startLine <= startLine && startLine <= fn.endLine && fn.startLine >= cls.startLine),
    );
}

/** How well the words of the failure fit each function's text, relative to the other functions; 0..1. Rare words count more. */
export function wordScores(near: readonly { source: SyntaxFile; fn: FunctionNode }[], words: ReadonlySet<string>): number[] {
  const found = near.map(({ source, fn }) => {
    const text = source.lines.slice(fn.startLine - 1, Math.min(fn.endLine, fn.startLine + LONGEST_READ)).join(' ');
    return new Set(splitWords(text).filter((word) => words.has(word)));
  });
  const counts = new Map<string, number>();
  for (const each of found) for (const word of each) counts.set(word, (counts.get(word) ?? 0) + 1);
  const scores = found.map((each) => [...each].reduce((sum, word) => sum + Math.log(1 + near.length / counts.get(word)!), 0));
  const best = Math.max(1e-9, ...scores);
  return scores.map((score) => score / best);
}
