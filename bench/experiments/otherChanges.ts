import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packagedGrammars } from '../../realBugs/packagedGrammars';
import type { RunnableBug } from '../../realBugs/runnableBug';
import { lineHunks } from '../../src/core/experiments/lineHunks';
import { openTrees } from '../../src/core/syntax/openSyntax';
import { CHANGE_KINDS, sitesOf, type ChangeKind, type Site } from './changeSites';

/** Changes beside the fault that keep what the program does. */
export interface OtherChanges {
  /** Texts of the changed files before and after, by workspace-relative file; undefined where there is none. */
  files: Map<string, { before: string | undefined; after: string | undefined }>;
  /** Number of hunks. */
  hunks: number;
  /** Number of hunks of each kind. */
  kinds: Partial<Record<ChangeKind, number>>;
}

/** Lines between two hunks, so that they stay two. */
const GAP = 5;
/** Files that changes are spread over. */
const MOST_FILES = 12;

const parse = openTrees(packagedGrammars);

/**
 * Code changes spread over the files of a bug with its fault; fewer than asked for where the package has no more places. The same seed gives
 * the same changes. Files of the bug's folder are overwritten.
 * @param count number of hunks
 */
export async function otherChanges(bug: RunnableBug, count: number, seed: string): Promise<OtherChanges> {
  const random = randomOf(`${bug.id} ${count} ${seed}`);
  const texts = new Map<string, string>();
  const taken = new Map<string, [number, number][]>();
  const sites = new Map<string, Site[]>();
  for (const file of filesFor(bug, random)) {
    const text = bug.files.get(file)?.before ?? bug.sources[file] ?? '';
    const tree = texts.size < MOST_FILES ? await parse(file, text) : undefined;
    if (!tree || !parses(bug, file, text)) continue;
    texts.set(file, text);
    taken.set(file, faultLines(bug, file));
    sites.set(file, shuffled(sitesOf(tree.tree, bug.language, file), random));
  }
  const files = [...texts.keys()];
  const result: OtherChanges = { files: new Map(), hunks: 0, kinds: {} };
  const chosen = new Map<string, Site['edits']>();
  let misses = 0;
  for (let turn = 0; result.hunks < count && files.length > 0 && misses < CHANGE_KINDS.length * files.length; turn++) {
    const kind = CHANGE_KINDS[turn % CHANGE_KINDS.length] ?? 'helper';
    const file = files[((turn % CHANGE_KINDS.length) + Math.floor(turn / CHANGE_KINDS.length)) % files.length] ?? '';
    misses += 1;
    const text = texts.get(file) ?? '';
    const site = sites.get(file)?.find((each) => {
      if (each.kind !== kind || !isFree(each, text, taken.get(file) ?? [])) return false;
      return hunksOf(text, each) <= count - result.hunks && parses(bug, file, withEdits(text, named(each, turn)));
    });
    if (!site) continue;
    const { edits, file: other } = namedSite(site, turn);
    taken.get(file)?.push(...rangesOf(site, text));
    chosen.set(file, [...(chosen.get(file) ?? []), ...edits]);
    if (other) result.files.set(other.name, { before: other.before, after: other.after });
    const hunks = hunksOf(text, site);
    result.hunks += hunks;
    result.kinds[kind] = (result.kinds[kind] ?? 0) + hunks;
    misses = 0;
  }
  for (const [file, edits] of chosen)
    if (edits.length) result.files.set(file, { before: texts.get(file), after: withEdits(texts.get(file) ?? '', edits) });
  return result;
}

/** Lines of a file with the fault that the fix changes, 0-based, inclusive. */
function faultLines({ files }: RunnableBug, file: string): [number, number][] {
  const own = files.get(file);
  const hunks = lineHunks(own?.after ?? '', own?.before ?? '', 0);
  return own ? hunks.map(({ newStart, newLines }) => [newStart - 1, newStart - 1 + newLines]) : [];
}

/** Files with code, those at fault first. */
function filesFor({ language, files, sources }: RunnableBug, random: () => number): string[] {
  const code = language === 'python' ? /\.py$/ : /\.[cm]?js$/;
  const names = Object.keys(sources).filter((file) => code.test(file) && !/(?:^|\/)(?:dist|build|node_modules)\/|\.min\./.test(file));
  return [...names.filter((file) => files.has(file)), ...shuffled(names, random).filter((file) => !files.has(file))];
}

function parses({ folder, language, command }: RunnableBug, file: string, text: string): boolean {
  write(folder, file, text);
  const path = join(folder, file);
  const check = 'import ast, sys; ast.parse(open(sys.argv[1], "rb").read())';
  const { status } =
    language === 'python'
      ? spawnSync(command[0] ?? 'python3', ['-c', check, path])
      : spawnSync(process.execPath, ['--check', path], { stdio: 'ignore' });
  return status === 0;
}

function namedSite({ edits, file }: Site, number: number): Omit<Site, 'kind'> {
  const name = (text: string): string => text.replaceAll('NUMBER', String(number));
  const optional = (text: string | undefined): string | undefined => (text === undefined ? undefined : name(text));
  return {
    edits: edits.map((edit) => ({ ...edit, text: name(edit.text) })),
    ...(file && { file: { name: name(file.name), before: optional(file.before), after: optional(file.after) } }),
  };
}

function named(site: Site, number: number): Site['edits'] {
  return namedSite(site, number).edits;
}

function hunksOf(text: string, { edits, file }: Site): number {
  const hunks = lineHunks(text, withEdits(text, edits), 0);
  return hunks.length + (file ? 1 : 0);
}

function isFree(site: Site, text: string, taken: readonly [number, number][]): boolean {
  return rangesOf(site, text).every(([from, to]) => taken.every(([start, end]) => to + GAP < start || from - GAP > end));
}

function rangesOf({ edits }: Site, text: string): [number, number][] {
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length - 1;
  return edits.map(({ start, end }) => [lineOf(start), lineOf(end)]);
}

function withEdits(text: string, edits: Site['edits']): string {
  let result = text;
  for (const edit of [...edits].sort((a, b) => b.start - a.start))
    result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
  return result;
}

/** Numbers from 0 to 1 that a text determines. */
function randomOf(seed: string): () => number {
  let state = 2166136261;
  for (const char of seed) state = Math.imul(state ^ char.charCodeAt(0), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

/** Writes a file of a bug as of now, or removes it where there is no text. */
export function write(folder: string, file: string, text: string | undefined): void {
  const path = join(folder, file);
  if (text === undefined) return rmSync(path, { force: true });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  const now = new Date();
  utimesSync(path, now, now);
}
