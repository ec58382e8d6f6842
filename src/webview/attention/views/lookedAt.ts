import { html, nothing, type TemplateResult } from 'lit';
import { strongest } from '../../../core/attention/massThreshold';
import { rowName } from '../../../core/attention/sections';
import { roving } from '../../parts/roving';
import { setStyles } from '../../parts/setStyles';
import { visibleText } from '../../parts/visibleText';
import type { AttentionReading } from '../attentionReading';
import { formatWeight } from '../painters/formatWeight';

const MAX_LINES = 8;

/** What the line in focus looked at, in words and numbers, strongest first. */
export function lookedAt(
  reading: AttentionReading,
  weights: Float32Array | undefined,
  options: { verb: string; openLine: (row: number) => void },
): TemplateResult {
  const { rows } = reading.run;
  const focusRows = reading.rowsOf(reading.focus);
  if (!focusRows.length)
    return html`<aside class="looked-at" aria-label="What was looked at">
      <p class="hint">Point at a line, or move to it with the arrow keys, to see what it looked at. A click keeps it and opens the line.</p>
    </aside>`;
  const own = weights ? focusRows.reduce((sum, row) => sum + weights[row]!, 0) : 0;
  const places = weights ? strongest(weights, 1, MAX_LINES, (row) => focusRows.includes(row)) : [];
  const largest = places.length ? weights![places[0]!]! : 1;
  const all = weights?.reduce((sum, weight) => sum + weight, 0) ?? 0;
  const scored = focusRows.filter((row) => rows[row]!.score !== undefined);
  const share = scored.reduce((sum, row) => sum + (rows[row]!.share ?? 0), 0);
  return html`<aside class="looked-at" aria-label="What was looked at">
    <h3>${focusRows.map((row) => rowName(rows, row)).join(', ')} <span class="dim head-note">${options.verb}</span></h3>
    ${
      scored.length
        ? html`<p class="dim">
            ${scored.length === 1 ? 'This line’s chance' : 'These lines’ chance together'} to hold the cause:
            ${formatWeight(share)}${
              scored.length === 1
                ? html` <span title="The logarithm of the chance">(score ${rows[scored[0]!]!.score!.toFixed(2)})</span>`
                : nothing
            }
          </p>`
        : nothing
    }
    <ol class="weights" ${roving()}>
      ${places.map(
        (row) =>
          html`<li data-row>
            <button
              type="button"
              class="weight-line"
              data-item
              title=${visibleText(rows[row]!.text.trim())}
              @click=${() => {
                reading.choose({ focus: { kind: 'row', row } });
                options.openLine(row);
              }}
            >
              <span class="weight-name">${visibleText(rowName(rows, row))}</span>
              <span class="weight-bar" aria-hidden="true"
                ><span ${setStyles({ width: `${Math.max(2, Math.round((100 * weights![row]!) / largest))}%` })}></span
              ></span>
              <span class="weight-value">${formatWeight(weights![row]!)}</span>
              <span class="weight-code code-font">${visibleText(rows[row]!.text.trim())}</span>
            </button>
          </li>`,
      )}
    </ol>
    ${weights ? html`<p class="dim">Itself ${formatWeight(own)}, the model's own marks ${formatWeight(Math.max(0, 1 - all))}.</p>` : html`<p class="dim">Reading…</p>`}
  </aside>`;
}
