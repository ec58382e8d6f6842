import assert from 'node:assert/strict';
import { possibleValues } from '../../../../../src/core/suspects/explain/possible/possibleValues';
import { ProgramView } from '../../../../../src/core/suspects/explain/programView';
import { openSyntax } from '../../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';

const syntax = openSyntax(packagedGrammars);

/** Whether the code shows all values of `n` on the line that calls `use`. */
async function showsAll(name: string, lines: readonly string[]): Promise<boolean> {
  const file = await syntax.parse(name, `${lines.join('\n')}\n`);
  const line = lines.findIndex((text) => text.includes('use(n)')) + 1;
  const { all, open } = possibleValues(new ProgramView([], [], [file]), 'n', { file, fn: file.enclosing(line), line });
  assert.ok(all.length > 0, lines.join('\n'));
  return !open && all.every((each) => (each.kind !== 'list' && each.kind !== 'map') || !each.open);
}

const inJava = (body: string[], fields = ''): string[] => [
  'class A {',
  fields,
  '  void m(boolean ready) {',
  ...body.map((each) => `    ${each}`),
  '    use(n);',
  '  }',
  '}',
];
const inGo = (body: string[]): string[] => ['func m(ready bool) {', ...body.map((each) => `\t${each}`), '\tuse(n)', '}'];
const inRust = (body: string[]): string[] => ['fn m(ready: bool) {', ...body.map((each) => `    ${each}`), '    use(n);', '}'];

describe('the values that the code shows for a name', () => {
  it('are all that it can have where it is only assigned', async () => {
    assert.ok(await showsAll('A.java', inJava(['int n = 0;'])));
    assert.ok(await showsAll('A.java', inJava(['int n = 0;', 'if (ready) n = 1;'])));
    assert.ok(await showsAll('A.java', inJava([], '  private final int n = 3;')));
    assert.ok(await showsAll('a.go', inGo(['n := 0', 'if ready {', '\tn = 1', '}'])));
    assert.ok(await showsAll('a.rs', inRust(['let n = if ready { 1 } else { 2 };'])));
    assert.ok(await showsAll('a.go', inGo(['n := 4', 'both := mask & n', 'log(both)'])));
  });

  it('are not all that it can have where it is counted, computed on, or handed on by its address', async () => {
    const changed: [string, string[]][] = [
      ['A.java', inJava(['int n = 0;', 'for (var row : rows) n++;'])],
      ['A.java', inJava(['int n = 0;', 'for (var row : rows) {', '  n += 1;', '}'])],
      ['A.java', [...inJava([], '  int n = 0;').slice(0, -1), '  void up() { n++; }', '}']],
      ['A.java', [...inJava([], '  int n = 0;').slice(0, -1), '  static void set(A a) { a.n = 5; }', '}']],
      ['a.go', inGo(['n := 0', 'for range rows {', '\tn++', '}'])],
      ['a.go', inGo(['n := 0', 'fill(&n)'])],
      ['a.rs', inRust(['let mut n = 0;', 'for _ in rows { n += 1; }'])],
      ['a.rs', inRust(['let mut n = 0;', 'fill(&mut n);'])],
      ['A.cs', inJava(['int n = 0;', 'int.TryParse(text, out n);']).map((line) => line.replace('boolean', 'bool'))],
      ['a.kt', ['fun m() {', '    val n = mutableListOf(1)', '    n += 2', '    use(n)', '}']],
      ['a.cpp', ['void m() {', '  int n = 0;', '  for (auto row : rows) ++n;', '  use(n);', '}']],
    ];
    for (const [name, lines] of changed) assert.equal(await showsAll(name, lines), false, lines.join('\n'));
  });
});
