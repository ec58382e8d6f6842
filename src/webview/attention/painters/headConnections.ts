import { byteThreshold, strongest } from '../../../core/attention/massThreshold';
import { squares } from '../../../core/attention/packAttention';
import type { AttentionReading } from '../attentionReading';
import type { Sight } from '../drawing/painter';
import type { Pen } from '../drawing/pen';
import type { HeadSide, HeadWeights } from './headWeights';
import { HEAD_TOP, ITEM_HEIGHT } from './headLayout';
import { partInSight } from './partInSight';

/** Most lines drawn together; the weakest of each row are dropped first. */
const MAX_LINES = 2000;

/** The same from or to one item: its lines are wider, and each is longer. */
const MAX_FOCUS_LINES = 480;

/** Lines of one item that lead out of sight are drawn from this strength on: the strip at the edge shows where the weaker ones lead. */
const LEAST_OUT_OF_SIGHT = 1 / 3;

/** Weight from which a line has full strength. */
const STRONG = 0.35;

/** Lines that lead out of sight are drawn weaker: their target is not visible anyway. */
const OUT_OF_SIGHT = 0.5;

/** Steps of a line's strength: each is one path. */
const SHADES = 6;

/** Widths of each step's lines from or to one item, px. Many are weak: lines wider than a pixel would take most of the drawing time. */
const WIDTHS = [1, 1, 1, 1, 1.75, 3];

/** Patterns that distinguish heads without colour. */
const dashes = [[], [6, 3], [2, 2], [8, 2, 2, 2], [1, 3], [12, 3]];

/** The two sides between which lines are drawn. */
interface ConnectionArea {
  /** Edges of the room between the two sides, px. */
  left: number;
  right: number;
  /** First and last visible item. */
  first: number;
  last: number;
  /** The only item whose lines are drawn, and its side. */
  focus: number | undefined;
  side: HeadSide;
}

type AddLine = (from: number, to: number, strength: number) => void;

/** The lines from the attending items to their targets: one colour per head, stronger for more attention. */
export class HeadConnections {
  constructor(
    private readonly reading: AttentionReading,
    private readonly weights: HeadWeights,
  ) {}

  paint(pen: Pen, sight: Sight, area: ConnectionArea): void {
    const { theme, top } = sight;
    const { heads } = this.reading.choice;
    const { left, right, first, last, focus, side } = area;
    const yOf = (item: number) => HEAD_TOP + item * ITEM_HEIGHT + ITEM_HEIGHT / 2 - top;
    const largest = focus === undefined ? 0 : this.weights.largestOf(side, heads, focus);
    pen.inside(left, HEAD_TOP - 2, right - left, sight.height - HEAD_TOP + 2, () => {
      for (const head of heads) {
        const shades: number[][] = Array.from({ length: SHADES }, () => []);
        const add: AddLine = (from, to, strength) => {
          const seen = partInSight([left + 2, yOf(from), right - 8, yOf(to)], HEAD_TOP - 2, sight.height);
          if (seen) shades[Math.min(SHADES - 1, Math.floor(strength * SHADES))]!.push(...seen);
        };
        if (focus === undefined) this.gatherAll(head, first, last, add);
        else this.gatherFocus(head, { focus, side, largest }, (item) => item >= first && item <= last, add);
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
    { focus, side, largest }: { focus: number; side: HeadSide; largest: number },
    inSight: (item: number) => boolean,
    add: AddLine,
  ): void {
    const isFrom = side === 'from';
    const weights = this.weights.of(side, head, focus);
    if (!weights) return;
    const { mass, heads } = this.reading.choice;
    const places = strongest(weights, mass, Math.max(8, Math.floor(MAX_FOCUS_LINES / heads.length)));
    for (const place of places) {
      const strength = Math.sqrt(weights[place]! / largest);
      if (strength >= LEAST_OUT_OF_SIGHT || inSight(place)) add(isFrom ? focus : place, isFrom ? place : focus, strength);
    }
  }

  /** From every visible item. */
  private gatherAll(head: number, first: number, last: number, add: AddLine): void {
    const { reading } = this;
    const { layer, mass, heads } = reading.choice;
    const { count, tokens } = this.weights;
    const limit = Math.max(2, Math.floor(MAX_LINES / ((last - first + 1) * heads.length)));
    if (!tokens) {
      for (let from = first; from <= last; from++) {
        const weights = this.weights.of('from', head, from);
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
}
