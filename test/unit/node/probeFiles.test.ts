import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeStatement } from '../../../src/core/experiments/probes/probeStatement';
import { ProbeFiles, UnfitForProbes } from '../../../src/node/probeFiles';

const probe = (index = 0): string => {
  const made = probeStatement({ file: 'a.js', text: '' }, 'items', { set: 'k3f9', index });
  return 'line' in made ? made.line : '';
};

describe('ProbeFiles', () => {
  let folder: string;
  let file: string;
  let journal: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'probes-'));
    file = join(folder, 'a.js');
    journal = join(folder, 'journal');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  for (const [name, bytes] of [
    ['with a byte order mark', Buffer.from('\ufefff();\ng();\n')],
    ['with mixed line ends and none at its end', Buffer.from('f();\r\ng();\nh();\r\n\tlast()')],
    ['in Windows-1252', Buffer.from([0x27, 0xe9, 0x80, 0x27, 0x0a, 0x66, 0x28, 0x29, 0x0a])],
  ] as const)
    it(`puts lines into a file ${name} and removes them byte for byte, in another process too`, async () => {
      writeFileSync(file, bytes);
      chmodSync(file, 0o755);
      await new ProbeFiles(journal).insert(file, [
        { before: 2, text: probe(0) },
        { before: 1, text: probe(1) },
      ]);
      const later = new ProbeFiles(journal);
      assert.deepEqual(
        (await later.list()).map((each) => [each.file, each.probes.length]),
        [[file, 2]],
      );
      await later.remove(file);
      assert.deepEqual(readFileSync(file), bytes);
      assert.equal(statSync(file).mode & 0o777, 0o755);
      assert.deepEqual(await later.list(), []);
      assert.deepEqual(readdirSync(journal), []);
    });

  it('keeps later typing of the person', async () => {
    writeFileSync(file, 'f();\ng();\n');
    const probes = new ProbeFiles(journal);
    await probes.insert(file, [{ before: 2, text: probe() }]);
    writeFileSync(file, `// new\n${readFileSync(file, 'utf8')}h();\n`);
    await probes.remove(file);
    assert.equal(readFileSync(file, 'utf8'), '// new\nf();\ng();\nh();\n');
  });

  for (const [when, cut] of [
    ['before its first byte', 0],
    ['in its middle', 20],
    ['in the probe', 60],
  ] as const)
    it(`finishes a write that was interrupted ${when}`, async () => {
      writeFileSync(file, 'first();\nsecond();\nthird();\n');
      const probes = new ProbeFiles(journal);
      await probes.insert(file, [{ before: 3, text: probe() }]);
      writeFileSync(file, readFileSync(file).subarray(0, cut));
      await probes.remove(file);
      assert.equal(readFileSync(file, 'utf8'), 'first();\nsecond();\nthird();\n');
    });

  it('forgets a file that the person deleted, or cleaned by hand', async () => {
    writeFileSync(file, 'f();\n');
    const probes = new ProbeFiles(journal);
    await probes.insert(file, [{ before: 1, text: probe() }]);
    rmSync(file);
    assert.deepEqual(await probes.list(), []);
    assert.deepEqual(readdirSync(journal), []);
  });

  it('refuses a file in UTF-16, and leaves it as it is', async () => {
    const bytes = Buffer.from('\ufefff();\n', 'utf16le');
    writeFileSync(file, bytes);
    await assert.rejects(new ProbeFiles(journal).insert(file, [{ before: 1, text: probe() }]), UnfitForProbes);
    assert.deepEqual(readFileSync(file), bytes);
  });

  it('lists the probes of whole journals beside a damaged one', async () => {
    writeFileSync(file, 'f();\n');
    const probes = new ProbeFiles(journal);
    await probes.insert(file, [{ before: 1, text: probe() }]);
    writeFileSync(join(journal, 'broken.json'), '{"file":');
    assert.equal((await probes.list()).length, 1);
  });
});
