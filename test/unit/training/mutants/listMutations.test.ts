import assert from 'node:assert/strict';
import { listMutations, OPERATORS, parses } from '../../../../training/mutants/listMutations';
import { applyMutation } from '../../../../training/mutants/mutation';

interface Example {
  operator: string;
  before: string;
  /** Every text that the operator may make, for snippets with few. */
  after: string;
  /** 1-based lines of `after`. */
  lines: number[];
}

const PYTHON: Example[] = [
  {
    operator: 'drop-guard',
    before: 'def f(a):\n    b = 1\n    if a is None:\n        return b\n    return a.c\n',
    after: 'def f(a):\n    b = 1\n    return a.c\n',
    lines: [2, 3],
  },
  {
    operator: 'unwrap-condition',
    before: 'def f(a):\n    b = 1\n    if a:\n        b = a.c\n        b += 1\n    return b\n',
    after: 'def f(a):\n    b = 1\n    b = a.c\n    b += 1\n    return b\n',
    lines: [2, 3],
  },
  {
    operator: 'drop-condition-part',
    before: 'def f(a):\n    if a and a.b:\n        print(a)\n',
    after: 'def f(a):\n    if a.b:\n        print(a)\n',
    lines: [2],
  },
  { operator: 'drop-conditional', before: 'def f(a):\n    return a.b if a else None\n', after: 'def f(a):\n    return a.b\n', lines: [2] },
  {
    operator: 'drop-branch',
    before: 'def f(a):\n    if a:\n        b = 1\n    else:\n        b = 2\n    return b\n',
    after: 'def f(a):\n    if a:\n        b = 1\n    return b\n',
    lines: [3, 4],
  },
  { operator: 'wrong-default', before: 'def f(a=True):\n    return a\n', after: 'def f(a=False):\n    return a\n', lines: [1] },
  { operator: 'wrong-fallback', before: 'def f(a):\n    return a or []\n', after: 'def f(a):\n    return a\n', lines: [2] },
  {
    operator: 'wrong-argument-value',
    before: 'def f(a):\n    return a.get(k, [])\n',
    after: 'def f(a):\n    return a.get(k, None)\n',
    lines: [2],
  },
  { operator: 'nil-for-empty', before: 'def f(a):\n    return []\n', after: 'def f(a):\n    return None\n', lines: [2] },
  { operator: 'off-by-one', before: 'def f(a, b):\n    return a < b\n', after: 'def f(a, b):\n    return a <= b\n', lines: [2] },
  { operator: 'off-by-one', before: 'def f(a):\n    return a[1:]\n', after: 'def f(a):\n    return a[2:]\n', lines: [2] },
  { operator: 'wrong-operator', before: 'def f(a, b):\n    return a not in b\n', after: 'def f(a, b):\n    return a in b\n', lines: [2] },
  { operator: 'drop-negation', before: 'def f(a):\n    return not a\n', after: 'def f(a):\n    return a\n', lines: [2] },
  { operator: 'drop-conversion', before: 'def f(a):\n    return "x" + str(a)\n', after: 'def f(a):\n    return "x" + a\n', lines: [2] },
  { operator: 'drop-await', before: 'async def f(a):\n    return await a.b()\n', after: 'async def f(a):\n    return a.b()\n', lines: [2] },
  { operator: 'swap-arguments', before: 'def f(a, b):\n    return g(a, b)\n', after: 'def f(a, b):\n    return g(b, a)\n', lines: [2] },
  { operator: 'drop-argument', before: 'def f(a):\n    return g(a, key=a)\n', after: 'def f(a):\n    return g(a)\n', lines: [2] },
  { operator: 'drop-tidying', before: 'def f(a):\n    return a.strip().b\n', after: 'def f(a):\n    return a.b\n', lines: [2] },
  {
    operator: 'skip-update',
    before: 'def f(self):\n    a = 1\n    self.b = a\n    return a\n',
    after: 'def f(self):\n    a = 1\n    return a\n',
    lines: [2, 3],
  },
  { operator: 'skip-update', before: 'def f(a):\n    a.append(1)\n', after: 'def f(a):\n    pass\n', lines: [2] },
  { operator: 'drop-return', before: 'def f(a):\n    return g(a)\n', after: 'def f(a):\n    g(a)\n', lines: [2] },
  {
    operator: 'early-step',
    before: 'def f(a):\n    for b in a:\n        c(b)\n        d += 1\n',
    after: 'def f(a):\n    for b in a:\n        d += 1\n        c(b)\n',
    lines: [3, 4],
  },
  {
    operator: 'wrong-property',
    before: 'def f(a):\n    return a.size + a.sizes\n',
    after: 'def f(a):\n    return a.sizes + a.sizes\n',
    lines: [2],
  },
  { operator: 'wrong-method', before: 'def f(a):\n    a.append(1)\n', after: 'def f(a):\n    a.extend(1)\n', lines: [2] },
  {
    operator: 'wrong-name',
    before: 'def f(item, items):\n    return g(item)\n',
    after: 'def f(item, items):\n    return g(items)\n',
    lines: [2],
  },
  {
    operator: 'wrong-key',
    before: "def f(a):\n    return a['key'] + a['keys']\n",
    after: "def f(a):\n    return a['keys'] + a['keys']\n",
    lines: [2],
  },
  { operator: 'swap-operands', before: 'def f(a, b):\n    return a - b\n', after: 'def f(a, b):\n    return b - a\n', lines: [2] },
];

