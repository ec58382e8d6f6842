import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Hunk, applyHunks, diffHunks, hunksByFile, splitLines } from './hunks';
import { isSourcePath, isTestPath, listFiles } from './packageFiles';
import { layOut } from './packageStore';

/** Sorts a package's files by kind, and tells which changes are changes of its code. */
export interface PackageLayout {
  isSource: (path: string) => boolean;
  isTest: (path: string) => boolean;
  diff: (file: string, before: string, after: string) => Hunk[];
}

const JAVASCRIPT: PackageLayout = { isSource: isSourcePath, isTest: isTestPath, diff: diffHunks };

/** The newer version's tests beside the older version's source, to which any part of the newer source's changes can be applied. */
export class PairWorkspace {
  /** All changes of code from the older to the newer source. A file that only the newer one has is a hunk of its own. */
  readonly changes: Hunk[];
  /** The older source by path. */
  readonly before: Record<string, string>;
  private readonly applied = new Set<string>();

  private constructor(
    readonly folder: string,
    older: string,
    newer: string,
    { isSource, diff }: PackageLayout,
  ) {
    this.before = readSources(older, isSource);
    this.changes = Object.entries(readSources(newer, isSource)).flatMap(([file, after]) => {
      const before = this.before[file];
      return before === undefined ? [{ file, start: 1, removed: [], added: splitLines(after) }] : diff(file, before, after);
    });
  }

  static layOut(folder: string, older: string, newer: string, layout: PackageLayout = JAVASCRIPT): PairWorkspace {
    layOut(older, newer, folder, layout.isTest);
    return new PairWorkspace(folder, older, newer, layout);
  }

  isNewFile({ file }: Hunk): boolean {
    return this.before[file] === undefined;
  }

  /** Applies these changes and reverts all others. */
  apply(hunks: readonly Hunk[]): void {
    const byFile = hunksByFile(hunks);
    for (const file of this.applied) {
      if (byFile.has(file)) continue;
      this.write(file, this.before[file]);
      this.applied.delete(file);
    }
    for (const [file, changes] of byFile) {
      this.write(
        file,
        applyHunks(
          this.before[file] ?? '',
          changes.sort((a, b) => a.start - b.start),
        ),
      );
      this.applied.add(file);
    }
  }

  private write(file: string, text: string | undefined): void {
    const path = join(this.folder, file);
    if (text === undefined) rmSync(path, { force: true });
    else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }
}

function readSources(root: string, isSource: (path: string) => boolean): Record<string, string> {
  return Object.fromEntries(
    listFiles(root)
      .filter(isSource)
      .map((file) => [file, readFileSync(join(root, file), 'utf8')]),
  );
}
