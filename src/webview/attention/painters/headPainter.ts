import { t } from '../../../core/language';
import { strongest } from '../../../core/attention/massThreshold';
import { rowName } from '../../../core/attention/sections';
import type { AttentionReading } from '../attentionReading';
import type { Focus } from '../choice';
import { scaleIndex } from '../drawing/attentionTheme';
import type { Box, Painter, Sight } from '../drawing/painter';
import type { Pen } from '../drawing/pen';
import { formatWeight } from './formatWeight';
import { HeadConnections } from './headConnections';
import { HEAD_TOP, ITEM_HEIGHT } from './headLayout';
import { HeadWeights, type HeadSide } from './headWeights';

const STRIP = 12;

/** Room for a share beside an item, px. */
const NUMBER = 44;
const COMPACT = 560;

/** A line or token on one side: attending, or attended to. */
interface HeadSpot {
  side: HeadSide;
  item: number;
}

/**
 * Lines or tokens left and right, their attention between them, one colour per head. After BertViz' head view, for inputs of any length.
 */
export class HeadPainter implements Painter<HeadSpot> {
  private side: HeadSide = 'from';
  private readonly weights: HeadWeights;
  private readonly connections: HeadConnections;

  constructor(
    private readonly reading: AttentionReading,
    private readonly openLine: (row: number) => void,
  ) {
    this.weights = new HeadWeights(reading);
    this.connections = new HeadConnections(reading, this.weights);
  }

  height(): number {
    return HEAD_TOP + this.weights.count * ITEM_HEIGHT + 8;
  }

  paint(pen: Pen, sight: Sight): void {
    const { left, right } = columns(sight.width, this.weights.tokens);
    const first = Math.max(0, Math.floor((sight.top - HEAD_TOP) / ITEM_HEIGHT));
    const last = Math.min(this.weights.count - 1, Math.ceil((sight.top + sight.height - HEAD_TOP) / ITEM_HEIGHT));
    const focus = this.focusItem;
    const heads = this.reading.choice.heads;
    if (focus !== undefined) this.paintMarks(pen, sight, focus);
    this.connections.paint(pen, sight, { left, right, first, last, focus, side: this.side });
    for (let item = first; item <= last; item++) {
      this.paintItem(pen, sight, item, 'from', 8, left - 8 - (this.side === 'to' && focus !== undefined ? numberRoom(sight) : 0), focus);
      this.paintItem(
        pen,
        sight,
        item,
        'to',
        right,
        sight.width - right - STRIP - 10 - (focus === undefined ? 0 : numberRoom(sight)),
        focus,
      );
    }
    if (this.weights.waiting(heads))
      pen.text(t('Reading the heads…'), (left + right) / 2, sight.height / 2, {
        color: sight.theme.dim,
        font: `12px ${sight.theme.uiFont}`,
        align: 'center',
      });
    this.paintStrip(pen, sight, focus);
    pen.rect(0, 0, sight.width, HEAD_TOP - 2, sight.theme.background);
    const font = `11px ${sight.theme.uiFont}`;
    pen.text(t('looks'), 8, 10, { color: sight.theme.dim, font });
    pen.text(t('is looked at'), right, 10, { color: sight.theme.dim, font });
  }

  spotAt(x: number, y: number, sight: Sight): HeadSpot | undefined {
    if (y - sight.top < HEAD_TOP) return undefined;
    if (x > sight.width - STRIP - 4) {
      const item = Math.floor(((y - sight.top - HEAD_TOP) / (sight.height - HEAD_TOP)) * this.weights.count);
      return item >= 0 && item < this.weights.count ? { side: 'to', item } : undefined;
    }
    const item = Math.floor((y - HEAD_TOP) / ITEM_HEIGHT);
    if (item < 0 || item >= this.weights.count) return undefined;
    return { side: x < sight.width / 2 ? 'from' : 'to', item };
  }

  boxOf({ side, item }: HeadSpot, sight: Sight): Box {
    const { left, right } = columns(sight.width, this.weights.tokens);
    const y = HEAD_TOP + item * ITEM_HEIGHT;
    return side === 'from'
      ? { x: 0, y, width: left, height: ITEM_HEIGHT }
      : { x: right, y, width: sight.width - right, height: ITEM_HEIGHT };
  }

