import { deepStrictEqual, strictEqual } from 'node:assert';
import { applyHunks, codeLines, diffHunks, hunksByFile } from '../../../../realBugs/npm/hunks';

const before = ['function sum(a) {', '  // Adds.', '  var total = 1;', '', '  return total;', '}', ''].join('\n');
const after = ['function sum(a) {', '  // Adds up.', '  var total = 0;', '', '  if (!a) return total;', '  return total;', '}', ''].join(
  '\n',
);

describe('diffHunks', () => {
  it('finds each difference, by its line in the older file', () => {
    deepStrictEqual(diffHunks('sum.js', before, after), [
      { file: 'sum.js', start: 2, removed: ['  // Adds.', '  var total = 1;'], added: ['  // Adds up.', '  var total = 0;'] },
      { file: 'sum.js', start: 5, removed: [], added: ['  if (!a) return total;'] },
    ]);
  });

  it('leaves out changes of comments, blank lines and layout', () => {
    deepStrictEqual(diffHunks('sum.js', before, before.replace('// Adds.', '// Sums.').replace('= 1', '=  1').replace('}\n', '}\n\n')), []);
  });
});

describe('applyHunks', () => {
  it('makes the newer file from all, and an intermediate one from some', () => {
    const hunks = diffHunks('sum.js', before, after);
    strictEqual(applyHunks(before, hunks), after);
    strictEqual(applyHunks(before, hunks.slice(1)), before.replace('  return', '  if (!a) return total;\n  return'));
    strictEqual(applyHunks(before, []), before);
  });
});

describe('hunksByFile', () => {
  it('keeps the order in each file', () => {
    const [one, two, other] = ['a', 'a', 'b'].map((file, index) => ({ file, start: index + 1, removed: [], added: [] }));
    deepStrictEqual(
      [...hunksByFile([one, other, two].flatMap((hunk) => hunk ?? []))],
      [
        ['a', [one, two]],
        ['b', [other]],
      ],
    );
  });
});

describe('codeLines', () => {
  it('distinguishes code from comments and blank lines', () => {
    const lines = ['/* one', '   two */ a();', '', '// b();', 'c(); // d', '/* e */', '/* f */ g();', '/*', 'h();', '*/'];
    deepStrictEqual(codeLines(lines), [false, true, false, false, true, false, true, false, false, false]);
  });
});
