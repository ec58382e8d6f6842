import { byteThreshold, strongest } from '../../../core/attention/massThreshold';
import { squares } from '../../../core/attention/packAttention';
import { rowName } from '../../../core/attention/sections';
import type { AttentionReading } from '../attentionReading';
import type { Focus } from '../choice';
import { scaleIndex } from '../drawing/attentionTheme';
import type { Box, Painter, Sight } from '../drawing/painter';
import type { Pen } from '../drawing/pen';
import { formatWeight } from './formatWeight';
import { partInSight } from './partInSight';

const TOP = 22;
const ITEM_HEIGHT = 20;
const STRIP = 12;
/** Room for a share beside an item, px. */
const NUMBER = 44;
const COMPACT = 560;
/** Lines drawn at once at most; the weakest of each row are left out first. */
const MAX_LINES = 2000;
/** The same from or to one item: its lines are wider, and each is longer. */
const MAX_FOCUS_LINES = 480;
/** Lines of one item that lead out of sight are drawn from this strength: the strip at the edge says where the weaker ones lead. */
const LEAST_OUT_OF_SIGHT = 1 / 3;
/** Weight from which a line is drawn as strongly as can be. */
const STRONG = 0.35;
/** Lines that lead out of sight are drawn weaker: where they lead cannot be seen anyway. */
const OUT_OF_SIGHT = 0.5;
/** Shades of a line's strength: each is one path. */
const SHADES = 6;
/** Of each shade's lines from or to one item, px. Many are weak: wider than a pixel they would take most of the time of drawing. */
const WIDTHS = [1, 1, 1, 1, 1.75, 3];
/** Patterns by which heads are told apart without colour. */
const dashes = [[], [6, 3], [2, 2], [8, 2, 2, 2], [1, 3], [12, 3]];

/** A line or token on one side: what looks, or what is looked at. */
export interface HeadSpot {
  side: 'from' | 'to';
  item: number;
}

/** Lines or tokens left and right, what each looks at between them, one colour a head. After BertViz' head view, for inputs of any length. */
export class HeadPainter implements Painter<HeadSpot> {
  private side: HeadSpot['side'] = 'from';

  constructor(
    private readonly reading: AttentionReading,
    private readonly openLine: (row: number) => void,
  ) {}

  height(): number {
    return TOP + this.count * ITEM_HEIGHT + 8;
  }

  paint(pen: Pen, sight: Sight): void {
    const { left, right } = columns(sight.width, this.tokens);
    const first = Math.max(0, Math.floor((sight.top - TOP) / ITEM_HEIGHT));
    const last = Math.min(this.count - 1, Math.ceil((sight.top + sight.height - TOP) / ITEM_HEIGHT));
    const focus = this.focusItem;
    const heads = this.reading.choice.heads;
    if (focus !== undefined) this.paintMarks(pen, sight, focus);
    this.paintConnections(pen, sight, { left, right, first, last, focus });
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
    if (this.waiting(heads))
      pen.text('Reading the heads…', (left + right) / 2, sight.height / 2, {
        color: sight.theme.dim,
        font: `12px ${sight.theme.uiFont}`,
        align: 'center',
      });
    this.paintStrip(pen, sight, focus);
    pen.rect(0, 0, sight.width, TOP - 2, sight.theme.background);
    const font = `11px ${sight.theme.uiFont}`;
    pen.text('looks', 8, 10, { color: sight.theme.dim, font });
    pen.text('is looked at', right, 10, { color: sight.theme.dim, font });
  }

  spotAt(x: number, y: number, sight: Sight): HeadSpot | undefined {
    if (y - sight.top < TOP) return undefined;
    if (x > sight.width - STRIP - 4) {
      const item = Math.floor(((y - sight.top - TOP) / (sight.height - TOP)) * this.count);
      return item >= 0 && item < this.count ? { side: 'to', item } : undefined;
    }
    const item = Math.floor((y - TOP) / ITEM_HEIGHT);
    if (item < 0 || item >= this.count) return undefined;
    return { side: x < sight.width / 2 ? 'from' : 'to', item };
  }

  boxOf({ side, item }: HeadSpot, sight: Sight): Box {
    const { left, right } = columns(sight.width, this.tokens);
    const y = TOP + item * ITEM_HEIGHT;
    return side === 'from'
      ? { x: 0, y, width: left, height: ITEM_HEIGHT }
      : { x: right, y, width: sight.width - right, height: ITEM_HEIGHT };
  }

