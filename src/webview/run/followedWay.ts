import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../../core/language';
import { shapesInWords, shownShape } from '../../core/experiments/shapeWords';
import type { RunRecord } from '../../protocol/runState';
import { fileLink } from '../parts/fileLink';
import { icon } from '../parts/icon';
import { visibleText } from '../parts/visibleText';
import type { RunView } from './runView';

type Followed = NonNullable<NonNullable<RunRecord['found']>['followed']>;

/** A value at each place on its path, in the order of the failing run; the first place where it goes wrong is marked. */
export function followedWay({ session, ofTest }: RunView, { expression, hops, divergence }: Followed): TemplateResult {
  const columns = {
    failing: ofTest ? t('failing test') : t('failing run'),
    ...(hops.some(({ passing }) => passing.length) && { passing: t('passing tests') }),
    ...(hops.some(({ declared }) => declared) && { declared: t('declared') }),
  };
  const or = ` ${t('or')} `;
  const cell = (label: string, words: string, exact: string) =>
    html`<td data-label=${label} title=${words === exact ? nothing : visibleText(exact)}>${visibleText(words)}</td>`;
  const cells = ({ failing, passing, declared }: Followed['hops'][number]) => {
    const words = shapesInWords(failing, passing, shownShape);
    return html`${cell(columns.failing, words.failing, failing)}
    ${columns.passing ? cell(columns.passing, words.passing.join(or) || '–', passing.join(or) || '–') : nothing}
    ${columns.declared ? html`<td class="code-font" data-label=${columns.declared}>${visibleText(declared ?? '–')}</td>` : nothing}`;
  };
  return html`<table class="hops" aria-label=${t('The way of {0}', visibleText(expression))}>
    <thead>
      <tr>
        <th scope="col">${t('place')}</th>
        ${Object.values(columns).map((label) => html`<th scope="col">${label}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${hops.map(
        (hop, at) =>
          html`<tr ?data-diverges=${at === divergence}>
            <th scope="row">
              ${fileLink({ session, file: hop.file, line: hop.line, hover: hop.expression })}
              <span class="code-font hop-code">${visibleText(hop.expression)}</span>
              ${at === divergence ? html`<span class="hop-mark">${icon('warning')} ${t('first goes wrong here')}</span>` : nothing}
            </th>
            ${cells(hop)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
