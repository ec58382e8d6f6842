import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../../../core/language';
import { strongest } from '../../../core/attention/massThreshold';
import { rowName } from '../../../core/attention/sections';
import { roving } from '../../parts/roving';
import { setStyles } from '../../parts/setStyles';
import { visibleText } from '../../parts/visibleText';
import type { AttentionReading } from '../attentionReading';
import { percent } from '../../hypotheses/confidence';
import { formatWeight } from '../painters/formatWeight';

const MAX_LINES = 8;

/** The attention of the line in focus, in words and numbers, strongest first. */
export function lookedAt(
  reading: AttentionReading,
  weights: Float32Array | undefined,
  options: { verb: string; openLine: (row: number) => void },
): TemplateResult {
  const { rows } = reading.run;
  const focusRows = reading.rowsOf(reading.focus);
  if (!focusRows.length)
    return html`<aside class="looked-at" aria-label=${t('What was looked at')}>
      <p class="hint">
        ${t('Point at a line, or move to it with the arrow keys, to see what it looked at. A click keeps it and opens the line.')}
      </p>
    </aside>`;
  const own = weights ? focusRows.reduce((sum, row) => sum + weights[row]!, 0) : 0;
  const places = weights ? strongest(weights, 1, MAX_LINES, (row) => focusRows.includes(row)) : [];
  const largest = places.length ? weights![places[0]!]! : 1;
  const all = weights?.reduce((sum, weight) => sum + weight, 0) ?? 0;
  return html`<aside class="looked-at" aria-label=${t('What was looked at')}>
    <h3>${focusRows.map((row) => rowName(rows, row)).join(', ')} <span class="dim head-note">${options.verb}</span></h3>
    ${chanceOf(reading, focusRows)}
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
    ${weights ? html`<p class="dim" title=${t("Shares of this line's attention; with those above they add up to 100 %.")}>${t("Itself {0}, the model's own marks {1}.", formatWeight(own), formatWeight(Math.max(0, 1 - all)))}</p>` : html`<p class="dim">${t('Reading…')}</p>`}
  </aside>`;
}

/** The chance of the lines in focus, beside the chance on the card that names them: the two are easily confused. */
function chanceOf({ run }: AttentionReading, focusRows: readonly number[]): TemplateResult | typeof nothing {
  const scored = focusRows.filter((row) => run.rows[row]?.score !== undefined);
  if (!scored.length) return nothing;
  const share = formatWeight(scored.reduce((sum, row) => sum + (run.rows[row]?.share ?? 0), 0));
  const isOne = scored.length === 1;
  const card = run.hypotheses.find(({ rows, outsideModel }) => !outsideModel && scored.every((row) => rows.includes(row)));
  if (!card)
    return html`<p class="dim">
      ${isOne ? t('The chance that the cause is in this line: {0}.', share) : t('The chance that the cause is in these lines: {0}.', share)}
    </p>`;
  return html`<p class="dim">
    ${t('Card {0}: {1} that the cause is in this function: that is how often such a share was right.', card.rank, percent(card.confidence))}
    ${
      isOne
        ? t('Among all the lines, this line has a share of {0}.', share)
        : t('Among all the lines, these lines have a share of {0}.', share)
    }
  </p>`;
}
