import assert from 'node:assert/strict';
import { causesOf } from '../../../../support/causesOf';
import { hypothesesOf } from '../../../../support/hypothesesOf';

/** Output of `node --test` for a failed comparison. */
const failed = (line: number, got: string, wanted: string): string => `not ok 1 - works
  ---
  location: '/srv/work/a.test.js:${line}:1'
  failureType: 'testCodeFailure'
  error: 'Expected values to be strictly equal'
  code: 'ERR_ASSERTION'
  name: 'AssertionError'
  expected: ${wanted}
  actual: ${got}
  operator: 'strictEqual'
  stack: |-
    TestContext.<anonymous> (/srv/work/a.test.js:${line}:10)
  ...`;

const testOf = (name: string, call: string): string =>
  `const assert = require('node:assert/strict');
const { test } = require('node:test');
const { ${name} } = require('./a');

test('works', () => {
  assert.equal(${call});
});`;

describe('explainFailure: rows that would be untrue', () => {
  it('says that a call changes a value only of methods that do', async () => {
    const causes = await causesOf(failed(6, '2', '3'), {
      'a.js': `function days(visits) {
  const all = visits
    .map(({ at }) => at.slice(0, 10));
  all.forEach((day) => console.log(day));
  all.push('x');
  return all;
}
module.exports = { days };`,
      'a.test.js': testOf('days', `days([{ at: 'a' }]), 3`),
    });
    assert.match(causes, /a\.js:2 sets `all`/);
    assert.match(causes, /a\.js:4 calls `all\.forEach`/);
    assert.match(causes, /a\.js:5 changes `all`/);
    assert.doesNotMatch(causes, /changes `at`|a\.js:4 changes/);
  });

  it('says of a list that a condition leaves empty that it may have had no elements', async () => {
    const causes = await causesOf(
      `Traceback (most recent call last):
  File "/srv/work/main.py", line 5, in <module>
    print(mean(iter([]), 'a'))
  File "/srv/work/main.py", line 3, in mean
    return sum(values) / len(values)
ZeroDivisionError: division by zero`,
      {
        'main.py': `def mean(rows, name):
    values = [each.value for each in rows if each.name == name]
    return sum(values) / len(values)

print(mean(iter([]), 'a'))`,
      },
    );
    assert.match(causes, /is empty when no element of `rows` meets `each\.name == name`/);
  });

  it('does not take a place that a source map made up for a call', async () => {
    const causes = await causesOf(
      `AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:
+ actual - expected

+ 'a b'
- 'a'
    ^
    at assert (/srv/work/check.ts:4:8)
    at Object.<anonymous> (/srv/work/check.ts:5:21)
    at Module._compile (node:internal/modules/cjs/loader:1521:14) {
  generatedMessage: true,
  code: 'ERR_ASSERTION',
  actual: 'a b',
  expected: 'a',
  operator: 'strictEqual'
}`,
      {
        'check.ts': `import assert from 'node:assert/strict';
import { words } from './words';

assert.equal(words(['a', 'b']), 'a');
console.log('it works');`,
        'words.ts': `export const words = (all: string[]): string => all.join(' ');`,
      },
    );
    assert.match(causes, /check\.ts:4|Line 4/);
    assert.doesNotMatch(causes, /check\.ts:5|[Ll]ine 5|\^/);
  });

  it('names the innermost line of an error whose warning named it before', async () => {
    const causes = await causesOf(
      `PHP Warning:  Undefined array key 0 in /srv/work/Desk.php on line 4
PHP Fatal error:  Uncaught Error: Call to a member function line() on null in /srv/work/Desk.php:4
Stack trace:
#0 /srv/work/main.php(3): next_one()
#1 {main}
  thrown in /srv/work/Desk.php on line 4`,
      {
        'Desk.php': `<?php
function next_one(array $open = []): string
{
    return $open[0]->line();
}`,
        'main.php': `<?php
require __DIR__ . '/Desk.php';
echo next_one(), "\n";`,
      },
    );
    assert.doesNotMatch(causes, /main\.php:3 (?:throws|the error comes)|Line 3, /);
  });

  it('says of a part of an argument that its whole is passed', async () => {
    const causes = await causesOf(
      `TypeError: Cannot read properties of undefined (reading 'rating')
    at chance (/srv/work/a.js:2:20)
    at poster (/srv/work/a.js:5:10)`,
      {
        'a.js': `function chance({ home, away }) {
  return home - away.rating;
}
function poster(match) {
  return chance(match);
}`,
      },
    );
    assert.match(causes, /passes `match` with its `away`/);
  });

  it('counts a constructor once that has the name of its class', async () => {
    const causes = await causesOf(
      `Exception in thread "main" java.lang.AssertionError: sum: expected 3 but got 4
	at Check.main(Check.java:4)`,
      {
        'Parcel.java': `class Parcel {
    final int grams;

    Parcel(int grams) {
        this.grams = grams + 1;
    }
}`,
        'Check.java': `class Check {
    public static void main(String[] args) {
        Parcel parcel = new Parcel(3);
        if (parcel.grams != 3) throw new AssertionError("sum: expected 3 but got " + parcel.grams);
    }
}`,
      },
    );
    assert.doesNotMatch(causes, /the program has several/);
  });

  it('says of a variable that a loop sets in each turn that the loop may have had none', async () => {
    const causes = await causesOf(
      `Traceback (most recent call last):
  File "/srv/work/main.py", line 8, in <module>
    print(highest([]) + 1)
TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'`,
      {
        'main.py': `def highest(numbers):
    best = None
    for number in numbers:
        if best is None or number > best:
            best = number
    return best

print(highest([]) + 1)`,
      },
    );
    assert.match(causes, /`best` starts as `None` \(line 2\) and gets a value only in a turn of the loop over `numbers` \(line 3\)/);
    assert.match(causes, /leaves `best` None/);
    assert.doesNotMatch(causes, /only if|NoneType`?$/m);
  });

  it('does not call a copy shallow that the class makes itself', async () => {
    const board = (copy: string): Record<string, string> => ({
      'a.py': `class Board:
    def __init__(self, rows):
        self.rows = rows

${copy}
    def moved(self, row, mark):
        other = self.copy()
        other.rows[row] = mark
        return other
`,
      'test_a.py': `import unittest
from a import Board

class T(unittest.TestCase):
    def test_it(self):
        self.assertEqual(Board([1, 2]).moved(0, 3).rows, [4, 2])
`,
    });
    const output = `FAIL: test_it (test_a.T.test_it)
----------------------------------------------------------------------
Traceback (most recent call last):
  File "/srv/work/test_a.py", line 6, in test_it
    self.assertEqual(Board([1, 2]).moved(0, 3).rows, [4, 2])
AssertionError: Lists differ: [3, 2] != [4, 2]

----------------------------------------------------------------------
Ran 1 test in 0.001s`;
    assert.match(await causesOf(output, board('')), /copies only the first level/);
    assert.doesNotMatch(
      await causesOf(output, board('    def copy(self):\n        return Board(list(self.rows))\n')),
      /copies only the first level|still shares/,
    );
  });

  it('says of a field that a branch sets when it is set', async () => {
    const causes = await causesOf(
      `panic: assignment to entry in nil map

goroutine 1 [running]:
main.build(...)
	/srv/work/main.go:12
main.main()
	/srv/work/main.go:17 +0x218`,
      {
        'main.go': `package main

type Index struct {
	words map[string]int
}

func build(lines []string) *Index {
	index := &Index{}
	if len(lines) > 1 {
		index.words = make(map[string]int)
	}
	index.words["a"] = 1
	return index
}

func main() {
	build([]string{"a"})
}`,
      },
    );
    assert.match(causes, /`build` makes `Index` \(line 8\) without setting `words`; it is set only if `len\(lines\) > 1` \(line 10\)\./);
    assert.doesNotMatch(causes, /so the field is nil/);
  });

  it('does not call a container empty that is put together with others', async () => {
    const causes = await causesOf(
      `main.rb:9:in \`take': undefined method \`-' for nil (NoMethodError)
	from main.rb:16:in \`<main>'`,
      {
        'main.rb': `class Inventory
  DEFAULTS = { bolts: 5, nuts: 3 }.freeze

  def initialize(counts = {})
    @counts = DEFAULTS.merge(counts)
  end

  def take(name, count)
    left = @counts[name] - count
    @counts[name] = left if left >= 0
    left
  end
end

stock = Inventory.new('screws' => 9)
puts stock.take(:screws, 1)`,
      },
    );
    assert.doesNotMatch(causes, /empty to begin with|set only if/);
  });

  it('follows the null of a warning of PHP, and no element of the list that was searched', async () => {
    const causes = await causesOf('PHP Warning:  Trying to access array offset on null in /srv/work/main.php on line 11', {
      'main.php': `<?php
class Repo {
    private array $rows = ['a' => ['mail' => 'A@x']];
    public function find(string $id): ?array {
        foreach ($this->rows as $key => $row) { if ($key === $id) return $row; }
        return null;
    }
}
function address(Repo $repo, string $id): string {
    $row = $repo->find($id);
    return strtolower($row['mail']);
}
echo address(new Repo(), 'b');`,
    });
    assert.match(causes, /`\$row` is null\. `find` returns `null` \(line 6\)/);
    assert.doesNotMatch(causes, /is an element of/);
  });

  it('says that an error is thrown only of the line that the trace names', async () => {
    const causes = await causesOf(
      `panic: runtime error: index out of range [2] with length 2

goroutine 1 [running]:
main.(*List).at(...)
	/srv/work/main.go:6
main.main()
	/srv/work/main.go:9 +0x725`,
      {
        'main.go': `package main

type List struct{ tasks []string }

func (l *List) at(index int) string {
	return l.tasks[index]
}
func main() {
	println((&List{tasks: []string{"a", "b"}}).at(2))
}`,
      },
    );
    assert.match(causes, /main\.go:6 fails here/);
    assert.doesNotMatch(causes, /main\.go:5 the error is thrown/);
  });

  it('does not blame a change that cannot have had a part in the failure', async () => {
    const cards = async (line: number): Promise<string> => {
      const { hypotheses } = await hypothesesOf(
        ['TypeError: Cannot read properties of undefined (reading "map")', '    at plan (/srv/work/a.js:3:16)'],
        {
          'a.js': [
            'function plan(day) {',
            '  const due = load(day);',
            '  const all = due.list.map((each) => each);',
            '  return all.join(day);',
            '}',
          ],
        },
        [{ file: 'a.js', line }],
      );
      return hypotheses.map(({ rootCause }) => rootCause).join('\n');
    };
    assert.match(await cards(2), /Recent change: line 2/);
    assert.doesNotMatch(await cards(4), /Recent change/);
  });

  it('does not blame a new check that did not throw', async () => {
    const cards = async (caught: string): Promise<string> => {
      const { hypotheses } = await hypothesesOf(
        failed(6, '2', '3').split('\n'),
        {
          'a.js': [
            'function half(n) {',
            "  if (n < 0) throw new Error('below 0');",
            '  return n / 2;',
            '}',
            `function sum(a, b) { ${caught} return half(a) + half(b); }`,
            'module.exports = { sum };',
          ],
          'a.test.js': testOf('sum', 'sum(2, 2), 3').split('\n'),
        },
        [{ file: 'a.js', line: 2 }],
      );
      return hypotheses.map(({ rootCause }) => rootCause).join('\n');
    };
    assert.doesNotMatch(await cards(''), /Recent change/);
    assert.match(await cards('try { half(a); } catch { return 0; }'), /Recent change/);
  });

  it('does not choose one of several calls of a line where nothing tells which one it was', async () => {
    const causes = await causesOf(
      `Traceback (most recent call last):
  File "/srv/work/main.py", line 4, in <module>
    amount('1.200,50', [])
  File "/srv/work/main.py", line 2, in amount
    return float(value.replace('.', '').replace(',', '.')) if rest else float(value)
                                                                        ^^^^^^^^^^^^
ValueError: could not convert string to float: '1.200,50'`,
      {
        'main.py': `def amount(value, rest):
    return float(value.replace('.', '').replace(',', '.')) if rest else float(value)

amount('1.200,50', [])`,
      },
    );
    assert.match(causes, /Line 2 parses a text, but `1\.200,50` is not a number/);
    assert.doesNotMatch(causes, /calls `float\(value\.replace/);
  });
});
