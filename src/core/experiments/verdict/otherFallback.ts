import type { FilePatch } from '../../hypotheses/parseDiff';
import { familyOf } from '../../workspace/languages';
import { grammarOf } from '../../syntax/grammars';
import type { Edit } from '../experiment';
import { otherLiteral } from './otherExpectation';

/** A value that stands in for a missing one, at the end of what precedes it. */
const FALLBACK =
  /(?:\?\?|\|\||\bor\b|\breturn\b|\?|:|,)\s{0,4}(?<value>'[^'\n]{0,200}'|"[^"\n]{0,200}"|-?\d{1,15}(?:\.\d{1,10})?|true|false|True|False|\[\])(?=\s{0,4}[);,\]}]|\s{0,4}$)/dg;

/**
 * The edits of a fix with another value in place of a missing one. If the failing test then fails, it looks at that value, and says that it
 * is right. Undefined where the patch has no such value, or where the test cannot tell: an element behind the end of a list.
 */
export function otherFallback(patch: FilePatch, edit: Edit): Edit | undefined {
  const { text, file } = edit;
  const grammar = grammarOf(file);
  if (text === undefined || !grammar) return undefined;
  const family = familyOf(grammar.language);
  const added = patch.hunks.flatMap(({ lines }) => lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1, 1000)));
  for (const line of added) {
    // A sum is the same if nothing is added, so it does not tell whether the loop should have gone there.
    if (isElementOfLoop(line, text)) continue;
    const found = [...line.matchAll(FALLBACK)].at(-1);
    const [start = 0, end = 0] = found?.indices?.groups?.['value'] ?? [];
    const value = found?.groups?.['value'];
    const other = value === '[]' ? "['another']" : value === undefined ? undefined : otherLiteral(value, family);
    const at = other === undefined ? -1 : text.indexOf(line);
    if (other !== undefined && at >= 0) return { file, text: text.slice(0, at + start) + other + text.slice(at + end) };
  }
  return undefined;
}

/** `items[i]?.price ?? 0`, where a loop counts `i`: the list may simply end there. */
function isElementOfLoop(line: string, text: string): boolean {
  const asked = [...line.matchAll(/[[(]\s{0,3}(?<name>\$?[A-Za-z_]\w{0,40})\s{0,3}[\]),:]/g)].map(({ groups }) => groups?.['name'] ?? '');
  return asked.some((name) => {
    const counter = name.replace('$', '\\$');
    const counts = `\\bfor\\b[^\\n]{0,200}(?<![\\w$])${counter}(?:\\+\\+|--| [+-]=|[^\\n]{0,20}(?:\\brange\\(|\\.\\.))`;
    return new RegExp(`${counts}|(?:\\.\\.[^\\n]{0,60}|\\.times\\b[^\\n]{0,9})\\|${counter}\\|`).test(text);
  });
}
