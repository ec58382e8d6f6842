import { html, nothing } from 'lit';
import { t } from '../../../core/language';
import { hypothesisChips } from '../views/controls';
import { deletionPanel } from '../views/deletionPanel';
import { linesTable } from '../views/linesTable';
import '../views/outsidePanel';
import type { AttentionTab } from './attentionTab';
import { evidenceStage } from './evidenceStage';

export const deletionTab: AttentionTab = {
  id: 'deletion',
  label: t('Does it matter?'),
  hint: t('The reference for what mattered: the score without each line.'),
  first: true,
  honest: true,
  toolbar: ({ reading }) => html`<div class="attention-toolbar">${hypothesisChips(reading)}</div>`,
  body: (parts) =>
    html`<div class="with-aside deletion">
      <div class="deletion-side">
        ${deletionPanel(parts.reading)}
        ${parts.outside ? html`<dwc-attention-outside .outside=${parts.outside}></dwc-attention-outside>` : nothing}
      </div>
      ${evidenceStage(parts, 'deletion', t("The lines of the evidence, and the suspect's score without each"))}
    </div>`,
  table: ({ reading }) => linesTable(reading, 'deletion'),
};
