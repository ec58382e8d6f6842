import assert from 'node:assert/strict';
import { functionFixes } from '../../../../../training/history/python/functionFixes';

const AFTER = `def a(x):
    if x is None:
        return 0
    return x.y


def b(x):
    y = x
    # why
    return x


def c():
    return 1
`;

describe('functionFixes', () => {
  it('gives the newer text with one function in its old form', async () => {
    const before = AFTER.replace('    if x is None:\n        return 0\n', '').replace('return 1', 'return 2');
    const fixes = await functionFixes('a.py', before, AFTER);
    assert.deepEqual(
      fixes.map(({ faulty, startLine, endLine }) => ({ faulty, startLine, endLine })),
      [
        { faulty: AFTER.replace('    if x is None:\n        return 0\n', ''), startLine: 1, endLine: 4 },
        { faulty: AFTER.replace('return 1', 'return 2'), startLine: 13, endLine: 14 },
      ],
    );
  });

  it('leaves out comments and new functions', async () => {
    const before = AFTER.replace('# why', '# because').replace('\n\ndef c():\n    return 1\n', '');
    assert.deepEqual(await functionFixes('a.py', before, AFTER), []);
  });

  it('keeps code that only moved to the right in its newer form', async () => {
    const before = AFTER.replace('    # why\n    return x', '    if x:\n        # why\n        return x').replace('return 1', 'return 2');
    const fixes = await functionFixes('a.py', before, AFTER);
    assert.deepEqual(
      fixes.map(({ faulty }) => faulty),
      [AFTER.replace('    # why\n    return x', '    if x:\n        # why\n        return x'), AFTER.replace('return 1', 'return 2')],
    );
  });

  it('gives the same name to the same change', async () => {
    const [one] = await functionFixes('a.py', AFTER.replace('return 1', 'return 2'), AFTER);
    const [other] = await functionFixes('a.py', `import q\n${AFTER.replace('return 1', 'return 2')}`, AFTER);
    assert.equal(one?.name, other?.name);
  });
});
