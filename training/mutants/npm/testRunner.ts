import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PackageManifest, readManifest } from '../../../realBugs/npm/packageFiles';

/** How a test file is run: `mocha` can run a single test; `script` is a file that node runs, TAP or not. */
export interface TestRunner {
  kind: 'mocha' | 'script';
  /** Options from the package's own settings; for a script, the test library's program if it needs one. */
  options: readonly string[];
}

/** Test libraries with their own program to run one file. */
const PROGRAMS: Readonly<Record<string, string[]>> = {
  nodeunit: ['../node_modules/nodeunit/bin/nodeunit'],
  vows: ['../node_modules/vows/bin/vows', '--spec'],
};

const ASKS = (name: string): RegExp => new RegExp(`(?:require\\(|from )\\s*['"]${name}['"]`);

/**
 * @param root the package, where its settings are
 * @param text the test file
 * @returns undefined if no known runner runs it
 */
export function chooseRunner(root: string, text: string): TestRunner | undefined {
  const manifest = readManifest(root);
  const script = Object.values(manifest.scripts ?? {}).join(' ; ');
  if (/\b(?:jest|vitest|ava|lab|karma)\b/.test(manifest.scripts?.test ?? '')) return undefined;
  if (/\bdescribe\(|\bsuite\(/.test(text) && !ASKS('(?:node:)?test').test(text))
    return { kind: 'mocha', options: mochaOptions(root, manifest, script) };
  if (ASKS('(?:tap|tape|tape-catch|blue-tape|tape-promise|(?:node:)?test|uvu|testling|lazy-ass)').test(text))
    return { kind: 'script', options: [] };
  for (const [name, options] of Object.entries(PROGRAMS))
    if (ASKS(name).test(text) || (name === 'nodeunit' && /\bnodeunit\b/.test(script))) return { kind: 'script', options };
  if (/\bmocha\b/.test(script) && /exports/.test(text)) return { kind: 'mocha', options: mochaOptions(root, manifest, script) };
  return /\bassert\b|process\.exit/.test(text) ? { kind: 'script', options: [] } : undefined;
}

/** The options that change what tests see; files, reporters and watching are left out. */
function mochaOptions(root: string, manifest: PackageManifest, script: string): string[] {
  const opts = ['test/mocha.opts', 'tests/mocha.opts', 'spec/mocha.opts'].map((path) => join(root, path)).find((path) => existsSync(path));
  const called = /\b_?mocha\b([^;&|]*)/.exec(script)?.[1] ?? '';
  const words = `${called} ${opts ? readFileSync(opts, 'utf8') : ''}`.split(/[\s=]+/);
  const found: string[] = [];
  const add = (option: string, value: string): void => {
    if (!(option === '--require' && /coverage|blanket|nyc|register-ts/.test(value))) found.push(option, value.replace(/^['"]|['"]$/g, ''));
  };
  words.forEach((word, index) => {
    const value = words[index + 1] ?? '';
    if (word === '-r' || word === '--require') add('--require', value);
    else if (word === '-u' || word === '--ui') add('--ui', value);
  });
  const settings = { ...readJson(join(root, '.mocharc.json')), ...(typeof manifest.mocha === 'object' ? manifest.mocha : {}) } as Record<
    string,
    unknown
  >;
  for (const value of [settings.require ?? []].flat()) if (typeof value === 'string') add('--require', value);
  if (typeof settings.ui === 'string') add('--ui', settings.ui);
  return found;
}

function readJson(path: string): object {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as object) : {};
}
