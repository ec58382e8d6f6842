import { only } from '../../only';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { escapePattern } from './escapePattern';
import { code } from './explanation';
import type { Found } from './resultPattern';

/** The test that got a wrong result. */
export interface TestAt {
  file: SyntaxFile;
  fn: FunctionNode | undefined;
  line: number;
}

/** Idioms of JavaScript with a result that surprises; each is claimed only with a result that fits it. */
export function scriptIdiom(file: SyntaxFile, fn: FunctionNode, wanted: string, got: string, test: TestAt): Found | undefined {
  return monthFromZero(file, fn, wanted, got) ?? objectAsKey(file, fn, wanted, got, test) ?? builtTooEarly(file, fn);
}

const LONGEST_LINE = 500;

function linesOf(
  { lines }: SyntaxFile,
  { startLine, endLine }: Pick<FunctionNode, 'startLine' | 'endLine'>,
): { text: string; line: number }[] {
  return lines.slice(startLine - 1, endLine).map((text, at) => ({ text: text.slice(0, LONGEST_LINE), line: startLine + at }));
}

function linesOfTest({ file, fn, line }: TestAt): { text: string; line: number }[] {
  return linesOf(file, fn ?? { startLine: line, endLine: line });
}

/** Months between two dates in texts; undefined where one is no date, or where the days differ. */
function monthsApart(wanted: string, got: string): number | undefined {
  const [a, b] = [wanted, got].map((text) => /(\d{4})-(\d{2})-(\d{2})/.exec(text)?.slice(1).map(Number));
  return a && b && a[2] === b[2] ? (b[0]! - a[0]!) * 12 + b[1]! - a[1]! : undefined;
}

/** `new Date(2024, 12, 24)` and `getMonth()`: months count from 0. */
function monthFromZero(file: SyntaxFile, fn: FunctionNode, wanted: string, got: string): Found | undefined {
  const areMonths = [wanted, got].every((text) => /^(?:\d|1[0-2])$/.test(text));
  const apart = monthsApart(wanted, got) ?? (areMonths ? Number(got) - Number(wanted) : undefined);
  for (const { text, line } of linesOf(file, fn)) {
    const [made, ofDate, ofUtc] =
      /\bnew Date\(\s{0,4}[^,()]{1,80},\s{0,4}([^,()]{1,80}),[^()]{1,200}\)|\bDate\.UTC\(\s{0,4}[^,()]{1,80},\s{0,4}([^,()]{1,80}),[^()]{1,200}\)/.exec(
        text,
      ) ?? [];
    const month = ofDate ?? ofUtc;
    const read = /(?<![\w$.])[\w$][\w$.]{0,80}\.get(?:UTC)?Month\(\)(?!\s{0,4}\+)/.exec(text)?.[0];
    const found = apart === 1 && made && month && !/-\s{0,4}1\s*$/.test(month) ? made : apart === -1 ? read : undefined;
    if (!found) continue;
    return {
      sentence: `${code(found)} on line ${line} counts months from 0, so month 0 is January and month 11 is December: ${code(got)} is one month ${apart === 1 ? 'late' : 'early'}.`,
      place: { file: file.file, line },
      why: 'counts months from 0',
      check: `Write ${code(made && month ? `${month.trim()} - 1` : `${found} + 1`)} on line ${line}. If the result stays the same, this is not the cause.`,
    };
  }
  return undefined;
}

/** `counts[user]` with an object: the key is the text `[object Object]`. */
function objectAsKey(file: SyntaxFile, fn: FunctionNode, wanted: string, got: string, test: TestAt): Found | undefined {
  if (wanted === got) return undefined;
  const called = new RegExp(`(?<![\\w$])${escapePattern(fn.name)}\\(\\s{0,4}\\[\\s{0,4}\\{`);
  if (!linesOfTest(test).some(({ text }) => called.test(text))) return undefined;
  for (const { text, line } of linesOf(file, fn)) {
    const [written, object = '', key = ''] = /(?<![\w$.])([\w$]{1,80})\[([\w$]{1,80})\]\s{0,4}(?:\?\?|\|\||\+)?=(?![=>])/.exec(text) ?? [];
    const made = object && only(file.definitions(object, fn));
    const loop = key && only(file.definitions(key, fn));
    const ofParameter = loop && loop.kind === 'loop' && fn.parameters.some(({ name }) => name === loop.value?.trim());
    if (!written || !made || !/^\{\s*\}$/.test(made.value?.trim() ?? '') || !ofParameter) continue;
    return {
      sentence: `${code(`${object}[${key}]`)} on line ${line} turns ${code(key)}, an object, into text for its key: every object becomes ${code('[object Object]')}, so they all share one key.`,
      place: { file: file.file, line },
      why: 'uses an object as a key',
      check: `Use a ${code('Map')}, or a member that tells the objects apart, on line ${line}. If the result stays the same, this is not the cause.`,
    };
  }
  return undefined;
}

/** A text that is built once from a variable that changes later. */
function builtTooEarly(file: SyntaxFile, fn: FunctionNode): Found | undefined {
  const inner = file.functions.filter(({ parent }) => parent === fn.index);
  if (inner.length === 0) return undefined;
  const inside = (line: number): boolean => inner.some(({ startLine, endLine }) => startLine <= line && line <= endLine);
  for (const { name, value, startLine, kind } of file.allDefinitions(fn)) {
    if (kind !== 'variable' || !value || inside(startLine) || /=>|\bfunction\b/.test(value)) continue;
    const built = new RegExp(`(?<![\\w$.])${escapePattern(name)}\\s{0,4}[-+*/]?=(?!=)`);
    if (linesOf(file, fn).some(({ text, line }) => line !== startLine && built.test(text))) continue;
    const own = file.allDefinitions(fn).filter((each) => each.kind === 'variable' && each.name !== name && each.startLine < startLine);
    const read = own.find((each) => new RegExp(`(?<![\\w$.])${escapePattern(each.name)}(?![\\w$])`).test(value));
    if (!read) continue;
    const changes = new RegExp(`(?<![\\w$.])${escapePattern(read.name)}\\s{0,4}(?:[-+*/]?=(?!=)|\\+\\+|--)`);
    const changed = linesOf(file, fn).find(({ text, line }) => inside(line) && changes.test(text));
    const used = file.uses(name, fn).find((line) => inside(line));
    if (!changed || !used) continue;
    return {
      sentence: `${code(name)} is built once, on line ${startLine}, from the ${code(read.name)} of that moment. Line ${changed.line}, ${code(changed.text)}, changes ${code(read.name)} later, and line ${used} still uses the old ${code(name)}.`,
      place: { file: file.file, line: startLine },
      why: `is not computed again when ${code(read.name)} changes`,
      check: `Build ${code(name)} where it is used, on line ${used}. If the result stays the same, this is not the cause.`,
    };
  }
  return undefined;
}
