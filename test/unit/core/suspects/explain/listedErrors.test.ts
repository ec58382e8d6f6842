import assert from 'node:assert/strict';
import { hypothesesOf } from '../../../../support/hypothesesOf';

async function cardsOf(output: string, files: Record<string, string>): Promise<{ title: string; rootCause: string; check: string }[]> {
  const { hypotheses } = await hypothesesOf(
    output.split('\n'),
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.split('\n')])),
  );
  return hypotheses;
}

describe('localHypotheses: errors that a compiler or a checker lists', () => {
  it('explains each of several errors of TypeScript, and names the property that has the wrong type', async () => {
    const cards = await cardsOf(
      `src/app.ts(4,25): error TS2322: Type 'string' is not assignable to type 'number'.
src/app.ts(6,68): error TS2339: Property 'name' does not exist on type 'Item'.`,
      {
        'src/app.ts': `interface Item { sku: string; price: number }
function add(items: Item[], item: Item): Item[] { return [...items, item]; }
export function fill(cart: Item[]): void {
  add(cart, { sku: 'a', price: '3' });
}
export const names = (cart: Item[]): string[] => cart.map((i) => i.name);`,
      },
    );
    assert.equal(cards.length, 2);
    assert.ok(
      cards.some(({ title }) => title === '`price` is `string`, not `number`'),
      JSON.stringify(cards),
    );
    assert.ok(cards.some(({ title }) => title === '`Item` has no `name`'));
    for (const { title, rootCause } of cards) assert.doesNotMatch(`${title} ${rootCause}`, /does not compile|`add\(.*is `string`/);
  });

  it('names the further errors of the same function', async () => {
    const [card] = await cardsOf(
      `Shop.java:3: error: incompatible types: String cannot be converted to int
    int sum = "";
              ^
Shop.java:4: error: cannot find symbol
    return sum.lenght();
              ^
  symbol:   method lenght()
2 errors`,
      {
        'Shop.java': `class Shop {
  int total() {
    int sum = "";
    return sum.lenght();
  }
}`,
      },
    );
    assert.equal(card?.title, '`sum` is given a `String`, not an `int`');
    assert.match(card?.rootCause ?? '', /gives `sum` a `String`.*There is another error on line 4\./);
  });

  it("says a linter's finding in its words: nothing was thrown, and there is no run to stop", async () => {
    const [card] = await cardsOf(
      `/srv/work/lib/a.js
  2:13  error  Expected '===' and instead saw '=='  eqeqeq

✖ 1 problem (1 error, 0 warnings)`,
      { 'lib/a.js': 'export function ratio(part, whole) {\n  if (whole == null) return 0;\n  return part / whole;\n}' },
    );
    assert.equal(card?.title, "Expected '===' and instead saw '=='");
    assert.doesNotMatch(`${card?.rootCause} ${card?.check}`, /throws|Stop at/);
  });

  it('finds the file that esbuild could not resolve', async () => {
    const [card] = await cardsOf(
      `✘ [ERROR] Could not resolve "./lib/chunkk.js"

    app.js:1:18:
      1 │ import chunk from './lib/chunkk.js';
        ╵                   ~~~~~~~~~~~~~~~~~

1 error`,
      { 'app.js': "import chunk from './lib/chunkk.js';\nconsole.log(chunk([1], 2));", 'lib/chunk.js': 'export default (a) => a;' },
    );
    assert.match(card?.rootCause ?? '', /Line 1 imports `\.\/lib\/chunkk\.js`.*There is `lib\/chunk\.js`: did you mean that\?/);
  });
});

describe('localHypotheses: what checkers and test tools say', () => {
  it("uses a checker's suggestion, for a name and for a member", async () => {
    const shop =
      'TAXES = 2\n\n\nclass Shop:\n    def __init__(self):\n        self.items = []\n\n    def count(self):\n        return len(self.itms) * TAXS';
    const [name] = await cardsOf("shop.py:9:36: F821 undefined name 'TAXS'\n", { 'shop.py': shop });
    assert.match(name?.rootCause ?? '', /Line 9 uses `TAXS`, which is not declared there\. Did you mean `TAXES` \(line 1\)\?/);
    const [member] = await cardsOf("shop.py:9:19: E1101: Instance of 'Shop' has no 'itms' member; maybe 'items'? (no-member)\n", {
      'shop.py': shop,
    });
    assert.match(member?.rootCause ?? '', /Line 9 reads `self\.itms`, but `Shop` has no `itms`.*It has `items` \(line 6\)/);
    assert.match(member?.check ?? '', /run the check again/);
  });

  it('names the fixture that a test of pytest may have meant', async () => {
    const [card] = await cardsOf(
      `==================================== ERRORS ====================================
___________________________ ERROR at setup of test_ok ___________________________
file /srv/work/test_api.py, line 9
  def test_ok(clint):
E       fixture 'clint' not found
>       available fixtures: cache, client, tmp_path
>       use 'pytest --fixtures [testpath]' for help on them.

/srv/work/test_api.py:9`,
      {
        'test_api.py': `import pytest


@pytest.fixture
def client():
    return {"status": 200}


def test_ok(clint):
    assert clint["status"] == 200`,
      },
    );
    assert.equal(card?.title, 'There is no fixture `clint`');
    assert.match(card?.rootCause ?? '', /`test_ok` asks for the fixture `clint` \(line 9\)/);
  });

  it('finds the module of a name that a bundler misses', async () => {
    const [card] = await cardsOf(
      `[!] RollupError: main.js (1:9): "area" is not exported by "shapes.js", imported by "main.js".
main.js (1:9)
1: import { area } from './shapes.js';
            ^
    at getRollupError (/srv/work/node_modules/rollup/dist/shared/parseAst.js:326:41)`,
      {
        'main.js': "import { area } from './shapes.js';\nconsole.log(area(2));",
        'shapes.js': 'export const areaOf = (r) => 3.14 * r * r;',
      },
    );
    assert.equal(card?.title, '`./shapes.js` does not export `area`');
    assert.doesNotMatch(card?.rootCause ?? '', /throws/);
  });

  it('names the line of a file without functions', async () => {
    const [card] = await cardsOf('deploy.sh: line 3: conut: unbound variable', { 'deploy.sh': 'set -u\ncount=3\necho "$conut services"' });
    assert.match(card?.title ?? '', /deploy\.sh:3 fails/);
    assert.match(card?.rootCause ?? '', /Line 3, `echo "\$conut services"`, fails: conut: unbound variable/);
  });

  it("does not repeat Babel's path and place in the sentence about a syntax error", async () => {
    const [card] = await cardsOf(
      `SyntaxError: /srv/work/parse.js: Unexpected token, expected "," (2:30)

  1 | function parse(line) {
> 2 |   const parts = line.split(',';
    |                               ^
    at constructor (/srv/work/node_modules/@babel/parser/lib/index.js:369:19)`,
      { 'parse.js': "function parse(line) {\n  const parts = line.split(',';\n  return parts;\n}" },
    );
    assert.match(card?.rootCause ?? '', /`: Unexpected token, expected ","\. The `\(`/);
  });
});
