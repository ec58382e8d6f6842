import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

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
function readBugFolder(folder: string): FolderBug[] {
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

/**
 * The bugs that a benchmark was given: those of the folders in DEBUG_CONTEXT_BUGS, separated as in PATH. Says so where there are none.
 * @param bench its name, for that sentence
 */
export function bugsFor(bench: string): FolderBug[] {
  const folders = (process.env.DEBUG_CONTEXT_BUGS ?? '').split(delimiter).filter(Boolean);
  if (folders.length === 0) {
    console.log(`bench ${bench}: no bugs given. Set DEBUG_CONTEXT_BUGS to folders of bugs (ws/, trace.txt, truth.json each).`);
  }
  return folders.flatMap(readBugFolder);
}
