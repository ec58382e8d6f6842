import type { ModelRun, Row } from '../../../core/attention/modelRun';
import { sectionNames } from '../../../core/attention/sections';
import { baseName, folderName } from '../../parts/fileLink';

export const ROW_HEIGHT = 20;
const HEADER_HEIGHT = 26;

/** One row of the drawing: a line of the evidence, or the heading of a section or file. */
export type LayoutItem =
  | { kind: 'line'; row: number; y: number; height: number }
  | { kind: 'heading'; section: Row['section']; title: string; folder: string; y: number; height: number };

/** The evidence in place: sections and files as headings, their lines below them. Heights do not depend on the width. */
export class LineLayout {
  readonly items: LayoutItem[] = [];
  /** Index into `items`, by row. */
  private readonly ofRow: number[] = [];
  readonly height: number;

  /** @param top room above the first item */
  constructor(run: ModelRun, top: number) {
    let y = top;
    let before: Row | undefined;
    run.rows.forEach((row, index) => {
      if (row.section !== before?.section || (hasFiles(row) && row.file !== before.file)) {
        this.items.push({ kind: 'heading', section: row.section, ...heading(row), y, height: HEADER_HEIGHT });
        y += HEADER_HEIGHT;
      }
      this.ofRow.push(this.items.length);
      this.items.push({ kind: 'line', row: index, y, height: ROW_HEIGHT });
      y += ROW_HEIGHT;
      before = row;
    });
    this.height = y + 8;
  }

  /** Middle line of a row. */
  middle(row: number): number {
    return this.top(row) + ROW_HEIGHT / 2;
  }

  top(row: number): number {
    return this.items[this.ofRow[row]!]!.y;
  }

  /** Visible items, including partly visible ones. */
  inSight(top: number, bottom: number): LayoutItem[] {
    const first = this.indexAt(top);
    const shown: LayoutItem[] = [];
    for (let at = first; at < this.items.length && this.items[at]!.y < bottom; at++) shown.push(this.items[at]!);
    return shown;
  }

  rowAt(y: number): number | undefined {
    const item = this.items[this.indexAt(y)];
    return item?.kind === 'line' && y >= item.y && y < item.y + item.height ? item.row : undefined;
  }

  /** The item at a height, or the first one below it. */
  private indexAt(y: number): number {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const item = this.items[middle]!;
      if (item.y + item.height <= y) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function hasFiles({ section }: Row): boolean {
  return section === 'code' || section === 'test' || section === 'changes';
}

function heading(row: Row): { title: string; folder: string } {
  if (!hasFiles(row) || !row.file) return { title: sectionNames[row.section], folder: '' };
  const name = row.section === 'code' ? baseName(row.file) : `${sectionNames[row.section]}: ${baseName(row.file)}`;
  return { title: name, folder: folderName(row.file) };
}
