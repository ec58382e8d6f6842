import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { code } from './explanation';
import type { Found } from './resultPattern';

/** JavaScript: `sort()` without a function compares numbers as text. */
export function sortedAsText(file: SyntaxFile, fn: FunctionNode, wanted: string, got: string): Found | undefined {
  if (familyOf(file.language) !== 'javascript') return undefined;
  const [numbers, result] = [numbersIn(wanted), numbersIn(got)];
  const byText = [...numbers].sort();
  if (numbers.length < 2 || !same(byText, result) || same(numbers, result)) return undefined;
  const call = file.calls(fn).find(({ name, args }) => /^(?:sort|toSorted)$/.test(name) && args.length === 0);
  if (!call) return undefined;
  const written = `${call.receiver ? `${call.receiver}.` : ''}${call.name}()`;
  return {
    sentence: `${code(written)} on line ${call.startLine} compares its elements as text, so 10 comes before 9. Sorted as numbers, with ${code('(a, b) => a - b')}, the result would differ.`,
    place: { file: file.file, line: call.startLine },
    why: 'sorts numbers as text',
    check: `Pass ${code('(a, b) => a - b')} on line ${call.startLine}. If the result stays the same, this is not the cause.`,
  };
}

/** A part of a list that ends one element early: `items[start:end - 1]`, `.slice(0, n - 1)`. */
export function endsOneEarly(file: SyntaxFile, fn: FunctionNode, wanted: string, got: string): Found | undefined {
  const [all, some] = [elementsIn(wanted), elementsIn(got)];
  if (!all || !some || some.length !== all.length - 1 || some.some((each, at) => each !== all[at])) return undefined;
  for (let line = fn.startLine; line <= fn.endLine; line += 1) {
    const text = (file.lines[line - 1] ?? '').slice(0, 500);
    const part =
      /(?<![\w.])[\w.]{1,120}(?:\[[^\][]{0,120}:[^\][]{0,120}-\s{0,4}1\]|\.(?:slice|substring|subList|take|Take|GetRange)\([^()]{0,120}-\s{0,4}1\))/.exec(
        text,
      )?.[0];
    // `[::-1]` goes backwards.
    if (!part || part.includes('::')) continue;
    const last = /:\s*-\s{0,4}1\s*\]$/.test(part);
    return {
      sentence: last
        ? `${code(part)} on line ${line} ends before the last element: a slice does not include its end, and -1 is the last element.`
        : `${code(part)} on line ${line} stops before its end bound, and the ${code('- 1')} in the bound leaves out one more: the slice is one element short.`,
      place: { file: file.file, line },
      why: 'leaves out the last element',
      check: `Leave out ${last ? 'the end bound' : `the ${code('- 1')}`} on line ${line}. If the result stays the same, this is not the cause.`,
    };
  }
  return undefined;
}

/** The numbers of a printed list; an index before each (`0: 9`) is left out. */
function numbersIn(text: string): number[] {
  return [
    ...text
      .replace(/^\s*\d+:\s/gm, ' ')
      .replace(/(?:^|\s)\d+:\s/g, ' ')
      .matchAll(/-?\d+(?:\.\d+)?/g),
  ].map(([each]) => Number(each));
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((each, at) => each === b[at]);
}

function elementsIn(text: string): string[] | undefined {
  const inner = /^\s*[[(]([^]*)[\])]\s*$/.exec(text)?.[1];
  return inner
    ?.split(',')
    .map((each) => each.trim())
    .filter(Boolean);
}
