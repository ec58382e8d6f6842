import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { escaped, readMounts } from '../../../../src/node/experiments/namespace/mounts';
import { whyNoNamespace } from '../../../../src/node/experiments/namespace/whyNoNamespace';

describe('paths of mounts', () => {
  it('are written and read back with every character', () => {
    // The no-break space and the line separator are blanks of several bytes, which mount(8) takes as they are.
    for (const point of ['/a b', '/tab\tnew\nline', '/back\\slash', '/ha#sh', '/日本\u00a0ü\u2028'])
      deepStrictEqual(readMounts(`36 35 98:0 / ${escaped(point)} rw - ext4 /dev/sda rw`), [{ point, type: 'ext4', readOnly: false }]);
    strictEqual(escaped('/a\u00a0b'), '/a\u00a0b');
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
