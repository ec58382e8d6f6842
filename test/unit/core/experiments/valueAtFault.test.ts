import assert from 'node:assert/strict';
import { valueAtFault } from '../../../../src/core/experiments/valueAtFault';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import type { Frame } from '../../../../src/core/capture/failureReport';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';

const syntax = openSyntax(packagedGrammars);

async function at(file: string, text: string, line: number, message = ''): Promise<string | undefined> {
  const source = await syntax.parse(file, text);
  assert.ok(source);
  const frame: Frame = { file, line, origin: 'workspace', raw: '' };
  const errors = message
    ? [{ type: 'ZeroDivisionError', message, language: 'python' as const, role: 'thrown' as const, frames: [frame], raw: '' }]
    : [];
  return valueAtFault({ errors, expectations: [] }, frame, source);
}

describe('valueAtFault', () => {
  it('is what the condition around a throw looks at', async () => {
    const text = `function check(name, input) {
  if (lib[name].apply(lib, [input]) !== true) {
    throw new Error(name);
  }
  if (typeof input === 'function') throw new TypeError('no');
  if (!input.size) throw new Error('empty');
  throw new Error('always');
}
`;
    assert.equal(await at('a.js', text, 3), 'lib[name].apply(lib, [input])');
    assert.equal(await at('a.js', text, 5), 'input');
    assert.equal(await at('a.js', text, 6), 'input.size');
    assert.equal(await at('a.js', text, 7), undefined);
    const python =
      'def check(row):\n    if row.size < 1:\n        raise ValueError("empty")\n    if not row.name:\n        raise ValueError(row)\n';
    assert.equal(await at('a.py', python, 3), 'row.size');
    assert.equal(await at('a.py', python, 5), 'row.name');
  });

  it('is what an only division divides by', async () => {
    const text = 'def mean(rows, other):\n    return sum(rows) / len(rows)\n\ndef share(part, all):\n    return 1 / part / all.size\n';
    assert.equal(await at('a.py', text, 2, 'division by zero'), 'rows');
    assert.notEqual(await at('a.py', text, 5, 'float division by zero'), 'all.size', 'one of two');
    assert.equal(await at('a.py', 'def f(a):\n    return 3 % a.size\n', 2, 'integer modulo by zero'), 'a.size');
  });

  it('is what a line works on, not the object whose method runs', async () => {
    const text = `import re
class Template:
    def __init_subclass__(cls):
        pattern = cls.pattern
        cls.found = re.compile(pattern, cls.flags | re.VERBOSE)
class Tests:
    def test_hash(self):
        self.assertNotEqual(
            hash(first), hash(second))
        self.assertRaises(ValueError, self.make)
        with self.assertRaisesRegex(ValueError, "stray") as caught:
            make()
    def give(self, name):
        raise KeyError(name)
`;
    assert.equal(await at('a.py', text, 5), 'pattern');
    assert.equal(await at('a.py', text, 8), 'hash(first)');
    assert.equal(await at('a.py', text, 10), undefined);
    assert.equal(await at('a.py', text, 11), 'self.assertRaisesRegex(ValueError, "stray")');
    assert.equal(await at('a.py', text, 14), undefined);
  });
});