const JAVASCRIPT: Example[] = [
  {
    operator: 'drop-guard',
    before: 'function f(a) {\n  const b = 1;\n  if (!a) {\n    return b;\n  }\n  return a.c;\n}\n',
    after: 'function f(a) {\n  const b = 1;\n  return a.c;\n}\n',
    lines: [2, 3],
  },
  {
    operator: 'unwrap-condition',
    before: 'function f(a) {\n  let b = 1;\n  if (a) {\n    b = a.c;\n  }\n  return b;\n}\n',
    after: 'function f(a) {\n  let b = 1;\n  b = a.c;\n  return b;\n}\n',
    lines: [2, 3],
  },
  {
    operator: 'drop-condition-part',
    before: 'function f(a) {\n  return a && a.b;\n}\n',
    after: 'function f(a) {\n  return a.b;\n}\n',
    lines: [2],
  },
  {
    operator: 'drop-conditional',
    before: 'function f(a) {\n  return a ? a.b : 1;\n}\n',
    after: 'function f(a) {\n  return a.b;\n}\n',
    lines: [2],
  },
  {
    operator: 'drop-optional-chain',
    before: 'function f(a) {\n  return a?.b;\n}\n',
    after: 'function f(a) {\n  return a.b;\n}\n',
    lines: [2],
  },
  {
    operator: 'drop-branch',
    before: 'function f(a) {\n  if (a) {\n    b();\n  } else {\n    c();\n  }\n}\n',
    after: 'function f(a) {\n  if (a) {\n    b();\n  }\n}\n',
    lines: [3],
  },
  {
    operator: 'drop-break',
    before: 'function f(a) {\n  switch (a) {\n    case 1:\n      b();\n      break;\n    default:\n      c();\n  }\n}\n',
    after: 'function f(a) {\n  switch (a) {\n    case 1:\n      b();\n    default:\n      c();\n  }\n}\n',
    lines: [4, 5],
  },
  {
    operator: 'wrong-default',
    before: 'function f(a = {}) {\n  return a;\n}\n',
    after: 'function f(a = undefined) {\n  return a;\n}\n',
    lines: [1],
  },
  {
    operator: 'wrong-fallback',
    before: 'function f(a) {\n  const b = a || {};\n}\n',
    after: 'function f(a) {\n  const b = a;\n}\n',
    lines: [2],
  },
  {
    operator: 'wrong-argument-value',
    before: 'function f(a) {\n  g(a, true);\n}\n',
    after: 'function f(a) {\n  g(a, false);\n}\n',
    lines: [2],
  },
  {
    operator: 'nil-for-empty',
    before: 'function f(a) {\n  const b = [];\n}\n',
    after: 'function f(a) {\n  const b = undefined;\n}\n',
    lines: [2],
  },
  {
    operator: 'off-by-one',
    before: 'function f(a) {\n  return a[a.length - 1];\n}\n',
    after: 'function f(a) {\n  return a[a.length];\n}\n',
    lines: [2],
  },
  {
    operator: 'wrong-operator',
    before: 'function f(a, b) {\n  return a === b;\n}\n',
    after: 'function f(a, b) {\n  return a !== b;\n}\n',
    lines: [2],
  },
  { operator: 'drop-negation', before: 'function f(a) {\n  return !a;\n}\n', after: 'function f(a) {\n  return a;\n}\n', lines: [2] },
  {
    operator: 'drop-conversion',
    before: 'function f(a) {\n  return String(a);\n}\n',
    after: 'function f(a) {\n  return a;\n}\n',
    lines: [2],
  },
  {
    operator: 'drop-await',
    before: 'async function f(a) {\n  const b = await a();\n}\n',
    after: 'async function f(a) {\n  const b = a();\n}\n',
    lines: [2],
  },
  {
    operator: 'swap-arguments',
    before: 'function f(a, b) {\n  return g(a, b);\n}\n',
    after: 'function f(a, b) {\n  return g(b, a);\n}\n',
    lines: [2],
  },
  { operator: 'drop-argument', before: 'function f(a, b) {\n  g(a, b);\n}\n', after: 'function f(a, b) {\n  g(a);\n}\n', lines: [2] },
  { operator: 'drop-tidying', before: 'function f(a) {\n  return a.trim();\n}\n', after: 'function f(a) {\n  return a;\n}\n', lines: [2] },
  {
    operator: 'skip-update',
    before: 'function f(a) {\n  let b = 1;\n  b++;\n  g();\n}\n',
    after: 'function f(a) {\n  let b = 1;\n  g();\n}\n',
    lines: [2, 3],
  },
  { operator: 'drop-return', before: 'function f(a) {\n  return g(a);\n}\n', after: 'function f(a) {\n  g(a);\n}\n', lines: [2] },
  {
    operator: 'wrong-property',
    before: 'function f(a) {\n  return a.max + a.maxSize;\n}\n',
    after: 'function f(a) {\n  return a.maxSize + a.maxSize;\n}\n',
    lines: [2],
  },
  { operator: 'wrong-method', before: 'function f(a) {\n  a.push(1);\n}\n', after: 'function f(a) {\n  a.unshift(1);\n}\n', lines: [2] },
  {
    operator: 'wrong-name',
    before: 'function f(item, items) {\n  g(item);\n}\n',
    after: 'function f(item, items) {\n  g(items);\n}\n',
    lines: [2],
  },
  {
    operator: 'swap-operands',
    before: 'function f(a, b) {\n  return a < b;\n}\n',
    after: 'function f(a, b) {\n  return b < a;\n}\n',
    lines: [2],
  },
];

