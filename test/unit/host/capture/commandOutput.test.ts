import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandOutput } from '../../../../src/host/capture/commandOutput';

describe('CommandOutput', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'command-output-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps short output as text', async () => {
    const output = new CommandOutput(join(folder, 'a.log'));
    await output.append('one\n');
    await output.append('two\n');
    assert.deepEqual(await output.whole(), { text: 'one\ntwo\n' });
    assert.equal(await output.tail(4), 'two\n');
    assert.deepEqual(await readdir(folder), []);
  });

  it('keeps long output whole in a file, and removes it', async () => {
    const output = new CommandOutput(join(folder, 'deep', 'a.log'));
    const chunk = `${'x'.repeat(99_999)}\n`;
    for (let index = 0; index < 60; index++) await output.append(chunk);
    await output.append('the end');
    const whole = await output.whole();
    assert.ok('file' in whole);
    assert.equal(await readFile(whole.file, 'utf8'), `${chunk.repeat(60)}the end`);
    assert.equal(await output.tail(7), 'the end');
    await output.discard();
    assert.deepEqual(await readdir(join(folder, 'deep')), []);
  });

  it('keeps the end of endless output', async () => {
    const output = new CommandOutput(join(folder, 'a.log'));
    const chunk = `${'y'.repeat(9_999_999)}\n`;
    for (let index = 0; index < 25; index++) await output.append(chunk);
    await output.append('Error: at last\n');
    const whole = await output.whole();
    assert.ok('file' in whole);
    const text = await readFile(whole.file, 'utf8');
    assert.ok(text.length >= 100_000_000 && text.length <= 200_000_000, String(text.length));
    assert.ok(text.endsWith('Error: at last\n'));
  });
});