  next(spot: HeadSpot | undefined, key: string): HeadSpot | undefined {
    const last = this.count - 1;
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
        return { side: 'to', item: side === 'from' ? (this.given(Math.max(0, item)).best ?? item) : item };
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
    const where = side === 'from' ? 'Looks' : 'Is looked at';
    const { weights } = side === 'from' ? this.given(item) : this.received(item);
    const best = strongest(weights, 1, 4);
    const list = best.map((place) => `${this.name(place)} ${formatWeight(weights[place]!)}`).join(', ');
    return `${this.name(item)}. ${where}${side === 'from' ? ' at' : ' by'}: ${list || 'nothing yet'}`;
  }

  point(spot: HeadSpot | undefined): void {
    if (spot) this.side = spot.side;
    this.reading.point(spot && this.focusOf(spot.item));
    // The same item on the other side is no other focus, but another drawing.
    this.reading.tell('hover');
  }

  press(spot: HeadSpot): void {
    const focus = this.focusOf(spot.item);
    const again = this.itemOf(this.reading.choice.focus) === spot.item && this.side === spot.side;
    this.side = spot.side;
    this.reading.choose({
      focus: again ? undefined : focus,
      target: spot.side === 'to' && this.tokens ? spot.item : this.reading.choice.target,
    });
    const [row] = this.reading.rowsOf(focus);
    if (!again && row !== undefined) this.openLine(row);
  }

  private get tokens(): boolean {
    return this.reading.choice.grain === 'token';
  }

  private get count(): number {
    const { run } = this.reading;
    return this.tokens ? run.tokens.text.length : run.rows.length;
  }

  private get focusItem(): number | undefined {
    return this.itemOf(this.reading.focus);
  }

  private itemOf(focus: Focus | undefined): number | undefined {
    const { run } = this.reading;
    if (this.tokens) {
      if (focus?.kind === 'token') return focus.token;
      const [row] = this.reading.rowsOf(focus);
      return row === undefined ? undefined : run.rows[row]!.start;
    }
    return this.reading.rowsOf(focus)[0];
  }

  private focusOf(item: number): Focus {
    return this.tokens ? { kind: 'token', token: item } : { kind: 'row', row: item };
  }

  private name(item: number): string {
    const { run } = this.reading;
    if (!this.tokens) return `${rowName(run.rows, item)} ${run.rows[item]!.text.trim()}`;
    const row = run.tokens.row[item]!;
    return `${run.tokens.text[item]!.trim()}${row < 0 ? '' : ` in ${rowName(run.rows, row)}`}`;
  }

  private waiting(heads: readonly number[]): boolean {
    const { layer } = this.reading.choice;
    return heads.some((head) => (this.tokens ? !this.reading.headTokens(layer, head) : !this.reading.headLines(layer, head)));
  }

  /** Rows and columns of the last item asked for: one drawing needs each several times. */
  private readonly recent = new Map<string, Float32Array>();

  private remembered(side: HeadSpot['side'], head: number, item: number, read: () => Float32Array | undefined): Float32Array | undefined {
    const { layer, hideMarks, grain } = this.reading.choice;
    const key = `${side} ${grain} ${layer} ${head} ${item} ${hideMarks}`;
    const known = this.recent.get(key);
    if (known) return known;
    const made = read();
    if (!made) return undefined;
    if (this.recent.size >= 2 * this.reading.run.model.heads) this.recent.clear();
    this.recent.set(key, made);
    return made;
  }

  /** Weights that one head gives from one item to all, hidden tokens at 0. */
  private row(head: number, from: number): Float32Array | undefined {
    return this.tokens ? this.remembered('from', head, from, () => this.readRow(head, from)) : this.readRow(head, from);
  }

  private readRow(head: number, from: number): Float32Array | undefined {
    const { reading } = this;
    const { layer } = reading.choice;
    const count = this.count;
    if (!this.tokens) return reading.headLines(layer, head)?.subarray(from * count, (from + 1) * count);
    const packed = reading.headTokens(layer, head);
    if (!packed) return undefined;
    const hidden = reading.hiddenTokens(layer, head);
    const weights = new Float32Array(count);
    let sum = 0;
    for (let to = 0; to < count; to++) sum += weights[to] = squares[packed[from * count + to]!]!;
    for (let to = 0; to < count; to++) weights[to] = hidden?.[to] || !sum ? 0 : weights[to]! / sum;
    return weights;
  }

  /** What one item gives to all, as the mean of the heads that are on. */
  private given(from: number): { weights: Float32Array; best?: number } {
    const heads = this.reading.choice.heads;
    const weights = new Float32Array(this.count);
    for (const head of heads) this.row(head, from)?.forEach((weight, to) => (weights[to]! += weight / heads.length));
    const [best] = strongest(weights, 1, 1);
    return { weights, best };
  }

