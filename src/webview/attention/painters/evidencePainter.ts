import { t } from '../../../core/language';
import { strongest } from '../../../core/attention/massThreshold';
import { rowName } from '../../../core/attention/sections';
import type { AttentionReading } from '../attentionReading';
import { scaleIndex, textOn, type AttentionTheme } from '../drawing/attentionTheme';
import type { Box, Painter, Press, Sight } from '../drawing/painter';
import type { Pen } from '../drawing/pen';
import { columnsFor, type Columns, type EvidenceColumns } from './evidenceColumns';
import { formatSigned, formatWeight } from './formatWeight';
import { LineLayout, ROW_HEIGHT, type LayoutItem } from './lineLayout';
import { nextRow } from './nextRow';

const TOP = 24;

/** Most arcs drawn at once. */
const MAX_ARCS = 24;

/** Room for the number beside the bar of an effect, px. */
const EFFECT_NUMBER = 46;

/** The evidence as the model read it: its lines in place, shaded by attention, arcs from the line in focus, the line's score beside it. */
export class EvidencePainter implements Painter<number> {
  private readonly layout: LineLayout;

  constructor(
    private readonly reading: AttentionReading,
    private readonly columnsShown: EvidenceColumns,
    private readonly openLine: (row: number) => void,
  ) {
    this.layout = new LineLayout(reading.run, TOP);
  }

  height(): number {
    return this.layout.height;
  }

  paint(pen: Pen, sight: Sight): void {
    const columns = columnsFor(this.columnsShown, sight.width, this.reading.focus !== undefined);
    const focusRows = this.focusRows;
    const weights = this.weights(focusRows);
    const shown = this.layout.inSight(sight.top + TOP - 4, sight.top + sight.height);
    for (const item of shown) {
      if (item.kind === 'heading') this.paintHeading(pen, item, sight, columns);
      else this.paintLine(pen, item.row, sight, columns, focusRows, weights);
    }
    this.paintArcs(pen, sight, columns, focusRows, weights.attention ?? weights.rollout);
    this.paintTop(pen, sight, columns);
  }

  spotAt(_x: number, y: number): number | undefined {
    return this.layout.rowAt(y);
  }

  boxOf(row: number, sight: Sight): Box {
    return { x: 0, y: this.layout.top(row), width: sight.width, height: ROW_HEIGHT };
  }

  next(row: number | undefined, key: string): number | undefined {
    return nextRow(this.reading, row, key);
  }

  chosen(): number | undefined {
    return this.reading.rowsOf(this.reading.choice.focus)[0];
  }

  point(row: number | undefined): void {
    this.reading.point(row === undefined ? undefined : { kind: 'row', row });
  }

  press(row: number, { keyboard }: Press): void {
    const { focus } = this.reading.choice;
    const again = focus?.kind === 'row' && focus.row === row;
    this.reading.chooseRow(row);
    if (again && !keyboard) this.reading.point(undefined);
    if (!again) this.openLine(row);
  }

  describe(row: number): string {
    const { rows } = this.reading.run;
    const { share, text } = rows[row]!;
    const parts = [`${rowName(rows, row)}: ${text.trim()}`];
    if (share !== undefined) parts.push(t('chance {0}', formatWeight(share)));
    const given = this.weights([row]);
    const strongestOf = (weights: Float32Array | undefined) =>
      weights &&
      strongest(weights, 1, 3, (place) => place === row)
        .map((to) => `${rowName(rows, to)} ${formatWeight(weights[to]!)}`)
        .join(', ');
    const [attention, rollout] = [strongestOf(given.attention), strongestOf(given.rollout)];
    if (attention) parts.push(t('looks at {0}', attention));
    if (rollout) parts.push(t('rollout {0}', rollout));
    const effect = this.columnsShown === 'deletion' ? this.effects()[row]! : NaN;
    if (!Number.isNaN(effect)) parts.push(t("without it the suspect's score changes by {0}", formatSigned(-effect)));
    return parts.join('. ');
  }

  /** Deletion is always about a line: without a choice, the suspect. */
  private get focusRows(): number[] {
    const rows = this.reading.rowsOf(this.reading.focus);
    return rows.length || this.columnsShown !== 'deletion' || this.reading.suspect < 0 ? rows : [this.reading.suspect];
  }

  /** The attention from the focus to each line. */
  private weights(rows: readonly number[]): { attention?: Float32Array; rollout?: Float32Array } {
    const { reading } = this;
    const attention = reading.given(reading.evidenceMatrix, rows);
    return { attention, rollout: this.columnsShown === 'rollout' ? reading.given(reading.rolloutMatrix, rows) : undefined };
  }

