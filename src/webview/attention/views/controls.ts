import { html, nothing, type TemplateResult } from 'lit';
import { inParts, shown, t } from '../../../core/language';
import { icon } from '../../parts/icon';
import { inlineCode } from '../../parts/inlineCode';
import { roving } from '../../parts/roving';
import { setStyles } from '../../parts/setStyles';
import { plainSentence, visibleText } from '../../parts/visibleText';
import type { HypothesisReference, Row } from '../../../core/attention/modelRun';
import { percent } from '../../hypotheses/confidence';
import type { AttentionReading } from '../attentionReading';
import type { Choice } from '../choice';
import type { AttentionTheme } from '../drawing/attentionTheme';
import { formatWeight } from '../painters/formatWeight';

/** One of a few options: a row of buttons. */
export function segmented<T extends string>(
  label: string,
  options: readonly { id: T; label: string; title?: string; disabled?: boolean }[],
  chosen: T,
  onChoose: (id: T) => void,
): TemplateResult {
  return html`<div class="segmented" role="radiogroup" aria-label=${label} data-row ${roving()}>
    ${options.map(
      ({ id, label: text, title, disabled }) =>
        html`<button
          type="button"
          role="radio"
          data-item
          aria-checked=${id === chosen ? 'true' : 'false'}
          title=${title ?? nothing}
          ?disabled=${disabled}
          @click=${() => onChoose(id)}
        >
          ${text}
        </button>`,
    )}
  </div>`;
}

/** The layer, one up and one down, first to last. */
export function layerControl(reading: AttentionReading): TemplateResult {
  const { layer } = reading.choice;
  const { layers } = reading.run.model;
  const choose = (next: number) => reading.choose({ layer: Math.max(0, Math.min(layers - 1, next)) });
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose(layer + step);
  };
  return html`<div
    class="stepper"
    role="spinbutton"
    tabindex="0"
    aria-label=${t('Layer')}
    aria-valuemin="1"
    aria-valuemax=${layers}
    aria-valuenow=${layer + 1}
    aria-valuetext=${t('Layer {0} of {1}', layer + 1, layers)}
    @keydown=${onKey}
  >
    <button type="button" class="icon-button" tabindex="-1" aria-hidden="true" ?disabled=${layer === 0} @click=${() => choose(layer - 1)}>
      ${icon('chevron-left')}
    </button>
    <span>${inParts('Layer {0} of {1}', html`<strong>${layer + 1}</strong>`, html`<span class="dim">${layers}</span>`)}</span>
    <button
      type="button"
      class="icon-button"
      tabindex="-1"
      aria-hidden="true"
      ?disabled=${layer === layers - 1}
      @click=${() => choose(layer + 1)}
    >
      ${icon('chevron-right')}
    </button>
  </div>`;
}

/** The heads of the layer, on and off; a double click, or Shift+Enter, isolates one and restores all. */
export function headControl(reading: AttentionReading, theme: AttentionTheme, single = false): TemplateResult {
  const { heads } = reading.choice;
  const count = reading.run.model.heads;
  const all = Array.from({ length: count }, (_, head) => head);
  const toggle = (head: number) => {
    if (single) return reading.choose({ heads: [head] });
    const next = heads.includes(head) ? heads.filter((other) => other !== head) : [...heads, head].sort((a, b) => a - b);
    if (next.length) reading.choose({ heads: next });
  };
  const isolate = (head: number) => !single && reading.choose({ heads: heads.length === 1 && heads[0] === head ? all : [head] });
  return html`<div
    class="head-chips"
    role=${single ? 'radiogroup' : 'group'}
    aria-label=${single ? t('Head') : t('Heads. Shift and Enter shows one alone')}
    data-row
    ${roving()}
  >
    <span class="dim" aria-hidden="true">${single ? t('Head') : t('Heads')}</span>
    ${all.map((head) => {
      const on = single ? heads[0] === head : heads.includes(head);
      return html`<button
        type="button"
        class="head-chip"
        data-item
        role=${single ? 'radio' : nothing}
        aria-pressed=${single ? nothing : on ? 'true' : 'false'}
        aria-checked=${single ? (on ? 'true' : 'false') : nothing}
        aria-label=${t('Head {0}', head + 1)}
        title=${single ? t('Head {0}', head + 1) : t('Head {0}. Double-click: this one alone', head + 1)}
        @click=${() => toggle(head)}
        @dblclick=${() => isolate(head)}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'Enter' || !event.shiftKey) return;
          event.preventDefault();
          isolate(head);
        }}
      >
        <span class="head-swatch" ${setStyles({ background: theme.heads[head % theme.heads.length]! })}></span>${head + 1}
      </button>`;
    })}
  </div>`;
}

