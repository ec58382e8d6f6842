import type { AttentionTheme } from './attentionTheme';
import type { Pen } from './pen';

/** What of a drawing is in sight, CSS pixels. */
export interface Sight {
  width: number;
  height: number;
  /** How far it is scrolled. */
  top: number;
  theme: AttentionTheme;
  /** Pixels of the device for one CSS pixel. */
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
 * Draws one view and knows what is where. `Spot` is what can be pointed at; coordinates are those of the whole drawing, not of what is in
 * sight. It keeps no state of its own but what can be made anew.
 */
export interface Painter<Spot> {
  /**
   * Height of the whole drawing, px; more than what is in sight scrolls.
   * @param room how high the stage can be at most
   */
  height(width: number, room: number): number;
  paint(pen: Pen, sight: Sight): void;
  /** @param sight what is in sight, for parts that do not scroll */
  spotAt(x: number, y: number, sight: Sight): Spot | undefined;
  boxOf(spot: Spot, sight: Sight): Box;
  /** Where a key leads; undefined when the key means nothing here. */
  next(spot: Spot | undefined, key: string): Spot | undefined;
  /** The spot in words, with its numbers. */
  describe(spot: Spot): string;
  point(spot: Spot | undefined): void;
  press(spot: Spot, press: Press): void;
  /** Where the keyboard begins: what is chosen. */
  chosen(): Spot | undefined;
  /** Zooming: absent where a view has none. */
  zoom?(factor: number, at: { x: number; y: number } | undefined, sight: Sight): void;
  pan?(x: number, y: number, sight: Sight): void;
}
