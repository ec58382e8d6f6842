import { deepStrictEqual, strictEqual } from 'node:assert';
import { isRunnableTest, isSourcePath, isTestPath, requiredPackages } from '../../../../realBugs/npm/packageFiles';

describe('paths of a package', () => {
  it('are tests, sources or neither', () => {
    for (const path of ['test/a.js', 'tests/deep/b.js', 'lib/a.test.js', 'test.js', 'spec/aSpec.js'])
      strictEqual(isTestPath(path), true, path);
    for (const path of ['index.js', 'lib/less.mjs', 'dist/a.cjs']) strictEqual(isSourcePath(path), true, path);
    for (const path of ['test/a.js', 'bench/a.js', 'Gruntfile.js', 'a.min.js', 'README.md', 'package.json'])
      strictEqual(isSourcePath(path), false, path);
  });

  it('are run if they are tests by themselves', () => {
    strictEqual(isRunnableTest('test/parse.js'), true);
    for (const path of ['test/fixtures/a.js', 'test/helper.js', 'test/data.json', 'index.js'])
      strictEqual(isRunnableTest(path), false, path);
  });
});

describe('requiredPackages', () => {
  it('gives the names that code requires, without paths inside the package', () => {
    const text = "var a = require('tape'); import b from \"@scope/b/deep\"; require('./c'); import('chai/lib'); require('tape')";
    deepStrictEqual(requiredPackages(text), ['tape', '@scope/b', 'chai']);
  });
});
