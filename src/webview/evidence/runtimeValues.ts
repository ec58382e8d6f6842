import { html, type TemplateResult } from 'lit';
import { plural, t } from '../../core/language';
import { visibleText } from '../parts/visibleText';
import type { EvidenceView } from './evidenceView';

/** Rows shown at first, and the step of "Show more". */
const STEP = 30;

/** Values from the stopped debugger or from the throw of a run, by frame. */
export function runtimeValues(view: EvidenceView): TemplateResult {
  const { values, errors } = view.evidence;
  const frames = errors.flatMap((error) => error.frames);
  const shown = view.shown('values:rows', STEP);
  return html`<table class="values">
      <thead class="sr-only">
        <tr>
          <th scope="col">${t('Name')}</th>
          <th scope="col">${t('Value')}</th>
          <th scope="col">${t('Frame')}</th>
        </tr>
      </thead>
      <tbody>
        ${values.slice(0, shown).map(
          (value) =>
            html`<tr>
              <th scope="row" class="code-font" title=${visibleText(`${value.name} ${value.type ?? ''}`)}>
                ${visibleText(value.name)}<span class="dim">${value.type ? ` ${visibleText(value.type)}` : ''}</span>
              </th>
              <td>
                <dwc-long-text
                  .text=${value.value}
                  .more=${t('Show more of the value of {0}', value.name)}
                  .less=${t('Show less of the value of {0}', value.name)}
                  .maxLines=${3}
                  .maxCharacters=${240}
                ></dwc-long-text>
              </td>
              <td class="dim">${visibleText(frames[value.frame]?.function ?? '')}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${
      values.length > shown
        ? html`<button type="button" class="link" @click=${() => view.showMore('values:rows', shown + STEP)}>
            ${plural(Math.min(STEP, values.length - shown), 'Show {0} more value', 'Show {0} more values')}
          </button>`
        : ''
    }`;
}
