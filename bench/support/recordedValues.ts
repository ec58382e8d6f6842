import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FolderBug } from '../../realBugs/bugFolder';
import type { FrameValues } from '../../src/core/experiments/throwValues';

/** Stores the values at the throw of a bug's failing run, beside what `recordCoverage` stores. */
export function recordValues(folder: string, bug: Pick<FolderBug, 'id'>, frames: readonly FrameValues[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(folder, bug), JSON.stringify(frames));
}

/** None for a bug that was not run. */
export function recordedValues(folder: string, bug: Pick<FolderBug, 'id'>): FrameValues[] {
  const file = fileOf(folder, bug);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as FrameValues[]) : [];
}

function fileOf(folder: string, { id }: Pick<FolderBug, 'id'>): string {
  return join(folder, `${id}.values.json`);
}