const inClass = (body: string) => `class A {\n  int f(int a, String b) {\n${body}  }\n}\n`;

const JAVA: Example[] = [
  {
    operator: 'drop-guard',
    before: inClass('    int c = 1;\n    if (b == null) {\n      throw new E();\n    }\n    return c;\n'),
    after: inClass('    int c = 1;\n    return c;\n'),
    lines: [3, 4],
  },
  {
    operator: 'unwrap-condition',
    before: inClass('    int c = 1;\n    if (a > 0) {\n      c = 2;\n    }\n    return c;\n'),
    after: inClass('    int c = 1;\n    c = 2;\n    return c;\n'),
    lines: [3, 4],
  },
  { operator: 'drop-condition-part', before: inClass('    return a > 0 && c;\n'), after: inClass('    return c;\n'), lines: [3] },
  { operator: 'drop-conditional', before: inClass('    return a > 0 ? a : 1;\n'), after: inClass('    return a;\n'), lines: [3] },
  {
    operator: 'drop-branch',
    before: inClass('    if (a > 0) {\n      c();\n    } else {\n      d();\n    }\n    return 1;\n'),
    after: inClass('    if (a > 0) {\n      c();\n    }\n    return 1;\n'),
    lines: [4, 6],
  },
  { operator: 'wrong-default', before: inClass('    boolean c = false;\n'), after: inClass('    boolean c = true;\n'), lines: [3] },
  { operator: 'nil-for-empty', before: inClass('    List c = new ArrayList<>();\n'), after: inClass('    List c = null;\n'), lines: [3] },
  { operator: 'off-by-one', before: inClass('    return b.charAt(a - 1);\n'), after: inClass('    return b.charAt(a);\n'), lines: [3] },
  { operator: 'wrong-operator', before: inClass('    return a == 1;\n'), after: inClass('    return a != 1;\n'), lines: [3] },
  { operator: 'drop-negation', before: inClass('    return !c();\n'), after: inClass('    return c();\n'), lines: [3] },
  {
    operator: 'drop-conversion',
    before: inClass('    return String.valueOf(a);\n').replace('String.valueOf', 'valueOf'),
    after: inClass('    return a;\n'),
    lines: [3],
  },
  { operator: 'swap-arguments', before: inClass('    return g(a, b);\n'), after: inClass('    return g(b, a);\n'), lines: [3] },
  { operator: 'drop-argument', before: inClass('    return g(a, b);\n'), after: inClass('    return g(a);\n'), lines: [3] },
  { operator: 'drop-tidying', before: inClass('    return b.trim();\n'), after: inClass('    return b;\n'), lines: [3] },
  {
    operator: 'skip-update',
    before: inClass('    int c = 1;\n    this.d = c;\n    return c;\n'),
    after: inClass('    int c = 1;\n    return c;\n'),
    lines: [3, 4],
  },
  { operator: 'wrong-method', before: inClass('    return b.indexOf(a);\n'), after: inClass('    return b.lastIndexOf(a);\n'), lines: [3] },
  { operator: 'wrong-name', before: inClass('    return g(a);\n'), after: inClass('    return g(b);\n'), lines: [3] },
  { operator: 'swap-operands', before: inClass('    return a < c;\n'), after: inClass('    return c < a;\n'), lines: [3] },
];

