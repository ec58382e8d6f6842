import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { code } from './explanation';
import type { Found } from './resultPattern';

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

function elementsIn(text: string): string[] | undefined {
  const inner = /^\s*[[(]([^]*)[\])]\s*$/.exec(text)?.[1];
  return inner
    ?.split(',')
    .map((each) => each.trim())
    .filter(Boolean);
}
