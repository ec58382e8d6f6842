import { wordSet } from './textTests';
import { callWritten } from './callText';
import type { FrameAtLine } from './failurePoint';

const LONGEST_LINE = 500;
const MOST_VALUES = 6;

const NAMES = /(?<![\w$@.'"`>])[$@]{0,2}[A-Za-z_]\w*(?:(?:\.|->|\?\.)[A-Za-z_]\w*)*(?:\[[^\]\n]{1,60}\])?/g;
const WORDS = wordSet(
  'return const let var if else for in of new await async throw raise not and or is None null nil true false True False this self def fn func while match case switch int string auto final val foreach as echo print use mut end do then unless yield import from lambda with try catch',
);

/** The names, members and calls on a line, without texts in it. */
export function valuesOn({ file, line, fn }: FrameAtLine): string[] {
  const written = (file.lines[line - 1] ?? '').slice(0, LONGEST_LINE);
  const text = written.replace(/(?<![fF$])(["'])(?:(?!\1)[^\\\n]|\\.){0,200}\1/g, (quoted) => ' '.repeat(quoted.length));
  const names = [...text.matchAll(NAMES)].flatMap(({ 0: { length }, index }) => {
    const name = written.slice(index, index + length);
    const next = text.slice(index + length).trimStart()[0];
    const base = /^(.+)(?:\.|->)\w+$/.exec(name)?.[1];
    if (next === '(') return base && !WORDS.has(base) ? [base] : [];
    return WORDS.has(name) ? [] : [name];
  });
  const calls = file.calls({ startLine: line, endLine: line }).map((call) => callWritten(call, file));
  const all = [...new Set([...names, ...calls])].filter((name) => name !== fn?.name);
  return all.filter((name) => !/^\w+\(\)$/.test(name) || calls.includes(name)).slice(0, MOST_VALUES);
}
