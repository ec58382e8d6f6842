// Writes the licences of everything in a build beside it; a licence that is not allowed ends the build.
import { existsSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** Licence texts missing from packages: of code compiled into them, or their own. One file per package, by its name without scope. */
const added = join(import.meta.dirname, 'licences');

/** SPDX identifiers under which code may be shipped with its notice. */
const allowed = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'CC-BY-4.0',
  'Unlicense',
  'BlueOak-1.0.0',
  'CC0-1.0',
]);

/**
 * Packages that a build took code from.
 * @param {import('esbuild').Metafile[]} metafiles
 * @returns {string[]} folders of the packages, sorted
 */
export function bundledPackages(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput ? [file] : [])),
    ),
  );
  const folders = inputs.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

/**
 * Writes name, version, licence and licence texts of some packages.
 * @param {readonly string[]} packages their folders
 * @param {string} file
 * @throws if a package's licence is not in the list, or its text cannot be found
 */
export async function writeNotices(packages, file) {
  const parts = await Promise.all(packages.map(noticeOf));
  const intro = 'Debug with Context contains code of the packages below, each under its own licence.';
  await writeFile(file, `${[intro, ...parts].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
}

/** @param {string} folder */
async function noticeOf(folder) {
  const { name, version, license, licenses, homepage } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const spdx = license ?? licenses?.[0]?.type;
  const choices = String(spdx).replace(/[()]/g, '').split(/ OR /);
  if (!choices.some((choice) => choice.split(' AND ').every((each) => allowed.has(each)))) {
    throw new Error(`${name} ${version}: the licence ${spdx} is not one of those that scripts/notices.mjs allows.`);
  }
  const files = (await readdir(folder)).filter((each) => /^(licen[cs]e|copying|notice|third.?party.?notices?)([.-]|$)/i.test(each)).sort();
  const texts = await Promise.all(files.map(async (each) => (await readFile(join(folder, each), 'utf8')).trim()));
  const own = join(added, `${basename(name)}.txt`);
  if (existsSync(own)) texts.push((await readFile(own, 'utf8')).trim());
  if (!texts.length) throw new Error(`${name} ${version} brings no licence text: add it as scripts/licences/${basename(name)}.txt.`);
  return [`${name} ${version} (${spdx})${homepage ? `\n${homepage}` : ''}`, ...texts].join('\n\n');
}