  /** What one item receives from all, as the mean of the heads that are on. */
  private received(to: number): { weights: Float32Array } {
    const heads = this.reading.choice.heads;
    const weights = new Float32Array(this.count);
    for (const head of heads) this.column(head, to)?.forEach((weight, from) => (weights[from]! += weight / heads.length));
    return { weights };
  }

  /** Weights that one head gives to one item from all. */
  private column(head: number, to: number): Float32Array | undefined {
    return this.remembered('to', head, to, () => this.readColumn(head, to));
  }

  private readColumn(head: number, to: number): Float32Array | undefined {
    const { layer } = this.reading.choice;
    const count = this.count;
    const column = new Float32Array(count);
    if (!this.tokens) {
      const lines = this.reading.headLines(layer, head);
      if (!lines) return undefined;
      for (let from = 0; from < count; from++) column[from] = lines[from * count + to]!;
      return column;
    }
    const packed = this.reading.headTokens(layer, head);
    if (!packed) return undefined;
    for (let from = 0; from < count; from++) {
      const own = squares[packed[from * count + to]!]!;
      if (!own) continue;
      let sum = 0;
      for (let at = from * count; at < (from + 1) * count; at++) sum += squares[packed[at]!]!;
      column[from] = own / sum;
    }
    return column;
  }

