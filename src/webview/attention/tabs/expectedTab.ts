import { html } from 'lit';
import '../views/expectedView';
import type { AttentionTab } from './attentionTab';

export const expectedTab: AttentionTab = {
  id: 'expected',
  label: 'Expected',
  hint: 'Cover a token and see what the model expected there.',
  body: ({ reading }) => html`<dwc-attention-expected .reading=${reading} .choice=${reading.choice}></dwc-attention-expected>`,
};
