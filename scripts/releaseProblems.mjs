import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Categories that both galleries know. */
const CATEGORIES = new Set(
  'AI,Azure,Chat,Data Science,Debuggers,Education,Extension Packs,Formatters,Keymaps,Language Packs,Linters,Machine Learning,Notebooks,Other,Programming Languages,SCM Providers,Snippets,Testing,Themes,Visualization'.split(
    ',',
  ),
);
const MOST_KEYWORDS = 30;
/** Characters that the registry of MCP servers takes. */
const LONGEST_DESCRIPTION = 100;
/** Pixels a side, at least. */
const ICON = 128;

/**
 * What keeps the tree from being released as one version, one sentence each: versions that differ, fields that a gallery or a registry
 * wants, a changelog without the version. Reads files only.
 * @param {string} folder the repository's root, absolute
 * @returns {Promise<string[]>}
 */
export async function releaseProblems(folder) {
  const text = (/** @type {string} */ name) => readFile(join(folder, name), 'utf8');
  const json = async (/** @type {string} */ name) => JSON.parse(await text(name));
  const [manifest, lock, server, changelog, readme, action] = await Promise.all([
    json('package.json'),
    json('package-lock.json'),
    json('server.json'),
    text('CHANGELOG.md'),
    text('README.md'),
    text('action.yml'),
  ]);
  const { version } = manifest;
  /** @type {string[]} */
  const problems = [];
  /** @param {boolean} holds @param {string} sentence */
  const need = (holds, sentence) => {
    if (!holds) problems.push(sentence);
  };

  need(/^\d+\.\d+\.\d+$/.test(version), `package.json has the version "${version}"; the galleries take three numbers.`);
  /** @type {[string, unknown][]} */
  const versions = [
    ['package-lock.json', lock.version],
    ['package-lock.json (its root package)', lock.packages?.['']?.version],
    ['server.json', server.version],
    ...server.packages.map((/** @type {{ identifier: string, version: string }} */ each) => [
      `server.json (${each.identifier})`,
      each.version,
    ]),
    ...[...action.matchAll(/debug-with-context@(\d[\w.-]*)/g)].map((match) => ['action.yml', match[1]]),
    ...[...readme.matchAll(/debug-with-context@v?(\d[\w.-]*)/g)].map((match) => ['README.md', match[1]]),
  ];
  for (const [where, said] of versions) need(said === version, `${where} names version ${String(said)}, package.json ${version}.`);
  need(
    new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\] - \\d{4}-\\d{2}-\\d{2}$`, 'm').test(changelog),
    `CHANGELOG.md has no section for ${version} with its date.`,
  );

  for (const field of [
    'publisher',
    'displayName',
    'description',
    'license',
    'icon',
    'homepage',
    'repository',
    'bugs',
    'pricing',
    'galleryBanner',
  ]) {
    need(Boolean(manifest[field]), `package.json has no ${field}, which the galleries show.`);
  }
  for (const name of manifest.categories ?? [])
    need(CATEGORIES.has(name), `package.json has the category "${name}", which no gallery knows.`);
  const { length } = manifest.keywords ?? [];
  need(length > 0 && length <= MOST_KEYWORDS, `package.json has ${length} keywords; the galleries take up to ${MOST_KEYWORDS}.`);
  const icon = existsSync(join(folder, manifest.icon)) ? await readFile(join(folder, manifest.icon)) : Buffer.alloc(24);
  const [width, height] = [icon.readUInt32BE(16), icon.readUInt32BE(20)];
  need(
    width >= ICON && width === height,
    `${manifest.icon} has ${width} × ${height} pixels; the galleries want a square of at least ${ICON}.`,
  );
  need(existsSync(join(folder, 'LICENSE')), 'There is no file LICENSE.');

  need(server.name === manifest.mcpName, `server.json is named ${server.name}, mcpName in package.json is ${manifest.mcpName}.`);
  need(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/.test(server.name), `server.json is named ${server.name}; the registry wants owner/name.`);
  need(
    server.description.length <= LONGEST_DESCRIPTION,
    `The description in server.json has ${server.description.length} characters; the registry takes ${LONGEST_DESCRIPTION}.`,
  );
  need(
    server.packages.every((/** @type {{ identifier: string }} */ { identifier }) => identifier === manifest.name),
    `server.json names another package than ${manifest.name}.`,
  );
  return problems;
}
