import assert from 'node:assert/strict';
import { causesOf } from '../../../../support/causesOf';
import { hypothesesOf } from '../../../../support/hypothesesOf';

describe('explainFailure: sentences that would be untrue', () => {
  it('does not say that a borrow is still held that ended with its statement', async () => {
    const causes = await causesOf(
      `thread 'main' panicked at src/log.rs:4:20:
RefCell already borrowed
stack backtrace:
   0: log::Log::add
             at ./src/log.rs:4:20
   1: log::Log::grow
             at ./src/log.rs:9:14`,
      {
        'src/log.rs': `use std::cell::RefCell;
pub struct Log { lines: RefCell<Vec<String>> }
impl Log {
    fn add(&self) { self.lines.borrow_mut().push("a".into()); }

    fn grow(&self) {
        let count = self.lines.borrow().len();
        println!("{}", count);
        self.add();
    }
}`,
      },
    );
    assert.match(causes, /RefCell already borrowed/);
    assert.doesNotMatch(causes, /still holds/);
  });

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

  it('does not name the other branch as the origin of a None', async () => {
    const causes = await causesOf(
      `Traceback (most recent call last):
  File "/srv/work/main.py", line 10, in <module>
    count()
  File "/srv/work/main.py", line 8, in count
    return len(lines) if lines[0] else 0
TypeError: 'NoneType' object is not subscriptable`,
      {
        'main.py': `def read():
    try:
        return [1]
    except OSError:
        print("no file")
def count():
    lines = read()
    return len(lines) if lines[0] else 0

count()`,
      },
    );
    assert.match(causes, /`read` \(line 1\) can reach its end without a `return`/);
    assert.doesNotMatch(causes, /returns `\[1\]`/);
  });

  it('does not call the receiver of an asserted Kotlin call null', async () => {
    const causes = await causesOf(
      `Exception in thread "main" java.lang.NullPointerException
	at MainKt.total(Main.kt:2)
	at MainKt.main(Main.kt:5)`,
      {
        'Main.kt': `fun total(prices: Prices, name: String): Int {
    return prices.find(name)!!
}
fun main() {
    println(total(Prices(), "pear"))
}`,
      },
    );
    assert.match(causes, /`prices\.find\(name\)`, which is null/);
    assert.doesNotMatch(causes, /`prices` is null/);
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

  it('does not name a call that rejects a value where the line has none', async () => {
    const causes = await causesOf(
      `Traceback (most recent call last):
  File "/srv/work/main.py", line 2, in save
    return encode(value)
TypeError: Object of type datetime is not JSON serializable`,
      { 'main.py': 'def save(value):\n    return encode(value)\n' },
    );
    assert.doesNotMatch(causes, /dumps/);
  });

  it('does not call a value undefined that is only not iterable', async () => {
    const object = await causesOf(
      `TypeError: groups is not iterable
    at total (/srv/work/report.js:2:24)
    at Object.<anonymous> (/srv/work/report.js:5:1)`,
      {
        'report.js': `function total(groups) {
  for (const [, amount] of groups) console.log(amount);
}
const groups = { rent: 500 };
total(groups);`,
      },
    );
    assert.match(object, /Line 2 goes over `groups`, which is an object and no list\..*`Object\.entries\(groups\)`/);
    assert.doesNotMatch(object, /undefined/);
    const unknown = await causesOf(
      `TypeError: rows is not iterable
    at total (/srv/work/report.js:2:21)`,
      { 'report.js': 'export function total(rows) {\n  for (const row of rows) console.log(row);\n}' },
    );
    assert.match(unknown, /undefined, null or something else that is no list/);
  });

  it('says that a program throws only where its language has exceptions', async () => {
    const sanitizer = await causesOf(
      `==1==ERROR: AddressSanitizer: stack-use-after-return on address 0x5020 at pc 0x55 bp 0x7f sp 0x7e
WRITE of size 6 at 0x5020 thread T0
    #0 0x560f in copy /srv/work/main.c:2
    #1 0x560f in main /srv/work/main.c:5`,
      { 'main.c': 'char *copy(char *out, const char *text) {\n  return strcpy(out, text);\n}\n\nint main(void) { return *copy(0, "a"); }' },
    );
    assert.match(sanitizer, /Line 2, `return strcpy\(out, text\);`, fails with AddressSanitizer: stack-use-after-return/);
    const panic = await causesOf(
      `panic: no route for "x"

goroutine 1 [running]:
main.route(...)
	/srv/work/main.go:4
main.main()
	/srv/work/main.go:8 +0x77`,
      { 'main.go': 'package main\n\nfunc route(n string) {\n\tpanic("no route for \\"x\\"")\n}\n\nfunc main() {\n\troute("x")\n}' },
    );
    assert.match(panic, /Line 4 panics: no route for "x"/);
    const python = await causesOf(
      `Traceback (most recent call last):
  File "/srv/work/a.py", line 2, in load
    return decode(text)
UnicodeError: label too long`,
      { 'a.py': 'def load(text):\n    return decode(text)' },
    );
    assert.match(python, /raises UnicodeError: label too long/);
    assert.doesNotMatch(`${sanitizer} ${panic} ${python}`, /throws/);
  });

  it('calls a coroutine a coroutine, and names the call without `await`', async () => {
    const causes = await causesOf(
      `Traceback (most recent call last):
  File "/srv/work/app.py", line 7, in main
    print(user["name"])
          ~~~~^^^^^^^^
TypeError: 'coroutine' object is not subscriptable`,
      {
        'app.py': `async def fetch(name):
    return {"name": name}


async def main():
    user = fetch("ada")
    print(user["name"])`,
      },
    );
    assert.match(
      causes,
      /Line 7 uses `user`, which is a coroutine.*on line 6 from `fetch\("ada"\)` without `await`; `fetch` is `async` \(line 1\)/,
    );
  });

  it('takes the value that the column names, of two taken on one line', async () => {
    const causes = await causesOf(
      `thread 'main' panicked at src/main.rs:4:26:
called \`Option::unwrap()\` on a \`None\` value
stack backtrace:
   0: main::port
             at ./src/main.rs:4:26`,
      {
        'src/main.rs': `use std::collections::HashMap;

fn port(settings: &HashMap<String, String>) -> u16 {
    settings.get("port").unwrap().parse().unwrap()
}`,
      },
    );
    assert.match(causes, /calls `unwrap\(\)` on `settings\.get\("port"\)`, but it is `None`/);
    assert.doesNotMatch(causes, /parse\(\)/);
  });

  it('says of no function that it was not reached when the error of a compiler was thrown', async () => {
    const causes = await causesOf(
      `Main.java:3: error: incompatible types: String cannot be converted to int
        int price = Formatter.format(350);
                                    ^
1 error`,
      {
        'Main.java': `class Main {
    void show() {
        int price = Formatter.format(350);
    }
}`,
        'Formatter.java': `class Formatter {
    static String format(int cents) {
        return cents / 100 + "." + cents % 100;
    }
}`,
      },
    );
    assert.match(causes, /String/);
    assert.doesNotMatch(causes, /when the error was thrown/);
  });

  it('does not say of an argument of the asserted call that it does not give what the test expects', async () => {
    const { hypotheses } = await hypothesesOf(
      [
        'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:',
        '',
        '40 !== 50',
        '',
        '    at Object.<anonymous> (/srv/work/cart.test.js:4:8)',
      ],
      {
        'cart.test.js': [
          "const { readForm } = require('./form');",
          "const { total } = require('./cart');",
          "const assert = require('node:assert');",
          "assert.strictEqual(total(readForm('pear=20&plum=30')), 50);",
        ],
        'form.js': ['function readForm(body) {', "  return body.split('&');", '}', 'module.exports = { readForm };'],
        'cart.js': ['function total(items) {', '  return items.length;', '}', 'module.exports = { total };'],
      },
    );
    const titles = hypotheses.map(({ title }) => title).join('\n');
    assert.doesNotMatch(titles, /`readForm` does not give/);
    assert.match(titles, /`total` does not give/);
  });

  const decorated = (wrapper: string[]): Promise<string> =>
    causesOf(
      [
        'Traceback (most recent call last):',
        '  File "/srv/work/main.py", line 14, in <module>',
        '    print(report([1])["rows"])',
        "TypeError: 'NoneType' object is not subscriptable",
      ].join('\n'),
      {
        'main.py': [
          'def timed(function):',
          '    def wrapper(*args):',
          ...wrapper,
          '    return wrapper',
          '',
          '',
          '@timed',
          'def report(rows):',
          '    return {"rows": rows}',
          '',
          '',
          'print(report([1])["rows"])',
        ].join('\n'),
      },
    );

  it('names a decorator whose function gives no value, and none whose function returns one', async () => {
    const dropped = await decorated(['        print("start")', '        function(*args)', '        print("end")']);
    assert.match(dropped, /`report` is replaced by what its decorator `@timed` returns/);
    assert.doesNotMatch(dropped, /assigns `report`/);
    assert.match(dropped, /`wrapper` \(line 2\) can reach its end without a `return`/);
    const kept = await decorated(['        print("start")', '        answer = function(*args)', '        return answer']);
    assert.doesNotMatch(kept, /decorator/);
  });

  const answered = (branch: string): Promise<string> =>
    causesOf(
      [
        'Error [ERR_HTTP_HEADERS_SENT]: Cannot write headers after they are sent to the client',
        '    at ServerResponse.writeHead (node:_http_server:344:11)',
        '    at Server.handle (/srv/work/handler.js:5:12)',
      ].join('\n'),
      {
        'handler.js': `function handle(request, response) {
  if (!request.headers.authorization) {
    ${branch}
  }
  response.writeHead(200);
}
function deny(response) {
  response.end('who are you?');
}`,
      },
    );

  it('says that code goes on after an answer only where it does', async () => {
    assert.match(await answered('deny(response);'), /Line 3 calls `deny\(response\)`, which answers it \(line 8\), and the code goes on/);
    assert.doesNotMatch(await answered('return deny(response);'), /goes on/);
    assert.doesNotMatch(await answered('log(request);'), /goes on/);
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
    assert.match(await discounted('[]Item'), /`item` is a copy of the element/);
    assert.doesNotMatch(await discounted('[]*Item'), /copy/);
  });

  it('says that a file hides a module of Python only for a module of that name', async () => {
    const causes = (name: string): Promise<string> =>
      causesOf(
        [
          'Traceback (most recent call last):',
          '  File "/srv/work/bills.py", line 5, in days',
          `    return ${name}.monthrange(year, month)[1]`,
          `AttributeError: module '${name}' has no attribute 'monthrange'`,
        ].join('\n'),
        {
          'bills.py': `import ${name}\n\n\ndef days(year, month):\n    return ${name}.monthrange(year, month)[1]\n`,
          [`${name}.py`]: 'import datetime\n\n\ndef today():\n    return datetime.date.today()\n',
        },
      );
    assert.match(await causes('calendar'), /has the same name as the module `calendar` of the standard library/);
    assert.doesNotMatch(await causes('dates'), /standard library/);
  });

  it('says on which line JSON is parsed only where a call does it', async () => {
    const causes = await causesOf(
      [
        'SyntaxError: Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON',
        '    at JSON.parse (<anonymous>)',
        '    at async load (/srv/work/main.js:4:17)',
      ].join('\n'),
      {
        'main.js':
          "const api = require('api-of-others');\n\nasync function load() {\n  const items = await api.items();\n  return items;\n}\n",
      },
    );
    assert.doesNotMatch(causes, /Line 4 parses|Line 4 calls `api/);
    assert.match(causes, /begins with `<!DOCTYPE`: it is an HTML page/);
  });

  it('calls a hook outside of a component only where no component is on the stack', async () => {
    const causes = (caller: string): Promise<string> =>
      causesOf(
        [
          "TypeError: Cannot read properties of null (reading 'useState')",
          '    at process.env.NODE_ENV.exports.useState (/srv/work/node_modules/react/cjs/react.development.js:1309:33)',
          '    at useCart (/srv/work/cart.js:4:29)',
          `    at ${caller} (/srv/work/cart.js:9:16)`,
        ].join('\n'),
        {
          'cart.js': `const { useState } = require('react');

function useCart() {
  const [items, setItems] = useState([]);
  return { items };
}

function ${caller}() {
  const cart = useCart();
  return cart.items.length;
}`,
        },
      );
    assert.match(await causes('start'), /`start`, which is neither a component nor a hook by its name, calls `useCart` \(line 9\)/);
    assert.doesNotMatch(await causes('Shop'), /rendering no component/);
  });

  it('names where a None comes from as its origin, and ranks it above callers that only pass it on', async () => {
    const { hypotheses } = await hypothesesOf(
      [
        'Traceback (most recent call last):',
        '  File "/srv/work/main.py", line 4, in <module>',
        '    invite(Users([]), "ann")',
        '  File "/srv/work/service.py", line 3, in invite',
        '    return send(user, "Welcome")',
        '  File "/srv/work/mailer.py", line 2, in send',
        '    return user.email.lower()',
        "AttributeError: 'NoneType' object has no attribute 'email'",
      ],
      {
        'main.py': ['from service import invite', 'from users import Users', '', 'invite(Users([]), "ann")'],
        'service.py': [
          'def invite(users, name):',
          '    user = users.by_name(name)',
          '    return send(user, "Welcome")',
          '',
          '',
          'from mailer import send',
        ],
        'mailer.py': ['def send(user, subject):', '    return user.email.lower()'],
        'users.py': [
          'class Users:',
          '    def __init__(self, users):',
          '        self.users = users',
          '',
          '    def by_name(self, name):',
          '        for user in self.users:',
          '            if user.name == name:',
          '                return user',
        ],
      },
    );
    const origin = hypotheses.find(({ title }) => title.includes('`Users.by_name`'));
    assert.equal(origin?.title, '`user` is None, and it comes from `Users.by_name`');
    assert.ok((origin?.confidence ?? 0) >= 0.1);
    const shares = hypotheses.map(({ confidence }) => confidence);
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => b - a),
    );
  });

  it('says that an encoding lacks a character where text is written, and blames no writer', async () => {
    const causes = await causesOf(
      `Traceback (most recent call last):
  File "/srv/work/export.py", line 3, in export
    out.write(name.encode("ascii"))
UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 3: ordinal not in range(128)`,
      { 'export.py': 'def export(name):\n    with open("names.txt", "wb") as out:\n        out.write(name.encode("ascii"))' },
    );
    assert.match(causes, /writes text as ascii, which does not have the character `\\xe9`/);
    assert.doesNotMatch(causes, /wrote these bytes|The bytes are not/);
  });

  it('does not say that the block that is still open closed a stream', async () => {
    const causes = (last: string): Promise<string> =>
      causesOf(
        `Traceback (most recent call last):
  File "/srv/work/report.py", line 6, in report
${last}
ValueError: I/O operation on closed file.`,
        {
          'report.py': `from tools import header

def report(path):
    with open(path) as source:
        header(source)
${last}`,
          'tools.py': 'def header(source):\n    source.readline()\n    source.close()',
        },
      );
    assert.match(await causes('    return source.read()'), /Line 4, `with open\(path\) as source`, closes it/);
    assert.doesNotMatch(await causes('        return source.read()'), /Line 4, `with open\(path\) as source`, closes it/);
  });

  it('reads no declaration of another function as the one that has not run yet', async () => {
    const causes = await causesOf(
      `/srv/work/price.js:7
  show(total);
       ^

ReferenceError: Cannot access 'total' before initialization
    at print (/srv/work/price.js:7:8)
    at Object.<anonymous> (/srv/work/price.js:11:1)`,
      {
        'price.js': `function sum(a, b) {
  const total = a + b;
  return total;
}

function print(show) {
  show(total);
  const total = 1;
}

print(console.log);`,
      },
    );
    assert.match(causes, /declared on line 8/);
    assert.doesNotMatch(causes, /declared on line 2/);
  });

  it('tells a data race between two lines as one, and does not name the target of an assignment that only reads', async () => {
    const causes = await causesOf(
      `==================
WARNING: DATA RACE
Read at 0x00c0000121a8 by goroutine 7:
  main.show()
      /srv/work/main.go:6 +0x84

Previous write at 0x00c0000121a8 by goroutine 8:
  main.add()
      /srv/work/main.go:11 +0x96

Goroutine 7 (running) created at:
  main.main()
      /srv/work/main.go:15 +0x78
==================
Found 1 data race(s)
exit status 66`,
      {
        'go.mod': 'module example.org/hits\n\ngo 1.22',
        'main.go': `package main

var hits, shown int

func show() {
	shown = hits
	println(shown)
}

func add() {
	hits++
}

func main() {
	go show()
	add()
}`,
      },
    );
    assert.match(causes, /Line 11, `hits\+\+`, and line 6 ran in two goroutines at the same time/);
    assert.doesNotMatch(causes, /writes `shown`/);
  });

  it('calls a field no misspelling of another one that an accessor can set', async () => {
    const causes = (first: string): Promise<string> =>
      causesOf(
        `basket.rb:9:in 'Basket#add': undefined method '+' for nil (NoMethodError)
	from main.rb:4:in '<main>'`,
        {
          'basket.rb': `class Basket
  ${first}

  def initialize
    @total = 0
  end

  def add(price)
    @totals += price
  end
end`,
          'main.rb': "require_relative 'basket'\n\nbasket = Basket.new\nbasket.add(120)",
        },
      );
    assert.match(await causes('attr_reader :total'), /spelled almost the same/);
    assert.doesNotMatch(await causes('attr_accessor :totals'), /spelled almost the same/);
  });

  it('does not say of a call that changes its text in place that its result is not used', async () => {
    const causes = (call: string): Promise<string> =>
      causesOf(
        `main.rb:3:in 'Integer': invalid value for Integer(): "12 pieces" (ArgumentError)
	from main.rb:3:in 'count'
	from main.rb:6:in '<main>'`,
        { 'main.rb': `def count(text)\n  ${call}\n  Integer(text)\nend\n\ncount(" ")` },
      );
    assert.match(await causes('text.concat(" pieces")'), /is not/);
    assert.doesNotMatch(await causes('text.concat(" pieces")'), /does not use its result/);
  });

  it('calls a list no map that went through JSON', async () => {
    const causes = (method: string): Promise<string> =>
      causesOf(
        `/srv/work/load.js:3
  return saved.${method}('a');
               ^

TypeError: saved.${method} is not a function
    at load (/srv/work/load.js:3:16)
    at Object.<anonymous> (/srv/work/load.js:6:1)`,
        { 'load.js': `function load(text) {\n  const saved = JSON.parse(text);\n  return saved.${method}('a');\n}\n\nload('{}');` },
      );
    assert.match(await causes('has'), /a Map or a Set comes back as an empty object/);
    assert.doesNotMatch(await causes('forEach'), /a Map or a Set/);
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
