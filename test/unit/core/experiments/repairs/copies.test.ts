import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';
import { listRepairs } from '../../../../../src/core/experiments/repairs/listRepairs';
import { openTrees } from '../../../../../src/core/syntax/openSyntax';

const parse = openTrees(packagedGrammars);

/** The lines that copies write into a file, in the order of its lines. */
async function copiesIn(file: string, text: string): Promise<string[]> {
  const last = text.split('\n').length;
  const suspect = { file, line: 1, functionRange: [1, last] as [number, number], score: 1, reasons: [] };
  const read = (name: string): Promise<string | undefined> => Promise.resolve(name === file ? text : undefined);
  const listed = await listRepairs([suspect], { kind: 'assertion', expectations: [] }, [], { read, parse });
  const before = new Set(text.split('\n'));
  return listed
    .filter(({ template }) => template === 'copy-missing')
    .toSorted((a, b) => a.line - b.line)
    .flatMap(({ text: changed }) => changed.split('\n').filter((line) => !before.has(line)))
    .map((line) => line.trim());
}

/** A list that a class keeps, changes and hands out. */
const BASKETS: readonly (readonly [file: string, text: string, copies: readonly string[]])[] = [
  [
    'basket.js',
    'class Basket {\n  constructor(items) {\n    this.items = items;\n  }\n  add(one) {\n    this.items.push(one);\n  }\n  all() {\n    return this.items;\n  }\n}\n',
    ['this.items = [...items];', 'return [...this.items];'],
  ],
  [
    'basket.py',
    'class Basket:\n    def __init__(self, items):\n        self.items = items\n\n    def add(self, one):\n        self.items.append(one)\n\n    def all(self):\n        return self.items\n',
    ['self.items = list(items)', 'return list(self.items)'],
  ],
  [
    'basket.rb',
    'class Basket\n  def initialize(items)\n    @items = items\n  end\n\n  def add(one)\n    @items << one\n  end\n\n  def all\n    @items\n  end\nend\n',
    ['@items = items.dup', '@items.dup'],
  ],
  [
    'Basket.java',
    'import java.util.*;\n\nclass Basket {\n  private List<String> items;\n  Basket(List<String> items) {\n    this.items = items;\n  }\n  void add(String one) {\n    items.add(one);\n  }\n  List<String> all() {\n    return items;\n  }\n}\n',
    ['this.items = new ArrayList<>(items);', 'return new ArrayList<>(items);'],
  ],
  [
    'Basket.cs',
    'class Basket {\n  private Dictionary<string, int> counts;\n  public Basket(Dictionary<string, int> counts) {\n    this.counts = counts;\n  }\n  public void Add(string one) {\n    counts[one] = 1;\n  }\n}\n',
    ['this.counts = new Dictionary<string, int>(counts);'],
  ],
  [
    'basket.go',
    'package shop\n\ntype Basket struct{ items []string }\n\nfunc New(items []string) *Basket {\n\treturn &Basket{items: items}\n}\n\nfunc (b *Basket) Set(at int, one string) {\n\tb.items[at] = one\n}\n',
    ['return &Basket{items: append(items[:0:0], items...)}'],
  ],
  [
    'Basket.kt',
    'class Basket(given: MutableMap<String, Int>) {\n    private val counts = given\n    fun add(one: String) {\n        counts.put(one, 1)\n    }\n}\n',
    ['private val counts = given.toMutableMap()'],
  ],
  [
    'plan.php',
    '<?php\nclass Plan {\n  public $from;\n  function __construct($from) {\n    $this->from = $from;\n  }\n  function begin($day) {\n    $this->from->day = $day;\n  }\n}\n',
    ['$this->from = clone $from;'],
  ],
];

describe('a copy that is missing', () => {
  for (const [file, text, copies] of BASKETS)
    it(`is made where ${file} keeps and hands out what it changes`, async () => {
      assert.deepEqual(await copiesIn(file, text), copies);
    });

  it('is made of what a call gets before it is changed further', async () => {
    const text =
      'function paths(list) {\n  const all = [];\n  const path = [];\n  for (const one of list) {\n    path.push(one);\n    all.push(path);\n  }\n  return all;\n}\n';
    assert.ok((await copiesIn('paths.js', text)).includes('all.push([...path]);'));
  });

  it('is made of a parameter that a function changes for its result', async () => {
    assert.deepEqual(await copiesIn('least.py', 'def least(items):\n    """The least."""\n    items.sort()\n    return items[0]\n'), [
      'items = list(items)',
    ]);
    assert.deepEqual(
      await copiesIn('tidy.py', 'def tidy(items):\n    items.sort()\n'),
      [],
      'where it gives no result, the change is what it is for',
    );
  });

  it('is made as deep as the change', async () => {
    const text = 'function moved(rows) {\n  const next = rows;\n  next[0].at = 1;\n  return next;\n}\n';
    assert.ok((await copiesIn('moved.js', text)).includes('const next = structuredClone(rows);'));
  });

  it('is none of a value that nothing changes', async () => {
    const text =
      'class Basket {\n  constructor(items) {\n    this.items = items;\n  }\n  size() {\n    return this.items.length;\n  }\n}\n';
    assert.deepEqual(await copiesIn('basket.js', text), []);
  });

  it('is looked for in code whose texts would be patterns that do not end', async () => {
    const text =
      "<?php\nclass Bag {\n  public $items = [];\n  function f($x) { $this->items[] = $x; return $this; }\n  function all() { $own = $this->f('((a+)+')->items; sort($own); return $own; }\n}\n";
    await assert.doesNotReject(copiesIn('bag.php', text));
  });
});
