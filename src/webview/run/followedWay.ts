import { html, nothing, type TemplateResult } from 'lit';
import type { RunRecord } from '../../protocol/runState';
import { fileLink } from '../parts/fileLink';
import { icon } from '../parts/icon';
import { visibleText } from '../parts/visibleText';
import type { RunView } from './runView';

type Followed = NonNullable<NonNullable<RunRecord['found']>['followed']>;

/** A value at each place on its path, in the order of the failing run; the first place where it goes wrong is marked. */
export function followedWay({ session }: RunView, { expression, hops, divergence }: Followed): TemplateResult {
  const columns = {
    failing: 'failing test',
    ...(hops.some(({ passing }) => passing.length) && { passing: 'passing tests' }),
    ...(hops.some(({ declared }) => declared) && { declared: 'declared' }),
  };
  const cell = (label: string, text: string) => html`<td class="code-font" data-label=${label}>${visibleText(text)}</td>`;
  return html`<table class="hops" aria-label="The way of ${visibleText(expression)}">
    <thead>
      <tr>
        <th scope="col">place</th>
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
              ${at === divergence ? html`<span class="hop-mark">${icon('warning')} first divergence</span>` : nothing}
            </th>
            ${cell(columns.failing, hop.failing)} ${columns.passing ? cell(columns.passing, hop.passing.join(' or ') || '–') : nothing}
            ${columns.declared ? cell(columns.declared, hop.declared ?? '–') : nothing}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
