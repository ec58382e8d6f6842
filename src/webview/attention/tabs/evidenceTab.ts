import { html, type TemplateResult } from 'lit';
import { t } from '../../../core/language';
import type { AttentionReading } from '../attentionReading';
import type { Blend } from '../choice';
import { hypothesisChips, massControl, segmented } from '../views/controls';
import { linesTable } from '../views/linesTable';
import type { AttentionTab } from './attentionTab';
import { evidenceStage, lookedAtAside } from './evidenceStage';

export const evidenceTab: AttentionTab = {
  id: 'evidence',
  label: t('What it looked at'),
  hint: t(
    'The evidence as the mini-model read it. Shade: what the line in focus looked at. A hypothesis shows the chance on its card, a line its own part of it.',
  ),
  first: true,
  followsPointer: true,
  toolbar: ({ reading }) =>
    html`<div class="attention-toolbar">${hypothesisChips(reading)} ${blendControl(reading)} ${massControl(reading)}</div>`,
  body: (parts) =>
    html`<div class="with-aside">
      ${evidenceStage(parts, 'attention', t('The lines of the evidence'))}
      ${lookedAtAside(parts, parts.reading.evidenceMatrix, t('looked at'))}
    </div>`,
  table: ({ reading }) => linesTable(reading, 'attention'),
};

function blendControl(reading: AttentionReading): TemplateResult {
  const { layer, heads } = reading.choice;
  const names = heads.map((head) => head + 1).join(', ');
  const chosen =
    heads.length === reading.run.model.heads
      ? t('Layer {0}', layer + 1)
      : heads.length === 1
        ? t('Layer {0}, head {1}', layer + 1, names)
        : t('Layer {0}, heads {1}', layer + 1, names);
  return segmented<Blend>(
    t('Heads that are blended'),
    [
      ...(reading.run.model.faithfulHeads?.length
        ? [
            {
              id: 'faithful' as const,
              label: t('Faithful heads'),
              title: t('Those whose attention agreed best with deletion on the bugs that the model was judged on'),
            },
          ]
        : []),
      { id: 'all', label: t('All heads') },
      { id: 'layer', label: chosen, title: t('The layer and heads chosen in the other views') },
    ],
    reading.choice.blend,
    (blend) => reading.choose({ blend }),
  );
}
