import { t } from '../../../core/language';
import { rowName, sectionRuns } from '../../../core/attention/sections';
import type { AttentionReading } from '../attentionReading';
import { textOn } from '../drawing/attentionTheme';
import type { Box, Painter, Press, Sight } from '../drawing/painter';
import type { Pen } from '../drawing/pen';
import { formatWeight } from './formatWeight';
import { pixelsOf, type HeatMap } from './heatMap';
import { MatrixValues } from './matrixValues';
import { ZoomedPart } from './zoomedPart';

const BAND = 6;
const BOTTOM = 24;

/** Cell size from which a number fits, px. */
const NUMBER_ROOM = 34;

/** Row size from which a name fits, px. */
const NAME_ROOM = 11;

/** One cell: the attending item, and its target. */
interface Cell {
  from: number;
  to: number;
}

interface MatrixOptions {
  /** Small, inside another view: without names and without zoom. */
  bare?: boolean;
}

/** Line by line or token by token as a heat map, with zoom and pan. */
export class MatrixPainter implements Painter<Cell> {
  private readonly part = new ZoomedPart();
  private cursor: Cell | undefined;
  private map: { key: string; heat: HeatMap; colors: Uint32Array } | undefined;
  private readonly values: MatrixValues;

  constructor(
    private readonly reading: AttentionReading,
    private readonly options: MatrixOptions,
    private readonly openLine: (row: number) => void,
  ) {
    this.values = new MatrixValues(reading, options.bare === true);
  }

  /** Line by line, R×R: one head, or the mean of the active ones. */
  get lineMatrix(): Float32Array | undefined {
    return this.values.lineMatrix;
  }

  height(width: number, room: number): number {
    const { names } = this.margins(width);
    return Math.min(width - names - BAND, Math.max(180, room - BAND - BOTTOM)) + BAND + (this.options.bare ? 0 : BOTTOM);
  }

  paint(pen: Pen, sight: Sight): void {
    const plot = this.plot(sight);
    const { theme } = sight;
    const values = this.values.all();
    const small = `11px ${theme.uiFont}`;
    if (!values) {
      pen.text(t('Reading the heads…'), sight.width / 2, sight.height / 2, { color: theme.dim, font: small, align: 'center' });
      return;
    }
    const count = this.values.count;
    const cell = (plot.size * this.part.scale) / count;
    const heat = this.heat(values, Math.round(plot.size * this.part.scale * sight.ratio), theme.pixels);
    const part = {
      x: (this.part.left * count) / heat.step,
      y: (this.part.top * count) / heat.step,
      width: count / this.part.scale / heat.step,
      height: count / this.part.scale / heat.step,
    };
    pen.picture({ canvas: heat.canvas, part }, plot.x, plot.y, plot.size, plot.size);
    this.paintBands(pen, sight, plot, cell);
    if (cell >= NUMBER_ROOM) this.paintNumbers(pen, sight, plot, cell);
    const shown = this.cursor ?? this.chosen();
    if (shown) this.paintCursor(pen, sight, plot, cell, shown);
    pen.frame(plot.x, plot.y, plot.size, plot.size, { color: theme.border });
    if (!this.options.bare) {
      pen.text(shown ? this.describe(shown) : t('Rows look, columns are looked at.'), 4, sight.height - 10, {
        color: shown ? theme.foreground : theme.dim,
        font: small,
        maxWidth: sight.width - 8,
      });
    }
  }

  spotAt(x: number, y: number, sight: Sight): Cell | undefined {
    const plot = this.plot(sight);
    const across = (x - plot.x) / plot.size;
    const down = (y - sight.top - plot.y) / plot.size;
    if (across < 0 || down < 0 || across >= 1 || down >= 1) return undefined;
    const place = (start: number, at: number) =>
      Math.min(this.values.count - 1, Math.floor((start + at / this.part.scale) * this.values.count));
    return { from: place(this.part.top, down), to: place(this.part.left, across) };
  }

  boxOf({ from, to }: Cell, sight: Sight): Box {
    const plot = this.plot(sight);
    const cell = (plot.size * this.part.scale) / this.values.count;
    return {
      x: plot.x + to * cell - this.part.left * plot.size * this.part.scale,
      y: sight.top + plot.y + from * cell - this.part.top * plot.size * this.part.scale,
      width: cell,
      height: cell,
    };
  }

