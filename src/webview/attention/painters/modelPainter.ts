import { formatFixed, t } from '../../../core/language';
import { summarizeHead, type HeadSummary } from '../../../core/attention/headSummary';
import type { HeadPlace } from '../../../core/attention/modelRun';
import type { AttentionReading } from '../attentionReading';
import type { Box, Painter, Press, Sight } from '../drawing/painter';
import type { Pen } from '../drawing/pen';
import { pixelsOf, type HeatMap } from './heatMap';

const TOP = 20;
const LEFT = 30;
const CAPTION = 18;
const GAP = 8;
const LARGEST = 150;

/** All heads as small multiples: a row per layer, the line by line attention of each head. */
export class ModelPainter implements Painter<HeadPlace> {
  private readonly maps = new Map<number, HeatMap>();
  private readonly summaries = new Map<number, HeadSummary>();
  private pixels: Uint32Array | undefined;
  /** Maximum height of the stage, px. */
  private room = 600;

  constructor(
    private readonly reading: AttentionReading,
    private readonly zoomTo: () => void,
    private readonly agreementOf: (place: HeadPlace) => number | undefined,
  ) {}

  height(width: number, room: number): number {
    this.room = room;
    return TOP + this.reading.run.model.layers * (this.cell(width) + CAPTION + GAP);
  }

  paint(pen: Pen, sight: Sight): void {
    const { theme, top, width, height } = sight;
    const { layers, heads } = this.reading.run.model;
    if (this.pixels !== theme.pixels) {
      this.maps.clear();
      this.pixels = theme.pixels;
    }
    const cell = this.cell(width);
    const small = `11px ${theme.uiFont}`;
    const { layer: chosenLayer, heads: on } = this.reading.choice;
    for (let layer = 0; layer < layers; layer++) {
      const y = TOP + layer * (cell + CAPTION + GAP) - top;
      if (y > height || y + cell + CAPTION < 0) continue;
      pen.text(String(layer + 1), LEFT / 2, y + cell / 2, { color: theme.dim, font: small, align: 'center' });
      for (let head = 0; head < heads; head++) {
        const x = LEFT + head * (cell + GAP);
        const map = this.mapOf(layer, head, Math.round(cell * sight.ratio));
        if (map) pen.picture({ canvas: map.canvas }, x, y, cell, cell);
        pen.frame(x, y, cell, cell, { color: theme.border, alpha: 0.7 });
        const isChosen = layer === chosenLayer && on.includes(head);
        if (isChosen) pen.frame(x - 2, y - 2, cell + 4, cell + 4, { color: theme.focus, width: 2 });
        const hover = this.hovered?.layer === layer && this.hovered.head === head;
        if (hover) pen.frame(x - 3, y - 3, cell + 6, cell + 6, { color: theme.foreground });
        if (cell >= 60)
          pen.text(this.summaryOf(layer, head)?.short ?? '', x, y + cell + 9, {
            color: theme.dim,
            font: `10.5px ${theme.uiFont}`,
            maxWidth: cell,
          });
      }
    }
    pen.rect(0, 0, width, TOP - 4, theme.background);
    pen.text(t('layer'), 2, 8, { color: theme.dim, font: small });
    for (let head = 0; head < heads; head++)
      pen.text(t('head {0}', head + 1), LEFT + head * (cell + GAP) + cell / 2, 8, {
        color: theme.dim,
        font: small,
        align: 'center',
        maxWidth: cell,
      });
  }

  spotAt(x: number, y: number, { width }: Sight): HeadPlace | undefined {
    const cell = this.cell(width);
    const layer = Math.floor((y - TOP) / (cell + CAPTION + GAP));
    const head = Math.floor((x - LEFT) / (cell + GAP));
    const { layers, heads } = this.reading.run.model;
    return layer >= 0 && head >= 0 && layer < layers && head < heads ? { layer, head } : undefined;
  }

  boxOf({ layer, head }: HeadPlace, { width }: Sight): Box {
    const cell = this.cell(width);
    return { x: LEFT + head * (cell + GAP), y: TOP + layer * (cell + CAPTION + GAP), width: cell, height: cell + CAPTION };
  }

  next(place: HeadPlace | undefined, key: string): HeadPlace | undefined {
    const { layers, heads } = this.reading.run.model;
    const { layer, head } = place ?? { layer: 0, head: 0 };
    const to = (l: number, h: number) => ({ layer: Math.max(0, Math.min(layers - 1, l)), head: Math.max(0, Math.min(heads - 1, h)) });
    switch (key) {
      case 'ArrowDown':
        return to(layer + 1, head);
      case 'ArrowUp':
        return to(layer - 1, head);
      case 'ArrowRight':
        return to(layer, head + 1);
      case 'ArrowLeft':
        return to(layer, head - 1);
      case 'Home':
        return to(layer, 0);
      case 'End':
        return to(layer, heads - 1);
      default:
        return undefined;
    }
  }

  chosen(): HeadPlace {
    const { layer, heads } = this.reading.choice;
    return { layer, head: heads[0] ?? 0 };
  }

  describe({ layer, head }: HeadPlace): string {
    const agreement = this.agreementOf({ layer, head });
    const looks = this.summaryOf(layer, head)?.words ?? t('not read yet');
    return agreement === undefined
      ? t('Layer {0}, head {1}: {2}', layer + 1, head + 1, looks)
      : t(
          'Layer {0}, head {1}: {2}, rank agreement with deletion {3} on the bugs the model was judged on',
          layer + 1,
          head + 1,
          looks,
          formatFixed(agreement, 2),
        );
  }

  private hovered: HeadPlace | undefined;

  point(place: HeadPlace | undefined): void {
    if (this.hovered?.layer === place?.layer && this.hovered?.head === place?.head) return;
    this.hovered = place;
    this.reading.tell('hover');
  }

  press({ layer, head }: HeadPlace, { double, keyboard }: Press): void {
    const again = this.reading.choice.layer === layer && this.reading.choice.heads.join() === String(head);
    this.reading.choose({ layer, heads: [head] });
    // On the keyboard a second press replaces the double click.
    if (double || (keyboard && again)) this.zoomTo();
  }

  summaryOf(layer: number, head: number): HeadSummary | undefined {
    const place = layer * this.reading.run.model.heads + head;
    const known = this.summaries.get(place);
    if (known) return known;
    const lines = this.reading.headLines(layer, head);
    if (!lines) return undefined;
    const made = summarizeHead(lines, this.reading.run.rows);
    this.summaries.set(place, made);
    return made;
  }

  private cell(width: number): number {
    const { heads, layers } = this.reading.run.model;
    // Shows all layers together if the page is high enough.
    const fits = Math.floor((this.room - TOP) / layers - CAPTION - GAP);
    return Math.max(20, Math.min(LARGEST, Math.max(56, fits), Math.floor((width - LEFT - 6) / heads - GAP)));
  }

  private mapOf(layer: number, head: number, room: number): HeatMap | undefined {
    const place = layer * this.reading.run.model.heads + head;
    const known = this.maps.get(place);
    if (known && known.room === room) return known;
    const lines = this.reading.headLines(layer, head);
    if (!lines) return undefined;
    const map = pixelsOf({ values: lines, size: this.reading.run.rows.length, room, colors: this.pixels! });
    this.maps.set(place, map);
    return map;
  }
}
