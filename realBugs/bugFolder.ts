import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { STORE_FOLDER } from './npm/packageStore';
import { readJudgedBugs } from './judgedBugs';

/** Where the bugs that the repository itself can make are laid out: it can be thrown away. */
const NPM = 'npm';
/** Programs after documented bugs, in Go, Rust and C#. */
const DOCUMENTED = 'documented';
const OWN_BUGS = join(STORE_FOLDER, 'bugs');

/** One real bug of a folder of bugs: `<id>/ws` (the workspace), `trace.txt`, `truth.json`. */
export interface FolderBug {
  id: string;
  /** What it is split by: a package or a project. */
  project: string;
  language: string;
  kind: 'crash' | 'assertion';
  /** `tune` may be looked at while something is chosen, `test` never; absent where a folder has no such parts. */
  split?: 'tune' | 'test';
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
        split: known.split,
        workspace: join(home, 'ws'),
        trace: readFileSync(join(home, 'trace.txt'), 'utf8'),
        truth: known.truth ?? [],
        functions: known.functions ?? {},
        others: known.autofl ?? undefined,
      };
    });
}

/**
 * The bugs that a benchmark reads: those of npm packages, which are installed and tried the first time (minutes, and a network), and those
 * of the folders in DEBUG_CONTEXT_BUGS instead, separated as in PATH; `npm` in there stands for the first, `documented` for the
 * programs written after documented bugs.
 */
export function bugsFor(bench: string): FolderBug[] {
  const given = (process.env.DEBUG_CONTEXT_BUGS ?? '').split(delimiter).filter(Boolean);
  return (given.length ? given : [NPM]).flatMap((folder) =>
    folder === NPM ? npmBugs(bench) : folder === DOCUMENTED ? documentedBugs() : readBugFolder(folder),
  );
}

function npmBugs(bench: string): FolderBug[] {
  const all = readJudgedBugs().bugs.length;
  if (laidOut() < all) {
    console.log(`bench ${bench}: laying out ${all} bugs of npm packages in ${OWN_BUGS}, once`);
    spawnSync(process.execPath, ['--import', 'tsx', join(__dirname, 'layOut.ts'), OWN_BUGS], { stdio: 'inherit' });
  }
  if (!laidOut())
    console.log(`bench ${bench}: there are no bugs to read. Check the network, or set DEBUG_CONTEXT_BUGS to folders of bugs.`);
  return existsSync(OWN_BUGS) ? readBugFolder(OWN_BUGS) : [];
}

/** Laid out anew each time: it takes no second. */
function documentedBugs(): FolderBug[] {
  const folder = join(STORE_FOLDER, DOCUMENTED);
  rmSync(folder, { recursive: true, force: true });
  spawnSync(process.execPath, ['--import', 'tsx', join(__dirname, 'documented', 'layOut.ts'), folder], { stdio: 'inherit' });
  return readBugFolder(folder);
}

function laidOut(): number {
  return existsSync(OWN_BUGS) ? readdirSync(OWN_BUGS).filter((id) => existsSync(join(OWN_BUGS, id, 'truth.json'))).length : 0;
}
