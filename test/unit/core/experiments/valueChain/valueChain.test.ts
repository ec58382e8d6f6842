import assert from 'node:assert/strict';
import { fileIndex } from '../../../../../src/core/workspace/fileIndex';
import { ImportResolver } from '../../../../../src/core/context/resolveImport';
import { WorkspaceCode } from '../../../../../src/core/context/workspaceCode';
import { MOST_HOPS, type Hop } from '../../../../../src/core/experiments/valueChain/hop';
import { valueChain } from '../../../../../src/core/experiments/valueChain/valueChain';
import { openSyntax } from '../../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';
import { memoryReader } from '../../../../support/memoryReader';

const syntax = openSyntax(packagedGrammars);

/** The chain as `line expression when`, for the last use of `expression` in the first file. */
async function chain(files: Record<string, string>, expression: string, stack: { file: string; line: number }[] = []): Promise<Hop[]> {
  const reader = memoryReader(files);
  const code = new WorkspaceCode(reader, syntax, fileIndex(Object.keys(files).sort()));
  const imports = new ImportResolver(code);
  const [file = ''] = Object.keys(files);
  const lines = (files[file] ?? '').split('\n');
  const line = lines.findLastIndex((text) => text.includes(expression)) + 1;
  return valueChain({ file, line, expression }, { code, imports, stack });
}

function places(hops: readonly Hop[]): string[] {
  return hops.map(({ file, line, expression, when }) => `${file}:${line} ${expression} ${when}`);
}

