import { html, nothing } from 'lit';
import { t } from '../../../core/language';
import { HeadPainter } from '../painters/headPainter';
import { grainControl, headControl, layerControl, massControl, toggle } from '../views/controls';
import { headLinesTable, tokensTable } from '../views/headTables';
import type { AttentionTab } from './attentionTab';

export const headsTab: AttentionTab = {
  id: 'heads',
  label: t('Heads'),
  hint: t('What each line or token looks at, head by head. A double-click on a head shows it alone.'),
  toolbar: ({ reading, theme }) =>
    html`<div class="attention-toolbar">
      ${layerControl(reading)} ${headControl(reading, theme)} ${grainControl(reading)} ${massControl(reading)}
      ${
        reading.choice.grain === 'token'
          ? toggle(
              t('Hide marks and sinks'),
              reading.choice.hideMarks,
              () => reading.choose({ hideMarks: !reading.choice.hideMarks }),
              t('Leaves out [CLS], [SEP], [ROW] and punctuation that attention only rests on'),
            )
          : nothing
      }
    </div>`,
  body: (parts) =>
    parts.stage(
      parts.painter('heads', () => new HeadPainter(parts.reading, parts.openLine)),
      t('What looks on the left, what is looked at on the right'),
    ),
  table: ({ reading }) => (reading.choice.grain === 'token' ? tokensTable(reading) : headLinesTable(reading)),
};
