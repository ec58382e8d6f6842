import assert from 'node:assert/strict';
import { openTrees } from '../../../../src/core/syntax/openSyntax';
import { startsStatement } from '../../../../src/core/syntax/statementLine';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';

const parse = openTrees(packagedGrammars);

async function startsOf(file: string, code: string): Promise<number[]> {
  const parsed = await parse(file, code);
  assert.ok(parsed);
  return code.split('\n').flatMap((_, at) => (startsStatement(parsed, at + 1) ? [at + 1] : []));
}

describe('startsStatement', () => {
  const cases: [file: string, code: string, starts: number[]][] = [
    [
      'a.ts',
      'function f(a) {\n  if (a)\n    return 1;\n  else\n    g();\n  h(\n    a,\n  )\n    .then(b);\n  return {\n    a,\n  };\n}',
      [1, 2, 6, 10],
    ],
    ['a.ts', 'class A extends B {\n  x = 1;\n  constructor() {\n    super(1);\n    this.a = 1;\n  }\n}', [5]],
    ['a.ts', 'switch (a) {\n  case 1:\n    f();\n}\nconst f = (a) =>\n  a.b;\n', [1, 3, 5]],
    ['a.py', 'def f(a):\n    if a:\n        return 1\n    else:\n        g(\n            a)\n    x = [\n        1]\n', [2, 3, 5, 7]],
    ['A.java', 'class A {\n  int x;\n  int f(int a) {\n    if (a > 1)\n      return 2;\n    return a;\n  }\n}', [4, 6]],
    ['a.go', 'package a\n\nfunc f() int {\n\tx := 1\n\tif x > 0 {\n\t\treturn 1\n\t}\n\treturn x\n}\n', [4, 5, 6, 8]],
    ['a.rb', 'def f(a)\n  b = a\n  if b\n    c(b)\n  end\n  b\nend\n', [2, 3, 4, 6]],
    ['a.cpp', 'int f(int a) {\n  if (a)\n    return 1;\n  return a;\n}\n', [2, 4]],
    ['a.cs', 'class A {\n  int F(int a) {\n    if (a > 1)\n      return 2;\n    return a;\n  }\n}', [3, 5]],
    ['a.php', '<?php\nfunction f($a) {\n  if ($a)\n    return 1;\n  return $a;\n}\n', [3, 5]],
  ];
  for (const [file, code, starts] of cases)
    it(`holds in ${file} for lines ${starts.join(', ')} of ${JSON.stringify(code.slice(0, 40))}`, async () => {
      const found = await startsOf(file, code);
      // Declarations of a file may count, but nothing inside a statement may.
      assert.deepEqual(
        found.filter((line) => !/^(?:class|def|function|package|func|int f|<\?php)/.test(code.split('\n')[line - 1] ?? '')),
        starts.filter((line) => !/^(?:class|def|function|package|func|int f)/.test(code.split('\n')[line - 1] ?? '')),
      );
    });
});
