import { html, nothing, type TemplateResult } from 'lit';
import { formatFixed, inParts, t } from '../../../core/language';
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
  if (suspect < 0) return html`<p class="hint">${t('No line was scored, so there is no score that a line could change.')}</p>`;
  const name = html`<strong>${rowName(run.rows, suspect)}</strong>`;
  const deletions = choice.bySection ? reading.bySection : reading.byLine;
  const left = deletions.missing.length;
  const busy = deleting ? { disabled: true, title: t('Possible when what runs now has ended or is cancelled') } : {};
  const { bySection } = choice;
  return html`<div class="deletion-panel">
    <p>
      ${
        bySection
          ? inParts('How much does the score of {0} change when the model reads the failure again without one section?', name)
          : inParts('How much does the score of {0} change when the model reads the failure again without one line?', name)
      }
      ${t('This is the measure of what mattered; attention is not.')}
    </p>
    <div class="button-row">
      ${segmented(
        t('Leave out'),
        [
          { id: 'line', label: t('Line by line'), ...busy },
          { id: 'section', label: t('Section by section'), ...busy },
        ],
        choice.bySection ? 'section' : 'line',
        (id) => reading.choose({ bySection: id === 'section' }),
      )}
      ${
        deleting
          ? html`<button type="button" class="plain-button" @click=${() => reading.cancelDeletions()}>
                ${icon('debug-stop')} ${t('Cancel')}
              </button>
              <span
                class="deletion-progress"
                role="progressbar"
                aria-label=${t('Leaving out')}
                aria-valuemin="0"
                aria-valuemax=${deleting.total}
                aria-valuenow=${deleting.done}
                ><span ${setStyles({ width: `${(100 * deleting.done) / Math.max(1, deleting.total)}%` })}></span
              ></span>
              <span class="dim">${t('{0} of {1}', deleting.done, deleting.total)}</span>`
          : left
            ? html`<button type="button" class="plain-button primary" @click=${() => void reading.leaveOut()}>
                  ${icon('play')}
                  ${deletions.done ? t('Leave out the other {0}', left) : bySection ? t('Leave out each section') : t('Leave out each line')}
                </button>
                ${deletions.done ? html`<span class="dim">${t('{0} of {1} measured', deletions.done, deletions.groups.length)}</span>` : nothing}`
            : html`<span class="dim"
                >${icon('check')}
                ${bySection ? t('All {0} sections measured', deletions.groups.length) : t('All {0} lines measured', deletions.groups.length)}</span
              >`
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
    const have = byLine.done ? ` ${t('So far: {0}.', byLine.done)}` : '';
    return html`<p class="hint">${t('Measure {0} lines to see whether attention agrees with what mattered.', needed)}${have}</p>`;
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
  const place = t('layer {0}, head {1}', Math.floor(best / heads) + 1, (best % heads) + 1);
  return html`<table class="agreements">
    <caption>
      ${t('Rank agreement with deletion over {0} lines (Spearman, −1 to 1)', measured.lines)}
    </caption>
    <tbody>
      ${agreementRow(t('Attention'), t('all heads'), measured.attention, measured.lines)}
      ${agreementRow(t('Rollout'), t('all layers'), measured.rollout, measured.lines)}
      <tr>
        <th scope="row">${t('Best head')} <span class="dim">${place}</span></th>
        <td>${shown(measured.heads[best]!)}</td>
        <td class="dim">${t('The best of {0} is partly luck.', measured.heads.length)}</td>
      </tr>
      <tr>
        <th scope="row">${t('Random weights')}</th>
        <td>${shown(measured.random)}</td>
        <td class="dim">${t('Within ±{0} is what chance gives.', formatFixed(2 / Math.sqrt(Math.max(2, measured.lines) - 1), 2))}</td>
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
  return Number.isNaN(agreement) ? '–' : formatFixed(agreement, 2).replace('-', '−');
}

/** The same numbers on each redraw: a flickering figure is useless. */
function seeded(): () => number {
  let state = 1;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}
