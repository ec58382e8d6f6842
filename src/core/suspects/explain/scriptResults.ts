import { only } from '../../only';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { escapePattern } from './escapePattern';
import { code } from './explanation';
import type { Found } from './resultPattern';
import { sameElements } from './resultTexts';

/** The test that got a wrong result. */
export interface TestAt {
  file: SyntaxFile;
  fn: FunctionNode | undefined;
  line: number;
}

/** Idioms of JavaScript with a result that surprises; each is claimed only with a result that fits it. */
export function scriptIdiom(file: SyntaxFile, fn: FunctionNode, wanted: string, got: string, test: TestAt): Found | undefined {
  return (
    monthFromZero(file, fn, wanted, got) ??
    localDate(file, fn, wanted, got, test) ??
    rememberedPlace(file, fn, wanted, got) ??
    yesOrNoComparator(file, fn, wanted, got) ??
    objectAsKey(file, fn, wanted, got, test) ??
    lostUpdate(file, fn, test) ??
    builtTooEarly(file, fn)
  );
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

/** A date without a time is midnight in UTC, and is read in the zone of the machine. */
function localDate(file: SyntaxFile, fn: FunctionNode, wanted: string, got: string, test: TestAt): Found | undefined {
  const [day, read] = [Number(wanted), Number(got)];
  // The day before the first of a month is the last of another one; the day before Sunday, which is 0, is 6.
  const isDayBefore =
    /^\d{1,2}$/.test(wanted) && /^\d{1,2}$/.test(got) && (read === day - 1 || (day === 1 && read > 27) || (day === 0 && read === 6));
  const dates = /["'`]\d{4}-\d{2}-\d{2}["'`]/;
  if (!isDayBefore || !linesOfTest(test).some(({ text }) => dates.test(text))) return undefined;
  for (const { text, line } of linesOf(file, fn)) {
    const call = /(?<![\w$.])(?:[\w$][\w$.]{0,80}|new Date\([\w$.]{1,80}\))\.get(?:Date|Day)\(\)/.exec(text)?.[0];
    if (
      !call ||
      !/\bnew Date\(\s{0,4}[\w$.]{1,80}\s{0,4}\)/.test(
        linesOf(file, fn)
          .map((each) => each.text)
          .join('\n'),
      )
    )
      continue;
    return {
      sentence: `${code(call)} on line ${line} reads the day in the time zone of the machine, but a date without a time is midnight in UTC: west of Greenwich that is still the day before.`,
      place: { file: file.file, line },
      why: 'reads the day in the local time zone',
      check: `Run it with ${code('TZ=UTC')}, or write ${code(call.replace(/\.get/, '.getUTC'))} on line ${line}. If the result stays the same, this is not the cause.`,
    };
  }
  return undefined;
}

/** A pattern with `g` or `y` begins where its last match ended. */
function rememberedPlace(file: SyntaxFile, fn: FunctionNode, wanted: string, got: string): Found | undefined {
  if (!(got.length < wanted.length || (/^true$/.test(wanted) && /^false$/.test(got)))) return undefined;
  for (const { name, receiver, startLine } of file.calls(fn)) {
    if (!/^(?:test|exec)$/.test(name) || !receiver || !/^[\w$]+$/.test(receiver)) continue;
    // A loop that goes on until nothing matches is what the flag is for, and leaves the pattern at the start.
    if (name === 'exec' && /\bwhile\s*\(/.test(file.lines[startLine - 1] ?? '')) continue;
    const made = only(file.definitions(receiver, { startLine: 1, endLine: file.lines.length }));
    const flags = made?.value && /^\/.{1,300}\/([a-z]{1,8})$/.exec(made.value.trim())?.[1];
    // A pattern that each call makes anew begins at the start.
    if (
      !made ||
      !flags ||
      !/[gy]/.test(flags) ||
      (file.enclosing(made.startLine) === fn &&
        !/\b(?:filter|some|every|map|for|while)\b/.test(
          linesOf(file, fn)
            .map(({ text }) => text)
            .join('\n'),
        ))
    )
      continue;
    const place = { file: file.file, line: made.startLine };
    return {
      sentence: `${code(receiver)} has the flag ${code(/g/.test(flags) ? 'g' : 'y')} (line ${made.startLine}), so it keeps its ${code('lastIndex')}: after a match, ${code(`${receiver}.${name}(…)`)} on line ${startLine} begins to search there, in the next text too.`,
      place,
      why: 'a pattern that remembers where it stopped',
      check: `Leave out the flag on line ${made.startLine}. If the result stays the same, this is not the cause.`,
    };
  }
  return undefined;
}

/** `sort((a, b) => a.n < b.n)`: a comparator gives a number, and `false` counts as 0. */
function yesOrNoComparator(file: SyntaxFile, fn: FunctionNode, wanted: string, got: string): Found | undefined {
  if (!sameElements(wanted, got)) return undefined;
  for (const { name, args, startLine } of file.calls(fn)) {
    const written = /^(?:sort|toSorted)$/.test(name) ? (args[0]?.trim() ?? '') : '';
    const compares = /=>\s{0,4}([^?|&{}-]{1,160}?\s[<>]=?\s[^?|&{}-]{1,160})$/.exec(written)?.[1];
    if (!compares) continue;
    const [left = '', right = ''] = compares.split(/\s[<>]=?\s/).map((each) => each.trim());
    // `a < b` is true where the second one is to come first.
    const numbers = /\s<=?\s/.test(compares) ? `${right} - ${left}` : `${left} - ${right}`;
    return {
      sentence: `${code(written)} on line ${startLine} gives true or false, but ${code(name)} needs a number, below 0 where the first of the two comes first: true counts as 1 and false as 0.`,
      place: { file: file.file, line: startLine },
      why: 'a comparator that gives a boolean',
      check: `Compare with ${code(numbers)} on line ${startLine}. If the order stays the same, this is not the cause.`,
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

/** What was read before an `await` is written back after it, while another call did the same. */
function lostUpdate(file: SyntaxFile, fn: FunctionNode, test: TestAt): Found | undefined {
  const together = /\bPromise\.(?:all|allSettled)\(/;
  if (!linesOfTest(test).some(({ text }) => together.test(text))) return undefined;
  for (const { name, value, startLine } of file.allDefinitions(fn)) {
    if (!value || !/^await\b/.test(value.trim())) continue;
    const read = new RegExp(`(?<![\\w$.])${escapePattern(name)}(?![\\w$])`);
    const ofParameter = fn.parameters.map((each) => new RegExp(`\\[\\s{0,4}${escapePattern(each.name)}(?![\\w$])`));
    const back = linesOf(file, fn).find(({ text, line }) => {
      const written = line > startLine ? /[\w$\]]\s{0,4}=(?!=)/.exec(text) : null;
      const target = written ? text.slice(0, written.index + 1) : '';
      // Calls with other keys write to other places.
      return (
        written !== null &&
        /[.[]/.test(target) &&
        !ofParameter.some((key) => key.test(target)) &&
        read.test(text.slice(written.index + written[0].length))
      );
    });
    if (!back) continue;
    return {
      sentence: `Line ${startLine} reads ${code(name)} with ${code('await')}, and line ${back.line}, ${code(back.text)}, writes a value made from it: calls that run at the same time can all read the old value, and then the last one overwrites what the others wrote.`,
      place: { file: file.file, line: startLine },
      why: 'reads before another call has written',
      check: `Wait for each call before the next one is made. If the result stays the same, this is not the cause.`,
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