  next(spot: HeadSpot | undefined, key: string): HeadSpot | undefined {
    const last = this.weights.count - 1;
    if (last < 0) return undefined;
    const { side, item } = spot ?? { side: 'from', item: -1 };
    const to = (place: number): HeadSpot => ({ side, item: Math.max(0, Math.min(last, place)) });
    switch (key) {
      case 'ArrowDown':
        return to(item + 1);
      case 'ArrowUp':
        return to(item - 1);
      case 'PageDown':
        return to(item + 15);
      case 'PageUp':
        return to(item - 15);
      case 'Home':
        return to(0);
      case 'End':
        return to(last);
      case 'ArrowRight':
        return { side: 'to', item: side === 'from' ? (this.weights.given(Math.max(0, item)).best ?? item) : item };
      case 'ArrowLeft':
        return { side: 'from', item: Math.max(0, item) };
      default:
        return undefined;
    }
  }

  chosen(): HeadSpot | undefined {
    const item = this.itemOf(this.reading.choice.focus);
    return item === undefined ? undefined : { side: this.side, item };
  }

  describe({ side, item }: HeadSpot): string {
    const { weights } = side === 'from' ? this.weights.given(item) : this.weights.received(item);
    const best = strongest(weights, 1, 4);
    const list = best.map((place) => `${this.name(place)} ${formatWeight(weights[place]!)}`).join(', ');
    return side === 'from'
      ? t('{0}. Looks at: {1}', this.name(item), list || t('nothing yet'))
      : t('{0}. Is looked at by: {1}', this.name(item), list || t('nothing yet'));
  }

  point(spot: HeadSpot | undefined): void {
    if (spot) this.side = spot.side;
    this.reading.point(spot && this.focusOf(spot.item));
    // The same item on the other side keeps the focus, but changes the drawing.
    this.reading.tell('hover');
  }

  press(spot: HeadSpot): void {
    const focus = this.focusOf(spot.item);
    const again = this.itemOf(this.reading.choice.focus) === spot.item && this.side === spot.side;
    this.side = spot.side;
    this.reading.choose({
      focus: again ? undefined : focus,
      target: spot.side === 'to' && this.weights.tokens ? spot.item : this.reading.choice.target,
    });
    const [row] = this.reading.rowsOf(focus);
    if (!again && row !== undefined) this.openLine(row);
  }

  private get focusItem(): number | undefined {
    return this.itemOf(this.reading.focus);
  }

  private itemOf(focus: Focus | undefined): number | undefined {
    const { run } = this.reading;
    if (this.weights.tokens) {
      if (focus?.kind === 'token') return focus.token;
      const [row] = this.reading.rowsOf(focus);
      return row === undefined ? undefined : run.rows[row]!.start;
    }
    return this.reading.rowsOf(focus)[0];
  }

  private focusOf(item: number): Focus {
    return this.weights.tokens ? { kind: 'token', token: item } : { kind: 'row', row: item };
  }

  private name(item: number): string {
    const { run } = this.reading;
    if (!this.weights.tokens) return `${rowName(run.rows, item)} ${run.rows[item]!.text.trim()}`;
    const row = run.tokens.row[item]!;
    const token = run.tokens.text[item]!.trim();
    return row < 0 ? token : t('{0} in {1}', token, rowName(run.rows, row));
  }

  private paintItem(
    pen: Pen,
    { top, theme }: Sight,
    item: number,
    side: HeadSide,
    x: number,
    room: number,
    focus: number | undefined,
  ): void {
    const { run } = this.reading;
    const middle = HEAD_TOP + item * ITEM_HEIGHT + ITEM_HEIGHT / 2 - top;
    const code = `12px ${theme.codeFont}`;
    const isFocus = item === focus && side === this.side;
    if (isFocus)
      pen.frame(x - 4, middle - ITEM_HEIGHT / 2, room + 4, ITEM_HEIGHT, { color: theme.focus, width: theme.highContrast ? 2 : 1 });
    if (this.weights.tokens) {
      const row = run.tokens.row[item]!;
      const special = Boolean(run.tokens.special[item]);
      const first = row >= 0 && run.rows[row]!.start === item;
      if (first) pen.rect(x - 4, middle - ITEM_HEIGHT / 2, room + 4, 1, theme.border, 0.6);
      const label = special && first ? `${rowName(run.rows, row)}` : run.tokens.text[item]!.trim() || '␣';
      pen.text(label, x, middle, {
        color: special ? theme.dim : theme.foreground,
        font: special ? `11px ${theme.uiFont}` : code,
        maxWidth: room - 6,
      });
      return;
    }
    const { line, text, section } = run.rows[item]!;
    pen.rect(x - 4, middle - 8, 2, 16, theme.sections[section]!, 0.7);
    if (line) pen.text(String(line), x + 26, middle, { color: theme.lineNumber, font: code, align: 'right' });
    pen.text(text.trim(), x + 32, middle, { color: theme.foreground, font: code, maxWidth: room - 38 });
  }

