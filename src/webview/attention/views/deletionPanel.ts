import { html, nothing, type TemplateResult } from 'lit';
import { measureFaithfulness } from '../../../core/attention/faithfulness';
import { agreementInWords, type Agreement } from '../../../core/attention/rankAgreement';
import { rowName } from '../../../core/attention/sections';
import { icon } from '../../parts/icon';
import { inlineCode } from '../../parts/inlineCode';
import { setStyles } from '../../parts/setStyles';
import type { AttentionReading } from '../attentionReading';
import { deletionConclusion, linesForVerdict } from '../deletionConclusion';
import { segmented } from './controls';

/** Leaving out lines or sections: an explanation, the progress, and whether attention agrees. */
export function deletionPanel(reading: AttentionReading): TemplateResult {
  const { deleting, suspect, run, choice } = reading;
  if (suspect < 0) return html`<p class="hint">No line was scored, so there is no score that a line could change.</p>`;
  const deletions = choice.bySection ? reading.bySection : reading.byLine;
  const left = deletions.missing.length;
  const busy = deleting ? { disabled: true, title: 'Possible when what runs now has ended or is cancelled' } : {};
  const unit = choice.bySection ? 'section' : 'line';
  return html`<div class="deletion-panel">
    <p>
      How much does the score of <strong>${rowName(run.rows, suspect)}</strong> change when the model reads the failure again without one
      ${unit}? This is the measure of what mattered; attention is not.
    </p>
    <div class="button-row">
      ${segmented(
        'Leave out',
        [
          { id: 'line', label: 'Line by line', ...busy },
          { id: 'section', label: 'Section by section', ...busy },
        ],
        choice.bySection ? 'section' : 'line',
        (id) => reading.choose({ bySection: id === 'section' }),
      )}
      ${
        deleting
          ? html`<button type="button" class="plain-button" @click=${() => reading.cancelDeletions()}>${icon('debug-stop')} Cancel</button>
              <span
                class="deletion-progress"
                role="progressbar"
                aria-label="Leaving out"
                aria-valuemin="0"
                aria-valuemax=${deleting.total}
                aria-valuenow=${deleting.done}
                ><span ${setStyles({ width: `${(100 * deleting.done) / Math.max(1, deleting.total)}%` })}></span
              ></span>
              <span class="dim">${deleting.done} of ${deleting.total}</span>`
          : left
            ? html`<button type="button" class="plain-button primary" @click=${() => void reading.leaveOut()}>
                  ${icon('play')} ${deletions.done ? `Leave out the other ${left}` : `Leave out each ${unit}`}
                </button>
                ${deletions.done ? html`<span class="dim">${deletions.done} of ${deletions.groups.length} measured</span>` : nothing}`
            : html`<span class="dim">${icon('check')} All ${deletions.groups.length} ${unit}s measured</span>`
      }
    </div>
    ${reading.deletionProblem ? html`<p class="problem">${reading.deletionProblem}</p>` : nothing} ${conclusion(reading)}
    ${agreements(reading)}
  </div>`;
}

/** The conclusion from leaving parts out, in chances: the answer to the question above it. Shown once everything is measured. */
function conclusion(reading: AttentionReading): TemplateResult | typeof nothing {
  const { run, suspect, choice } = reading;
  const deletions = choice.bySection ? reading.bySection : reading.byLine;
  const share = run.rows[suspect]?.share;
  if (share === undefined || deletions.missing.length) return nothing;
  const sentence = deletionConclusion(
    rowName(run.rows, suspect),
    share,
    deletions.groups.map(({ name }) => name),
    deletions.effects(suspect),
    choice.bySection ? 'section' : 'line',
  );
  return sentence ? html`<p class="conclusion">${icon('info')} ${inlineCode(sentence)}</p>` : nothing;
}

function agreements(reading: AttentionReading): TemplateResult | typeof nothing {
  const { run, byLine, suspect, lines, rolloutMatrix } = reading;
  const needed = linesForVerdict(byLine.groups.length);
  if (byLine.done < needed) {
    const have = byLine.done ? ` So far: ${byLine.done}.` : '';
    return html`<p class="hint">Measure ${needed} lines to see whether attention agrees with what mattered.${have}</p>`;
  }
  if (!lines || !rolloutMatrix) return nothing;
  const measured = measureFaithfulness(
    {
      rows: run.rows.length,
      suspect,
      lineAttention: lines,
      rollout: rolloutMatrix,
      effects: byLine.effectsByRow(suspect, run.rows.length),
    },
    seeded(),
  );
  const best = measured.heads.reduce(
    (top, value, head) => (value > (measured.heads[top] ?? -2) || Number.isNaN(measured.heads[top]!) ? head : top),
    0,
  );
  const { heads } = run.model;
  const place = `layer ${Math.floor(best / heads) + 1}, head ${(best % heads) + 1}`;
  return html`<table class="agreements">
    <caption>
      Rank agreement with deletion over ${measured.lines} lines (Spearman, −1 to 1)
    </caption>
    <tbody>
      ${agreementRow('Attention', 'all heads', measured.attention, measured.lines)}
      ${agreementRow('Rollout', 'all layers', measured.rollout, measured.lines)}
      <tr>
        <th scope="row">Best head <span class="dim">${place}</span></th>
        <td>${shown(measured.heads[best]!)}</td>
        <td class="dim">The best of ${measured.heads.length} is partly luck.</td>
      </tr>
      <tr>
        <th scope="row">Random weights</th>
        <td>${shown(measured.random)}</td>
        <td class="dim">Within ±${(2 / Math.sqrt(Math.max(2, measured.lines) - 1)).toFixed(2)} is what chance gives.</td>
      </tr>
    </tbody>
  </table>`;
}

function agreementRow(measure: string, detail: string, agreement: number, lines: number): TemplateResult {
  const { verdict, sentence } = agreementInWords(measure, agreement, lines);
  return html`<tr data-verdict=${verdict}>
    <th scope="row">${measure} <span class="dim">${detail}</span></th>
    <td>${shown(agreement)}</td>
    <td class="verdict-sentence">${icon(verdictIcons[verdict])} ${sentence}</td>
  </tr>`;
}

const verdictIcons: Record<Agreement['verdict'], string> = { agree: 'pass', partly: 'info', disagree: 'warning', unknown: 'question' };

function shown(agreement: number): string {
  return Number.isNaN(agreement) ? '–' : agreement.toFixed(2).replace('-', '−');
}

/** The same numbers on each redraw: a flickering figure is useless. */
function seeded(): () => number {
  let state = 1;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}
