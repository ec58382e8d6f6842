import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeNotices } from '../../../scripts/notices.mjs';
import { LANGUAGES } from '../../../src/core/workspace/languages';

describe('third-party notices', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'notices-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const noticesOf = async (...packages: string[]): Promise<string> => {
    const file = join(folder, 'NOTICES.txt');
    await writeNotices(packages, file);
    return readFileSync(file, 'utf8');
  };

  it('name the authors of every shipped grammar', async () => {
    const own = readdirSync(join('media', 'grammars'));
    const text = await noticesOf(
      join('node_modules', '@vscode', 'tree-sitter-wasm'),
      ...own.map((name) => join('media', 'grammars', name)),
    );
    for (const grammar of own)
      assert.match(text, new RegExp(`^@[\\w-]+/tree-sitter-${grammar} [\\d.]+ \\(MIT\\)\\n[^]*?\\nCopyright \\(c\\)`, 'm'));
    // tsx is the second grammar of tree-sitter-typescript.
    const grammars = LANGUAGES.flatMap(({ sources }) => sources.flatMap((source) => ('grammar' in source ? [source.grammar] : [])));
    assert.ok(grammars.length >= 9);
    for (const grammar of grammars.filter((each) => each !== 'tsx' && !own.includes(each)))
      assert.match(text, new RegExp(`^tree-sitter-${grammar}\\n  Copyright \\(c\\)`, 'm'));
  });

  it('fail the build for a package without a licence text, and for a licence that is not allowed', async () => {
    const made = (name: string, license: string) => {
      const at = join(folder, name);
      mkdirSync(at);
      writeFileSync(join(at, 'package.json'), JSON.stringify({ name, version: '1.0.0', license }));
      return at;
    };
    await assert.rejects(noticesOf(made('silent', 'MIT')), /silent 1\.0\.0 brings no licence text/);
    await assert.rejects(noticesOf(made('copyleft', 'GPL-3.0')), /GPL-3\.0 is not one of those/);
  });
});
