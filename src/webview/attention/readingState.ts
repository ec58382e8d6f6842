import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../../core/language';
import type { ReadingState } from '../../core/attention/modelRun';
import { icon } from '../parts/icon';
import { setStyles } from '../parts/setStyles';
import { visibleText } from '../parts/visibleText';

/** Replaces the view while there is no reading: how to get one, its progress, or why there is none. */
export function readingState(state: ReadingState, loadModel: () => void): TemplateResult {
  const load = (label: string) => html`<button type="button" class="plain-button primary" @click=${loadModel}>${label}</button>`;
  switch (state.phase) {
    case 'notLoaded':
      return html`<div class="attention-state">
        <p>${t('The mini-model is not loaded. It runs on this machine; nothing is sent.')}</p>
        ${load(t('Read the evidence'))}
      </div>`;
    case 'loading': {
      const percent = state.progress === undefined ? undefined : Math.round(100 * state.progress);
      return html`<div class="attention-state" aria-busy="true">
        <p role="status">
          ${visibleText(state.doing ?? t('The mini-model reads the evidence.'))} ${percent === undefined ? nothing : `${percent} %`}
        </p>
        <span
          class="deletion-progress"
          role="progressbar"
          aria-label=${t('Reading')}
          aria-valuemin="0"
          aria-valuemax="100"
          aria-valuenow=${percent ?? nothing}
          ?data-unknown=${percent === undefined}
          ><span ${setStyles({ width: `${percent ?? 30}%` })}></span
        ></span>
      </div>`;
    }
    case 'abstained':
      return html`<div class="attention-state">
        <p>${icon('info')} ${t('The mini-model says nothing on this failure.')} ${visibleText(state.message)}</p>
      </div>`;
    case 'failed':
      return html`<div class="attention-state">
        <p class="problem" role="alert">${visibleText(state.message)}</p>
        ${load(t('Try again'))}
      </div>`;
    case 'cancelled':
      return html`<div class="attention-state">
        <p>${t('Reading was cancelled.')}</p>
        ${load(t('Read the evidence'))}
      </div>`;
    case 'ready':
      return html``;
  }
}
