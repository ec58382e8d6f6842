import { html } from 'lit';
import { MatrixPainter } from '../painters/matrixPainter';
import { ModelPainter } from '../painters/modelPainter';
import { headsTable } from '../views/headTables';
import type { AttentionTab, TabParts } from './attentionTab';

export const modelTab: AttentionTab = {
  id: 'model',
  label: 'Model',
  hint: 'All heads of all layers, line by line. Choose one to see it large; a double-click opens its matrix.',
  body: (parts) => {
    const { reading } = parts;
    const { layer, heads } = reading.choice;
    const [head = 0] = heads;
    const model = modelPainter(parts);
    return html`<div class="with-aside model">
      ${parts.stage(model, 'All heads: layers down, heads across')}
      <aside class="looked-at" aria-label="The chosen head">
        <h3>Layer ${layer + 1}, ${heads.length === 1 ? `head ${head + 1}` : `${heads.length} heads`}</h3>
        <p class="dim">${heads.length === 1 ? model.describe({ layer, head }) : 'Choose a head to see it alone.'}</p>
        ${parts.stage(
          parts.painter('detail', () => new MatrixPainter(reading, { bare: true }, parts.openLine)),
          'The chosen head, line by line',
        )}
        <div class="button-row">
          <button type="button" class="plain-button" @click=${() => reading.choose({ view: 'heads' })}>Open in Heads</button>
          <button type="button" class="plain-button" @click=${() => reading.choose({ view: 'matrix' })}>Open in Matrix</button>
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
