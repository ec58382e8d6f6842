import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import { shapeExpression } from '../../../../../src/core/experiments/probes/shapeExpression';
import { parseShape, shapeText } from '../../../../../src/core/experiments/shapeText';

const javascript: Record<string, string> = {
  undefined: 'undefined',
  null: 'null',
  NaN: 'NaN',
  '3': 'int',
  '3.5': 'num',
  true: 'bool',
  '"héllo"': 'str(5)',
  '(() => 1)': 'function',
  '[]': '[]',
  '[1, 2, 3]': '[int]×3',
  '[1, "a"]': '[int|str(1)]×2',
  '({})': '{}',
  '({ id: 1, items: [{ price: 2.5 }], user: null })': '{id:int, items:[…]×1, user:null}',
  '({ "ann@example.com": 1, total: 2 })': '{total:int, …+1}',
  '({ user1234: 1 })': '{…+1}',
  '({ get secret() { throw new Error("ran") }, a: 1 })': '{secret:…, a:int}',
  '({ constructor: { name: 3 }, a: 1 })': '{constructor:{name:int}, a:int}',
  'Object.create(null)': '{}',
  'new (class Order { id = 1 })()': 'Order{id:int}',
  'new Map([[1, 2]])': 'Map{}',
  'Object.fromEntries(Array.from({ length: 20 }, (_, at) => ["k" + at, at]))':
    '{k0:int, k1:int, k2:int, k3:int, k4:int, k5:int, k6:int, k7:int, k8:int, k9:int, k10:int, k11:int, …+8}',
};

const python: Record<string, string> = {
  None: 'None',
  True: 'bool',
  '3': 'int',
  '3.5': 'float',
  'float("nan")': 'NaN',
  '"abc"': 'str(3)',
  'b"abc"': 'bytes(3)',
  '[]': '[]',
  '[1, 2, 3]': '[int]×3',
  '(1, "a")': 'tuple[int|str(1)]×2',
  '{1, 2}': 'set[int]×2',
  '{"id": 1, "items": [{"price": 2.5}], "user": None}': '{id:int, items:[…]×1, user:None}',
  '{"ann@example.com": 1, "total": 2}': '{total:int, …+1}',
  'Order()': 'Order{id:int}',
  Order: 'type',
  len: 'builtin_function_or_method',
};

describe('shapeExpression', () => {
  for (const [expression, shape] of Object.entries(javascript))
    it(`gives ${shape} for ${expression} in JavaScript, as the notation has it`, () => {
      const code = shapeExpression('javascript', expression);
      assert.equal(runInNewContext(code ?? ''), shape);
      assert.equal(shapeText(parseShape(shape)), shape);
    });

  it('gives the shapes of Python', () => {
    const codes = Object.keys(python).map((expression) => shapeExpression('python', expression));
    const program = ['class Order:', '  def __init__(self): self.id = 1', ...codes.map((code) => `print(${code})`)].join('\n');
    const out = execFileSync('python3', ['-c', program], { encoding: 'utf8', env: { ...process.env, PYTHONIOENCODING: 'utf8' } });
    assert.deepEqual(out.trimEnd().split('\n'), Object.values(python));
    for (const shape of Object.values(python)) assert.equal(shapeText(parseShape(shape)), shape);
  });

  it('has balanced braces, because adapters use them to find the end of an expression', () => {
    for (const language of ['javascript', 'python'] as const) {
      let depth = 0;
      for (const char of shapeExpression(language, 'value') ?? '') {
        if (char === '{') depth++;
        if (char === '}') depth--;
        assert.ok(depth >= 0);
      }
      assert.equal(depth, 0);
    }
  });

  it('has none for languages without such an expression', () => assert.equal(shapeExpression('go', 'x'), undefined));
});
