import { strictEqual, throws } from 'node:assert';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../../../src/node/disk/makeFolder';
import { TempFolder } from '../../../support/gitRepository';

describe('makeFolder', () => {
  it('makes the folders that are missing, and leaves one that is there', () => {
    const place = new TempFolder();
    const deep = join(place.path, 'a', 'b', 'c');
    for (let times = 0; times < 2; times++) makeFolder(deep, 0o700);
    strictEqual(statSync(deep).isDirectory(), true);
    writeFileSync(join(deep, 'file'), '');
    throws(() => makeFolder(join(deep, 'file')), /EEXIST/);
    throws(() => makeFolder(join(deep, 'file', 'below')), /ENOTDIR/);
    place.dispose();
  });

  it('says that there is no place below /proc', function () {
    if (!existsSync('/proc/self')) this.skip();
    throws(() => makeFolder('/proc/none/of/these'), /ENOENT/);
  });
});
