import assert from 'node:assert/strict';
import { fileIndex, folderOf, nameOf } from '../../../../src/core/workspace/fileIndex';

describe('fileIndex', () => {
  const files = ['README.md', 'app/src/index.ts', 'lib/src/index.ts', 'lib/src/Widget.tsx', 'src/index.ts'];
  const index = fileIndex(files);

  it('is built once for each list', () => {
    assert.equal(fileIndex(files), index);
    assert.notEqual(fileIndex([...files]), index);
  });

  it('finds files by name, by another case where none matches, and by folder', () => {
    assert.deepEqual(index.named('index.ts'), ['app/src/index.ts', 'lib/src/index.ts', 'src/index.ts']);
    assert.deepEqual(index.named('widget.tsx'), ['lib/src/Widget.tsx']);
    assert.deepEqual(index.named('absent.ts'), []);
    assert.deepEqual(index.inFolder('lib/src'), ['lib/src/index.ts', 'lib/src/Widget.tsx']);
    assert.deepEqual(index.inFolder(''), ['README.md']);
    assert.ok(index.has('src/index.ts') && !index.has('index.ts'));
  });

  it('finds the file that shares the longest end of a path from another machine', () => {
    assert.deepEqual(index.longestSuffix('/build/lib/src/index.ts'), { files: ['lib/src/index.ts'], segments: 3 });
    assert.deepEqual(index.longestSuffix('C:\\ci\\app\\src\\index.ts'), { files: ['app/src/index.ts'], segments: 3 });
  });

  it('returns every file of an ambiguous suffix', () => {
    assert.deepEqual(index.longestSuffix('/container/src/index.ts').files, ['app/src/index.ts', 'lib/src/index.ts', 'src/index.ts']);
    assert.deepEqual(index.longestSuffix('/nowhere/x.ts'), { files: [], segments: 0 });
    assert.deepEqual(index.longestSuffix(''), { files: [], segments: 0 });
  });

  it('splits a path into its folder and its name', () => {
    assert.equal(nameOf('a/b/c.ts'), 'c.ts');
    assert.equal(folderOf('a/b/c.ts'), 'a/b');
    assert.equal(folderOf('c.ts'), '');
  });
});
