import { strictEqual } from 'node:assert';
import { join } from 'node:path';
import { frameFile } from '../../../../src/node/experiments/frameFile';
import { TempFolder } from '../../../support/gitRepository';

describe('the file of a frame', () => {
  it('is looked up beside the test where its name leads nowhere in the folder of the command', () => {
    const folder = new TempFolder();
    try {
      for (const name of ['packages/app/src/app.test.ts', 'packages/lib/lib.ts', 'own.ts']) folder.write(name, '');
      const testFile = join(folder.path, 'packages/app/src/app.test.ts');
      const places = { cwd: folder.path, root: folder.path, testFile };
      const found = (file: string, given: Parameters<typeof frameFile>[1] = places) => frameFile(file, given).slice(folder.path.length);
      strictEqual(found('src/app.test.ts'), '/packages/app/src/app.test.ts');
      strictEqual(found('../lib/lib.ts'), '/packages/lib/lib.ts');
      strictEqual(found('own.ts'), '/own.ts');
      strictEqual(found('gone.ts'), '/gone.ts');
      strictEqual(found('src/app.test.ts', { ...places, testFile: undefined }), '/src/app.test.ts');
    } finally {
      folder.dispose();
    }
  });
});