  /** Behind the items on the other side: the attention of each head to them. */
  private paintMarks(pen: Pen, sight: Sight, focus: number): void {
    const { theme, top } = sight;
    const { left, right } = columns(sight.width, this.weights.tokens);
    const heads = this.reading.choice.heads;
    const isFrom = this.side === 'from';
    const x = isFrom ? right - 4 : 4;
    const room = isFrom ? sight.width - right - STRIP - 6 : left - 4;
    const all = heads.map((head) => this.weights.of(this.side, head, focus));
    const first = Math.max(0, Math.floor((top - HEAD_TOP) / ITEM_HEIGHT));
    const last = Math.min(this.weights.count - 1, Math.ceil((top + sight.height - HEAD_TOP) / ITEM_HEIGHT));
    const largest = all.reduce((most, weights) => weights?.reduce((a, b) => Math.max(a, b), most) ?? most, 0);
    for (let item = first; item <= last; item++) {
      const y = HEAD_TOP + item * ITEM_HEIGHT - top;
      let sum = 0;
      all.forEach((weights, at) => {
        const weight = weights?.[item] ?? 0;
        sum += weight / heads.length;
        const strength = scaleIndex(weight, largest) / 255;
        if (strength > 0.05 && !theme.highContrast)
          pen.rect(
            x + (at * room) / heads.length,
            y + 1,
            room / heads.length,
            ITEM_HEIGHT - 2,
            theme.heads[heads[at]! % theme.heads.length]!,
            0.38 * strength,
          );
      });
      if (sum >= 0.01 && room > 110)
        pen.text(formatWeight(sum), x + room - 4, y + ITEM_HEIGHT / 2, {
          color: theme.foreground,
          font: `${theme.highContrast ? 'bold ' : ''}11px ${theme.uiFont}`,
          align: 'right',
        });
    }
  }

  /** The whole text at the edge: shows targets that are out of sight, too. */
  private paintStrip(pen: Pen, sight: Sight, focus: number | undefined): void {
    const { theme, top, height } = sight;
    const x = sight.width - STRIP;
    const whole = this.height();
    const room = height - HEAD_TOP;
    pen.rect(x, HEAD_TOP, STRIP, room, theme.background);
    if (focus !== undefined) {
      const { weights } = this.side === 'from' ? this.weights.given(focus) : this.weights.received(focus);
      const bins = new Float32Array(Math.max(1, Math.floor(room / 2)));
      weights.forEach((weight, item) => {
        const bin = Math.floor((item / this.weights.count) * bins.length);
        bins[bin] = Math.max(bins[bin]!, weight);
      });
      const largest = bins.reduce((a, b) => Math.max(a, b), 0);
      bins.forEach((weight, bin) => {
        const index = scaleIndex(weight, largest);
        if (index > 16) pen.rect(x + 2, HEAD_TOP + bin * 2, STRIP - 3, 2, theme.scale[index]!);
      });
    }
    if (whole > height) pen.frame(x, HEAD_TOP + (top / whole) * room, STRIP, Math.max(6, (height / whole) * room), { color: theme.dim });
  }
}

/** Room for shares beside the items, px; none if the view is narrow. */
function numberRoom({ width }: Sight): number {
  return width < COMPACT ? 0 : NUMBER;
}

/** Tokens are short: the lines between them get the room. */
function columns(width: number, tokens: boolean): { left: number; right: number } {
  const [left, right] = tokens ? [0.25, 0.66] : width < COMPACT ? [0.39, 0.6] : [0.38, 0.6];
  return { left: Math.round(width * left), right: Math.round(width * right) };
}
