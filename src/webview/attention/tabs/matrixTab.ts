import { html } from 'lit';
import { t } from '../../../core/language';
import { icon } from '../../parts/icon';
import { MatrixPainter } from '../painters/matrixPainter';
import { grainControl, headControl, layerControl } from '../views/controls';
import { headLinesTable, tokensTable } from '../views/headTables';
import type { AttentionTab, TabParts } from './attentionTab';
import { lookedAtAside } from './evidenceStage';

export const matrixTab: AttentionTab = {
  id: 'matrix',
  label: t('Matrix'),
  hint: t('Rows look, columns are looked at. Scroll with Ctrl to zoom, drag to move; + − 0 by keyboard.'),
  followsPointer: true,
  toolbar: ({ reading, theme, zoom }) =>
    html`<div class="attention-toolbar">
      ${layerControl(reading)} ${headControl(reading, theme)} ${grainControl(reading)}
      <span class="zoom" role="group" aria-label=${t('Zoom')}>
        <button type="button" class="icon-button" aria-label=${t('Zoom out')} @click=${() => zoom(1 / 1.5)}>${icon('zoom-out')}</button>
        <button type="button" class="icon-button" aria-label=${t('Zoom in')} @click=${() => zoom(1.5)}>${icon('zoom-in')}</button>
        <button type="button" class="icon-button" aria-label=${t('Show all')} @click=${() => zoom(0)}>${icon('screen-full')}</button>
      </span>
    </div>`,
  body: (parts) => {
    const matrix = matrixPainter(parts);
    return html`<div class="with-aside">
      ${parts.stage(matrix, t('Rows look, columns are looked at'))} ${lookedAtAside(parts, matrix.lineMatrix, t('looked at'))}
    </div>`;
  },
  table: ({ reading }) => (reading.choice.grain === 'token' ? tokensTable(reading) : headLinesTable(reading)),
};

function matrixPainter({ reading, painter, openLine }: TabParts): MatrixPainter {
  return painter('matrix', () => new MatrixPainter(reading, {}, openLine));
}
