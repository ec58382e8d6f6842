import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { KeptTexts } from '../../../../src/node/experiments/keptTexts';

describe('KeptTexts', () => {
  it('writes a text once, and none that the file has on the disk', async () => {
    const kept = await KeptTexts.open((file, text) => file === '/app/same.js' && text === 'as it is');
    let copy = '';
    try {
      assert.equal(await kept.copyOf('/app/same.js', 'as it is'), '/app/same.js');
      copy = await kept.copyOf('/app/same.js', 'as it was');
      assert.equal(readFileSync(copy, 'utf8'), 'as it was');
      assert.equal(await kept.copyOf('/app/same.js', 'as it was'), copy);
    } finally {
      await kept.close();
    }
    assert.equal(existsSync(copy), false);
  });
});
