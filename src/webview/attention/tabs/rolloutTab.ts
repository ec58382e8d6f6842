import { html } from 'lit';
import { t } from '../../../core/language';
import { hypothesisChips, massControl } from '../views/controls';
import { linesTable } from '../views/linesTable';
import type { AttentionTab } from './attentionTab';
import { evidenceStage, lookedAtAside } from './evidenceStage';

export const rolloutTab: AttentionTab = {
  id: 'rollout',
  label: t('Rollout'),
  hint: t(
    'An approximation: attention multiplied through all layers, with half of each kept for the residual. It leaves out values and feed-forward networks.',
  ),
  followsPointer: true,
  toolbar: ({ reading }) => html`<div class="attention-toolbar">${hypothesisChips(reading)} ${massControl(reading)}</div>`,
  body: (parts) =>
    html`<div class="with-aside">
      ${evidenceStage(parts, 'rollout', t('The lines of the evidence, with rollout'))}
      ${lookedAtAside(parts, parts.reading.rolloutMatrix, t('was reached by (rollout, an approximation)'))}
    </div>`,
  table: ({ reading }) => linesTable(reading, 'rollout'),
};
