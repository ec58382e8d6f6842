import { build } from 'esbuild';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root as ownRoot } from './runCommand.mjs';

/**
 * Reads the imports of all unit tests once.
 * @param {string} [root] of another checkout
 * @returns the unit tests whose imports lead to one of some files, the nearest first, then by `order`; all paths relative to the root with
 *   `/`. A file that is no module, as a fixture or a script of a preload, is not found by imports: its tests are those of `npm test`.
 */
export async function openTestsReaching(root = ownRoot) {
  const entryPoints = readdirSync(join(root, 'test/unit'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join('test/unit', name));
  const { metafile } = await build({
    entryPoints,
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    packages: 'external',
    outdir: 'out/changed',
    write: false,
    metafile: true,
    logLevel: 'silent',
    loader: { '.cjs': 'empty' },
  });
  /** @type {Map<string, string[]>} */
  const importers = new Map();
  for (const [file, { imports }] of Object.entries(metafile.inputs))
    for (const { path } of imports) importers.set(path, [...(importers.get(path) ?? []), file]);
  const tests = new Set(entryPoints);
  return (/** @type {readonly string[]} */ changed, /** @type {(one: string, other: string) => number} */ order = () => 0) => {
    const distance = new Map(changed.map((file) => [file, 0]));
    for (const [file, steps] of distance)
      for (const importer of importers.get(file) ?? []) if (!distance.has(importer)) distance.set(importer, steps + 1);
    return [...distance]
      .filter(([file]) => tests.has(file))
      .sort(([test, one], [other, steps]) => one - steps || order(test, other))
      .map(([file]) => file);
  };
}
