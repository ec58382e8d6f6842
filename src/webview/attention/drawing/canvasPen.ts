import { visibleText } from '../../parts/visibleText';
import type { LineStyle, Pen, Picture, TextStyle } from './pen';

/** Draws on a canvas. The context's transform must already convert CSS pixels to the device's. */
export class CanvasPen implements Pen {
  constructor(private readonly context: CanvasRenderingContext2D) {
    context.textBaseline = 'middle';
  }

  rect(x: number, y: number, width: number, height: number, fill: string, alpha = 1): void {
    const { context } = this;
    context.globalAlpha = alpha;
    context.fillStyle = fill;
    context.fillRect(x, y, width, height);
    context.globalAlpha = 1;
  }

  frame(x: number, y: number, width: number, height: number, style: LineStyle): void {
    this.stroke(style, () => this.context.rect(x + 0.5, y + 0.5, width - 1, height - 1));
  }

  lines(segments: readonly number[], style: LineStyle): void {
    const { context } = this;
    this.stroke(style, () => {
      for (let at = 0; at < segments.length; at += 4) {
        context.moveTo(segments[at]!, segments[at + 1]!);
        context.lineTo(segments[at + 2]!, segments[at + 3]!);
      }
    });
  }

  curve(points: readonly [number, number, number, number, number, number, number, number], style: LineStyle): void {
    const [x1, y1, ...rest] = points;
    this.stroke(style, () => {
      this.context.moveTo(x1, y1);
      this.context.bezierCurveTo(...rest);
    });
  }

  text(text: string, x: number, y: number, style: TextStyle): void {
    const { context } = this;
    context.font = style.font;
    context.fillStyle = style.color;
    context.textAlign = style.align ?? 'left';
    context.globalAlpha = style.alpha ?? 1;
    context.fillText(fitText(context, visibleText(text), style), x, y);
    context.globalAlpha = 1;
  }

  picture({ canvas, part }: Picture, x: number, y: number, width: number, height: number): void {
    const { context } = this;
    context.imageSmoothingEnabled = false;
    if (part) context.drawImage(canvas, part.x, part.y, part.width, part.height, x, y, width, height);
    else context.drawImage(canvas, x, y, width, height);
  }

  inside(x: number, y: number, width: number, height: number, draw: () => void): void {
    const { context } = this;
    context.save();
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    draw();
    context.restore();
  }

  private stroke({ color, width = 1, alpha = 1, dash }: LineStyle, path: () => void): void {
    const { context } = this;
    context.globalAlpha = alpha;
    context.strokeStyle = color;
    context.lineWidth = width;
    context.setLineDash(dash ?? []);
    context.beginPath();
    path();
    context.stroke();
    context.globalAlpha = 1;
  }
}

const widths = new Map<string, number>();

/**
 * Cuts a text to its width. Code fonts are mostly monospaced, and measuring is the most expensive part of drawing text: if one letter shows
 * that the font is monospaced, the letters are counted.
 */
export function fitText(context: CanvasRenderingContext2D, text: string, { font, maxWidth }: TextStyle): string {
  if (maxWidth === undefined || text.length === 0) return text;
  let letter = widths.get(font);
  if (letter === undefined) {
    const [narrow, wide] = [context.measureText('iiii').width / 4, context.measureText('MMMM').width / 4];
    letter = Math.abs(narrow - wide) < 0.01 ? wide : -wide;
    if (widths.size > 64) widths.clear();
    widths.set(font, letter);
  }
  // No text is wider than the same number of its widest letter; most texts end here.
  if (text.length * Math.abs(letter) <= maxWidth) return text;
  if (letter > 0 && /^[\x20-\x7e]*$/.test(text)) return cut(text, Math.floor(maxWidth / letter));
  if (context.measureText(text).width <= maxWidth) return text;
  let low = 0;
  let high = Math.min(text.length, Math.ceil((4 * maxWidth) / Math.abs(letter)));
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (context.measureText(cut(text, middle)).width <= maxWidth) low = middle;
    else high = middle - 1;
  }
  return cut(text, low);
}

function cut(text: string, length: number): string {
  return length >= text.length ? text : length <= 1 ? '' : `${text.slice(0, length - 1)}…`;
}
