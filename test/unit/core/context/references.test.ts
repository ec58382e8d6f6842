import assert from 'node:assert/strict';
import { fileIndex } from '../../../../src/core/workspace/fileIndex';
import { readReference } from '../../../../src/core/context/references';
import { WorkspaceCode } from '../../../../src/core/context/workspaceCode';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';

const syntax = openSyntax(packagedGrammars);

function workspace(files: Record<string, string>, hidden: Record<string, string> = {}): WorkspaceCode {
  const list = Object.keys(files).sort();
  const reader = {
    roots: ['/srv/work'],
    read: (file: string) => Promise.resolve(files[file] ?? hidden[file]),
    list: () => Promise.resolve(list),
    modified: () => Promise.resolve(undefined),
  };
  return new WorkspaceCode(reader, syntax, fileIndex(list));
}

const text = (lines: number): string => Array.from({ length: lines }, (_, at) => `const v${at} = ${at};`).join('\n');
const code = workspace(
  { 'src/cart.ts': text(50), 'src/long.ts': text(1000), 'a/index.ts': text(3), 'b/index.ts': text(3) },
  { 'src/new.ts': text(5) },
);

async function range(reference: string): Promise<string> {
  const read = await readReference(reference, code);
  return 'problem' in read ? read.problem : `${read.source.file}:${read.range.startLine}-${read.range.endLine}`;
}

describe('readReference', () => {
  it('reads a file, a line and a range, with or without @', async () => {
    assert.equal(await range('@src/cart.ts'), 'src/cart.ts:1-50');
    assert.equal(await range('src/cart.ts:12'), 'src/cart.ts:12-12');
    assert.equal(await range(' @src/cart.ts:10-40 '), 'src/cart.ts:10-40');
    assert.equal(await range('./src/../src/cart.ts:7'), 'src/cart.ts:7-7');
  });

  it('ends a range with the file, and a file without one after 400 lines', async () => {
    assert.equal(await range('src/cart.ts:40-99'), 'src/cart.ts:40-50');
    assert.equal(await range('src/long.ts'), 'src/long.ts:1-400');
  });

  it('finds a file by the end of its path, and asks if several fit', async () => {
    assert.equal(await range('cart.ts:3'), 'src/cart.ts:3-3');
    assert.equal(await range('a/index.ts'), 'a/index.ts:1-3');
    assert.match(await range('index.ts'), /fits 2 files.*a\/index\.ts, b\/index\.ts/);
    assert.match(await range('other/cart.ts'), /was not found/);
  });

  it('reads a file that is not listed yet', async () => {
    assert.equal(await range('src/new.ts:2-3'), 'src/new.ts:2-3');
  });

  it('rejects files outside the workspace', async () => {
    for (const outside of ['@/etc/passwd', '@../secret.ts:1', 'C:\\keys.txt', '..'])
      assert.match(await range(outside), /outside the workspace/);
  });

  it('explains an invalid range or path', async () => {
    assert.match(await range('src/cart.ts:0'), /has 50 lines/);
    assert.match(await range('src/cart.ts:51'), /has 50 lines/);
    assert.match(await range('src/cart.ts:9-3'), /has 50 lines/);
    assert.match(await range('src/gone.ts'), /was not found/);
    assert.match(await range('@'), /was not found|no reference/);
    assert.match(await range('a\nb'), /no reference/);
  });
});
