import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseProblems } from '../../../scripts/releaseProblems.mjs';
import { TempFolder } from '../../support/gitRepository';

const FILES = ['package.json', 'package-lock.json', 'server.json', 'CHANGELOG.md', 'README.md', 'action.yml', 'LICENSE', 'media/icon.png'];
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

describe('a release', () => {
  const folder = new TempFolder();
  after(() => folder.dispose());

  /** The sentences on this tree with one file changed. */
  async function problems(file: string, change: (text: string) => string): Promise<string[]> {
    mkdirSync(join(folder.path, 'media'), { recursive: true });
    for (const name of FILES) cpSync(name, join(folder.path, name));
    const path = join(folder.path, file);
    const before = readFileSync(path, 'utf8');
    assert.notEqual(change(before), before, `${file} has nothing to change`);
    writeFileSync(path, change(before));
    return releaseProblems(folder.path);
  }

  it('is one version with all that galleries and registries want', async () => {
    assert.deepEqual(await releaseProblems(process.cwd()), []);
  });

  it('is stopped by one sentence for each thing that is not', async () => {
    const cases: [string, (text: string) => string, RegExp][] = [
      [
        'package-lock.json',
        (text) => text.replace(`"version": "${version}"`, '"version": "0.0.1"'),
        /^package-lock\.json names version 0\.0\.1, /,
      ],
      ['server.json', (text) => text.replace(`"version": "${version}"`, '"version": "0.0.1"'), /^server\.json names version 0\.0\.1, /],
      [
        'action.yml',
        (text) => text.replace(`debug-with-context@${version}`, 'debug-with-context@0.0.1'),
        /^action\.yml names version 0\.0\.1, /,
      ],
      [
        'README.md',
        (text) => text.replace(`debug-with-context@v${version}`, 'debug-with-context@v9.9.9'),
        /^README\.md names version 9\.9\.9, /,
      ],
      ['CHANGELOG.md', (text) => text.replace(`[${version}] - `, `[${version}] `), /^CHANGELOG\.md has no section for /],
      ['package.json', (text) => text.replace('"pricing": "Free",', ''), /^package\.json has no pricing, /],
      ['package.json', (text) => text.replace('"Testing"', '"Tests"'), /^package\.json has the category "Tests", /],
      [
        'package.json',
        (text) => text.replace('"mcpName": "io', '"mcpName": "com'),
        /^server\.json is named io\..*, mcpName in package\.json is com\./,
      ],
      ['server.json', (text) => text.replace('"Why', `"${'Why '.repeat(30)}`), /^The description in server\.json has \d+ characters; /],
    ];
    for (const [file, change, said] of cases) {
      const found = await problems(file, change);
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0] ?? '', said);
    }
  });
});
