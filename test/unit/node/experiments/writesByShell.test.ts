import { deepStrictEqual } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { writesByShell } from '../../../../src/node/experiments/writesByShell';
import { TempFolder } from '../../../support/gitRepository';

describe('writesByShell', () => {
  it('reads a script, and waits for no pipe in its place', function () {
    if (process.platform === 'win32') this.skip();
    const folder = new TempFolder();
    try {
      folder.write('run.sh', '#!/bin/sh\necho x > a\n');
      execFileSync('mkfifo', [join(folder.path, 'pipe')]);
      const writes = (script: string): boolean => writesByShell({ command: ['sh', script], cwd: folder.path });
      deepStrictEqual([writes('run.sh'), writes('pipe'), writes('absent')], [true, false, false]);
    } finally {
      folder.dispose();
    }
  });
});
