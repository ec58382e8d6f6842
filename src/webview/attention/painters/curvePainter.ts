import { formatFixed, t } from '../../../core/language';
import type { CurvePoint } from '../../../core/attention/modelRun';
import type { Painter, Sight } from '../drawing/painter';
import type { Pen } from '../drawing/pen';

const HEIGHT = 190;
const LEFT = 40;
const RIGHT = 90;
const TOP = 12;
const BOTTOM = 26;

/** The loss curves of one phase of training: training loss as a line, validation loss dashed. */
export class CurvePainter implements Painter<number> {
  private hovered: number | undefined;

  constructor(
    private readonly points: readonly CurvePoint[],
    private readonly redraw: () => void,
  ) {}

  height(): number {
    return HEIGHT;
  }

  paint(pen: Pen, sight: Sight): void {
    const { theme, width } = sight;
    const { points } = this;
    const losses = points.flatMap(({ trainLoss, validLoss }) => (validLoss === undefined ? [trainLoss] : [trainLoss, validLoss]));
    const [low, high] = [Math.min(...losses), Math.max(...losses)];
    const yOf = (loss: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - (loss - low) / (high - low || 1));
    const xOf = (at: number) => this.xOf(at, width);
    const font = `11px ${theme.uiFont}`;
    for (const part of [0, 0.5, 1]) {
      const loss = low + part * (high - low);
      pen.rect(LEFT, yOf(loss), width - LEFT - RIGHT, 1, theme.border, 0.5);
      pen.text(formatFixed(loss, 2), LEFT - 6, yOf(loss), { color: theme.dim, font, align: 'right' });
    }
    const path = (pick: (point: CurvePoint) => number | undefined) => {
      const segments: number[] = [];
      for (let at = 1; at < points.length; at++) {
        const [before, after] = [pick(points[at - 1]!), pick(points[at]!)];
        if (before !== undefined && after !== undefined) segments.push(xOf(at - 1), yOf(before), xOf(at), yOf(after));
      }
      return segments;
    };
    pen.lines(
      path(({ trainLoss }) => trainLoss),
      { color: theme.heads[0]!, width: 2 },
    );
    pen.lines(
      path(({ validLoss }) => validLoss),
      { color: theme.heads[1]!, width: 2, dash: [5, 3] },
    );
    // A phase of one epoch has no line, only a point.
    for (const [at, { trainLoss, validLoss }] of points.entries()) {
      pen.rect(xOf(at) - 2, yOf(trainLoss) - 2, 4, 4, theme.heads[0]!);
      if (validLoss !== undefined) pen.rect(xOf(at) - 2, yOf(validLoss) - 2, 4, 4, theme.heads[1]!);
    }
    const last = points.at(-1)!;
    const labels = [{ y: yOf(last.trainLoss), text: t('training'), color: theme.heads[0]! }];
    if (last.validLoss !== undefined) labels.push({ y: yOf(last.validLoss), text: t('validation'), color: theme.heads[1]! });
    labels.sort((a, b) => a.y - b.y);
    if (labels[1] && labels[1].y - labels[0]!.y < 13) labels[1].y = labels[0]!.y + 13;
    for (const { y, text, color } of labels) {
      pen.rect(width - RIGHT + 6, y - 1, 8, 2, color);
      pen.text(text, width - RIGHT + 18, y, { color: theme.foreground, font });
    }
    pen.text(t('epoch'), (LEFT + width - RIGHT) / 2, HEIGHT - 8, { color: theme.dim, font, align: 'center' });
    pen.text(String(points[0]!.epoch), LEFT, HEIGHT - 8, { color: theme.dim, font });
    pen.text(String(last.epoch), width - RIGHT, HEIGHT - 8, { color: theme.dim, font, align: 'right' });
    if (this.hovered === undefined) return;
    const point = points[this.hovered]!;
    pen.rect(xOf(this.hovered), TOP, 1, HEIGHT - TOP - BOTTOM, theme.focus);
    pen.text(this.describe(this.hovered), Math.min(xOf(this.hovered) + 6, width - 230), TOP + 4, { color: theme.foreground, font });
    pen.rect(xOf(this.hovered) - 3, yOf(point.trainLoss) - 3, 6, 6, theme.heads[0]!);
  }

  spotAt(x: number, _y: number, { width }: Sight): number | undefined {
    const at = Math.round(((x - LEFT) / (width - LEFT - RIGHT)) * (this.points.length - 1));
    return at >= 0 && at < this.points.length ? at : undefined;
  }

  boxOf(at: number, { width }: Sight): { x: number; y: number; width: number; height: number } {
    return { x: this.xOf(at, width), y: 0, width: 1, height: HEIGHT };
  }

  next(at: number | undefined, key: string): number | undefined {
    const last = this.points.length - 1;
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -last, End: last }[key];
    return step === undefined ? undefined : Math.max(0, Math.min(last, (at ?? 0) + step));
  }

  describe(at: number): string {
    const { epoch, trainLoss, validLoss } = this.points[at]!;
    return validLoss === undefined
      ? t('Epoch {0}: training {1}', epoch, formatFixed(trainLoss, 3))
      : t('Epoch {0}: training {1}, validation {2}', epoch, formatFixed(trainLoss, 3), formatFixed(validLoss, 3));
  }

  point(at: number | undefined): void {
    if (at === this.hovered) return;
    this.hovered = at;
    this.redraw();
  }

  press(): void {
    // A curve has nothing to choose.
  }

  chosen(): number | undefined {
    return undefined;
  }

  private xOf(at: number, width: number): number {
    return LEFT + ((width - LEFT - RIGHT) * at) / Math.max(1, this.points.length - 1);
  }
}
