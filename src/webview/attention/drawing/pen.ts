/** How text is set. Sizes in CSS pixels. */
export interface TextStyle {
  color: string;
  /** A whole CSS font: `12px monospace`. */
  font: string;
  align?: 'left' | 'right' | 'center';
  /** Cut with an ellipsis if it is longer. */
  maxWidth?: number;
  alpha?: number;
}

export interface LineStyle {
  color: string;
  width?: number;
  alpha?: number;
  dash?: number[];
}

/** A picture of pixels, drawn into a box without smoothing. */
export interface Picture {
  canvas: HTMLCanvasElement | OffscreenCanvas;
  /** The part of the picture to draw, in its own pixels. */
  part?: { x: number; y: number; width: number; height: number };
}

/**
 * Drawing operations of the views: one drawing serves the screen (a canvas) and the export as SVG. Coordinates are CSS pixels; text is
 * placed by its middle line.
 */
export interface Pen {
  rect(x: number, y: number, width: number, height: number, fill: string, alpha?: number): void;
  frame(x: number, y: number, width: number, height: number, style: LineStyle): void;
  /** Many straight lines of one style: `x1, y1, x2, y2` each. */
  lines(segments: readonly number[], style: LineStyle): void;
  /** One curve with two control points: `x1, y1, cx1, cy1, cx2, cy2, x2, y2`. */
  curve(points: readonly [number, number, number, number, number, number, number, number], style: LineStyle): void;
  text(text: string, x: number, y: number, style: TextStyle): void;
  picture(picture: Picture, x: number, y: number, width: number, height: number): void;
  /** Runs `draw`; clips everything outside the box. */
  inside(x: number, y: number, width: number, height: number, draw: () => void): void;
}
