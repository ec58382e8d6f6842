import assert from 'node:assert/strict';
import { hypothesesOf } from '../../../../support/hypothesesOf';

type Files = Record<string, string[]>;

/** The cards of a failure as one text, with the places of their evidence. */
async function said(output: string[], files: Files): Promise<string> {
  const { hypotheses } = await hypothesesOf(output, files);
  return hypotheses
    .map(({ title, rootCause, evidence }) => [title, rootCause, ...evidence.map(({ file, line }) => `${file}:${line}`)].join('\n'))
    .join('\n\n');
}

const v8 = (message: string, ...frames: string[]): string[] => [message, ...frames.map((frame) => `    at ${frame}`)];

/** A failed `strictEqual` of node:test. */
const unequal = (file: string, line: number, actual: string, expected: string): string[] => [
  'TAP version 13',
  '# Subtest: works',
  'not ok 1 - works',
  '  ---',
  `  location: '/srv/work/${file}:1:1'`,
  "  failureType: 'testCodeFailure'",
  '  error: |-',
  '    Expected values to be strictly equal:',
  '    ',
  `    ${actual} !== ${expected}`,
  '    ',
  "  code: 'ERR_ASSERTION'",
  "  name: 'AssertionError'",
  `  expected: ${expected}`,
  `  actual: ${actual}`,
  "  operator: 'strictEqual'",
  '  stack: |-',
  `    TestContext.<anonymous> (/srv/work/${file}:${line}:10)`,
  '  ...',
  '1..1',
];

