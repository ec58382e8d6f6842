import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// The workers of this process inherit the variable.
const isOwn = process.env['SHARED_BY_TESTS'] === undefined;
/** Folder for what the workers of one run of the tests share; removed at its end. */
export const sharedFolder = (process.env['SHARED_BY_TESTS'] ??= mkdtempSync(join(tmpdir(), 'shared-by-tests-')));

export function mochaGlobalTeardown(): void {
  if (isOwn) rmSync(sharedFolder, { recursive: true, force: true });
}
