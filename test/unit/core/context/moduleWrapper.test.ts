import assert from 'node:assert/strict';
import { isWrapper, topFunctions } from '../../../../src/core/context/moduleWrapper';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';

const syntax = openSyntax(packagedGrammars);

const body = (name: string, lines: number): string =>
  `  function ${name}() {\n${Array.from({ length: lines }, (_, at) => `    step(${at});`).join('\n')}\n  }\n`;

describe('topFunctions', () => {
  it('looks into the function that wraps a module', async () => {
    const source = await syntax.parse('a.js', `define("x", function (root) {\n${body('first', 20)}${body('second', 20)}});\n`);
    assert.deepEqual(
      source.functions.filter((fn) => isWrapper(source, fn)).map(({ startLine }) => startLine),
      [1],
    );
    assert.deepEqual(
      topFunctions(source).map(({ name }) => name),
      ['first', 'second'],
    );
  });

  it('treats a long function that is only a part of its file, or contains no others, as a function', async () => {
    const half = await syntax.parse('b.js', `function outer() {\n${body('inner', 20)}${body('other', 20)}}\n${body('last', 60)}`);
    assert.deepEqual(
      topFunctions(half).map(({ name }) => name),
      ['outer', 'last'],
    );
    const alone = await syntax.parse('c.js', body('only', 80));
    assert.deepEqual(
      topFunctions(alone).map(({ name }) => name),
      ['only'],
    );
  });
});