  private effects(): Float32Array {
    const { reading } = this;
    const deletions = reading.choice.bySection ? reading.bySection : reading.byLine;
    return deletions.effectsByRow(reading.suspect, reading.run.rows.length);
  }

  private paintTop(pen: Pen, { width, top, theme }: Sight, columns: Columns): void {
    pen.rect(0, 0, width, TOP - 2, theme.background);
    const font = `11px ${theme.uiFont}`;
    for (const { x, width: room, name, kind } of columns.cells) {
      if (kind === 'effect') {
        const middle = x + (room - EFFECT_NUMBER) / 2;
        if (!columns.compact) {
          pen.text(t('spoke against'), middle - 6, 11, { color: theme.dim, font, align: 'right' });
          pen.text(t('spoke for'), middle + 6, 11, { color: theme.dim, font });
        }
        pen.text(t('score'), x + room, 11, { color: theme.dim, font, align: 'right' });
        continue;
      }
      const align = kind === 'share' ? 'left' : 'center';
      pen.text(name, align === 'left' ? x : x + room / 2, 11, { color: theme.dim, font, align, maxWidth: room + 6 });
    }
    if (top > 0) pen.rect(0, TOP - 2, width, 1, theme.border);
  }

  private paintHeading(pen: Pen, item: LayoutItem & { kind: 'heading' }, { top, theme }: Sight, columns: Columns): void {
    const y = item.y - top + item.height / 2 + 2;
    const color = theme.sections[item.section]!;
    pen.rect(columns.number, y - 4, 8, 8, color);
    const x = columns.number + 16;
    const room = columns.codeEnd - x;
    const style = { color: theme.foreground, font: `600 12px ${theme.uiFont}`, maxWidth: room };
    pen.text(item.title, x, y, style);
    if (!item.folder || columns.compact) return;
    const after = x + item.title.length * 7.2 + 10;
    pen.text(item.folder, after, y, { color: theme.dim, font: `11px ${theme.uiFont}`, maxWidth: Math.max(0, columns.codeEnd - after) });
  }

  private paintLine(
    pen: Pen,
    row: number,
    { width, top, theme }: Sight,
    columns: Columns,
    focusRows: readonly number[],
    weights: { attention?: Float32Array; rollout?: Float32Array },
  ): void {
    const { run } = this.reading;
    const { line, text, section, share } = run.rows[row]!;
    const y = this.layout.top(row) - top;
    const middle = y + ROW_HEIGHT / 2;
    const isFocus = focusRows.includes(row);
    const shade = this.columnsShown === 'rollout' ? weights.rollout : weights.attention;
    const [given, most] = shade ? [shade[row]!, largestBut(shade, focusRows)] : [share ?? 0, this.largestShare];
    const tint = isFocus ? 0 : given / (most || 1);
    if (isFocus) pen.rect(columns.number - 4, y, width - columns.number + 4, ROW_HEIGHT, theme.selection);
    // High contrast allows no shades behind text: there the numbers and the bar at the edge show the value.
    else if (!theme.highContrast && tint > 0.05)
      pen.rect(columns.number - 4, y, columns.codeEnd - columns.number + 8, ROW_HEIGHT, tintColor(theme), tint * (theme.dark ? 0.2 : 0.16));
    pen.rect(columns.number - 4, y + 1, 2, ROW_HEIGHT - 2, theme.sections[section]!, isFocus ? 1 : 0.55);
    const code = `12px ${theme.codeFont}`;
    if (line)
      pen.text(String(line), columns.code - 8, middle, {
        color: isFocus ? theme.foreground : theme.lineNumber,
        font: code,
        align: 'right',
      });
    const shown = section === 'code' || section === 'test' || section === 'changes' ? text.replace(/\t/g, '  ').trimEnd() : text.trim();
    pen.text(columns.compact ? shown.replace(/^ +/, (indent) => indent.slice(0, 4)) : shown, columns.code, middle, {
      color: theme.foreground,
      font: code,
      maxWidth: columns.codeEnd - columns.code,
    });
    for (const cell of columns.cells) this.paintCell(pen, row, y, cell, theme, focusRows, weights);
    if (isFocus)
      pen.frame(columns.number - 4, y, width - columns.number + 2, ROW_HEIGHT, { color: theme.focus, width: theme.highContrast ? 2 : 1 });
  }

