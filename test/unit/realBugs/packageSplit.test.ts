import { strictEqual } from 'node:assert';
import { packagePart, RESERVED_PACKAGES } from '../../../realBugs/packageSplit';

describe('packagePart', () => {
  it('puts a package into the same part each time, by its name alone', () => {
    // sha1('resolve') begins with 4, sha1('semver') with b.
    strictEqual(packagePart('resolve'), 'judge');
    strictEqual(packagePart('semver'), 'training');
  });

  it('puts reserved packages in neither part', () => {
    for (const name of RESERVED_PACKAGES) strictEqual(packagePart(name), 'reserved');
  });
});
