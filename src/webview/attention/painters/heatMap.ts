import { scaleIndex } from '../drawing/attentionTheme';

/** A square matrix as pixels. */
export interface HeatMap {
  canvas: OffscreenCanvas;
  /** Device pixels that it was made for: of matrix cells that share one pixel, the largest is shown. */
  room: number;
  /** Matrix rows per pixel. */
  step: number;
}

interface HeatMapInput {
  /** Weights, or packed bytes. */
  values: Float32Array | Uint8Array;
  size: number;
  room: number;
  /** 256 pixels, see `AttentionTheme.pixels`. */
  colors: Uint32Array;
}

/**
 * Draws a matrix so that no strong cell is lost: of several cells on one pixel, the largest is shown. Weights are scaled
 * against the largest of the whole matrix; packed bytes already are, row by row.
 */
export function pixelsOf({ values, size, room, colors }: HeatMapInput): HeatMap {
  const step = Math.max(1, Math.floor(size / Math.max(1, room)));
  const across = Math.max(1, Math.ceil(size / step));
  const canvas = new OffscreenCanvas(across, across);
  const image = new ImageData(across, across);
  const pixels = new Uint32Array(image.data.buffer);
  const indexOf = values instanceof Uint8Array ? undefined : toIndex(values);
  if (step === 1) {
    for (let at = 0; at < values.length; at++) pixels[at] = colors[indexOf ? indexOf(values[at]!) : values[at]!]!;
  } else {
    const largest = new (values instanceof Uint8Array ? Uint8Array : Float32Array)(across);
    for (let y = 0; y < across; y++) {
      largest.fill(0);
      for (let row = y * step; row < Math.min(size, (y + 1) * step); row++) {
        const start = row * size;
        for (let x = 0, column = 0; x < across; x++) {
          const end = Math.min(size, column + step);
          let most = largest[x]!;
          for (; column < end; column++) if (values[start + column]! > most) most = values[start + column]!;
          largest[x] = most;
        }
      }
      for (let x = 0; x < across; x++) pixels[y * across + x] = colors[indexOf ? indexOf(largest[x]!) : largest[x]!]!;
    }
  }
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  return { canvas, room, step };
}

function toIndex(values: Float32Array): (weight: number) => number {
  let largest = 0;
  for (const value of values) if (value > largest) largest = value;
  return (weight) => scaleIndex(weight, largest);
}
