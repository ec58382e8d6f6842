import { html, type TemplateResult } from 'lit';
import { visibleText } from '../../parts/visibleText';

/** The numbers of a drawing as a table. */
export interface NumbersTable {
  caption: string;
  columns: string[];
  /** The first cell heads its row. */
  rows: string[][];
}

export function numbersTable({ caption, columns, rows }: NumbersTable): TemplateResult {
  return html`<div class="numbers" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([head, ...cells]) =>
            html`<tr>
              <th scope="row">${visibleText(head ?? '')}</th>
              ${cells.map((cell) => html`<td>${visibleText(cell)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
