import assert from 'node:assert/strict';
import { ProgramView } from '../../../../../src/core/suspects/explain/programView';
import { knownNumber } from '../../../../../src/core/suspects/explain/knownNumber';
import { openSyntax } from '../../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';

const syntax = openSyntax(packagedGrammars);

/** The number of an expression on the last line of a file. */
async function numberOf(name: string, lines: readonly string[], expression: string): Promise<number | undefined> {
  const file = await syntax.parse(name, `${lines.join('\n')}\n`);
  return knownNumber(new ProgramView([], [], [file]), expression, { file, fn: file.enclosing(lines.length), line: lines.length });
}

describe('knownNumber', () => {
  it('works out what the code alone decides', async () => {
    assert.equal(await numberOf('a.py', ['SIZE = 4', 'step = SIZE * 2 + 1', 'print(step)'], 'step'), 9);
    assert.equal(await numberOf('a.py', ['rows = [1, 2, 3]', 'print(len(rows) // 2)'], 'len(rows) // 2'), 1);
    assert.equal(await numberOf('a.js', ['const MINUTE = 60;', 'const limit = (MINUTE - 10) / 4;', 'log(limit);'], 'limit'), 12.5);
    assert.equal(await numberOf('a.js', ['const twice = (count) => count * 2;', 'log(twice(21));'], 'twice(21)'), 42);
  });

  it('knows no number where another line may change it', async () => {
    const changes: [string, string[]][] = [
      ['a.js', ['let found = 0;', 'for (const each of rows) found++;', 'log(found);']],
      ['a.js', ['let found = 0;', 'for (const each of rows) found += 1;', 'log(found);']],
      ['a.js', ['let found = 0;', 'if (ready) found = 1;', 'log(found);']],
      ['a.js', ['let found = 0;', 'rows.forEach(() => { found = found + 1; });', 'log(found);']],
      ['a.py', ['found = 0', 'while ready():', '    found += 1', 'print(found)']],
      ['a.py', ['found = 0', 'def more():', '    global found', '    found = 2', 'more()', 'print(found)']],
      ['a.rb', ['found = 0', 'rows.each { |row| found += 1 }', 'puts found']],
      ['a.php', ['<?php', '$found = 0;', 'foreach ($rows as $row) { $found++; }', 'echo $found;']],
    ];
    for (const [name, lines] of changes)
      assert.equal(await numberOf(name, lines, name.endsWith('.php') ? '$found' : 'found'), undefined, lines.join(' / '));
    assert.equal(await numberOf('a.py', ['rows = [1]', 'rows.append(2)', 'print(len(rows))'], 'len(rows)'), undefined);
    assert.equal(await numberOf('a.js', ['const rows = [];', 'rows.push(1);', 'log(rows.length);'], 'rows.length'), undefined);
    assert.equal(await numberOf('a.js', ['const rows = [1, ...more];', 'log(rows.length);'], 'rows.length'), undefined);
  });

  it('divides as the language does, and never by nothing', async () => {
    assert.equal(await numberOf('a.rb', ['half = 7 / 2', 'puts half'], 'half'), undefined);
    assert.equal(await numberOf('a.py', ['half = 7 / 0', 'print(half)'], 'half'), undefined);
    assert.equal(await numberOf('a.py', ['rest = -7 % 3', 'print(rest)'], 'rest'), undefined);
  });
});
