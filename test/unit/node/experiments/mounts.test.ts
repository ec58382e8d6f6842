import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { planMounts } from '../../../../src/node/experiments/namespace/mountPlan';
import { escaped, markSilent, readMounts } from '../../../../src/node/experiments/namespace/mounts';
import { whyNoNamespace } from '../../../../src/node/experiments/namespace/whyNoNamespace';
import { TempFolder } from '../../../support/gitRepository';

describe('paths of mounts', () => {
  it('are written and read back with every character', () => {
    // The no-break space and the line separator are blanks of several bytes, which mount(8) takes as they are.
    for (const point of ['/a b', '/tab\tnew\nline', '/back\\slash', '/ha#sh', '/日本\u00a0ü\u2028'])
      deepStrictEqual(readMounts(`36 35 98:0 / ${escaped(point)} rw - ext4 /dev/sda rw`), [{ point, type: 'ext4', readOnly: false }]);
    strictEqual(escaped('/a\u00a0b'), '/a\u00a0b');
  });
});

describe('a file system whose server does not answer', () => {
  it('is left out of those of a run, with what is mounted below', async () => {
    const place = new TempFolder();
    const root = { point: place.path, type: 'ext4', readOnly: false };
    for (const name of ['share/inner', 'other']) mkdirSync(join(place.path, name), { recursive: true });
    const [share, inner, other] = ['share', 'share/inner', 'other'].map((name) => ({ ...root, point: join(place.path, name) }));
    const { layers } = await planMounts([root, { ...share!, type: 'nfs', silent: true }, inner!, other!], false, '');
    deepStrictEqual(
      layers.map(({ folder }) => folder),
      [root.point, other!.point],
    );
    deepStrictEqual(await markSilent([{ ...share!, type: 'nfs' }]), [{ ...share!, type: 'nfs' }]);
    place.dispose();
  });
});

describe('why a run gets no file system of its own', () => {
  it('is not the disk where the kernel says so of namespaces', async () => {
    const { why, full } = await whyNoNamespace('unshare: unshare failed: No space left on device\n');
    deepStrictEqual([full, /temporary files/.test(why)], [undefined, false]);
  });

  it('is the disk where files cannot be written', async () => {
    for (const said of ['ENOSPC: no space left on device, mkdtemp', "cp: error writing '/a': No space left on device"]) {
      const { why, full } = await whyNoNamespace(said);
      deepStrictEqual([full, why.endsWith('; free some there, or set TMPDIR to a folder on another disk.')], [true, true]);
    }
  });
});
