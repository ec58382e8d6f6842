import { visibleText } from '../../parts/visibleText';
import { fitText } from './canvasPen';
import type { LineStyle, Pen, Picture, TextStyle } from './pen';

/** Writes a drawing as SVG: in this export lines stay lines and text stays text. */
export class SvgPen implements Pen {
  private readonly parts: string[] = [];
  private readonly measure = document.createElement('canvas').getContext('2d')!;
  private clips = 0;

  constructor(
    private readonly width: number,
    private readonly height: number,
    private readonly background: string,
  ) {}

  rect(x: number, y: number, width: number, height: number, fill: string, alpha = 1): void {
    this.parts.push(`<rect ${box(x, y, width, height)} fill="${escape(fill)}"${alpha < 1 ? ` fill-opacity="${short(alpha)}"` : ''}/>`);
  }

  frame(x: number, y: number, width: number, height: number, style: LineStyle): void {
    this.parts.push(`<rect ${box(x + 0.5, y + 0.5, width - 1, height - 1)} ${line(style)}/>`);
  }

  lines(segments: readonly number[], style: LineStyle): void {
    let path = '';
    for (let at = 0; at < segments.length; at += 4)
      path += `M${short(segments[at]!)} ${short(segments[at + 1]!)}L${short(segments[at + 2]!)} ${short(segments[at + 3]!)}`;
    if (path) this.parts.push(`<path d="${path}" ${line(style)}/>`);
  }

  curve(points: readonly [number, number, number, number, number, number, number, number], style: LineStyle): void {
    const [x1, y1, ...rest] = points.map(short);
    this.parts.push(`<path d="M${x1} ${y1}C${rest.join(' ')}" ${line(style)}/>`);
  }

  text(text: string, x: number, y: number, style: TextStyle): void {
    this.measure.font = style.font;
    const anchor = { left: 'start', right: 'end', center: 'middle' }[style.align ?? 'left'];
    const shown = fitText(this.measure, visibleText(text), style);
    this.parts.push(
      `<text x="${short(x)}" y="${short(y)}" fill="${escape(style.color)}" style="font:${escape(style.font)};white-space:pre" text-anchor="${anchor}" dominant-baseline="central"${style.alpha === undefined ? '' : ` opacity="${short(style.alpha)}"`}>${escape(shown)}</text>`,
    );
  }

  picture({ canvas, part }: Picture, x: number, y: number, width: number, height: number): void {
    const shown = document.createElement('canvas');
    const { x: left, y: top, width: across, height: down } = part ?? { x: 0, y: 0, width: canvas.width, height: canvas.height };
    shown.width = Math.max(1, Math.round(across));
    shown.height = Math.max(1, Math.round(down));
    shown.getContext('2d')!.drawImage(canvas, left, top, across, down, 0, 0, shown.width, shown.height);
    this.parts.push(
      `<image ${box(x, y, width, height)} preserveAspectRatio="none" style="image-rendering:pixelated" href="${shown.toDataURL()}"/>`,
    );
  }

  inside(x: number, y: number, width: number, height: number, draw: () => void): void {
    const id = `clip${this.clips++}`;
    this.parts.push(`<clipPath id="${id}"><rect ${box(x, y, width, height)}/></clipPath><g clip-path="url(#${id})">`);
    draw();
    this.parts.push('</g>');
  }

  /** The whole file. */
  toString(): string {
    const size = `width="${this.width}" height="${this.height}"`;
    return `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${this.width} ${this.height}"><rect ${size} fill="${escape(this.background)}"/>${this.parts.join('\n')}</svg>\n`;
  }
}

function box(x: number, y: number, width: number, height: number): string {
  return `x="${short(x)}" y="${short(y)}" width="${short(Math.max(0, width))}" height="${short(Math.max(0, height))}"`;
}

function line({ color, width = 1, alpha = 1, dash }: LineStyle): string {
  return `fill="none" stroke="${escape(color)}" stroke-width="${short(width)}"${alpha < 1 ? ` stroke-opacity="${short(alpha)}"` : ''}${dash ? ` stroke-dasharray="${dash.join(' ')}"` : ''}`;
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
