import type { AttentionTheme } from './attentionTheme';
import type { Pen } from './pen';

/** The visible part of a drawing, CSS pixels. */
export interface Sight {
  width: number;
  height: number;
  /** Scroll position. */
  top: number;
  theme: AttentionTheme;
  /** Device pixels per CSS pixel. */
  ratio: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How a spot was chosen. */
export interface Press {
  keyboard: boolean;
  double: boolean;
}

/**
 * Draws one view and maps coordinates to spots. A `Spot` is anything that the pointer can select; coordinates are those of the whole
 * drawing, not of its visible part. Keeps only state that can be recomputed.
 */
export interface Painter<Spot> {
  /**
   * Height of the whole drawing, px; it scrolls if it exceeds the visible part.
   * @param room maximum height of the stage
   */
  height(width: number, room: number): number;
  paint(pen: Pen, sight: Sight): void;
  /** @param sight the visible part, for elements that do not scroll */
  spotAt(x: number, y: number, sight: Sight): Spot | undefined;
  boxOf(spot: Spot, sight: Sight): Box;
  /** The target of a key; undefined if the key has no meaning here. */
  next(spot: Spot | undefined, key: string): Spot | undefined;
  /** The spot in words, with its numbers. */
  describe(spot: Spot): string;
  point(spot: Spot | undefined): void;
  press(spot: Spot, press: Press): void;
  /** Start of the keyboard's cursor: the choice. */
  chosen(): Spot | undefined;
  /** Zooming: absent if a view has none. */
  zoom?(factor: number, at: { x: number; y: number } | undefined, sight: Sight): void;
  pan?(x: number, y: number, sight: Sight): void;
}
