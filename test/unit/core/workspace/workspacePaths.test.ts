import assert from 'node:assert/strict';
import { normalisePath, rootNames, toAbsolute, toRelative } from '../../../../src/core/workspace/workspacePaths';

describe('workspacePaths', () => {
  it('names files of one root by their path in it', () => {
    assert.equal(toRelative(['/w/app'], '/w/app/src/a.ts'), 'src/a.ts');
    assert.equal(toRelative(['/w/app/'], '/w/app/../app/./a.ts'), 'a.ts');
    assert.equal(toRelative(['/w/app'], '/w/apple/a.ts'), undefined);
    assert.equal(toAbsolute(['/w/app'], 'src/../b.ts'), '/w/app/b.ts');
    assert.equal(toAbsolute(['/w/app'], '../b.ts'), undefined);
    assert.equal(toAbsolute(['/w/app'], '/etc/passwd'), undefined);
  });

  it('adds the folder name with several roots, the deepest root first', () => {
    const roots = ['/w/app', '/w/lib', '/x/app', '/w/app/inner'];
    assert.deepEqual(rootNames(roots), ['app', 'lib', 'app (2)', 'inner']);
    assert.equal(toRelative(roots, '/x/app/a.ts'), 'app (2)/a.ts');
    assert.equal(toRelative(roots, '/w/app/inner/a.ts'), 'inner/a.ts');
    assert.equal(toAbsolute(roots, 'app (2)/a.ts'), '/x/app/a.ts');
    assert.equal(toAbsolute(roots, 'a.ts'), undefined);
  });

  it('reads Windows paths ignoring case', () => {
    assert.equal(toRelative(['C:/Work/App'], 'c:\\work\\app\\src\\a.ts'), 'src/a.ts');
    assert.equal(normalisePath('C:\\a\\..\\b\\'), 'C:/b');
  });

  it('resolves dots and keeps leading `..`', () => {
    assert.equal(normalisePath('./a/./b/../c'), 'a/c');
    assert.equal(normalisePath('../a'), '../a');
    assert.equal(normalisePath('/../a'), '/a');
    assert.equal(normalisePath('//server/share'), '//server/share');
  });
});
