import { html } from 'lit';
import { t } from '../../../core/language';
import '../views/expectedView';
import type { AttentionTab } from './attentionTab';

export const expectedTab: AttentionTab = {
  id: 'expected',
  label: t('Expected'),
  hint: t('Cover a token and see what the model expected there.'),
  body: ({ reading }) => html`<dwc-attention-expected .reading=${reading} .choice=${reading.choice}></dwc-attention-expected>`,
};