  next(at: Cell | undefined, key: string): Cell | undefined {
    const last = this.values.count - 1;
    const { from, to } = at ?? { from: 0, to: 0 };
    const move = (down: number, across: number) => {
      const next = { from: Math.max(0, Math.min(last, from + down)), to: Math.max(0, Math.min(last, to + across)) };
      const stretch = (place: number) => ({ start: place / this.values.count, end: (place + 1) / this.values.count });
      this.part.keepInSight(stretch(next.to), stretch(next.from));
      return next;
    };
    switch (key) {
      case 'ArrowDown':
        return move(1, 0);
      case 'ArrowUp':
        return move(-1, 0);
      case 'ArrowRight':
        return move(0, 1);
      case 'ArrowLeft':
        return move(0, -1);
      case 'PageDown':
        return move(10, 0);
      case 'PageUp':
        return move(-10, 0);
      case 'Home':
        return move(0, -last);
      case 'End':
        return move(0, last);
      default:
        return undefined;
    }
  }

  chosen(): Cell | undefined {
    const { run, choice } = this.reading;
    const { focus, target } = choice;
    if (this.values.tokens) {
      const from = focus?.kind === 'token' ? focus.token : run.rows[this.reading.rowsOf(focus)[0] ?? -1]?.start;
      return from === undefined ? undefined : { from, to: target ?? from };
    }
    const [from] = this.reading.rowsOf(focus);
    const to = target === undefined ? from : run.tokens.row[target]!;
    return from === undefined ? undefined : { from, to: to === undefined || to < 0 ? from : to };
  }

  describe({ from, to }: Cell): string {
    return t('{0} looks at {1}: {2}', this.name(from), this.name(to), formatWeight(this.values.weight(from, to)));
  }

  point(cell: Cell | undefined): void {
    this.cursor = cell;
    this.reading.point(cell && (this.values.tokens ? { kind: 'token', token: cell.from } : { kind: 'row', row: cell.from }));
    this.reading.tell('hover');
  }

  press({ from, to }: Cell, { double }: Press): void {
    const { run } = this.reading;
    if (double) return;
    this.reading.choose({
      focus: this.values.tokens ? { kind: 'token', token: from } : { kind: 'row', row: from },
      target: this.values.tokens ? to : run.rows[to]!.start,
    });
    const row = this.values.tokens ? run.tokens.row[to]! : to;
    if (row >= 0) this.openLine(row);
  }

  zoom(factor: number, at: { x: number; y: number } | undefined, sight: Sight): void {
    const plot = this.plot(sight);
    if (factor === 0) {
      this.part.showAll();
      return;
    }
    const cursor = this.cursor ?? this.chosen();
    const middle = (place: number) => (place + 0.5) / this.values.count;
    const across = at ? (at.x - plot.x) / plot.size : cursor ? (middle(cursor.to) - this.part.left) * this.part.scale : 0.5;
    const down = at ? (at.y - sight.top - plot.y) / plot.size : cursor ? (middle(cursor.from) - this.part.top) * this.part.scale : 0.5;
    // Up to cells of 64 px.
    this.part.zoom(factor, (64 * this.values.count) / plot.size, across, down);
  }

  pan(x: number, y: number, sight: Sight): void {
    const { size } = this.plot(sight);
    this.part.moveBy(-x / size, -y / size);
  }

  private name(place: number): string {
    const { run } = this.reading;
    if (!this.values.tokens) return rowName(run.rows, place);
    const row = run.tokens.row[place]!;
    return `“${run.tokens.text[place]!.trim()}”${row < 0 ? '' : ` (${rowName(run.rows, row)})`}`;
  }

  private heat(values: Float32Array | Uint8Array, room: number, colors: Uint32Array): HeatMap {
    const count = this.values.count;
    // Zooming changes the room constantly; only the number of cells per pixel matters.
    const step = Math.max(1, Math.floor(count / Math.max(1, room)));
    const key = `${this.values.key} ${step}`;
    if (this.map?.key !== key || this.map.colors !== colors)
      this.map = { key, colors, heat: pixelsOf({ values, size: count, room, colors }) };
    return this.map.heat;
  }

  private margins(width: number): { names: number } {
    return { names: this.options.bare ? 0 : width < 560 ? 20 : 132 };
  }

