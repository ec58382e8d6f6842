import assert from 'node:assert/strict';
import fc from 'fast-check';
import { probeStatement } from '../../../../../src/core/experiments/probes/probeStatement';
import { findProbes, insertLines, withoutProbes } from '../../../../../src/core/experiments/probes/probesInText';

const probe = (expression = 'items', index = 0): string => {
  const made = probeStatement({ file: 'a.ts', text: '' }, expression, { set: 'k3f9', index });
  return 'line' in made ? made.line : '';
};

describe('probesInText', () => {
  it('inserts probes and removes them byte for byte, whatever the text', () => {
    const line = fc.stringMatching(/^[ \t]{0,4}[^\n\r]{0,30}$/);
    const text = fc
      .tuple(fc.array(line), fc.constantFrom('\n', '\r\n'), fc.boolean())
      .map(([lines, end, last]) => lines.join(end) + (last ? end : ''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(40), { maxLength: 5 }), (before, at) => {
        const lines = before.split(/(?<=\n)/).length;
        const places = at.map((each, index) => ({ before: (each % lines) + 1, text: probe('items', index) }));
        const probed = insertLines(before, places);
        assert.equal(findProbes(probed).length, places.length);
        assert.equal(withoutProbes(probed), before);
      }),
    );
  });

  it("keeps the person's text around them", () => {
    const probed = insertLines('f() {\n  a;\n  b;\n}\n', [{ before: 3, text: probe() }]);
    const typed = probed.replace('  b;', '  b(1);\n  c;').replace('  a;', '  // why\n  a;');
    assert.equal(withoutProbes(typed), 'f() {\n  // why\n  a;\n  b(1);\n  c;\n}\n');
  });

  it('finds a probe that a formatter wrapped', () => {
    const wrapped =
      'a;\n  console.error(\n    "[debug-with-context k3f9.0] items = " +\n      shape(items),\n  ); // debug-with-context probe k3f9.0\nb;\n';
    assert.deepEqual(
      findProbes(wrapped).map(({ name, line }) => [name, line]),
      [['k3f9.0', 2]],
    );
    assert.equal(withoutProbes(wrapped), 'a;\nb;\n');
  });

  it('removes no code of the person: a mark alone, a mark after other code, a mark in a text', () => {
    for (const own of [
      '// debug-with-context probe k3f9.0\n',
      'save(); // debug-with-context probe k3f9.0\n',
      'const text = "// debug-with-context probe k3f9.0";\n',
      `console.error('x');\nsave();\n${'y;\n'.repeat(70)}save(); // debug-with-context probe k3f9.0\n`,
    ])
      assert.equal(withoutProbes(own), own);
  });

  it('reads long lines in time proportional to their length', () => {
    const long = '// debug-with-context probe '.repeat(40_000);
    assert.equal(withoutProbes(long), long);
  });
});
