import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One real bug of a folder of bugs: `<id>/ws` (the workspace), `trace.txt`, `truth.json`. */
export interface FolderBug {
  id: string;
  /** What it is split by: a package or a project. */
  project: string;
  language: string;
  kind: 'crash' | 'assertion';
  /** Absolute. */
  workspace: string;
  trace: string;
  /** Where the fix belongs; lines and ranges 1-based, inclusive. */
  truth: { file: string; range: [number, number]; lines: number[] }[];
  /** Functions of the files around, by file: first line, last line, name. */
  functions: Record<string, [number, number, string][]>;
  /** Ranks that others reached with these bugs, where known: 0 for not found. */
  others?: Record<string, number | null>;
}

/** Bugs of a folder, sorted by id. */
export function readBugFolder(folder: string): FolderBug[] {
  return readdirSync(folder)
    .filter((id) => existsSync(join(folder, id, 'truth.json')))
    .sort()
    .map((id) => {
      const home = join(folder, id);
      const known = JSON.parse(readFileSync(join(home, 'truth.json'), 'utf8')) as Partial<FolderBug> & {
        autofl?: Record<string, number | null> | null;
      };
      return {
        id,
        project: known.project ?? id,
        language: known.language ?? 'javascript',
        kind: known.kind ?? 'crash',
        workspace: join(home, 'ws'),
        trace: readFileSync(join(home, 'trace.txt'), 'utf8'),
        truth: known.truth ?? [],
        functions: known.functions ?? {},
        others: known.autofl ?? undefined,
      };
    });
}
