import { only } from '../../only';
import { callOf } from './callText';
import { code, placeText, type ExplainInput } from './explanation';
import type { FrameAtLine } from './failurePoint';
import type { OriginStep, Place } from '../../flow/originSteps';

/** Loops that include the length: the loop's variable and its limit. */
const LOOPS: readonly RegExp[] = [
  /\bfor\b[^;]{0,200};\s*(?<index>[\w$]{1,80})\s*<=\s*(?<bound>[^;\s](?:[^;]{0,200}[^;\s])?)\s*;/,
  /\bfor\s+(?<index>\w+)\s+in\s+0\s*\.\.=\s*(?<bound>[^\s{](?:[^{]{0,200}[^\s{])?)\s*\{/,
  /\bfor\s*\(\s*(?<index>\w+)\s+in\s+0\s*\.\.\s*(?<bound>[\w.]{1,120})\s*\)/,
  /\bfor\s+(?<index>\w+)\s+in\s+range\(\s*(?:0\s*,\s*)?(?<bound>len\([^()]+\))\s*\+\s*1\s*\)/,
  /\bwhile\b[\s(]*(?<index>[\w$]+)\s*<=\s*(?<bound>[^{:;)]{0,120}?(?:\(\))?[^{:;)]{0,80}?)\s{0,9}(?:\)\s{0,9})?[{:]/,
];
/** The number of lines above the failing line that are searched for a loop. */
export const MOST_LOOP_LINES = 40;

/** A loop that runs one past the end of the list that its variable indexes. */
export function loopPastEnd(expression: string, { file, fn, line }: FrameAtLine): { sentence: string; place: Place } | undefined {
  const indexed = /^(.*[\w\])])\[\s*([\w$]+)\s*\]$/s.exec(expression);
  if (!indexed) return undefined;
  const [, list = '', index = ''] = indexed;
  for (let above = line; above >= Math.max(fn?.startLine ?? 1, line - MOST_LOOP_LINES); above -= 1) {
    for (const pattern of LOOPS) {
      const found = pattern.exec((file.lines[above - 1] ?? '').slice(0, 300))?.groups;
      if (found?.index !== index || !found.bound) continue;
      const bound = found.bound.trim();
      const isLength = lengthsOf(list).includes(bound);
      // A count passed as a parameter with an array is its length only by convention.
      const isCount = /^(?:count|n|len|length|size|num\w*)$/i.test(bound) && fn?.parameters.some(({ name }) => name === bound);
      if (!isLength && !isCount) continue;
      const place = { file: file.file, line: above };
      return {
        sentence: isLength
          ? `The loop on line ${above} lets ${code(index)} reach ${code(bound)}; the last element is one before that, so ${code(expression)} is read one past the end.`
          : `The loop on line ${above} lets ${code(index)} reach ${code(bound)}; if that is the number of elements, the last one is one before it.`,
        place,
      };
    }
  }
  return undefined;
}

/** How the languages write the length of a list. */
export function lengthsOf(list: string): string[] {
  return [
    ...['length', 'Length', 'Count', 'size()', 'length()', 'len()', 'size'].map((member) => `${list}.${member}`),
    ...['len', 'count', 'strlen'].map((name) => `${name}(${list})`),
  ];
}

/**
 * The same where a method reads the element and another one gives the length: `grid.at(y)` and `y <= grid.height`.
 * @param steps the way of the missing element
 */
export function callPastEnd(
  steps: readonly OriginStep[],
  { at, view }: Pick<ExplainInput, 'at' | 'view'>,
): { sentence: string; place: Place } | undefined {
  const [made, given] = steps;
  if (made?.kind !== 'assigned' || given?.kind !== 'returned' || made.file !== at.file.file) return undefined;
  const call = callOf(made.value, { file: at.file, fn: at.fn, line: made.line });
  const callee = call && view.callee(call, at.file, at.fn);
  const [, list, parameter] = /^((?:this|self)\.\w{1,80})\[(\w{1,80})\]$/.exec(given.value.trim()) ?? [];
  const index = callee && call.args[callee.fn.parameters.findIndex(({ name }) => name === parameter)]?.trim();
  if (!callee || !list || !index || call.receiver === undefined || given.file !== callee.file.file) return undefined;
  const lengths = callee.file.functions
    .filter(({ className, name }) => className === callee.fn.className && name !== callee.fn.name)
    .filter((fn) => lengthsOf(list).includes(only(callee.file.returns(fn))?.value.trim() ?? ''));
  for (let above = made.line; above >= Math.max(at.fn?.startLine ?? 1, made.line - MOST_LOOP_LINES); above -= 1) {
    const text = (at.file.lines[above - 1] ?? '').slice(0, 300);
    const found = LOOPS.map((pattern) => pattern.exec(text)?.groups).find((groups) => groups?.['index'] === index);
    const bound = found?.['bound']?.trim();
    const length = lengths.find(({ name }) =>
      [`${call.receiver}.${name}`, `${call.receiver}.${name}()`, ...(name === '__len__' ? [`len(${call.receiver})`] : [])].includes(
        bound ?? '',
      ),
    );
    if (!bound || !length) continue;
    const place = { file: at.file.file, line: above };
    return {
      sentence: `The loop on line ${above} lets ${code(index)} reach ${code(bound)}, the length of ${code(list)} (${placeText({ file: callee.file.file, line: length.startLine }, at)}); the last element is one before that, so ${code(made.value)} is read one past the end.`,
      place,
    };
  }
  return undefined;
}
