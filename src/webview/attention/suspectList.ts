import { html, nothing, type TemplateResult } from 'lit';
import { plural, shown } from '../../core/language';
import type { Suspect } from '../../protocol/panelState';
import { fileLink } from '../parts/fileLink';
import { inlineCode } from '../parts/inlineCode';
import { roving } from '../parts/roving';
import { setStyles } from '../parts/setStyles';
import { plainSentence, visibleText } from '../parts/visibleText';
import type { Session } from '../session';

/** Lines shown. */
const MAX_LINES = 20;

/** The ranked lines, with the facts in favour of each. */
export function suspectList(session: Session, suspects: readonly Suspect[]): TemplateResult {
  const lines = suspects.slice(0, MAX_LINES);
  const best = lines[0]?.score ?? 0;
  return html`<details class="suspect-lines">
    <summary>
      ${plural(lines.length, 'The {0} line ranked highest, with the evidence for it', 'The {0} lines ranked highest, with the evidence for each')}
    </summary>
    <ol class="suspects" ${roving()}>
      ${lines.map(
        (suspect, index) =>
          html`<li data-row>
            <span class="suspect-rank dim">${index + 1}</span>
            <span class="sure-bar" aria-hidden="true"><span ${setStyles({ width: `${width(suspect.score, best)}%` })}></span></span>
            ${fileLink({ session, file: suspect.file, line: suspect.line, item: true })}
            <span class="code-font suspect-function">${suspect.function ? visibleText(suspect.function) : nothing}</span>
            <span class="dim why" title=${plainSentence(suspect.reasons.map(shown).join(', '))}
              >${inlineCode(suspect.reasons.map(shown).join(', '))}</span
            >
          </li>`,
      )}
    </ol>
  </details>`;
}

function width(score: number, best: number): number {
  return best > 0 ? Math.max(2, Math.round((100 * Math.max(0, score)) / best)) : 2;
}
