import assert from 'node:assert/strict';
import { causesOf } from '../../../../support/causesOf';

describe('explainFailure: sentences that would be untrue of collections, rows and loops', () => {
  it('does not call a list empty in which no element matches', async () => {
    const causes = await causesOf(
      `Unhandled exception. System.InvalidOperationException: Sequence contains no matching element
   at System.Linq.ThrowHelper.ThrowNoMatchException()
   at Levels.Find(String wanted) in /srv/work/Levels.cs:line 5`,
      {
        'Levels.cs': `using System.Linq;
class Levels
{
    static readonly string[] Known = { "silver" };
    public static string Find(string wanted) { return Known.First(level => level == wanted); }
}`,
      },
    );
    assert.match(causes, /no matching element/);
    assert.doesNotMatch(causes, /it is empty/);
  });

  it('does not call a list used up, nor a local object shared', async () => {
    const python = await causesOf(
      `=================================== FAILURES ===================================
__________________________________ test_total __________________________________

    def test_total():
>       assert summary([{"paid": False, "price": 5}]) == 5
E       assert 0 == 5

test_report.py:5: AssertionError
=========================== short test summary info ============================`,
      {
        'report.py': `def summary(orders):
    paid = [order for order in orders if order["paid"]]
    count = len(paid)
    return sum(order["price"] for order in paid)`,
        'test_report.py': `from report import summary


def test_total():
    assert summary([{"paid": False, "price": 5}]) == 5`,
      },
    );
    assert.doesNotMatch(python, /iterator/);
    const script = await causesOf(
      `AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:

'dark' !== 'light'

    at Object.<anonymous> (/srv/work/theme.test.js:3:8)`,
      {
        'theme.js': `const DEFAULTS = { mode: 'light' };

function themeFor(options) {
  const theme = { ...DEFAULTS };
  return Object.assign(theme, options);
}
module.exports = { themeFor };`,
        'theme.test.js': `const assert = require('node:assert');
const { themeFor } = require('./theme');
assert.strictEqual(themeFor({ mode: 'dark' }).mode, 'light');`,
      },
    );
    assert.doesNotMatch(script, /same object/);
  });

  it('does not miss equality in a record, and does not inline where the line itself can be null', async () => {
    const record = await causesOf(
      `Exception in thread "main" java.lang.NullPointerException: Cannot invoke "java.lang.Integer.intValue()" because the return value of "java.util.Map.get(Object)" is null
\tat Main.price(Main.java:5)
\tat Main.main(Main.java:8)`,
      {
        'Key.java': 'public record Key(String name) {}',
        'Main.java': `import java.util.*;
public class Main {
    static final Map<Key, Integer> PRICES = new HashMap<>();
    static int price(String name) {
        return PRICES.get(new Key(name));
    }
    public static void main(String[] args) {
        price("pear");
    }
}`,
      },
    );
    assert.doesNotMatch(record, /equality/);
    const inlined = await causesOf(
      `Unhandled exception. System.NullReferenceException: Object reference not set to an instance of an object.
   at Program.Main(Cart cart) in /srv/work/Program.cs:line 8`,
      {
        'Program.cs': `class Cart
{
    private string name;
    public int Size() { return name.Length; }
}
static class Program
{
    static void Main(Cart cart) { cart.Size(); }
}`,
      },
    );
    assert.doesNotMatch(inlined, /inlined/);
  });

  const discounted = (type: string): Promise<string> =>
    causesOf(
      [
        '--- FAIL: TestDiscount (0.00s)',
        '    raise_test.go:9: items[0].Price = 100, want 90',
        'FAIL',
        'FAIL\texample.org/items\t0.022s',
      ].join('\n'),
      {
        'go.mod': 'module example.org/items\n',
        'raise.go': `package items

type Item struct {
	Price int
}

func Discount(items ${type}, percent int) {
	for _, item := range items {
		item.Price -= item.Price * percent / 100
	}
}`,
        'raise_test.go': `package items

import "testing"

func TestDiscount(t *testing.T) {
	items := made(100)
	Discount(items, 10)
	if items[0].Price != 90 {
		t.Errorf("items[0].Price = %d, want %d", items[0].Price, 90)
	}
}`,
      },
    );

  it('calls the elements of a range loop copies only where they are no pointers', async () => {
    assert.match(await discounted('[]Item'), /`item` \(line 8\) is a copy of `items\[…\]`/);
    assert.doesNotMatch(await discounted('[]*Item'), /copy/);
  });

  it('does not call an iterator empty that gave elements before', async () => {
    const causes = await causesOf(
      `thread 'main' panicked at src/main.rs:4:35:
called \`Option::unwrap()\` on a \`None\` value
stack backtrace:
   0: pair::second
             at ./src/main.rs:4:35`,
      {
        'src/main.rs': `fn second(line: &str) -> &str {
    let mut parts = line.split(',');
    let _first = parts.next();
    let second: &str = parts.next().unwrap();
    second
}

fn main() { second("a"); }`,
      },
    );
    assert.match(causes, /it is `None`: `parts` has no further element\. `parts` is assigned on line 2/);
    assert.doesNotMatch(causes, /empty/);
  });
});
