import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8');

/** Files that the tables of a section name, in their order. */
function filesOf(section: string): string[] {
  const body = text.split(`## ${section}\n`)[1]?.split('\n## ')[0] ?? '';
  const cells = [...body.matchAll(/^\| (`[^|]+) \|/gm)].map(([, cell = '']) => cell);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file));
}

describe('docs/architecture.md', () => {
  for (const section of ['The path of one failure', 'The path of one hypothesis']) {
    it(`names existing files, and the stated number of them: ${section}`, () => {
      const files = filesOf(section);
      for (const file of files) assert.ok(existsSync(join(root, 'src', `${file}.ts`)), file);
      const said = new RegExp(`## ${section}\n\n[^\n]*: (\\d+) files`).exec(text)?.[1];
      assert.equal(Number(said), new Set(files).size);
    });
  }

  it('names no file of src that is missing', () => {
    const named = [...text.matchAll(/`((?:src\/)?(?:app|cli|core|host|model|node|protocol|providers|webview)\/[\w/]+\.ts)`/g)];
    assert.ok(named.length > 5);
    for (const [, file = ''] of named) assert.ok(existsSync(join(root, 'src', file.replace(/^src\//, ''))), file);
  });
});
