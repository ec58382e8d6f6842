import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FolderBug } from '../../realBugs/bugFolder';
import type { Coverage, RanLines } from '../../src/core/experiments/coverage';

type Written = Record<string, { lines: number[]; functions: number[] }>;

interface Recorded {
  failing: Written;
  passing: Written[];
  returned?: Coverage['returned'];
}

/** Stores the coverage of a bug's runs, so that rankings can be compared without running it again. */
export function recordCoverage(folder: string, bug: Pick<FolderBug, 'id'>, { failing, passing, returned }: Coverage): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${bug.id}.json`), JSON.stringify({ failing: written(failing), passing: passing.map(written), returned }));
}

/** Undefined for a bug that was not run. */
export function recordedCoverage(folder: string, bug: Pick<FolderBug, 'id'>): Coverage | undefined {
  const file = join(folder, `${bug.id}.json`);
  if (!existsSync(file)) return undefined;
  const { failing, passing, returned } = JSON.parse(readFileSync(file, 'utf8')) as Recorded;
  return { failing: read(failing), passing: passing.map(read), ...(returned && { returned }) };
}

function written(ran: RanLines): Written {
  return Object.fromEntries([...ran].map(([file, { lines, functions }]) => [file, { lines: [...lines], functions: [...functions] }]));
}

function read(written: Written): RanLines {
  return new Map(
    Object.entries(written).map(([file, { lines, functions }]) => [file, { lines: new Set(lines), functions: new Set(functions) }]),
  );
}