/** The share of attention that is drawn. */
export function massControl(reading: AttentionReading): TemplateResult {
  const { mass } = reading.choice;
  return html`<label class="mass" title=${t('Only the strongest weights that hold this share of the attention together are drawn')}>
    <span class="dim">${t('Strongest')}</span>
    <input
      type="range"
      min="5"
      max="100"
      step="5"
      .value=${String(Math.round(mass * 100))}
      aria-valuetext=${t('{0} percent of the attention', Math.round(mass * 100))}
      @input=${(event: Event) => reading.choose({ mass: Number((event.target as HTMLInputElement).value) / 100 })}
    />
    <span class="mass-value">${Math.round(mass * 100)} %</span>
  </label>`;
}

export function toggle(label: string, on: boolean, onToggle: () => void, title?: string): TemplateResult {
  return html`<button type="button" class="toggle" aria-pressed=${on ? 'true' : 'false'} title=${title ?? nothing} @click=${onToggle}>
    ${icon(on ? 'check' : 'blank')} ${label}
  </button>`;
}

/** The hypotheses: pointing at one shows the attention of its lines, choosing it keeps it. */
export function hypothesisChips(reading: AttentionReading): TemplateResult | typeof nothing {
  const { hypotheses, rows } = reading.run;
  if (!hypotheses.length) return nothing;
  // The note above names the model if there is only one.
  const severalModels = new Set(hypotheses.map(({ outsideModel }) => outsideModel)).size > 1;
  return html`<div class="hypothesis-chips" role="group" aria-label=${t('Hypotheses')} data-row ${roving()}>
    ${hypotheses.map((hypothesis, index) => {
      const chosen = reading.choice.hypothesis === index;
      const point = () => reading.point({ kind: 'hypothesis', index });
      const leave = () => reading.point(undefined);
      return html`<button
        type="button"
        class="hypothesis-chip"
        data-item
        aria-pressed=${chosen ? 'true' : 'false'}
        ?disabled=${!hypothesis.rows.length}
        title=${chanceInWords(hypothesis, rows)}
        @click=${() => reading.choose(chosen ? { focus: undefined, hypothesis: undefined } : { focus: { kind: 'hypothesis', index }, hypothesis: index })}
        @pointerenter=${point}
        @pointerleave=${leave}
        @focus=${point}
        @blur=${leave}
      >
        <span class="chip-rank">${hypothesis.rank}</span>
        <span class="chip-title">${inlineCode(titleOf(hypothesis))}</span>
        <span class="dim chip-share"
          >${severalModels && hypothesis.outsideModel ? html`<span class="chip-model">${visibleText(hypothesis.outsideModel)}</span> · ` : nothing}${percent(
            hypothesis.confidence,
          )}</span
        >
      </button>`;
    })}
  </div>`;
}

/** In the person's language, where this program made it. */
function titleOf({ title, outsideModel }: HypothesisReference): string {
  return outsideModel === undefined ? shown(title) : title;
}

/** Two chances that are easily confused: the card's, which the chip shows, and the mini-model's for the drawn lines. */
function chanceInWords(hypothesis: HypothesisReference, rows: readonly Row[]): string {
  const { rows: own, confidence, outsideModel } = hypothesis;
  const title = plainSentence(titleOf(hypothesis));
  if (!own.length) return t('The mini-model did not read the lines of this hypothesis.');
  const share = own.reduce((sum, row) => sum + (rows[row]?.share ?? 0), 0);
  const card = outsideModel
    ? t('{0}: {1}, as {2} states it, as on its card.', title, percent(confidence), visibleText(outsideModel))
    : t('{0}: {1}, the chance of its whole function, as on its card.', title, percent(confidence));
  const lines =
    own.length === 1
      ? t('The mini-model gives its line alone {0}.', formatWeight(share))
      : t('The mini-model gives its lines together {0}.', formatWeight(share));
  return `${card} ${lines}`;
}

export function grainControl(reading: AttentionReading): TemplateResult {
  return segmented<Choice['grain']>(
    t('Grain'),
    [
      { id: 'line', label: t('Lines') },
      { id: 'token', label: t('Tokens') },
    ],
    reading.choice.grain,
    (grain) => reading.choose({ grain }),
  );
}
