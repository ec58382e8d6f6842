import { html, type TemplateResult } from 'lit';
import type { AttentionReading } from '../attentionReading';
import type { Blend } from '../choice';
import { hypothesisChips, massControl, segmented } from '../views/controls';
import { linesTable } from '../views/linesTable';
import type { AttentionTab } from './attentionTab';
import { evidenceStage, lookedAtAside } from './evidenceStage';

export const evidenceTab: AttentionTab = {
  id: 'evidence',
  label: 'What it looked at',
  hint: 'The evidence as the mini-model read it. Shade: what the line in focus looked at. A hypothesis shows the chance on its card, a line its own part of it.',
  first: true,
  followsPointer: true,
  toolbar: ({ reading }) =>
    html`<div class="attention-toolbar">${hypothesisChips(reading)} ${blendControl(reading)} ${massControl(reading)}</div>`,
  body: (parts) =>
    html`<div class="with-aside">
      ${evidenceStage(parts, 'attention', 'The lines of the evidence')} ${lookedAtAside(parts, parts.reading.evidenceMatrix, 'looked at')}
    </div>`,
  table: ({ reading }) => linesTable(reading, 'attention'),
};

function blendControl(reading: AttentionReading): TemplateResult {
  const { layer, heads } = reading.choice;
  const chosen =
    heads.length === reading.run.model.heads
      ? `Layer ${layer + 1}`
      : `Layer ${layer + 1}, ${heads.length === 1 ? 'head' : 'heads'} ${heads.map((head) => head + 1).join(', ')}`;
  return segmented<Blend>(
    'Heads that are blended',
    [
      ...(reading.run.model.faithfulHeads?.length
        ? [
            {
              id: 'faithful' as const,
              label: 'Faithful heads',
              title: 'Those whose attention agreed best with deletion on the bugs that the model was judged on',
            },
          ]
        : []),
      { id: 'all', label: 'All heads' },
      { id: 'layer', label: chosen, title: 'The layer and heads chosen in the other views' },
    ],
    reading.choice.blend,
    (blend) => reading.choose({ blend }),
  );
}
