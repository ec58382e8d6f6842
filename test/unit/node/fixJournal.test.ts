import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FixJournal } from '../../../src/node/fixJournal';
import { TempFolder } from '../../support/gitRepository';

describe('FixJournal', () => {
  const place = new TempFolder();
  const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0x0d, 0x0a, 0xe9, 0x00]);
  const [known, made] = [join(place.path, 'known.js'), join(place.path, 'made.js')];
  const journal = () => new FixJournal(join(place.path, 'undo'));
  before(() => mkdir(place.path, { recursive: true }));
  after(() => place.dispose());

  const applied = async (fix: string) => {
    writeFileSync(known, bytes);
    await journal().begin(fix, [known, made]);
    writeFileSync(known, 'with the fix');
    writeFileSync(made, 'new');
    await journal().end(fix);
  };

  it('restores the earlier content byte for byte, in another window too, and removes files that the fix created', async () => {
    await applied('a');
    assert.deepEqual(await journal().undo('a'), []);
    assert.ok(readFileSync(known).equals(bytes));
    assert.ok(!existsSync(made));
    assert.equal(await journal().undo('a'), undefined, 'it is taken back once');
  });

  it('changes nothing if the person typed on, and returns the earlier content', async () => {
    await applied('b');
    writeFileSync(known, 'with the fix, and more');
    const changed = await journal().undo('b');
    assert.deepEqual(
      changed?.map(({ file }) => file),
      [known],
    );
    assert.ok(changed?.[0]?.before.equals(bytes));
    assert.equal(readFileSync(known, 'utf8'), 'with the fix, and more');
    assert.equal(readFileSync(made, 'utf8'), 'new');
    writeFileSync(known, 'with the fix');
    assert.deepEqual(await journal().undo('b'), [], 'it can still be taken back later');
    assert.ok(readFileSync(known).equals(bytes));
  });

  it('counts a file that a crash left half-written as changed', async () => {
    writeFileSync(known, bytes);
    await journal().begin('c', [known]);
    writeFileSync(known, 'half');
    assert.equal((await journal().undo('c'))?.length, 1);
    assert.equal(readFileSync(known, 'utf8'), 'half');
  });

  it('keeps the fixes of two investigations apart', async () => {
    await applied('d');
    assert.equal(await journal().undo('e'), undefined);
    assert.deepEqual(await journal().undo('d'), []);
  });
});
