import { match, strictEqual } from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { rootProblem } from '../../../../src/node/disk/rootProblem';
import { TempFolder } from '../../../support/gitRepository';

describe('the path of a workspace', () => {
  const place = new TempFolder();
  before(function () {
    if (process.platform === 'win32') this.skip();
  });
  after(() => place.dispose());
  const folder = (name: string): string => {
    const path = join(place.path, name);
    mkdirSync(path);
    return path;
  };

  it('may have every character', async () => {
    for (const name of ['a space', 'ünïcode-日本', `com,ma:col=eq quo'te"dq`, '%41 #hash?q $x`y'])
      strictEqual(await rootProblem(folder(name)), undefined, name);
  });

  it('is refused with a backslash or a line break, by every name', async () => {
    const back = folder('back\\slash');
    const link = join(place.path, 'link');
    symlinkSync(back, link);
    for (const root of [back, link, join(back, 'absent')])
      match((await rootProblem(root)) ?? '', /back\\slash\S* has a backslash in its path, .*\. Rename that folder\.$/);
    match((await rootProblem(folder('new\nline'))) ?? '', /new\\nline" has a control character in its path/);
  });
});
