import { readFile, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FailureCase } from '../../failureCase';
import { classifyFailure } from '../../mutants/classifyFailure';
import type { LineServer } from '../../mutants/lineServer';
import { layOutModule, passing, testModules } from '../../mutants/python/pythonBed';
import type { PythonModule } from '../../mutants/python/pythonModules';
import type { FailedTest } from '../../mutants/testBed';
import { applyHunks, diffHunks, hunksByFile, type Hunk } from '../../npm/hunks';
import { minimizeHunks } from '../../npm/minimizeHunks';
import { truthLines } from '../../npm/truthLines';
import { recordCase } from '../../recordCase';

const SECONDS = 90;
const RUN_SECONDS = 4;
const MOST_HUNKS = 260;
const MOST_TESTS = 24;
const MOST_RUNS = 60;
/** What a small fix is. */
const MOST_FIX_HUNKS = 4;
const MOST_FIX_LINES = 25;
const TESTS_OF_A_FAULT = 2;
/** Share of the tests that may fail: more, and the older module does not fit the tests at all. */
const MOST_FAILING = 0.5;

/** Something is missing that the newer version has: a feature, no fault. */
const FEATURE = /cannot import name|No module named|has no attribute|unexpected keyword argument|is not defined|positional arguments? but|not in list of|Warning not triggered/;

/** Older libraries, by their version, and the newer one whose tests are run. */
export interface Libraries {
  version: string;
  older: string;
  newer: string;
}

/**
 * Runs the newer tests of a module on its older source and gives a case for each fault: what fails there, passes on the newer source,
 * and is mended by few of the changes between the two.
 * @param known fixes found before, with how many tests were kept of each
 */
export async function* mineModule(
  module: PythonModule,
  { version, older, newer }: Libraries,
  workspace: string,
  server: LineServer,
  known: Map<string, number>,
): AsyncGenerator<FailureCase> {
  await layOutModule(module, newer, workspace);
  const before: Record<string, string> = {};
  const after: Record<string, string> = {};
  for (const file of await sourceFiles(workspace)) {
    const old = await readFile(join(older, file), 'utf8').catch(() => undefined);
    if (old === undefined) continue;
    before[file] = old;
    after[file] = await readFile(join(workspace, file), 'utf8');
  }
  const hunks = Object.keys(before).flatMap((file) => diffHunks(file, before[file]!, after[file]!).filter(isCode));
  if (hunks.length === 0 || hunks.length > MOST_HUNKS) return;

  const ask = { root: workspace, modules: module.sources };
  const tests = await testModules(workspace);
  const traced = await server.ask<{ tests?: [string, number | null][] }>({ op: 'trace', ...ask, tests, seconds: SECONDS });
  const usable = await passing(traced.tests ?? [], workspace, module.sources, server);
  const apply = (part: readonly Hunk[]) => writeVersion(workspace, before, part);
  const run = async (ids: readonly string[], seconds = RUN_SECONDS) =>
    (await server.ask<{ failures?: FailedTest[] }>({ op: 'run', ...ask, tests: ids, seconds })).failures;

  await apply([]);
  const failing = (await run([...usable], SECONDS)) ?? [];
  const faults = failing.filter(({ test, text }) => usable.has(test) && !FEATURE.test(text));
  if (failing.length > MOST_FAILING * usable.size) return;
  for (const { test } of spread(faults, MOST_TESTS)) {
    const mends = async (part: readonly Hunk[]) => (await apply(part), (await run([test]))?.length === 0);
    const fix = (await mends(hunks)) ? await minimizeHunks(hunks, mends, MOST_RUNS) : undefined;
    await apply([]);
    if (!fix || fix.length > MOST_FIX_HUNKS || linesOf(fix) > MOST_FIX_LINES) continue;
    const name = fix.map(({ file, added, removed }) => [file, ...removed, ...added].join('\n')).join('\n');
    if ((known.get(name) ?? 0) >= TESTS_OF_A_FAULT) continue;
    // Alone it must fail as it did among the others, twice.
    const text = (await run([test]))?.[0]?.text;
    const facts = text === undefined ? undefined : await classifyFailure(text, workspace);
    const truth = truthLines(withoutComments(before), fix);
    if (text === undefined || !facts || truth.length === 0) continue;
    const id = `python-history/${version}/${module.name}/${test}`;
    const found = { id, corpus: 'python-history', language: 'python', package: module.name, kind: facts.kind, truth } as const;
    const failure = await recordCase(workspace, text, { ...found, truth });
    if (!failure) continue;
    known.set(name, (known.get(name) ?? 0) + 1);
    yield failure;
  }
}

async function sourceFiles(workspace: string): Promise<string[]> {
  const files = await readdir(workspace, { recursive: true });
  return files.filter((file) => file.endsWith('.py') && !file.startsWith('test/'));
}

async function writeVersion(workspace: string, before: Readonly<Record<string, string>>, part: readonly Hunk[]): Promise<void> {
  const byFile = hunksByFile(part);
  for (const [file, text] of Object.entries(before)) {
    const path = join(workspace, file);
    const wanted = applyHunks(text, byFile.get(file) ?? []);
    if ((await readFile(path, 'utf8')) === wanted) continue;
    const { atime, mtime } = await stat(path);
    await writeFile(path, wanted);
    // A compiled form of the same second and size would be taken for this one's.
    await utimes(path, atime, new Date(mtime.getTime() + 1_000));
  }
}

/** Whether more than comments differ. */
function isCode({ removed, added }: Hunk): boolean {
  const code = (lines: readonly string[]) => lines.filter((line) => !/^\s*(?:#|$)/.test(line)).join('\n');
  return code(removed) !== code(added);
}

function withoutComments(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([file, text]) => [file, text.replace(/^[ \t]*#.*$/gm, '')]));
}

function linesOf(fix: readonly Hunk[]): number {
  return Math.max(fix.flatMap(({ removed }) => removed).length, fix.flatMap(({ added }) => added).length);
}

/** Items from all over a list, in its order. */
function spread<Item>(items: readonly Item[], most: number): Item[] {
  const step = Math.max(1, items.length / most);
  return Array.from({ length: Math.min(most, items.length) }, (_, index) => items[Math.floor(index * step)]!);
}
