import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOfWindow, removeLeftLogs } from '../../../../src/host/capture/leftLogs';
import { TempFolder } from '../../../support/gitRepository';

describe('removeLeftLogs', () => {
  it('removes the logs of windows that are gone, and no others', async () => {
    const place = new TempFolder();
    try {
      const [own, other] = [folderOfWindow(place.path), folderOfWindow(place.path)];
      assert.notEqual(own, other);
      const { pid } = spawnSync(process.execPath, ['-e', '']);
      const gone = join(place.path, `window-${pid}-0`);
      for (const folder of [own, other, gone]) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, 'terminal-1.log'), 'x');
      }
      writeFileSync(join(place.path, 'terminal-3.log.earlier'), 'x');
      writeFileSync(join(place.path, 'notes.txt'), 'x');
      await removeLeftLogs(place.path, own);
      assert.deepEqual(
        readdirSync(place.path).sort(),
        ['notes.txt', ...[own, other].map((folder) => folder.slice(place.path.length + 1))].sort(),
      );
    } finally {
      place.dispose();
    }
  });
});
