import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FunctionNode } from '../../../src/core/syntax/syntax';
import { TreeFile } from '../../../src/core/syntax/treeFile';
import { openGrammars } from '../../mutants/openGrammars';
import type { TrueLocation } from '../../../realBugs/npm/bugList';
import { applyHunks, diffLines, type Hunk } from '../../../realBugs/npm/hunks';
import { truthLines } from '../../npm/truthLines';

/** Limits of a small fix. */
const MOST_HUNKS = 3;
const MOST_LINES = 14;

/** The changes in one function from an older version of a file to a newer one. */
export interface FunctionFix {
  file: string;
  /** Equal for the same change in other versions. */
  name: string;
  /** The newer text with this function's older form. */
  faulty: string;
  mended: string;
  /** Lines of the function in the newer text. */
  startLine: number;
  endLine: number;
}

/** Older libraries by version, from their folders: `versions/3.12.1/lib/python3.12,…`. */
export function olderLibraries(folders: string): Map<string, string> {
  return new Map(
    folders
      .split(',')
      .filter(Boolean)
      .map((folder) => [/\d+\.\d+(?:\.\d+)?(?=\/lib\/)/.exec(folder)?.[0] ?? basename(folder), folder]),
  );
}

/**
 * The small changes in functions of a module that were made since older versions, each with the newest version that lacks it.
 * @param older folders by version, newest first
 */
export async function moduleFixes(workspace: string, older: ReadonlyMap<string, string>): Promise<(FunctionFix & { version: string })[]> {
  const fixes = new Map<string, FunctionFix & { version: string }>();
  const files = await readdir(workspace, { recursive: true });
  for (const file of files.filter((each) => each.endsWith('.py') && !each.startsWith('test/'))) {
    const after = await readFile(join(workspace, file), 'utf8');
    for (const [version, folder] of older) {
      const before = await readFile(join(folder, file), 'utf8').catch(() => undefined);
      if (before === undefined) continue;
      for (const fix of await functionFixes(file, before, after)) if (!fixes.has(fix.name)) fixes.set(fix.name, { ...fix, version });
    }
  }
  return [...fixes.values()];
}

/** Where a fix belongs in the faulty text. */
export function truthOfFix({ file, faulty, mended }: FunctionFix): TrueLocation[] {
  return truthLines({ [file]: faulty.replace(/^[ \t]*#.*$/gm, '') }, diffLines(file, faulty, mended));
}

/** Lists the functions of a file with small changes. New or removed functions are no fixes, and neither are comments and docstrings. */
export async function functionFixes(file: string, before: string, after: string): Promise<FunctionFix[]> {
  const parsed = await openGrammars(file, after);
  if (!parsed) return [];
  const unit = new TreeFile(file, parsed.grammar, parsed.tree);
  const all = diffLines(file, before, after);
  const byFunction = new Map<number, Hunk[]>();
  const torn = new Set<number>();
  let grown = 0;
  for (const hunk of all) {
    const first = hunk.start + grown;
    const last = Math.max(first, first + hunk.added.length - 1);
    grown += hunk.added.length - hunk.removed.length;
    const [fn, other] = [outermost(unit, first), outermost(unit, last)];
    // Nobody ever wrote half of a function's changes, or some changes without those of its parameters.
    if (fn !== other || (fn && first <= fn.signature.endLine)) for (const each of [fn, other]) if (each) torn.add(each.index);
    if (fn) byFunction.set(fn.index, [...(byFunction.get(fn.index) ?? []), hunk]);
  }
  return [...byFunction].flatMap(([index, hunks]) => {
    if (torn.has(index) || !hunks.some(isCode) || hunks.length > MOST_HUNKS || linesOf(hunks) > MOST_LINES) return [];
    const { startLine, endLine } = unit.functions[index]!;
    const faulty = applyHunks(
      before,
      all.filter((hunk) => !hunks.includes(hunk)),
    );
    const name = [file, ...hunks.flatMap(({ added, removed }) => [...removed, '>', ...added])].join('\n');
    return [{ file, name, faulty, mended: after, startLine, endLine }];
  });
}

/** Functions inside a function share its variables, so they change together. */
function outermost(unit: TreeFile, line: number): FunctionNode | undefined {
  let fn = unit.enclosing(line);
  while (fn?.parent !== undefined) fn = unit.functions[fn.parent];
  return fn;
}

function isCode({ removed, added }: Hunk): boolean {
  const code = (lines: readonly string[]) => lines.filter((line) => !/^\s*(?:#|$)/.test(line)).join('\n');
  return code(removed) !== code(added);
}

function linesOf(hunks: readonly Hunk[]): number {
  return Math.max(hunks.flatMap(({ removed }) => removed).length, hunks.flatMap(({ added }) => added).length);
}
