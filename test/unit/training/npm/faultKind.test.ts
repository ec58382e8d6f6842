import { strictEqual } from 'node:assert';
import { faultKind, notAFault } from '../../../../training/npm/faultKind';
import type { Hunk } from '../../../../training/npm/hunks';

const tapBlock = (...lines: string[]): string =>
  ['TAP version 13', 'not ok 1 a', '  ---', ...lines.map((line) => `    ${line}`), '  ...'].join('\n');

describe('faultKind', () => {
  it('knows a crash', () => {
    strictEqual(faultKind("a.js:1\n\nTypeError: Cannot read properties of undefined (reading 'b')\n    at a (a.js:1:2)"), 'crash');
    strictEqual(faultKind('  1) a test:\n     Error: unknown token\n      at parse (lib/parse.js:3:9)'), 'crash');
    strictEqual(faultKind(tapBlock('operator: throws', 'stack: |-', '  TypeError: x.y is not a function', '      at a.js:1:1')), 'crash');
    strictEqual(faultKind(tapBlock('type: RangeError', 'message: too long')), 'crash');
  });

  it("knows a test's own claim", () => {
    strictEqual(faultKind('AssertionError [ERR_ASSERTION]: 1 == 2\n    at test.js:1:1'), 'assertion');
    strictEqual(faultKind("  1) a:\n     Error: expected 'a' to equal 'b'\n"), 'assertion');
    strictEqual(
      faultKind(tapBlock('operator: equal', 'expected: 1', 'actual: 2', 'stack: |-', '  Error: a', '      at t.js:1:1')),
      'assertion',
    );
  });

  it("knows an error that the test's own helper throws", () => {
    const thrown = (file: string): string => `Error: validator failed\n    at node:fs:1:1\n    at ${file}:3:9\n    at index.js:1:1`;
    strictEqual(faultKind(thrown('/w/test/helper.js')), 'assertion');
    strictEqual(faultKind(thrown('/w/lib/check.js')), 'crash');
  });

  it('says nothing of other text', () => strictEqual(faultKind('Segmentation fault'), undefined));
});

describe('notAFault', () => {
  const hunk = (removed: string[], added: string[]): Hunk => ({ file: 'a.js', start: 1, removed, added });
  const guard = [hunk([], ['if (!a) return;'])];

  it('is undefined for a fault', () => {
    strictEqual(notAFault("TypeError: Cannot read properties of null (reading 'a')", 'a.b', guard), undefined);
    strictEqual(notAFault('TypeError: node.source is not a function', 'node.source = 1;', guard), undefined);
  });

  it('sees a function that did not exist', () => {
    strictEqual(notAFault('TypeError: lib.flatten is not a function', 'exports.map = map;', []), 'a new function');
  });

  it('sees a function of a dependency that is only called, and lets a value of another type pass', () => {
    strictEqual(notAFault('TypeError: utils.isName is not a function', 'if (utils.isName(x)) y();', []), 'a new function');
    strictEqual(notAFault('TypeError: text.replace is not a function', 'text.replace(a, b)', []), undefined);
    strictEqual(notAFault('TypeError: sys.error is not a function', 'sys.error("x"); exports.error = 1', []), 'something is not there');
  });

  it('sees a module that cannot be found', () => {
    strictEqual(notAFault("Error: Cannot find module './b'\nRequire stack:\n- /a.js", '', []), 'something is not there');
  });

  it('sees new exports, much new code and a version number', () => {
    strictEqual(notAFault('', '', [hunk([], ['exports.flatten = flatten;'])]), 'a new export');
    strictEqual(
      notAFault('', '', [
        hunk(
          [],
          Array.from({ length: 20 }, () => 'x();'),
        ),
      ]),
      'much new code',
    );
    strictEqual(notAFault('', '', [hunk(["exports.version = '1.2.0';"], ["exports.version = '1.2.1';"])]), 'a version number');
    strictEqual(notAFault('', '', [hunk(['exports.a = b;'], ['exports.a = c;'])]), undefined);
  });

  it('sees an option that did not exist', () => {
    const uses = [hunk(['var space = 2;'], ["var space = opts.space || '';"])];
    strictEqual(notAFault('', 'var space = 2;', uses), undefined);
    strictEqual(notAFault('', 'var indent = 2;', uses), 'a new option');
  });
});
