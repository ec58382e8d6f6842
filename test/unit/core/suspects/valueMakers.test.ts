import assert from 'node:assert/strict';
import { join } from 'node:path';
import { outputIn, readCases } from '../../../../bench/explain/explainCase';
import { readDocumentedBugs, WORKSPACE as BUG_FOLDER } from '../../../../realBugs/documented/documentedBugs';
import { causeText } from '../../../support/causesOf';
import { hypothesesOf } from '../../../support/hypothesesOf';

const WORKSPACE = '/srv/work';
const folder = join(__dirname, '../../../../bench/explain');
const cases = ['cases', 'fresh-2'].flatMap((set) => readCases(join(folder, set)));

/** Recorded failures with a wrong value from a function that is no longer on the stack, and that function. */
const makers: Record<string, string> = {
  'javascript/find-without-match': 'byId',
  'javascript/returns-in-one-branch': 'discountFor',
  'python/lookup-returns-none': 'find',
  'java/lookup-null': 'findOwner',
  'go/lookup-nil': 'find',
  'rust/unwrap-none': 'price_of',
  'csharp/null-return': 'Find',
  'php/null-of-lookup': 'find',
  'php/null-member': 'find',
  'ruby/nil-of-lookup': 'find_user',
  'cpp/null-pointer': 'find',
};

describe('the origin of a missing value', () => {
  for (const [id, maker] of Object.entries(makers)) {
    it(`${id}: \`${maker}\`, which had already returned, is ranked among the first three`, async () => {
      const each = cases.find((one) => one.id === id);
      assert.ok(each);
      const files = Object.fromEntries(Object.entries(each.files).map(([name, text]) => [name, text.split('\n')]));
      const { ranked } = await hypothesesOf(outputIn(each, WORKSPACE).split('\n'), files);
      assert.ok(
        ranked.slice(0, 3).some((name) => name === maker || name.endsWith(`.${maker}`)),
        ranked.join(', '),
      );
    });
  }

  it('go/statusetat-242: the function that left the field nil comes before the callers that passed nothing on', async () => {
    const bug = readDocumentedBugs().find(({ id }) => id === 'go/statusetat-242');
    assert.ok(bug);
    const files = Object.fromEntries(Object.entries(bug.files).map(([name, text]) => [name, text.split('\n')]));
    const { ranked } = await hypothesesOf(bug.output.replaceAll(BUG_FOLDER, WORKSPACE).split('\n'), files);
    assert.ok(ranked.indexOf('loadConfig') < ranked.indexOf('main'), ranked.join(', '));
  });

  it('csharp/eddiscovery-2048: a caller on the stack that passed the value on does not overtake the function that fails', async () => {
    const bug = readDocumentedBugs().find(({ id }) => id === 'csharp/eddiscovery-2048');
    assert.ok(bug);
    const files = Object.fromEntries(Object.entries(bug.files).map(([name, text]) => [name, text.split('\n')]));
    const { ranked } = await hypothesesOf(bug.output.replaceAll(BUG_FOLDER, WORKSPACE).split('\n'), files);
    assert.equal(ranked[0], 'KeyParser.Virtual');
  });

  for (const [missing, other, maker] of [
    ['first', 'second', 'load'],
    ['second', 'first', 'fetch'],
  ] as const) {
    it(`the values where it failed decide which of two functions is ranked as the origin: \`${missing}\` is nil`, async () => {
      const { ranked } = await hypothesesOf(
        [
          'panic: runtime error: invalid memory address or nil pointer dereference',
          '[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x45]',
          '',
          'goroutine 1 [running]:',
          'main.label(...)',
          `\t${WORKSPACE}/main.go:26 +0x1d`,
          'main.main()',
          `\t${WORKSPACE}/main.go:30 +0x1d`,
          'exit status 2',
        ],
        {
          'main.go': [
            'package main',
            '',
            'type Item struct{ Name string }',
            '',
            ...['load', 'fetch'].flatMap((name) => [
              `var ${name}ed = map[string]*Item{}`,
              '',
              `func ${name}(key string) *Item {`,
              `\titem, ok := ${name}ed[key]`,
              '\tif !ok {',
              '\t\treturn nil',
              '\t}',
              '\treturn item',
              '}',
            ]),
            'func label() string {',
            '\tfirst := load("a")',
            '\tsecond := fetch("b")',
            '\treturn first.Name + second.Name',
            '}',
            '',
            'func main() {',
            '\tprintln(label())',
            '}',
          ],
        },
        [],
        [
          { frame: 0, name: missing, value: 'nil' },
          { frame: 0, name: other, value: '*main.Item {Name: "b"}' },
        ],
      );
      const [above, below] = [maker, maker === 'load' ? 'fetch' : 'load'].map((name) => ranked.indexOf(name));
      assert.ok(above! >= 0 && above! < below!, ranked.join(', '));
    });
  }

  it('a method of an argument that is named after its class, called in a comprehension, is ranked as the origin', async () => {
    const { hypotheses, ranked } = await hypothesesOf(
      `Traceback (most recent call last):
  File "${WORKSPACE}/main.py", line 4, in <module>
    print(total(Store(), ["a"]))
  File "${WORKSPACE}/cart.py", line 3, in total
    return sum(prices)
TypeError: unsupported operand type(s) for +: 'int' and 'NoneType'`.split('\n'),
      {
        'main.py': ['from cart import total', 'from store import Store', '', 'print(total(Store(), ["a"]))'],
        'cart.py': ['def total(store, skus):', '    prices = [store.find(s) for s in skus]', '    return sum(prices)'],
        'store.py': [
          'class Store:',
          '    def __init__(self):',
          '        self.items = {}',
          '',
          '    def find(self, sku):',
          '        return self.items.get(sku)',
        ],
      },
    );
    assert.ok(ranked.includes('Store.find'), ranked.join(', '));
    const causes = hypotheses.map(causeText).join('\n');
    assert.match(causes, /adds up `prices`, and one of its elements is `None`\. Line 2 makes each of them by `store\.find\(s\)`/);
    assert.match(causes, /^store\.py:6 `find` returns `self\.items\.get\(sku\)`/m);
  });
});