describe('explainFailure: what developers meet in their first week', () => {
  it('a method that is taken out of its object under another name is blamed for a missing this', async () => {
    const text = await said(
      v8(
        "TypeError: Cannot read properties of undefined (reading 'draft')",
        'save (/srv/work/form.js:3:17)',
        'submit (/srv/work/page.js:5:3)',
      ),
      {
        'form.js': ['class Form {', '  save() {', '    return this.draft.send();', '  }', '}', 'module.exports = { Form };'],
        'page.js': [
          "const { Form } = require('./form');",
          'const form = new Form();',
          'const { save: onSave } = form;',
          'function submit() {',
          '  onSave();',
          '}',
          'submit();',
        ],
      },
    );
    assert.match(text, /takes `save` out of its object, so it is called without its `this`/);
    assert.match(text, /page\.js:3/);
  });

  it('a bound method is not blamed for a missing this', async () => {
    const text = await said(
      v8(
        "TypeError: Cannot read properties of undefined (reading 'draft')",
        'save (/srv/work/form.js:3:17)',
        'submit (/srv/work/page.js:4:3)',
      ),
      {
        'form.js': ['class Form {', '  save() {', '    return this.draft.send();', '  }', '}', 'module.exports = { Form };'],
        'page.js': [
          "const { Form } = require('./form');",
          'const form = new Form();',
          'const list = [form.save.bind(form)];',
          'list[0]();',
        ],
      },
    );
    assert.doesNotMatch(text, /without its `this`/);
  });

  it("the row of pytest's table is named, written with pytest.param and an id", async () => {
    const text = await said(
      [
        'Traceback (most recent call last):',
        '  File "/srv/work/test_price.py", line 11, in test_reduced',
        '    assert reduced(price, percent) > 0',
        '  File "/srv/work/price.py", line 2, in reduced',
        '    return price - price * percent / 100',
        "TypeError: unsupported operand type(s) for *: 'int' and 'NoneType'",
      ],
      {
        'price.py': ['def reduced(price, percent):', '    return price - price * percent / 100'],
        'test_price.py': [
          'import pytest',
          'from price import reduced',
          '',
          '',
          '@pytest.mark.parametrize("price", [10, 20])',
          '@pytest.mark.parametrize("percent", [',
          '    pytest.param(10, id="ten"),',
          '    pytest.param(None, id="nothing"),',
          '])',
          'def test_reduced(price, percent):',
          '    assert reduced(price, percent) > 0',
        ],
      },
    );
    assert.match(text, /`percent` is `.*None.*` in the row of the test that failed/);
    assert.match(text, /test_price\.py:8/);
  });

  it('an empty list in Java is named whose first element is asked for', async () => {
    const text = await said(
      [
        'Exception in thread "main" java.util.NoSuchElementException',
        '\tat java.base/java.util.ArrayList.getFirst(ArrayList.java:439)',
        '\tat Queue.next(Queue.java:8)',
        '\tat Main.main(Main.java:3)',
      ],
      {
        'Queue.java': [
          'import java.util.ArrayList;',
          'import java.util.List;',
          '',
          'class Queue {',
          '    private final List<String> waiting = new ArrayList<>();',
          '',
          '    String next() {',
          '        return waiting.getFirst();',
          '    }',
          '}',
        ],
        'Main.java': [
          'class Main {',
          '    public static void main(String[] args) {',
          '        System.out.println(new Queue().next());',
          '    }',
          '}',
        ],
      },
    );
    assert.match(text, /`waiting` is empty in `next`/);
    assert.match(text, /Queue\.java:5/);
  });

  it('a mock with a factory says nothing of undefined', async () => {
    const text = await said(
      v8(
        "TypeError: Cannot read properties of undefined (reading 'name')",
        'greeting (/srv/work/greeting.js:4:15)',
        'Object.<anonymous> (/srv/work/greeting.test.js:3:1)',
      ),
      {
        'api.js': ['exports.fetchUser = (id) => cache[id];', 'const cache = {};'],
        'greeting.js': [
          "const { fetchUser } = require('./api');",
          'function greeting(id) {',
          '  const user = fetchUser(id);',
          '  return user.name;',
          '}',
          'module.exports = { greeting };',
        ],
        'greeting.test.js': [
          "const { greeting } = require('./greeting');",
          "jest.mock('./api', () => ({ fetchUser: () => ({}) }));",
          'greeting(3);',
        ],
      },
    );
    assert.doesNotMatch(text, /mock returns undefined/);
  });

  it('middleware that is added above the route is not blamed', async () => {
    const files = (lines: string[]): Files => ({
      'app.js': lines,
      'signIn.js': [
        'function signIn(req, res, next) {',
        '  if (req.headers.token) req.user = { name: "Ann" };',
        '  next();',
        '}',
        'module.exports = { signIn };',
      ],
    });
    const output = v8("TypeError: Cannot read properties of undefined (reading 'name')", '/srv/work/app.js:5:12');
    const above = await said(
      output,
      files([
        "const { signIn } = require('./signIn');",
        'const app = express();',
        'app.use(signIn);',
        "app.get('/me', (req, res) => {",
        '  res.json(req.user.name);',
        '});',
      ]),
    );
    assert.doesNotMatch(above, /below this route/);
    const below = await said(
      v8("TypeError: Cannot read properties of undefined (reading 'name')", '/srv/work/app.js:4:12'),
      files([
        "const { signIn } = require('./signIn');",
        'const app = express();',
        "app.get('/me', (req, res) => {",
        '  res.json(req.user.name);',
        '});',
        'app.use(signIn);',
      ]),
    );
    assert.match(below, /below this route/);
    assert.match(below, /app\.js:6/);
  });

  it('a method that a month is read by, and a comparator that subtracts, are told apart', async () => {
    const month = await said(unequal('due.test.js', 4, '2', '3'), {
      'due.js': ['function dueMonth(date) {', '  return date.getMonth();', '}', 'module.exports = { dueMonth };'],
      'due.test.js': [
        "const assert = require('node:assert');",
        "const test = require('node:test');",
        "const { dueMonth } = require('./due');",
        "test('works', () => assert.strictEqual(dueMonth(new Date(2024, 2, 1)), 3));",
      ],
    });
    assert.match(month, /counts months from 0/);
    const right = await said(unequal('due.test.js', 4, '2', '9'), {
      'due.js': ['function dueMonth(date) {', '  return date.getMonth();', '}', 'module.exports = { dueMonth };'],
      'due.test.js': [
        "const assert = require('node:assert');",
        "const test = require('node:test');",
        "const { dueMonth } = require('./due');",
        "test('works', () => assert.strictEqual(dueMonth(new Date(2024, 2, 1)), 9));",
      ],
    });
    assert.doesNotMatch(right, /counts months from 0/);
  });

  it('plain numbers that are compared by == are not called objects', async () => {
    const files = (type: string): Files => ({
      'Order.java': [
        'class Order {',
        `    final ${type} id;`,
        `    Order(${type} id) { this.id = id; }`,
        `    boolean has(${type} wanted) {`,
        '        return id == wanted;',
        '    }',
        '}',
      ],
      'Main.java': [
        'class Main {',
        '    public static void main(String[] args) {',
        '        Order order = new Order(1000);',
        '        if (!order.has(1000)) {',
        '            throw new IllegalStateException("not found");',
        '        }',
        '    }',
        '}',
      ],
    });
    const output = ['Exception in thread "main" java.lang.IllegalStateException: not found', '\tat Main.main(Main.java:5)'];
    assert.match(await said(output, files('Long')), /same object/);
    assert.doesNotMatch(await said(output, files('long')), /same object/);
  });

  it("a function of PHP itself is not given the caller's parameters", async () => {
    const text = await said(
      [
        'PHP Fatal error:  Uncaught TypeError: count(): Argument #1 ($value) must be of type Countable|array, null given in /srv/work/items.php:4',
        'Stack trace:',
        '#0 /srv/work/main.php(3): items()',
        '#1 {main}',
        '  thrown in /srv/work/items.php on line 4',
      ],
      {
        'items.php': [
          '<?php',
          'function items(string $text): int {',
          '    $items = json_decode($text, true);',
          '    return count($items);',
          '}',
        ],
        'main.php': ['<?php', "require __DIR__ . '/items.php';", 'echo items("[");'],
      },
    );
    assert.match(text, /`json_decode\(\$text, true\)`.*is null when the text is no valid JSON/);
    assert.doesNotMatch(text, /as `\$text`/);
  });

  it('a class that makes its list for each object is not blamed', async () => {
    const output = [
      '    def test_two():',
      '>       assert second.items == ["plum"]',
      "E       AssertionError: assert ['pear', 'plum'] == ['plum']",
      '',
      'test_basket.py:5: AssertionError',
      '=========================== short test summary info ============================',
      "FAILED test_basket.py::test_two - AssertionError: assert ['pear', 'plum'] == ['plum']",
    ];
    const files = (body: string[]): Files => ({
      'basket.py': ['class Basket:', ...body, '    def add(self, item):', '        self.items.append(item)'],
      'test_basket.py': [
        'from basket import Basket',
        'def test_two():',
        '    second = Basket()',
        '    second.add("plum")',
        '    assert second.items == ["plum"]',
      ],
    });
    assert.match(await said(output, files(['    items: list = []'])), /All objects share `items`/);
    assert.doesNotMatch(
      await said(output, files(['    items: list = []', '    def __init__(self):', '        self.items = ["pear"]'])),
      /All objects share/,
    );
  });

  it('an error that is declared and not used is named, in Go', async () => {
    const text = await said(['# example.org/app', './main.go:4:8: declared and not used: err'], {
      'main.go': ['package main', '', 'func main() {', '\tname, err := load()', '\tprintln(name)', '}'],
    });
    assert.match(text, /`name, err := load\(\)`: declared and not used: err/);
  });

  it('the condition of a lookup continues the sentence that names it', async () => {
    const text = await said(v8("TypeError: Cannot read properties of undefined (reading 'name')", 'label (/srv/work/main.js:4:15)'), {
      'main.js': [
        'const users = new Map();',
        'function label(id) {',
        '  const user = users.get(id);',
        '  return user.name;',
        '}',
        'label(1);',
      ],
    });
    assert.match(text, /`user` is assigned on line 3 from `users\.get\(id\)`, which is undefined for a key that is not in the map\./);
  });
});
