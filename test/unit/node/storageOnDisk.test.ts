import assert from 'node:assert/strict';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { redactInvestigation } from '../../../src/core/investigation/storedInvestigation';
import { InvestigationFiles } from '../../../src/node/investigationFiles';
import { storageFailure } from '../../../src/node/storageFailure';
import { wholeInvestigation } from '../../support/everyText';
import { TinyDisk } from '../../support/tinyDisk';

const kept = (id: string, title: string) =>
  redactInvestigation({ ...wholeInvestigation, id, title }, (texts) => Promise.resolve([...texts]));

describe('the store on a full or read-only disk', () => {
  let disk: TinyDisk | undefined;

  beforeEach(function () {
    disk = TinyDisk.mount(256 * 1024);
    if (!disk) this.skip();
  });
  afterEach(() => disk?.dispose());

  const failureOf = async (work: Promise<unknown>): Promise<string> => {
    try {
      await work;
    } catch (error) {
      return storageFailure(error);
    }
    return 'stored';
  };
  const names = (folder: string) => readdirSync(folder).sort();

  it('keeps its data when the disk is full, says so, leaves nothing incomplete, and stores as soon as there is room', async () => {
    const folder = join(disk!.path, 'investigations');
    const files = new InvestigationFiles(folder);
    await files.save(await kept('a', 'before'));
    const filler = join(disk!.path, 'filler');
    let failed = 0;
    // From no room at all to nearly enough: the write ends at a different byte each time.
    for (const free of [0, 4_096, 16_384, 65_536, 131_072]) {
      fill(filler, free);
      const next = await kept('a', `after ${'x'.repeat(200_000)}`);
      const said = await failureOf(files.save(next));
      rmSync(filler);
      assert.match(said, /^The disk is full\. The investigation stays in this window and is stored as soon as that is possible\.$/);
      assert.equal((await files.load('a')).title, 'before', String(free));
      assert.deepEqual(names(folder), ['a.json'], String(free));
      failed++;
    }
    assert.equal(failed, 5);
    assert.equal(await failureOf(files.save(await kept('a', 'after'))), 'stored');
    assert.equal((await new InvestigationFiles(folder).load('a')).title, 'after');
  });

  it('says that a read-only disk cannot be written to, reads its data, and stores when writing is possible again', async () => {
    const folder = join(disk!.path, 'investigations');
    const files = new InvestigationFiles(folder);
    await files.save(await kept('a', 'before'));
    disk!.setWritable(false);
    for (const id of ['a', 'b']) {
      assert.match(
        await failureOf(files.save(await kept(id, 'after'))),
        /^The folder for investigations cannot be written to\. The investigation stays in this window/,
      );
    }
    const { summaries, damaged } = await files.list();
    assert.deepEqual([summaries.map(({ title }) => title), damaged], [['before'], []]);
    assert.equal((await files.load('a')).title, 'before');
    disk!.setWritable(true);
    assert.equal(await failureOf(files.save(await kept('a', 'after'))), 'stored');
    assert.deepEqual(names(folder), ['a.json']);
  });

  it('says that a disk cannot be written to if its folder cannot be made', async () => {
    disk!.setWritable(false);
    const said = await failureOf(new InvestigationFiles(join(disk!.path, 'investigations')).save(await kept('a', 'x')));
    assert.match(said, /^The folder for investigations cannot be written to\./);
  });
});

/** Fills the disk of a file up to `free` bytes. */
function fill(file: string, free: number): void {
  let size = 256 * 1024 - free;
  for (; size > 0; size -= 4_096) {
    try {
      return writeFileSync(file, Buffer.alloc(size));
    } catch {
      // Existing content of the disk leaves less.
    }
  }
}