  private paintCell(
    pen: Pen,
    row: number,
    y: number,
    { kind, x, width }: Columns['cells'][number],
    theme: AttentionTheme,
    focusRows: readonly number[],
    weights: { attention?: Float32Array; rollout?: Float32Array },
  ): void {
    const font = `11px ${theme.uiFont}`;
    const middle = y + ROW_HEIGHT / 2;
    if (kind === 'share') {
      const { share } = this.reading.run.rows[row]!;
      if (share === undefined) return;
      const bar = width - 44;
      if (bar > 20) {
        pen.rect(x, middle - 3, bar, 6, theme.border, 0.35);
        pen.rect(x, middle - 3, Math.max(1, (bar * share) / (this.largestShare || 1)), 6, theme.accent);
      }
      pen.text(formatWeight(share), x + width, middle, { color: theme.foreground, font, align: 'right' });
    } else if (kind === 'effect') this.paintEffect(pen, row, middle, x, width, theme);
    else {
      const values = weights[kind];
      if (!values) return;
      const weight = values[row]!;
      if (focusRows.includes(row)) {
        pen.text(t('own {0}', formatWeight(weight)), x + width / 2, middle, { color: theme.dim, font, align: 'center', maxWidth: width });
        return;
      }
      const index = scaleIndex(weight, largestBut(values, focusRows));
      const color = theme.scale[index]!;
      if (index > 8) pen.rect(x, y + 1, width, ROW_HEIGHT - 2, color);
      if (theme.highContrast && index > 8) pen.frame(x, y + 1, width, ROW_HEIGHT - 2, { color: theme.border });
      if (weight >= 0.0005)
        pen.text(formatWeight(weight), x + width / 2, middle, { color: index > 8 ? textOn(color) : theme.dim, font, align: 'center' });
    }
  }

  /** A bar to the right if the line raised the suspect's chance, to the left if it lowered it. */
  private paintEffect(pen: Pen, row: number, middle: number, x: number, width: number, theme: AttentionTheme): void {
    const font = `11px ${theme.uiFont}`;
    if (row === this.reading.suspect) {
      pen.text(t('the suspect'), x + width, middle, { color: theme.dim, font, align: 'right', maxWidth: width });
      return;
    }
    const effects = this.effects();
    const effect = effects[row]!;
    if (Number.isNaN(effect)) return;
    const room = (width - EFFECT_NUMBER) / 2;
    const largest = effects.reduce((most, value) => (Number.isNaN(value) ? most : Math.max(most, Math.abs(value))), 1e-9);
    const length = Math.max(1, (Math.abs(effect) / largest) * room);
    pen.rect(x + room, middle - 8, 1, 16, theme.border);
    if (effect >= 0) pen.rect(x + room + 1, middle - 4, length, 8, theme.heads[0]!);
    else if (theme.highContrast) pen.frame(x + room - length, middle - 4, length, 8, { color: theme.heads[1]! });
    else pen.rect(x + room - length, middle - 4, length, 8, theme.heads[1]!);
    pen.text(formatSigned(-effect), x + width, middle, { color: theme.foreground, font, align: 'right' });
  }

  private paintArcs(pen: Pen, sight: Sight, columns: Columns, focusRows: readonly number[], weights: Float32Array | undefined): void {
    if (!weights || !focusRows.length) return;
    const { theme, top } = sight;
    const isFocus = (row: number) => focusRows.includes(row);
    const targets = strongest(weights, this.reading.choice.mass, MAX_ARCS, isFocus);
    const largest = targets.length ? weights[targets[0]!]! : 1;
    const base = columns.arcs - 2;
    pen.inside(0, TOP - 2, sight.width, sight.height - TOP + 2, () => {
      for (const from of focusRows.slice(0, 4)) {
        const start = this.layout.middle(from) - top;
        for (const to of [...targets].reverse()) {
          const end = this.layout.middle(to) - top;
          const strength = weights[to]! / largest;
          const reach = Math.min(base - 4, 10 + Math.abs(end - start) * 0.22);
          pen.curve([base, start, base - reach * 1.25, start, base - reach * 1.25, end, base, end], {
            color: theme.accent,
            width: 0.75 + 4 * strength,
            alpha: 0.25 + 0.6 * strength,
          });
          pen.rect(base - 1, end - 3, 4, 6, theme.accent);
        }
        pen.rect(base - 2, start - 5, 6, 10, theme.focus);
      }
    });
  }

  private get largestShare(): number {
    return this.reading.run.rows.reduce((most, { share }) => Math.max(most, share ?? 0), 0);
  }
}

function largestBut(weights: Float32Array, skip: readonly number[]): number {
  let largest = 0;
  for (let row = 0; row < weights.length; row++) if (weights[row]! > largest && !skip.includes(row)) largest = weights[row]!;
  return largest;
}

function tintColor(theme: AttentionTheme): string {
  return theme.scale[theme.dark ? 210 : 170]!;
}
