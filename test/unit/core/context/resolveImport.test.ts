import assert from 'node:assert/strict';
import { fileIndex } from '../../../../src/core/workspace/fileIndex';
import { ImportResolver } from '../../../../src/core/context/resolveImport';
import { WorkspaceCode } from '../../../../src/core/context/workspaceCode';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';

const syntax = openSyntax(packagedGrammars);

/** Resolves an import of one file in a workspace of these files. */
async function resolve(files: Record<string, string>, from: string, module: string): Promise<string[]> {
  const all: Record<string, string> = { [from]: '', ...files };
  const list = Object.keys(all).sort();
  const reader = {
    roots: [],
    read: (file: string) => Promise.resolve(all[file]),
    list: () => Promise.resolve(list),
    modified: () => Promise.resolve(undefined),
  };
  const code = new WorkspaceCode(reader, syntax, fileIndex(list));
  return new ImportResolver(code).resolve((await code.open(from))!, module);
}

describe('ImportResolver', () => {
  it('follows relative imports through extensions and index files', async () => {
    const files = { 'src/a.ts': '', 'src/b/index.tsx': '', 'src/c.mts': '' };
    assert.deepEqual(await resolve(files, 'src/main.ts', './a'), ['src/a.ts']);
    assert.deepEqual(await resolve(files, 'src/main.ts', './a.js'), ['src/a.ts'], 'TypeScript names the compiled file');
    assert.deepEqual(await resolve(files, 'src/main.ts', './c.mjs'), ['src/c.mts']);
    assert.deepEqual(await resolve(files, 'src/x/main.ts', '../b'), ['src/b/index.tsx']);
    assert.deepEqual(await resolve(files, 'main.ts', './src/a'), ['src/a.ts'], 'from the top of the workspace');
    assert.deepEqual(await resolve(files, 'src/main.ts', '../../outside'), []);
    assert.deepEqual(await resolve(files, 'src/main.ts', 'react'), []);
  });

  it('follows a folder to the file that its manifest names', async () => {
    const files = { 'package.json': '{"name":"shop","main":"lib/shop.js"}', 'lib/shop.js': '', 'index.js': '', 'a/index.js': '' };
    assert.deepEqual(await resolve(files, 'test/shop.js', '..'), ['lib/shop.js']);
    assert.deepEqual(await resolve(files, 'test/shop.js', '../'), ['lib/shop.js']);
    assert.deepEqual(await resolve(files, 'test/shop.js', '../a'), ['a/index.js']);
  });

  it('reads paths and baseUrl, comments and extends', async () => {
    const files = {
      'tsconfig.base.json':
        '{ /* shared */ "compilerOptions": { "baseUrl": "packages", "paths": { "@app/*": ["app/src/*"], "exact": ["app/src/one.ts"], }, }, }',
      'packages/app/tsconfig.json': '{ "extends": "../../tsconfig.base.json" } // "quoted"',
      'packages/app/src/one.ts': '',
      'packages/app/src/deep/two.ts': '',
      'packages/other/three.ts': '',
    };
    const from = 'packages/app/src/main.ts';
    assert.deepEqual(await resolve(files, from, '@app/deep/two'), ['packages/app/src/deep/two.ts']);
    assert.deepEqual(await resolve(files, from, 'exact'), ['packages/app/src/one.ts']);
    assert.deepEqual(await resolve(files, from, 'other/three'), ['packages/other/three.ts']);
  });

  it('finds packages of the workspace through exports and imports', async () => {
    const files = {
      'packages/core/package.json':
        '{ "name": "@acme/core", "exports": { ".": { "types": "./dist/index.d.ts", "import": "./dist/index.js" }, "./util/*": "./src/util/*.ts" }, "imports": { "#db": "./src/db.ts" } }',
      'packages/core/src/index.ts': '',
      'packages/core/src/util/date.ts': '',
      'packages/core/src/db.ts': '',
      'packages/plain/package.json': '{ "name": "plain", "main": "lib/run.js" }',
      'packages/plain/lib/run.js': '',
    };
    assert.deepEqual(
      await resolve(files, 'packages/web/a.ts', '@acme/core'),
      ['packages/core/src/index.ts'],
      'built files stand for their source',
    );
    assert.deepEqual(await resolve(files, 'packages/web/a.ts', '@acme/core/util/date'), ['packages/core/src/util/date.ts']);
    assert.deepEqual(await resolve(files, 'packages/web/a.ts', 'plain'), ['packages/plain/lib/run.js']);
    assert.deepEqual(await resolve(files, 'packages/core/src/a.ts', '#db'), ['packages/core/src/db.ts']);
  });

  it('finds Python modules: absolute, relative, src layout, packages', async () => {
    const files = { 'src/shop/__init__.py': '', 'src/shop/cart.py': '', 'src/shop/sub/tax.py': '', 'tools/run.py': '' };
    assert.deepEqual(await resolve(files, 'tests/test_cart.py', 'shop.cart'), ['src/shop/cart.py']);
    assert.deepEqual(await resolve(files, 'tests/test_cart.py', 'shop'), ['src/shop/__init__.py']);
    assert.deepEqual(await resolve(files, 'src/shop/sub/a.py', '..cart'), ['src/shop/cart.py']);
    assert.deepEqual(await resolve(files, 'src/shop/a.py', '.'), ['src/shop/__init__.py']);
    assert.deepEqual(await resolve(files, 'src/shop/a.py', 'os.path'), []);
  });

  it('finds packages that are folders: Java, Go, PHP, C#', async () => {
    assert.deepEqual(await resolve({ 'src/main/java/com/acme/store/Order.java': '' }, 'src/main/java/com/acme/A.java', 'com.acme.store'), [
      'src/main/java/com/acme/store/Order.java',
    ]);
    assert.deepEqual(
      await resolve({ 'internal/store/store.go': '', 'internal/store/sql.go': '' }, 'main.go', 'acme.dev/shop/internal/store'),
      ['internal/store/sql.go', 'internal/store/store.go'],
    );
    assert.deepEqual(await resolve({ 'src/Store/Order.php': '' }, 'index.php', 'Acme\\Shop\\src\\Store'), ['src/Store/Order.php']);
    assert.deepEqual(await resolve({ 'lib.php': '' }, 'index.php', './lib.php'), ['lib.php']);
  });

  it('finds Rust modules, C++ headers with their implementations, Ruby files', async () => {
    const rust = { 'src/store.rs': '', 'src/cart/mod.rs': '', 'src/cart/tax.rs': '', 'src/main.rs': '' };
    assert.deepEqual(await resolve(rust, 'src/cart/tax.rs', 'crate::store::Order'), ['src/store.rs']);
    assert.deepEqual(await resolve(rust, 'src/cart/mod.rs', 'self::tax'), ['src/cart/tax.rs']);
    assert.deepEqual(await resolve(rust, 'src/cart/tax.rs', 'super'), ['src/cart/mod.rs']);
    assert.deepEqual(await resolve({ 'include/store.h': '', 'src/store.cpp': '' }, 'src/main.cpp', 'store.h'), [
      'include/store.h',
      'src/store.cpp',
    ]);
    assert.deepEqual(await resolve({ 'lib/shop/cart.rb': '' }, 'bin/run.rb', '../lib/shop/cart'), ['lib/shop/cart.rb']);
    assert.deepEqual(await resolve({ 'lib/shop/cart.rb': '' }, 'bin/run.rb', 'shop/cart'), ['lib/shop/cart.rb']);
  });
});
