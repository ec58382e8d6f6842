import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { workedPitfall } from '../../../../src/core/experiments/repairs/workedPitfall';
import { runTest } from '../../../../src/core/interpret/failingTest';
import { History } from '../../../../src/core/interpret/history/history';
import { sliceOfFailure } from '../../../../src/core/interpret/history/slice';
import { ProgramView } from '../../../../src/core/suspects/explain/programView';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { familyOf } from '../../../../src/core/workspace/languages';

const syntax = openSyntax(packagedGrammars);

/** What is told of a program that ends with a failed check of what is expected and got. */
async function told(name: string, text: string, expected: string, actual: string): Promise<string | undefined> {
  const parsed = await syntax.parse(name, text);
  const view = new ProgramView([], [], [parsed]);
  const history = new History(familyOf(parsed.language));
  const { ended } = runTest(view, view.files[0]!, 1, history);
  assert.equal(ended.kind, 'failed', JSON.stringify(ended));
  return workedPitfall(history, sliceOfFailure(history), { expected, actual })?.sentence;
}

const fails = (condition: string): string => `require('node:assert').ok(!(${condition}));\n`;

const OPEN = `const rows = [{ name: 'Berlin', free: 2 }, { name: 'Bergen', free: 0 }, { name: 'Bern', free: 5 }];\n`;

describe('what a result lacks, or has and must not have', () => {
  it('is told with the decision of a loop that is another one for it', async () => {
    const text = `${OPEN}const open = [];\nfor (const row of rows) {\n  if (row.free < 5) open.push(row.name);\n}\n${fails('open.length !== 3')}`;
    assert.equal(
      await told('hotels.js', text, "['Berlin', 'Bergen', 'Bern']", "['Berlin', 'Bergen']"),
      "`{name: 'Bern', free: 5}` is missing in the result: `row.free < 5` (hotels.js:4) is `false` for it, and not for those that are there.",
    );
  });

  it('is told with what a function said of it that a library asks of each element', async () => {
    const text = `${OPEN}const open = rows.filter((row) => row.free >= 0).map((row) => row.name);\n${fails('open.length === 3')}`;
    assert.equal(await told('hotels.js', text, "['Berlin', 'Bern']", "['Berlin', 'Bergen', 'Bern']"), undefined);
    const other = `${OPEN}const open = rows.filter((row) => row.free !== 2).map((row) => row.name);\n${fails('open.length === 2')}`;
    assert.equal(
      await told('hotels.js', other, "['Bern']", "['Bergen', 'Bern']"),
      undefined,
      'what is let in is decided as for another one that has to be there',
    );
    const left = `${OPEN}const open = rows.filter((row) => row.free > 2).map((row) => row.name);\n${fails('open.length === 1')}`;
    assert.equal(
      await told('hotels.js', left, "['Berlin', 'Bern']", "['Bern']"),
      "`{name: 'Berlin', free: 2}` is missing in the result: `row.free > 2` (hotels.js:2) is `false` for it, and not for those that are there.",
    );
  });

  it('is told with the condition that only it fulfils, where it must not be there', async () => {
    const text = `${OPEN}const full = [];\nfor (const row of rows) {\n  if (row.free < 1) full.push(row.name);\n}\n${fails('full.length === 1')}`;
    assert.equal(
      await told('hotels.js', text, '[]', "['Bergen']"),
      "`{name: 'Bergen', free: 0}` is in the result and must not be: `row.free < 1` (hotels.js:4) is `true` for it, and not for those that are left out.",
    );
  });

  it('is told with the loop that ends before it', async () => {
    const text = `${OPEN}const open = [];\nfor (const row of rows) {\n  if (row.free === 0) break;\n  open.push(row.name);\n}\n${fails('open.length !== 2')}`;
    assert.equal(
      await told('hotels.js', text, "['Berlin', 'Bern']", "['Berlin']"),
      "`{name: 'Bern', free: 5}` is missing in the result: the loop over `rows` (hotels.js:3) ends with `{name: 'Bergen', free: 0}`, so the rest, what comes after it, is left out.",
    );
  });

  it('is told where it is lost, and not of a later list that does not have it any more', async () => {
    const text = `${OPEN}const open = rows.filter((row) => row.name !== 'Bergen').map((row) => row.name.toUpperCase());\n${fails('open.length === 2')}`;
    assert.equal(
      await told('hotels.js', text, "['BERLIN', 'Bergen', 'BERN']", "['BERLIN', 'BERN']"),
      undefined,
      'none of the others is seen in the result',
    );
    const all = `${OPEN}const open = rows.map((row) => row.name).filter((name) => name !== 'Bergen').map((name) => name + '!');\n${fails('open.length === 2')}`;
    assert.equal(
      await told('hotels.js', all, "['Berlin!', 'Bergen!', 'Bern!']", "['Berlin!', 'Bern!']"),
      "`'Bergen'` is missing in the result: `name !== 'Bergen'` (hotels.js:2) is `false` for it, and not for those that are there.",
    );
  });

  it('is not told of a value that is cut, or that differs on both sides', async () => {
    const text = `${OPEN}const open = rows.filter((row) => row.free > 2);\n${fails('open.length === 1')}`;
    assert.equal(await told('hotels.js', text, "['Berlin', 'Be…", "['Bern']"), undefined);
    assert.equal(await told('hotels.js', text, "['Berlin', 'Bern']", "['Bern', 'Oslo']"), undefined);
  });
});
