import { html, type TemplateResult } from 'lit';
import { visibleText } from './visibleText';

/** Letters of scripts that are written from right to left. */
const letter = '[\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}]';
const hasLetter = new RegExp(letter, 'u');
/** What a reader takes in as one: a text between quotes, a comment, and otherwise words next to each other. */
const unit = new RegExp(
  `"[^"\\n]{0,500}"|'[^'\\n]{0,500}'|\`[^\`\\n]{0,500}\`|(?://|#).{0,2000}|${letter}(?:${letter}|[\\w\\p{M}])*(?: {1,2}${letter}(?:${letter}|[\\w\\p{M}])*)*`,
  'gu',
);

/**
 * Code, or names in a row, from left to right also where they hold Hebrew or Arabic: each such text is laid out on its own, as an editor
 * does. Otherwise the signs and numbers between two of them would be shown the other way around.
 */
export function codeText(text: string): string | (string | TemplateResult)[] {
  const shown = visibleText(text);
  if (!hasLetter.test(shown)) return shown;
  const parts: (string | TemplateResult)[] = [];
  let end = 0;
  for (const { 0: found, index } of shown.matchAll(unit)) {
    if (!hasLetter.test(found)) continue;
    parts.push(shown.slice(end, index), html`<bdi dir="ltr">${found}</bdi>`);
    end = index + found.length;
  }
  parts.push(shown.slice(end));
  return parts;
}
