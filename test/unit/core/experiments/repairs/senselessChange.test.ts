import { equal } from 'node:assert';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';
import { isSenseless } from '../../../../../src/core/experiments/repairs/senselessChange';
import { ProgramView } from '../../../../../src/core/suspects/explain/programView';
import { openSyntax } from '../../../../../src/core/syntax/openSyntax';

const syntax = openSyntax(packagedGrammars);

const TEST = `import test from 'node:test';
import assert from 'node:assert';
import { f } from './f.js';
test('f', () => {
  assert.equal(f([7, 8, 9], 2, 'ab'), 1);
});
`;

/** Whether it is senseless to write `after` for `before` in a function of a list, a number and a text. */
async function judge(before: string, after: string): Promise<boolean> {
  const text = (line: string): string => `export function f(list, count, word) {\n  ${line}\n}\n`;
  const files = await Promise.all([syntax.parse('f.js', text(after)), syntax.parse('f.test.js', TEST)]);
  return isSenseless(new ProgramView([], [], files), { file: files[1], line: 5 }, 'f.js', text(before));
}

describe('a small change is senseless', () => {
  for (const [what, before, after] of [
    ['where it reads a place between two elements', 'return list[count % 3];', 'return list[count / 4];'],
    ['where it reads a place before the first element', 'return list[count - 2];', 'return list[count - 4];'],
    ['where a calculation gives no number', 'return count;', 'return Math.round(word);'],
    ['where it compares a number with a text', 'return count < 3;', 'return count < word;'],
    ['where it reads a member that a number does not have', 'return list.length;', 'return count.length;'],
    ['where it calculates with a truth', 'return count + 1;', 'return (count > 1) + 1;'],
  ] as const)
    it(what, async () => equal(await judge(before, after), true));

  for (const [what, before, after] of [
    ['where its values are of the kinds that they were', 'return list[count % 3];', 'return list[count - 1];'],
    ['where it adds a number to a text', 'return word;', 'return word + count;'],
    [
      'where only the code beside it gives no number',
      'const no = Math.round(word);\n  return count;',
      'const no = Math.round(word);\n  return count + 1;',
    ],
  ] as const)
    it(`is not senseless ${what}`, async () => equal(await judge(before, after), false));
});
