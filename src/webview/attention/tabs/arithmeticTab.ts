import { html } from 'lit';
import { t } from '../../../core/language';
import { headControl, layerControl } from '../views/controls';
import '../views/neuronView';
import type { AttentionTab } from './attentionTab';

export const arithmeticTab: AttentionTab = {
  id: 'neuron',
  label: t('Arithmetic'),
  hint: t('One pair of tokens in one head: the numbers behind one weight.'),
  toolbar: ({ reading, theme }) => html`<div class="attention-toolbar">${layerControl(reading)} ${headControl(reading, theme, true)}</div>`,
  body: ({ reading, theme }) =>
    html`<dwc-attention-neuron .reading=${reading} .theme=${theme} .choice=${reading.choice}></dwc-attention-neuron>`,
};
