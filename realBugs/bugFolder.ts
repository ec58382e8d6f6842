import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { STORE_FOLDER } from './npm/packageStore';
import { readJudgedBugs } from './judgedBugs';

/** Folder for the bugs that the repository itself can make; it can be deleted at any time. */
const NPM = 'npm';
/** Programs modelled on documented bugs, in Go, Rust and C#. */
const DOCUMENTED = 'documented';
/** Faults of Python's own modules. */
export const LIBRARY = 'python-library';
const OWN_BUGS = join(STORE_FOLDER, 'bugs');

/** One real bug of a folder of bugs: `<id>/ws` (the workspace), `trace.txt`, `truth.json`. */
export interface FolderBug {
  id: string;
  /** The unit of the split: a package or a project. */
  project: string;
  language: string;
  kind: 'crash' | 'assertion';
  /** `tune` may be looked at when making choices, `test` never; absent if a folder has no such parts. */
  split?: string;
  /** Whether the mini-model has seen a fault of the function that the fix belongs into; absent if it has seen none of the project. */
  trained?: boolean;
  /** Absolute. */
  workspace: string;
  trace: string;
  /** Where the fix belongs; lines and ranges 1-based, inclusive. */
  truth: { file: string; range: [number, number]; lines: number[] }[];
  /** Functions of the files around, by file: first line, last line, name. */
  functions: Record<string, [number, number, string][]>;
  /** Ranks that other tools reached with these bugs, if known: 0 for not found. */
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
        ...(known.trained !== undefined && { trained: known.trained }),
        workspace: join(home, 'ws'),
        trace: readFileSync(join(home, 'trace.txt'), 'utf8'),
        truth: known.truth ?? [],
        functions: known.functions ?? {},
        others: known.autofl ?? undefined,
      };
    });
}

/**
 * The bugs that a benchmark reads: those of npm packages, which are installed and tried the first time (this takes minutes and a network).
 * If DEBUG_CONTEXT_BUGS is set, the bugs of its folders instead, separated as in PATH; there, `npm` stands for those of npm packages,
 * `python-library` for those of Python's own modules and `documented` for the programs modelled on documented bugs.
 * @param usual those without that setting
 */
export function bugsFor(bench: string, usual: typeof NPM | typeof LIBRARY = NPM): FolderBug[] {
  const given = (process.env.DEBUG_CONTEXT_BUGS ?? '').split(delimiter).filter(Boolean);
  return (given.length ? given : [usual]).flatMap((folder) =>
    folder === NPM ? npmBugs(bench) : folder === DOCUMENTED || folder === LIBRARY ? laidOutBugs(folder) : readBugFolder(folder),
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

/** The programs are laid out again each time, which takes less than a second; of the library's faults those that are missing. */
function laidOutBugs(name: typeof DOCUMENTED | typeof LIBRARY): FolderBug[] {
  const folder = join(STORE_FOLDER, name);
  if (name === DOCUMENTED) rmSync(folder, { recursive: true, force: true });
  const program = name === LIBRARY ? 'python' : name;
  spawnSync(process.execPath, ['--import', 'tsx', join(__dirname, program, 'layOut.ts'), folder], { stdio: 'inherit' });
  return readBugFolder(folder);
}

function laidOut(): number {
  return existsSync(OWN_BUGS) ? readdirSync(OWN_BUGS).filter((id) => existsSync(join(OWN_BUGS, id, 'truth.json'))).length : 0;
}