  private paintItem(
    pen: Pen,
    { top, theme }: Sight,
    item: number,
    side: HeadSpot['side'],
    x: number,
    room: number,
    focus: number | undefined,
  ): void {
    const { run } = this.reading;
    const middle = TOP + item * ITEM_HEIGHT + ITEM_HEIGHT / 2 - top;
    const code = `12px ${theme.codeFont}`;
    const isFocus = item === focus && side === this.side;
    if (isFocus)
      pen.frame(x - 4, middle - ITEM_HEIGHT / 2, room + 4, ITEM_HEIGHT, { color: theme.focus, width: theme.highContrast ? 2 : 1 });
    if (this.tokens) {
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

  /** Behind the items on the other side: how strongly each head looks at them, head by head. */
  private paintMarks(pen: Pen, sight: Sight, focus: number): void {
    const { theme, top } = sight;
    const { left, right } = columns(sight.width, this.tokens);
    const heads = this.reading.choice.heads;
    const isFrom = this.side === 'from';
    const x = isFrom ? right - 4 : 4;
    const room = isFrom ? sight.width - right - STRIP - 6 : left - 4;
    const all = heads.map((head) => (isFrom ? this.row(head, focus) : this.column(head, focus)));
    const first = Math.max(0, Math.floor((top - TOP) / ITEM_HEIGHT));
    const last = Math.min(this.count - 1, Math.ceil((top + sight.height - TOP) / ITEM_HEIGHT));
    const largest = all.reduce((most, weights) => weights?.reduce((a, b) => Math.max(a, b), most) ?? most, 0);
    for (let item = first; item <= last; item++) {
      const y = TOP + item * ITEM_HEIGHT - top;
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

  private paintConnections(
    pen: Pen,
    sight: Sight,
    area: { left: number; right: number; first: number; last: number; focus: number | undefined },
  ): void {
    const { theme, top } = sight;
    const { heads } = this.reading.choice;
    const { left, right, first, last, focus } = area;
    const yOf = (item: number) => TOP + item * ITEM_HEIGHT + ITEM_HEIGHT / 2 - top;
    const largest = focus === undefined ? 0 : this.largestOf(heads, focus);
    pen.inside(left, TOP - 2, right - left, sight.height - TOP + 2, () => {
      for (const head of heads) {
        const shades: number[][] = Array.from({ length: SHADES }, () => []);
        const add = (from: number, to: number, strength: number) => {
          const seen = partInSight([left + 2, yOf(from), right - 8, yOf(to)], TOP - 2, sight.height);
          if (seen) shades[Math.min(SHADES - 1, Math.floor(strength * SHADES))]!.push(...seen);
        };
        if (focus === undefined) this.gatherAll(head, first, last, add);
        else this.gatherFocus(head, focus, largest, (item) => item >= first && item <= last, add);
        const dash = theme.highContrast ? dashes[head % dashes.length] : undefined;
        shades.forEach((segments, shade) => {
          const strength = (shade + 1) / SHADES;
          const one = focus !== undefined;
          if (segments.length)
            pen.lines(segments, {
              color: theme.heads[head % theme.heads.length]!,
              alpha: one ? 0.1 + 0.9 * strength ** 2 : (0.05 + 0.6 * strength ** 2) * (theme.highContrast ? 1.4 : 1),
              width: one ? (WIDTHS[shade] ?? 1) : 1,
              dash,
            });
        });
      }
    });
  }

  /** From or to the item in focus: all that hold the chosen mass. */
  private gatherFocus(
    head: number,
    focus: number,
    largest: number,
    inSight: (item: number) => boolean,
    add: (from: number, to: number, strength: number) => void,
  ): void {
    const isFrom = this.side === 'from';
    const weights = isFrom ? this.row(head, focus) : this.column(head, focus);
    if (!weights) return;
    const { mass, heads } = this.reading.choice;
    const places = strongest(weights, mass, Math.max(8, Math.floor(MAX_FOCUS_LINES / heads.length)));
    for (const place of places) {
      const strength = Math.sqrt(weights[place]! / largest);
      if (strength >= LEAST_OUT_OF_SIGHT || inSight(place)) add(isFrom ? focus : place, isFrom ? place : focus, strength);
    }
  }

  /** The largest weight that any head gives: heads that spread their attention evenly must look so. */
  private largestOf(heads: readonly number[], focus: number): number {
    return heads.reduce(
      (most, head) =>
        (this.side === 'from' ? this.row(head, focus) : this.column(head, focus))?.reduce((a, b) => Math.max(a, b), most) ?? most,
      1e-9,
    );
  }

  /** From every item in sight. */
  private gatherAll(head: number, first: number, last: number, add: (from: number, to: number, strength: number) => void): void {
    const { reading } = this;
    const { layer, mass, heads } = reading.choice;
    const count = this.count;
    const limit = Math.max(2, Math.floor(MAX_LINES / ((last - first + 1) * heads.length)));
    if (!this.tokens) {
      for (let from = first; from <= last; from++) {
        const weights = this.row(head, from);
        if (weights)
          for (const to of strongest(weights, mass, limit))
            add(from, to, Math.sqrt(weights[to]! / STRONG) * (to < first || to > last ? OUT_OF_SIGHT : 1));
      }
      return;
    }
    const packed = reading.headTokens(layer, head);
    if (!packed) return;
    const hidden = reading.hiddenTokens(layer, head);
    for (let from = first; from <= last; from++) {
      const start = from * count;
      const threshold = byteThreshold(packed, start, count, mass, hidden, limit);
      let sum = 0;
      for (let to = 0; to < count; to++) sum += squares[packed[start + to]!]!;
      const factor = 1 / Math.sqrt(sum * STRONG);
      for (let to = 0; to < count; to++) {
        const byte = packed[start + to]!;
        if (byte >= threshold && !hidden?.[to]) add(from, to, byte * factor * (to < first || to > last ? OUT_OF_SIGHT : 1));
      }
    }
  }

  /** The whole text at the edge: where what is looked at lies, also out of sight. */
  private paintStrip(pen: Pen, sight: Sight, focus: number | undefined): void {
    const { theme, top, height } = sight;
    const x = sight.width - STRIP;
    const whole = this.height();
    const room = height - TOP;
    pen.rect(x, TOP, STRIP, room, theme.background);
    if (focus !== undefined) {
      const { weights } = this.side === 'from' ? this.given(focus) : this.received(focus);
      const bins = new Float32Array(Math.max(1, Math.floor(room / 2)));
      weights.forEach((weight, item) => {
        const bin = Math.floor((item / this.count) * bins.length);
        bins[bin] = Math.max(bins[bin]!, weight);
      });
      const largest = bins.reduce((a, b) => Math.max(a, b), 0);
      bins.forEach((weight, bin) => {
        const index = scaleIndex(weight, largest);
        if (index > 16) pen.rect(x + 2, TOP + bin * 2, STRIP - 3, 2, theme.scale[index]!);
      });
    }
    if (whole > height) pen.frame(x, TOP + (top / whole) * room, STRIP, Math.max(6, (height / whole) * room), { color: theme.dim });
  }
}

/** Room for shares beside the items, px; none where the view is narrow. */
function numberRoom({ width }: Sight): number {
  return width < COMPACT ? 0 : NUMBER;
}

/** Tokens are short: the lines between them get the room. */
function columns(width: number, tokens: boolean): { left: number; right: number } {
  const [left, right] = tokens ? [0.25, 0.66] : width < COMPACT ? [0.39, 0.6] : [0.38, 0.6];
  return { left: Math.round(width * left), right: Math.round(width * right) };
}
