import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FolderBug } from '../../realBugs/bugFolder';
import type { Coverage, RanLines } from '../../src/core/experiments/coverage';

type Written = Record<string, { lines: number[]; functions: number[] }>;

interface Recorded extends Omit<Coverage, 'failing' | 'passing'> {
  failing: Written;
  passing: Written[];
}

/** Stores the coverage of a bug's runs, so that rankings can be compared without running it again. */
export function recordCoverage(folder: string, bug: Pick<FolderBug, 'id'>, coverage: Coverage): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${bug.id}.json`), writtenCoverage(coverage));
}

/** Coverage as text, for {@link readCoverage}. */
export function writtenCoverage({ failing, passing, ...others }: Coverage): string {
  return JSON.stringify({ failing: written(failing), passing: passing.map(written), ...others });
}

export function readCoverage(text: string): Coverage {
  const { failing, passing, ...others } = JSON.parse(text) as Recorded;
  return { failing: read(failing), passing: passing.map(read), ...others };
}

/** Undefined for a bug that was not run. */
export function recordedCoverage(folder: string, bug: Pick<FolderBug, 'id'>): Coverage | undefined {
  const file = join(folder, `${bug.id}.json`);
  if (!existsSync(file)) return undefined;
  return readCoverage(readFileSync(file, 'utf8'));
}

function written(ran: RanLines): Written {
  return Object.fromEntries([...ran].map(([file, { lines, functions }]) => [file, { lines: [...lines], functions: [...functions] }]));
}

function read(written: Written): RanLines {
  return new Map(
    Object.entries(written).map(([file, { lines, functions }]) => [file, { lines: new Set(lines), functions: new Set(functions) }]),
  );
}
