import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { findBuiltFiles } from '../../../src/node/builtFiles';
import { TempFolder } from '../../support/gitRepository';

describe('findBuiltFiles', () => {
  const open: TempFolder[] = [];
  const folderWith = (...files: string[]): TempFolder => {
    const made = new TempFolder();
    open.push(made);
    for (const file of files) made.write(file, 'x');
    return made;
  };
  afterEach(() => {
    for (const each of open.splice(0)) each.dispose();
  });

  it('finds scripts and styles in build folders at the top and beside each package.json', async () => {
    const built = ['.next/static/chunks/app.js', 'dist/assets/index-BxYz12.js', 'packages/web/build/static/css/main.css', 'public/sw.js'];
    const place = folderWith(
      ...built,
      'app.js',
      'dist/assets/index-BxYz12.js.map',
      'dist/index.html',
      'dist/node_modules/lib/index.js',
      'node_modules/lib/dist/index.js',
      'packages/web/src/main.js',
      'src/dist/deep.js',
    );
    assert.deepEqual((await findBuiltFiles(place.path, ['packages/web/package.json', 'app.js']))?.sort(), built);
  });

  it('takes listed files of other build folders, and each file once', async () => {
    const place = folderWith('public/package.json', 'public/js/a.js', 'server/wwwroot/site.js');
    const listed = ['public/js/a.js', 'public/package.json', 'server/main.js', 'server/wwwroot/site.js'];
    assert.deepEqual(await findBuiltFiles(place.path, listed), ['public/js/a.js', 'server/wwwroot/site.js']);
  });

  it('follows no link to a folder', async () => {
    const outside = folderWith('a.js');
    const place = folderWith('build/b.js');
    symlinkSync(outside.path, join(place.path, 'dist'));
    symlinkSync(place.path, join(place.path, 'build/circle'));
    assert.deepEqual(await findBuiltFiles(place.path, []), ['build/b.js']);
  });

  it('gives nothing if it could not see everything, and stops when told', async () => {
    const place = folderWith('dist/a/a.js', 'dist/b/b.js');
    for (const limits of [
      { files: 1, folders: 100 },
      { files: 100, folders: 2 },
    ]) {
      assert.equal(await findBuiltFiles(place.path, [], undefined, limits), undefined);
    }
    await assert.rejects(findBuiltFiles(place.path, [], AbortSignal.abort()), { name: 'AbortError' });
  });
});
