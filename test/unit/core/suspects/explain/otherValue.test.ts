import assert from 'node:assert/strict';
import { causeText } from '../../../../support/causesOf';
import { hypothesesOf } from '../../../../support/hypothesesOf';

type Files = Record<string, string[]>;

async function all(output: string[], files: Files): Promise<string[]> {
  const { hypotheses } = await hypothesesOf(output, files);
  return hypotheses.map((card) => `${card.title}\n${causeText(card)}`);
}

const csharp = (line: number): string[] => [
  'Unhandled Exception:',
  'System.NullReferenceException: Object reference not set to an instance of an object',
  `  at Orders.TotalOf (System.String id) [0x00006] in /srv/Program.cs:${line}`,
];

describe('explainFailure: a value that is not the one that failed', () => {
  it('is not blamed in C#: the result of an own method is null, not the element of a lambda in it', async () => {
    const cards = await all(csharp(8), {
      'Program.cs': [
        'using System.Linq;',
        'using System.Collections.Generic;',
        'class Order { public string Id; public decimal Total; }',
        'class Orders {',
        '  private readonly List<Order> all = new List<Order>();',
        '  public Order Find(string id) { return all.FirstOrDefault(o => o.Id == id); }',
        '  // the total',
        '  public decimal TotalOf(string id) { return Find(id).Total; }',
        '}',
      ],
    });
    assert.match(
      cards[0] ?? '',
      /^`Find\(id\)` is null in `TotalOf`\n.*`Find` returns `all\.FirstOrDefault\(o => o\.Id == id\)` \(line 6\)/,
    );
    for (const card of cards) assert.doesNotMatch(card, /`o` is null/);
  });

  it('is not blamed in Go: what a second variable of the name is given', async () => {
    const cards = await all(
      [
        'panic: runtime error: invalid memory address or nil pointer dereference',
        '',
        'goroutine 1 [running]:',
        'main.main()',
        '\t/app/main.go:13 +0x1d',
      ],
      {
        'main.go': [
          'package main',
          'type Account struct{ Balance int }',
          'func open(id string) (*Account, error) {',
          '\treturn &Account{10}, nil',
          '}',
          'func main() {',
          '\tvar account *Account',
          '\tif true {',
          '\t\taccount, err := open("a")',
          '\t\t_ = account',
          '\t\t_ = err',
          '\t}',
          '\tprintln(account.Balance)',
          '}',
        ],
      },
    );
    assert.match(cards[0] ?? '', /Line 9 declares a new `account`, which shadows the one of line 7/);
    for (const card of cards) assert.doesNotMatch(card, /is assigned on line 9|a\.go:9 sets/);
  });

  it('is not blamed in Python: what a generator yields is not what its call gives', async () => {
    const cards = await all(
      [
        'Traceback (most recent call last):',
        '  File "a.py", line 7, in <module>',
        '  File "a.py", line 5, in mean',
        "TypeError: object of type 'generator' has no len()",
      ],
      {
        'a.py': [
          'def numbers(lines):',
          '    for line in lines:',
          '        yield float(line)',
          'def mean(values):',
          '    return sum(values) / len(values)',
          '',
          'mean(numbers(["1"]))',
        ],
      },
    );
    assert.match(
      cards[0] ?? '',
      /Line 5 calls `len\(values\)`, but `values` is a `generator`, which has no length\. `values` is `numbers\(\["1"\]\)`, passed on line 7\./,
    );
    for (const card of cards) assert.doesNotMatch(card, /returns `float|a\.py:3 /);
  });

  it('is passed over for the line that stores the key of a map in another form', async () => {
    const files = (put: string): Files => ({
      'stock.py': [
        'COUNTS = {}',
        'def add(name, count):',
        `    ${put}`,
        'def count(name):',
        '    return COUNTS[name]',
        'add("pen", 3)',
        'count("pen")',
      ],
    });
    const output = [
      'Traceback (most recent call last):',
      '  File "stock.py", line 7, in <module>',
      '  File "stock.py", line 5, in count',
      "KeyError: 'pen'",
    ];
    assert.match(
      (await all(output, files('COUNTS[name.upper()] = count')))[0] ?? '',
      /Line 3 stores the key as `name\.upper\(\)`: `COUNTS\[name\.upper\(\)\] = count`\./,
    );
    for (const put of ['COUNTS[name] = count', 'COUNTS["pencil"] = count'])
      assert.doesNotMatch((await all(output, files(put)))[0] ?? '', /stores the key/);
  });
});
