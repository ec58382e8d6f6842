import { deepStrictEqual, strictEqual } from 'node:assert';
import { isSupport, truthLines } from '../../../../training/npm/truthLines';
import { diffHunks } from '../../../../realBugs/npm/hunks';

const older = [
  "var fs = require('fs');",
  '',
  'module.exports = function read(file, cb) {',
  '  // Whole.',
  '  fs.readFile(file, function (err, text) {',
  '    cb(null, text);',
  '  });',
  '};',
].join('\n');

function truthOf(newer: string): number[] {
  return truthLines({ 'read.js': older }, diffHunks('read.js', older, newer)).flatMap(({ lines }) => lines);
}

describe('truthLines', () => {
  it('are the lines that the fix changes', () => {
    deepStrictEqual(truthOf(older.replace('cb(null', 'cb(err')), [6]);
  });

  it('are the code lines around a gap if the fix only adds', () => {
    deepStrictEqual(truthOf(older.replace('    cb(', '    if (err) return cb(err);\n    cb(')), [5, 6]);
  });

  it('skip comments and closing brackets beside a gap', () => {
    deepStrictEqual(truthOf(older.replace('  // Whole.', "  if (!file) throw new Error('no file');\n  // Whole.")), [3, 5]);
    deepStrictEqual(truthOf(older.replace('text);\n', 'text);\n    file = null;\n')), [6]);
  });

  it('may be lines without a word', () => {
    deepStrictEqual(
      truthLines({ 'a.js': "var ops = [\n  '&&', '||',\n];" }, [
        { file: 'a.js', start: 2, removed: ["  '&&', '||',"], added: ["  '&&', '||', ';'"] },
      ]),
      [{ file: 'a.js', lines: [2] }],
    );
  });

  it('leave out a helper or import that the changed line uses', () => {
    const helper = older
      .replace("require('fs');", "require('fs');\nvar strip = require('strip-bom');")
      .replace('cb(null, text)', 'cb(null, strip(text))');
    deepStrictEqual(truthOf(helper), [6]);
  });

  it('keep a helper if it is the whole fix', () => {
    deepStrictEqual(truthOf(older.replace("require('fs');", "require('fs');\nvar cache = {};")), [1, 3]);
  });

  it('are listed for each changed file separately', () => {
    const hunks = ['a.js', 'b.js'].flatMap((file) => diffHunks(file, 'x();\ny();', file === 'a.js' ? 'x(1);\ny();' : 'x();\ny(2);'));
    deepStrictEqual(truthLines({ 'a.js': 'x();\ny();', 'b.js': 'x();\ny();' }, hunks), [
      { file: 'a.js', lines: [1] },
      { file: 'b.js', lines: [2] },
    ]);
  });
});

describe('isSupport', () => {
  const hunk = (removed: string[], added: string[]) => ({ file: 'a.js', start: 1, removed, added });

  it('is a declaration added at the top level, or an import that replaces another', () => {
    strictEqual(isSupport(hunk([], ['', '// Helps.', 'function help() {', '}'])), true);
    strictEqual(isSupport(hunk([], ['  function help(n) {', '    return n;', '  }'])), true);
    strictEqual(isSupport(hunk(["var a = require('a').b;"], ["var a = require('a');", "var c = require('c');"])), true);
  });

  it('is not a change of code', () => {
    strictEqual(isSupport(hunk([], ['  if (!a) return;'])), false);
    strictEqual(isSupport(hunk(['var limit = 1;'], ['var limit = 2;'])), false);
  });
});
