import { html } from 'lit';
import { t } from '../../../core/language';
import { MatrixPainter } from '../painters/matrixPainter';
import { ModelPainter } from '../painters/modelPainter';
import { headsTable } from '../views/headTables';
import type { AttentionTab, TabParts } from './attentionTab';

export const modelTab: AttentionTab = {
  id: 'model',
  label: t('Model'),
  hint: t('All heads of all layers, line by line. Choose one to see it large; a double-click opens its matrix.'),
  body: (parts) => {
    const { reading } = parts;
    const { layer, heads } = reading.choice;
    const [head = 0] = heads;
    const model = modelPainter(parts);
    return html`<div class="with-aside model">
      ${parts.stage(model, t('All heads: layers down, heads across'))}
      <aside class="looked-at" aria-label=${t('The chosen head')}>
        <h3>${heads.length === 1 ? t('Layer {0}, head {1}', layer + 1, head + 1) : t('Layer {0}, {1} heads', layer + 1, heads.length)}</h3>
        <p class="dim">${heads.length === 1 ? model.describe({ layer, head }) : t('Choose a head to see it alone.')}</p>
        ${parts.stage(
          parts.painter('detail', () => new MatrixPainter(reading, { bare: true }, parts.openLine)),
          t('The chosen head, line by line'),
        )}
        <div class="button-row">
          <button type="button" class="plain-button" @click=${() => reading.choose({ view: 'heads' })}>${t('Open in Heads')}</button>
          <button type="button" class="plain-button" @click=${() => reading.choose({ view: 'matrix' })}>${t('Open in Matrix')}</button>
        </div>
      </aside>
    </div>`;
  },
  table: (parts) => headsTable(parts.reading, (place) => modelPainter(parts).describe(place)),
};

function modelPainter({ reading, card, painter }: TabParts): ModelPainter {
  const agreementOf = (layer: number, head: number) =>
    card?.faithfulness?.heads.find((place) => place.layer === layer && place.head === head)?.agreement;
  return painter(
    'model',
    () =>
      new ModelPainter(
        reading,
        () => reading.choose({ view: 'matrix' }),
        ({ layer, head }) => agreementOf(layer, head),
      ),
  );
}
