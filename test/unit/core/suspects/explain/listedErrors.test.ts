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
