import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCases } from '../../../../training/caseFile';
import type { FailureCase } from '../../../../training/failureCase';
import { ShardWriter } from '../../../../training/mutants/writeShards';

describe('ShardWriter', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shards-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const failure = (id: string) => ({ id }) as FailureCase;

  it('gives a file its name only when it is complete, with the next number', async () => {
    await writeFile(join(folder, 'mine-4.jsonl.gz'), '');
    await writeFile(join(folder, 'mine-too-9.jsonl.gz'), '');
    const writer = new ShardWriter(folder, 'mine');
    await writer.add(failure('a'));
    await writer.add(failure('b'));
    assert.ok(!(await readdir(folder)).includes('mine-5.jsonl.gz'));
    await writer.close();
    assert.deepEqual((await readdir(folder)).sort(), ['mine-4.jsonl.gz', 'mine-5.jsonl.gz', 'mine-too-9.jsonl.gz']);
    const ids: string[] = [];
    for await (const { id } of readCases(join(folder, 'mine-5.jsonl.gz'))) ids.push(id);
    assert.deepEqual(ids, ['a', 'b']);
  });

  it('starts another file after three hundred', async () => {
    const writer = new ShardWriter(folder, 'mine');
    for (let count = 0; count < 301; count++) await writer.add(failure(String(count)));
    await writer.close();
    const counts = [];
    for (const file of (await readdir(folder)).sort()) {
      let count = 0;
      for await (const each of readCases(join(folder, file))) if (each) count++;
      counts.push(count);
    }
    assert.deepEqual(counts, [300, 1]);
  });
});