describe('valueChain', () => {
  it('leads through return values of functions in other files, and destructuring', async () => {
    const hops = await chain(
      {
        'a.ts': `import { load } from './b';\nexport function show(id: string) {\n  const { user, at } = load(id);\n  return user.name;\n}\n`,
        'b.ts': `const users: Record<string, User> = {};\nexport function load(id: string) {\n  const user = users[id];\n  return { user, at: 1 };\n}\n`,
      },
      'user',
    );
    const found = places(hops);
    for (const each of ['a.ts:4 user before', 'a.ts:3 user after', 'b.ts:4 user before', 'b.ts:3 user after'])
      assert.ok(found.includes(each), each);
    assert.equal(hops.find(({ file, line }) => file === 'b.ts' && line === 3)?.declared, undefined);
    assert.equal(hops.find(({ expression }) => expression === 'users[id]')?.declared, 'User');
  });

  it('leads through the places that add to a value, in JavaScript and Python', async () => {
    const js = await chain(
      { 'a.js': 'export function total(items) {\n  let sum = 0;\n  for (const item of items) sum += item.price;\n  return sum;\n}\n' },
      'sum',
    );
    for (const each of ['a.js:4 sum before', 'a.js:3 sum after', 'a.js:2 sum after'])
      assert.ok(places(js).includes(each), places(js).join());
    const python = await chain(
      { 'a.py': 'def total(items):\n    total = 0\n    for item in items:\n        total += item["price"]\n    return total\n' },
      'total',
    );
    assert.ok(places(python).includes('a.py:4 total after'), places(python).join());
  });

  it('leads to an earlier round of a loop, and to what was there before it', async () => {
    const hops = await chain(
      {
        'a.js':
          'function last(node) {\n  while (node.open) {\n    node = node.next;\n  }\n}\nfunction open(tree) {\n  last(tree.root);\n}\n',
      },
      'node.next',
    );
    for (const each of ['a.js:3 node.next after', 'a.js:7 tree.root.next before'])
      assert.ok(places(hops).includes(each), places(hops).join());
  });

  it('leads from a condition that a function gets to what it compares', async () => {
    const hops = await chain(
      {
        'a.js': `function invariant(condition, message) {
  if (!condition) throw new Error(message);
}
function open(config) {
  const port = config.port;
  invariant(port > 0, 'no port');
}
`,
      },
      'condition',
      [
        { file: 'a.js', line: 2 },
        { file: 'a.js', line: 6 },
      ],
    );
    assert.ok(places(hops).includes('a.js:5 port after'), places(hops).join());
  });

  it('leads from the parameter of a function that is passed by its name to what the call gives it', async () => {
    const js = await chain(
      {
        'a.js': `function open(load) {
  function isOpen(row) {
    return row.open;
  }
  load((rows) => {
    rows = rows.filter(isOpen);
  });
}
`,
      },
      'row.open',
      [
        { file: 'a.js', line: 3 },
        { file: 'a.js', line: 6 },
      ],
    );
    assert.ok(places(js).includes('a.js:6 rows before'), places(js).join());
    const python = await chain(
      { 'a.py': 'def is_open(row):\n    return row.open\n\ndef find(table):\n    rows = table.rows\n    return filter(is_open, rows)\n' },
      'row.open',
    );
    assert.ok(places(python).includes('a.py:5 rows after'), places(python).join());
  });

  it('leads through a parameter to the call on the stack', async () => {
    const hops = await chain(
      {
        'a.js': `function total(order) {\n  return order.items.length;\n}\nfunction show(cart) {\n  const last = cart.orders[0];\n  return total(last);\n}\n`,
      },
      'order.items',
      [
        { file: 'a.js', line: 2 },
        { file: 'a.js', line: 6 },
      ],
    );
    assert.ok(places(hops).includes('a.js:6 last.items before'), places(hops).join('\n'));
  });

  it('leads through promises, callbacks, list methods and fields', async () => {
    const promised = await chain(
      {
        'a.js': `function go() {\n  load().then((found) => {\n    use(found.x);\n  });\n}\nasync function load() {\n  return cache.get('a');\n}\n`,
      },
      'found.x',
    );
    assert.ok(
      places(promised).some((each) => each.startsWith("a.js:7 cache.get('a') returns")),
      places(promised).join('\n'),
    );
    const mapped = await chain(
      { 'a.js': `const rows = read();\nfunction read() { return [1]; }\nconst wide = rows.map((row) => row.size.x);\n` },
      'row.size',
    );
    assert.ok(places(mapped).includes('a.js:1 rows after'), places(mapped).join('\n'));
    const field = await chain(
      {
        'a.js': `class Cart {\n  constructor(owner) {\n    this.owner = owner;\n  }\n  name() {\n    return this.owner.name;\n  }\n}\nnew Cart(find());\n`,
      },
      'this.owner',
    );
    assert.ok(places(field).includes('a.js:9 find() before'), places(field).join('\n'));
  });

  it('follows Python, its loops and fields', async () => {
    const hops = await chain(
      {
        'shop.py': `class Shop:\n    def __init__(self):\n        self.orders = []\n\n    def add(self, order):\n        self.orders.append(order)\n\n    def total(self):\n        for order in self.orders:\n            price = order.price\n        return price\n`,
      },
      'order.price',
    );
    const found = places(hops);
    assert.ok(found.some((each) => each.startsWith('shop.py:9')) && found.includes('shop.py:6 order.price before'), found.join('\n'));
  });

  it('ends in a recursion and in a long chain', async () => {
    const many = Array.from({ length: 40 }, (_, at) => `function f${at}(v) { return f${at + 1}(v); }`).join('\n');
    const hops = await chain({ 'a.js': `${many}\nfunction f40(v) { return f0(v); }\nconst x = f0(1);\nx.y;\n` }, 'x');
    assert.ok(hops.length > 2 && hops.length <= MOST_HOPS);
  });

  for (const [name, text, use, origin] of [
    [
      'a callback of map',
      'const parse = (lines) => lines.map((line) => {\n  return { price: line.price };\n});\nfunction show(id) {\n  for (const item of parse(id)) {\n    use(item.price);\n  }\n}\n',
      'item.price',
      'a.js:2 line.price before',
    ],
    [
      'a named function that map gets',
      'function price(sku) {\n  return rates[sku];\n}\nfunction show(skus) {\n  const [first] = skus.map(price);\n  use(first);\n}\n',
      'first',
      'a.js:2 rates[sku] returns',
    ],
    [
      'the callback of the last then',
      'const get = (key) => load(key).then((entry) => entry.tags);\nget(1).then((tags) => {\n  use(tags);\n});\n',
      'tags',
      'a.js:1 entry.tags returns',
    ],
    [
      'what resolves a promise',
      'const ask = () => new Promise((resolve) => {\n  resolve(row.user);\n});\nasync function show() {\n  const user = await ask();\n  use(user);\n}\n',
      'user',
      'a.js:2 row.user before',
    ],
    [
      'Promise.all',
      'const rate = async (code) => rates[code];\nasync function show(list) {\n  const all = await Promise.all(list.map(async (code) => rate(code)));\n  use(all);\n}\n',
      'all',
      'a.js:1 rates[code] returns',
    ],
    [
      'an event',
      "bus.on('order', (order) => {\n  use(order.customer);\n});\nfunction place(order) {\n  bus.emit('order', { ...order, customer: order.by });\n}\n",
      'order.customer',
      'a.js:5 order.by before',
    ],
    [
      'a generator',
      'function* pages(rows) {\n  yield rows[0];\n}\nfunction show(rows) {\n  for (const row of pages(rows)) {\n    use(row);\n  }\n}\n',
      'row',
      'a.js:2 rows[0] before',
    ],
    [
      'a field of a base class',
      'class Base {\n  constructor(name) {\n    this.label = label(name);\n  }\n}\nclass Tag extends Base {\n  show() {\n    return this.label.length;\n  }\n}\n',
      'this.label',
      'a.js:3 this.label after',
    ],
    [
      'a call of the workspace, without reading it',
      'const one = (id) => table[id];\nfunction put(id) {\n  cache.all = one(id);\n}\nfunction show() {\n  use(cache.all);\n}\n',
      'cache.all',
      'a.js:1 table[id] returns',
    ],
    [
      'a getter',
      'class Order {\n  get first() {\n    return this.items[0];\n  }\n}\nfunction show(order) {\n  const first = order.first;\n  use(first);\n}\n',
      'first',
      'a.js:3 this.items[0] returns',
    ],
    [
      'what is added to a static field',
      'class Shop {\n  static all = new Map();\n  static add(name) {\n    Shop.all.set(name, make(name));\n  }\n}\nfunction show(name) {\n  const one = Shop.all.get(name);\n  use(one);\n}\n',
      'one',
      'a.js:4 Shop.all after',
    ],
    [
      'a constructor',
      'class Cart {\n  constructor(user) {\n    this.items = user.items;\n  }\n  size() {\n    return this.items.length;\n  }\n}\nconst make = (user) => new Cart({ ...user, items: user.saved });\n',
      'this.items',
      'a.js:9 user.saved before',
    ],
  ] as const)
    it(`leads through ${name}`, async () => {
      const found = places(await chain({ 'a.js': text }, use));
      assert.ok(found.includes(origin), found.join('\n'));
      assert.ok(!found.some((each) => each.includes('one(id) before')), found.join('\n'));
    });

  for (const [name, text, use, origin] of [
    [
      'a lambda of map',
      'def total(items):\n    return sum(map(lambda item: item["price"], items))\ndef run(rows):\n    return total(rows["all"])\n',
      'item["price"]',
      'a.py:4 rows["all"] before',
    ],
    [
      'a property',
      'class Order:\n    @property\n    def first(self):\n        return self.items[0]\ndef show(order):\n    first = order.first\n    use(first)\n',
      'first',
      'a.py:4 self.items[0] returns',
    ],
    [
      'a pool',
      'def price(sku):\n    return PRICES.get(sku)\ndef total(skus):\n    for each in list(pool.map(price, skus)):\n        use(each)\n',
      'each',
      'a.py:2 PRICES.get(sku) returns',
    ],
    [
      'a comprehension over a generator',
      'def read(rows):\n    for row in rows:\n        yield row.get("user")\ndef names(rows):\n    return [user["name"] for user in read(rows)]\n',
      'user',
      'a.py:3 row.get("user") returns',
    ],
    [
      'dictionaries that are appended',
      'def parse(lines):\n    out = []\n    for line in lines:\n        out.append({"price": price(line)})\n    return out\ndef run(lines):\n    for item in parse(lines):\n        use(item["price"])\n',
      'item["price"]',
      'a.py:4 out after',
    ],
  ] as const)
    it(`leads through ${name} in Python`, async () => {
      const found = places(await chain({ 'a.py': text }, use));
      assert.ok(found.includes(origin), found.join('\n'));
    });

  for (const [language, file, text] of [
    [
      'JavaScript',
      'a.js',
      'class Order {\n  get first() {\n    return this.items[0];\n  }\n}\nclass Menu {\n  get first() {\n    return this.rows[0];\n  }\n}\nfunction show() {\n  const order = new Order();\n  const one = order.first;\n  use(one);\n}\n',
    ],
    [
      'Python',
      'a.py',
      'class Order:\n    @property\n    def first(self):\n        return self.items[0]\nclass Menu:\n    @property\n    def first(self):\n        return self.rows[0]\ndef show(order: Order):\n    one = order.first\n    use(one)\n',
    ],
  ] as const)
    it(`takes the getter of the receiver's class among those of the same name, in ${language}`, async () => {
      const found = places(await chain({ [file]: text }, 'one'));
      assert.ok(
        found.some((each) => each.includes('items[0] returns')),
        found.join('\n'),
      );
      assert.ok(!found.some((each) => each.includes('rows[0]')), found.join('\n'));
    });
});