  private plot({ width, height }: Sight): { x: number; y: number; size: number } {
    const { names } = this.margins(width);
    const x = names + BAND;
    return { x, y: BAND, size: Math.max(40, Math.min(width - x, height - BAND - (this.options.bare ? 0 : BOTTOM))) };
  }

  private paintBands(pen: Pen, { theme }: Sight, plot: { x: number; y: number; size: number }, cell: number): void {
    const { run } = this.reading;
    const offset = (start: number) => start * plot.size * this.part.scale;
    const edge = (row: number, end: boolean) =>
      this.values.tokens ? (end ? run.rows[row]!.end : run.rows[row]!.start) : row + (end ? 1 : 0);
    for (const { section, start, end } of sectionRuns(run.rows)) {
      const from = edge(start, false) * cell;
      const length = edge(end - 1, true) * cell - from;
      const color = theme.sections[section]!;
      pen.inside(plot.x - BAND, plot.y, BAND, plot.size, () =>
        pen.rect(plot.x - BAND, plot.y + from - offset(this.part.top), BAND - 2, length - 1, color),
      );
      pen.inside(plot.x, 0, plot.size, BAND, () => pen.rect(plot.x + from - offset(this.part.left), 0, length - 1, BAND - 2, color));
    }
    if (this.options.bare || cell < NAME_ROOM || plot.x < 60) return;
    const first = Math.floor(this.part.top * this.values.count);
    pen.inside(0, plot.y, plot.x - BAND, plot.size, () => {
      for (let place = first; place < this.values.count && (place - first) * cell < plot.size + cell; place++) {
        const y = plot.y + (place + 0.5) * cell - offset(this.part.top);
        const label = this.values.tokens ? run.tokens.text[place]!.trim() : rowName(run.rows, place);
        pen.text(label, plot.x - BAND - 4, y, {
          color: theme.dim,
          font: `${Math.min(11, cell)}px ${this.values.tokens ? theme.codeFont : theme.uiFont}`,
          align: 'right',
          maxWidth: plot.x - BAND - 8,
        });
      }
    });
  }

  private paintNumbers(pen: Pen, { theme }: Sight, plot: { x: number; y: number; size: number }, cell: number): void {
    const values = this.values.all()!;
    const count = this.values.count;
    let largest = 0;
    if (values instanceof Float32Array) largest = values.reduce((a, b) => Math.max(a, b), 0);
    pen.inside(plot.x, plot.y, plot.size, plot.size, () => {
      const [firstRow, firstColumn] = [Math.floor(this.part.top * count), Math.floor(this.part.left * count)];
      const shown = Math.ceil(plot.size / cell) + 1;
      for (let from = firstRow; from < Math.min(count, firstRow + shown); from++) {
        for (let to = firstColumn; to < Math.min(count, firstColumn + shown); to++) {
          const value = values[from * count + to]!;
          const index = values instanceof Float32Array ? Math.round(255 * Math.sqrt(value / (largest || 1))) : value;
          if (!index) continue;
          const x = plot.x + (to + 0.5) * cell - this.part.left * plot.size * this.part.scale;
          const y = plot.y + (from + 0.5) * cell - this.part.top * plot.size * this.part.scale;
          pen.text(formatWeight(this.values.weight(from, to)), x, y, {
            color: textOn(theme.scale[index]!),
            font: `10px ${theme.uiFont}`,
            align: 'center',
          });
        }
      }
    });
  }

  private paintCursor(pen: Pen, sight: Sight, plot: { x: number; y: number; size: number }, cell: number, at: Cell): void {
    const { theme } = sight;
    const box = this.boxOf(at, sight);
    const y = box.y - sight.top;
    pen.inside(plot.x, plot.y, plot.size, plot.size, () => {
      const style = { color: theme.focus, alpha: 0.7 };
      pen.lines([plot.x, y + cell / 2, plot.x + plot.size, y + cell / 2, box.x + cell / 2, plot.y, box.x + cell / 2, plot.y + plot.size], {
        ...style,
        dash: [2, 3],
      });
      const room = Math.max(cell, 5);
      pen.frame(box.x + (cell - room) / 2 - 1, y + (cell - room) / 2 - 1, room + 2, room + 2, { color: theme.focus, width: 2 });
    });
  }
}
