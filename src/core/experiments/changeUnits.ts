import { lineHunks } from './lineHunks';
import type { Edit } from './experiment';

/** A file that differs between then and now. Names are workspace-relative, texts with `\n` or as they are. */
export interface RecentFile {
  before?: { file: string; text: string };
  now?: { file: string; text: string };
}

/** The smallest change to apply or revert: a hunk, or an added, deleted or renamed file. */
export interface ChangeUnit {
  /** 0-based, into the list of units. */
  index: number;
  /** 0-based, into the list of files. */
  fileIndex: number;
  /** Current name, or the former one of a deleted file. */
  file: string;
  /** 1-based lines as they are now; for deleted lines the one that follows. */
  startLine: number;
  endLine: number;
  removed: string[];
  added: string[];
  /** 0-based line of the older text; undefined for a unit that concerns the file as a whole. */
  oldStart?: number;
}

/** ONE difference between then and now, split into units that do not overlap, so that any subset can be combined. */
export class ChangeUnits {
  readonly units: ChangeUnit[] = [];

  constructor(private readonly files: readonly RecentFile[]) {
    files.forEach((file, index) => this.addFile(file, index));
  }

  /**
   * The files with only some of the changes.
   * @param absolute path of a workspace-relative file
   * @returns files that differ from the current ones
   */
  edits(included: ReadonlySet<number>, absolute: (file: string) => string): Edit[] {
    return this.files.flatMap((file, at) => {
      const own = this.units.filter(({ fileIndex }) => fileIndex === at);
      if (own.every(({ index }) => included.has(index))) return [];
      return this.fileWith(file, own, included).map((edit) => ({ ...edit, file: absolute(edit.file) }));
    });
  }

  private addFile({ before, now }: RecentFile, fileIndex: number): void {
    const whole = !before || !now || before.file !== now.file;
    const file = now?.file ?? before?.file ?? '';
    const add = (unit: Omit<ChangeUnit, 'index' | 'fileIndex' | 'file'>): void =>
      void this.units.push({ index: this.units.length, fileIndex, file, ...unit });
    if (whole) {
      const lines = now && !before ? splitLines(now.text) : [];
      const gone = before && !now ? splitLines(before.text) : [];
      add({ startLine: 1, endLine: Math.max(1, lines.length), removed: gone, added: lines });
    }
    if (!before || !now) return;
    for (const hunk of hunksOf(before.text, now.text)) {
      const added = hunk.lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1));
      const removed = hunk.lines.filter((line) => line.startsWith('-')).map((line) => line.slice(1));
      const startLine = Math.max(1, hunk.newStart);
      add({ startLine, endLine: Math.max(startLine, startLine + added.length - 1), removed, added, oldStart: hunk.oldStart });
    }
  }

  private fileWith({ before, now }: RecentFile, own: readonly ChangeUnit[], included: ReadonlySet<number>): Edit[] {
    const whole = own.find(({ oldStart }) => oldStart === undefined);
    const asNow = !whole || included.has(whole.index);
    if (!before) return now && !asNow ? [{ file: now.file, text: undefined }] : [];
    if (!now) return asNow ? [] : [{ file: before.file, text: before.text }];
    const text = withHunks(
      before.text,
      own.filter(({ index, oldStart }) => oldStart !== undefined && included.has(index)),
    );
    if (asNow) return text === now.text ? [] : [{ file: now.file, text }];
    return [
      { file: now.file, text: undefined },
      { file: before.file, text },
    ];
  }
}

/** Unified diff of some units of one file, with context lines. */
export function diffOfUnits({ before, now }: RecentFile, units: readonly ChangeUnit[]): string {
  const hunks = units.filter(({ oldStart }) => oldStart !== undefined);
  const old = before?.text ?? '';
  const text = !now ? '' : !before ? now.text : withHunks(old, hunks);
  const shown = lineHunks(old, text, 3);
  const renamed = before && now && before.file !== now.file ? [`rename from ${before.file}`, `rename to ${now.file}`] : [];
  const from = before ? `--- a/${before.file}` : '--- /dev/null';
  const to = now ? `+++ b/${now.file}` : '+++ /dev/null';
  const body = shown.flatMap((hunk) => [`@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`, ...hunk.lines]);
  return [...renamed, from, to, ...body].join('\n');
}

interface Hunk {
  oldStart: number;
  newStart: number;
  lines: string[];
}

/** Hunks without context. `oldStart` is the 0-based line that a hunk replaces or precedes, `newStart` 1-based. */
function hunksOf(before: string, now: string): Hunk[] {
  return lineHunks(withLastLine(before), withLastLine(now), 0).map(({ oldStart, newStart, lines }) => ({
    oldStart: oldStart - 1,
    newStart,
    lines: lines.filter((line) => !line.startsWith('\\')),
  }));
}

function withHunks(before: string, hunks: readonly ChangeUnit[]): string {
  const lines = before.split('\n');
  for (const { oldStart = 0, removed, added } of [...hunks].sort((a, b) => (b.oldStart ?? 0) - (a.oldStart ?? 0)))
    lines.splice(oldStart, removed.length, ...added);
  return lines.join('\n');
}

/** A missing line end in the last line is a difference that no diff of lines shows: then the line end counts as a line of its own. */
function withLastLine(text: string): string {
  return `${text}\n`;
}

function splitLines(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}