const LANGUAGES: readonly (readonly [file: string, examples: readonly Example[]])[] = [
  ['a.py', PYTHON],
  ['a.js', JAVASCRIPT],
  ['A.java', JAVA],
];

describe('listMutations', () => {
  for (const [file, examples] of LANGUAGES) {
    for (const { operator, before, after, lines } of examples) {
      it(`${operator} in ${file}: ${before
        .split('\n')
        .find((line, at) => line !== after.split('\n')[at])
        ?.trim()}`, async () => {
        const mutants = (await listMutations(file, before))
          .filter((found) => found.operator === operator)
          .map(({ edits }) => applyMutation(before, edits));
        const made = mutants.find(({ text }) => text === after);
        assert.ok(made, `made only: ${mutants.map(({ text }) => text).join('\n---\n')}`);
        assert.deepEqual(made.lines, lines);
        for (const { text } of mutants) assert.ok(await parses(file, text), text);
      });
    }
  }

  it('has an example of every operator', () => {
    const shown = new Set(LANGUAGES.flatMap(([, examples]) => examples.map(({ operator }) => operator)));
    assert.deepEqual(
      OPERATORS.map(({ name }) => name).filter((name) => !shown.has(name)),
      [],
    );
  });

  it('leaves code outside functions alone', async () => {
    assert.deepEqual(await listMutations('a.py', 'a = 1\nb = a or []\n'), []);
  });

  it('has no mutations for a language without rules', async () => {
    assert.deepEqual(await listMutations('a.lua', 'function f(a) return a + 1 end\n'), []);
  });
});
