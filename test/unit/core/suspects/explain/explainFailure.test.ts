import assert from 'node:assert/strict';
import { causeText } from '../../../../support/causesOf';
import { hypothesesOf } from '../../../../support/hypothesesOf';

const v8 = (message: string, ...frames: string[]): string[] => [message, ...frames.map((frame) => `    at ${frame}`)];
const python = (message: string, ...frames: [file: string, line: number, name: string][]): string[] => [
  'Traceback (most recent call last):',
  ...frames.toReversed().map(([file, line, name]) => `  File "${file}", line ${line}, in ${name}`),
  message,
];

/** The card for a function: its cause with its rows, and their places. */
async function card(
  output: string[],
  files: Record<string, string[]>,
  about = '',
): Promise<{ title: string; cause: string; text: string; places: string[] }> {
  const { hypotheses } = await hypothesesOf(output, files);
  const found = hypotheses.find(({ title }) => title.includes(about));
  assert.ok(found, `no card about ${about}: ${hypotheses.map(({ title }) => title).join(' | ')}`);
  return {
    title: found.title,
    cause: found.rootCause,
    text: causeText(found),
    places: found.evidence.map(({ file, line }) => `${file}:${line}`),
  };
}

describe('explainFailure: the origin of a value', () => {
  it('follows a value through an argument to the function that returned nothing', async () => {
    const { text, places } = await card(
      v8("TypeError: Cannot read properties of undefined (reading 'trim')", 'clean (src/clean.js:2:15)', 'main (src/main.js:4:10)'),
      {
        'src/clean.js': ['function clean(text) {', '  return text.trim();', '}', 'module.exports = { clean };'],
        'src/main.js': [
          "const { clean } = require('./clean');",
          'const names = new Map();',
          'function main(id) {',
          '  return clean(names.get(id));',
          '}',
          "main('a');",
        ],
      },
      '`text` is undefined',
    );
    assert.match(text, /^Line 2 calls `text\.trim`, but `text` is undefined\./);
    assert.match(text, /`names\.get\(id\)` \(src\/main\.js:4\) is undefined for a key that is not in the map\./);
    assert.match(
      text,
      /^src\/main\.js:4 origin: passes `names\.get\(id\)` as `text`, which is undefined for a key that is not in the map/m,
    );
    assert.ok(places.includes('src/main.js:4'));
  });

  it('names the branch without which a value stays unset', async () => {
    const { text } = await card(python("AttributeError: 'NoneType' object has no attribute 'name'", ['shop.py', 6, 'cheapest']), {
      'shop.py': [
        'def cheapest(items, limit):',
        '    best = None',
        '    for item in items:',
        '        if item.price < limit:',
        '            best = item',
        '    return best.name',
      ],
    });
    assert.match(text, /`best` starts as `None` \(line 2\) and gets a value only if `item\.price < limit` \(line 4\)\./);
  });

  it('mentions an assignment in a branch that has ended only where it leads to an empty value', async () => {
    const { text } = await card(
      v8("TypeError: Cannot read properties of null (reading 'name')", 'add (lib/form.js:5:16)', 'main (lib/main.js:2:3)'),
      {
        'lib/form.js': [
          'exports.add = function add(value) {',
          "  if (typeof value === 'number') {",
          "    value = '' + value;",
          '  }',
          '  return value.name;',
          '};',
        ],
        'lib/main.js': ["const { add } = require('./form');", 'add(null);'],
      },
    );
    assert.match(text, /^lib\/main\.js:2 origin: passes `null` as `value`/m);
    assert.doesNotMatch(text, /assigned|sets `value`/);
  });

  it('states that only another method sets a field', async () => {
    const { text, places } = await card(
      v8(
        "TypeError: Cannot read properties of undefined (reading 'send')",
        'Mailer.welcome (mailer.js:8:20)',
        'Object.<anonymous> (main.js:2:14)',
      ),
      {
        'mailer.js': [
          'class Mailer {',
          '  connection;',
          '',
          '  open(connection) {',
          '    this.connection = connection;',
          '  }',
          '  welcome(user) {',
          '    this.connection.send(user);',
          '  }',
          '}',
          'module.exports = { Mailer };',
        ],
        'main.js': ["const { Mailer } = require('./mailer');", "new Mailer().welcome('ada');"],
      },
      'this.connection',
    );
    assert.match(text, /`connection` of `Mailer` starts as undefined \(line 2\), and in its class only `open` \(line 5\) sets it\./);
    assert.ok(places.includes('mailer.js:2'));
  });

  it('finds the later state that can be empty, not the initial one', async () => {
    const { hypotheses } = await hypothesesOf(
      v8("TypeError: Cannot read properties of undefined (reading 'map')", 'List (src/List.jsx:4:16)'),
      {
        'src/List.jsx': [
          "import { useItems } from './useItems';",
          'export function List({ id }) {',
          '  const { items } = useItems(id);',
          '  return items.map((item) => item.name);',
          '}',
        ],
        'src/useItems.js': [
          "import { useEffect, useState } from 'react';",
          'const known = {};',
          'export function useItems(id) {',
          '  const [items, setItems] = useState(known[id]);',
          '  useEffect(() => {',
          '    if (known[id]) {',
          '      setItems(known[id]);',
          '      return;',
          '    }',
          '    load(id).then((answer) => {',
          '      if (answer) known[id] = answer;',
          '      setItems(known[id]);',
          '    });',
          '  }, [id]);',
          '  return { items };',
          '}',
        ],
      },
    );
    const all = hypotheses.map(causeText).join('\n');
    assert.match(all, /^src\/useItems\.js:12 origin: sets the state `items`; `known\[id\]` is undefined .*: setItems\(known\[id\]\);$/m);
    assert.match(all, /it is set only if `answer` \(src\/useItems\.js:11\)/);
    assert.ok(
      hypotheses.some(({ evidence: [first] }) => first?.file === 'src/useItems.js' && first.line === 12),
      JSON.stringify(hypotheses),
    );
  });

  it('does not confuse a workspace function with one of a package or a collection with the same name', async () => {
    const { hypotheses } = await hypothesesOf(
      v8("TypeError: Cannot read properties of undefined (reading 'id')", 'first (src/a.js:4:15)'),
      {
        'src/a.js': [
          "import axios from 'axios';",
          'export async function first(url) {',
          '  const answer = await axios.get(url);',
          '  return answer.id.value;',
          '}',
        ],
        'src/store.js': ['export class Store {', '  get(key) {', '    return undefined;', '  }', '}'],
      },
    );
    for (const { rootCause, evidence } of hypotheses) {
      assert.doesNotMatch(rootCause, /`get` returns/);
      assert.ok(!evidence.some(({ file }) => file === 'src/store.js'));
    }
  });

  it('names the part of an argument behind a parameter, and the empty argument of a call', async () => {
    const part = await card(
      v8("TypeError: Cannot read properties of undefined (reading 'map')", 'skus (main.js:2:16)', 'Object.<anonymous> (main.js:4:1)'),
      { 'main.js': ['function skus({ lines }) {', '  return lines.map((line) => line.sku);', '}', 'skus(order);'] },
      '`lines` is undefined',
    );
    assert.match(part.text, /`lines` is `lines` of `order`, passed on line 4\./);
    const argument = await card(
      python("TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'", ['a.py', 4, 'limit']),
      { 'a.py': ['import os', '', 'def limit():', '    return int(os.environ.get("LIMIT"))'] },
    );
    assert.match(argument.text, /^Line 4 calls `int\(os\.environ\.get\("LIMIT"\)\)`, but `os\.environ\.get\("LIMIT"\)` is None\./);
    assert.match(argument.text, /is None when the variable is not set\./);
  });

  it('claims nothing where either of two expressions may be the empty one', async () => {
    const { text } = await card(python("AttributeError: 'NoneType' object has no attribute 'name'", ['pair.py', 2, 'label']), {
      'pair.py': ['def label(a, b):', '    return a.name + b.name'],
    });
    assert.match(text, /^Line 2 uses `a` or `b`; one of them is None, and the trace does not say which\./);
  });

  it('tells which of two expressions was the empty one by the values where it was thrown', async () => {
    const { hypotheses } = await hypothesesOf(
      python("AttributeError: 'NoneType' object has no attribute 'name'", ['pair.py', 2, 'label']),
      { 'pair.py': ['def label(a, b):', '    return a.name + b.name'] },
      [],
      [
        { frame: 0, name: 'a', value: 'Item{name:str(3)}' },
        { frame: 0, name: 'b', value: 'None' },
      ],
    );
    assert.match(hypotheses[0]?.rootCause ?? '', /^Line 2 reads `b\.name`, but `b` is None, as the program showed when it failed\./);
  });

  it('says that the program showed a value which the debugger read at the failure', async () => {
    const { hypotheses } = await hypothesesOf(
      v8("TypeError: Cannot read properties of undefined (reading 'getTime')", 'days (src/days.js:2:15)'),
      { 'src/days.js': ['export function days(from, to) {', '  return to.getTime() - from.getTime();', '}'] },
      [],
      [{ frame: 0, name: 'to', value: 'undefined' }],
    );
    assert.match(hypotheses[0]?.rootCause ?? '', /`to` is undefined, as the program showed when it failed\./);
    assert.equal(hypotheses[0]?.check, '`to` was undefined when it failed. Follow it back: where it first becomes undefined is the cause.');
  });

  it('names the failure in the title of a function that only led to it', async () => {
    const { hypotheses } = await hypothesesOf(
      python(
        "TypeError: unsupported operand type(s) for +: 'int' and 'NoneType'",
        ['prices.py', 2, 'with_tax'],
        ['prices.py', 5, 'total'],
        ['prices.py', 8, 'main'],
      ),
      {
        'prices.py': [
          'def with_tax(amount, rate):',
          '    return amount * (1 + rate)',
          '',
          'def total(amount, rates):',
          '    return with_tax(amount, rates.get("FR"))',
          '',
          'def main():',
          '    return total(3, {})',
        ],
      },
    );
    assert.ok(
      hypotheses.some(({ title }) => title === '`rate` is `None` in `with_tax`, reached from `total`'),
      hypotheses.map(({ title }) => title).join('\n'),
    );
  });

  it('says once where a value comes from: the card of the place where it surfaces asks whether it may be missing there', async () => {
    const { hypotheses } = await hypothesesOf(
      v8("TypeError: Cannot read properties of undefined (reading 'length')", 'show (src/show.js:4:15)'),
      {
        'src/show.js': [
          "import { ordersOf } from './orders';",
          'export function show(id) {',
          '  const orders = ordersOf(id);',
          '  return orders.length;',
          '}',
        ],
        'src/orders.js': ['const cache = {};', 'export function ordersOf(id) {', '  return cache[id];', '}'],
      },
      [{ file: 'src/orders.js', line: 3 }],
    );
    const [first, second] = hypotheses;
    assert.match(first?.title ?? '', /comes from `ordersOf`/);
    assert.match(first?.rootCause ?? '', /cache\[id\]/);
    assert.equal(
      second?.rootCause,
      'Line 4 reads `orders.length`, but `orders` is undefined. The hypothesis about `ordersOf` says where that comes from. If it can be right that `orders` is undefined, this line has to allow for it.',
    );
    assert.equal(second?.check, 'May it happen that `orders` is undefined here? If not, this is not the cause.');
  });

  it('tells once what fails: the card of a caller leads to the card that explains it', async () => {
    const { hypotheses } = await hypothesesOf(
      python("TypeError: '<' not supported between instances of 'NoneType' and 'int'", ['stock.py', 6, 'missing'], ['stock.py', 9, 'main']),
      {
        'stock.py': [
          'SHELVES = {}',
          'def shelf_of(sku):',
          '    return SHELVES.get(sku)',
          'def missing(sku):',
          '    on_hand = shelf_of(sku)',
          '    return on_hand < 5',
          '',
          'def main():',
          '    return missing("a")',
        ],
      },
    );
    const cards = new Map(hypotheses.map(({ title, rootCause }) => [title, rootCause]));
    const whole = hypotheses.slice(0, 1).map(causeText).join('\n');
    assert.match(whole, /^Line 6 computes `on_hand < 5`/);
    assert.match(whole, /^stock\.py:3 `shelf_of` returns `SHELVES\.get\(sku\)`/m);
    const repeated = hypotheses.slice(1).filter(({ rootCause }) => /computes/.test(rootCause));
    assert.deepEqual(repeated, []);
    assert.equal(
      cards.get('`on_hand` is `None` in `missing`, reached from `main`'),
      'Line 9 of `main` makes the call that fails further in. The hypothesis about `missing` says what fails there.',
    );
  });

  it("does not confuse a program's own message with one of the runtime", async () => {
    const files = {
      'parse.js': [
        'function parse(text) {',
        "  if (text !== 'a') {",
        "    throw new TypeError('callback is not a function');",
        '  }',
        '}',
        "parse('b');",
      ],
    };
    const { text } = await card(
      v8('TypeError: callback is not a function', 'parse (parse.js:3:11)', 'Object.<anonymous> (parse.js:6:1)'),
      files,
    );
    assert.doesNotMatch(text, /calls `callback`/);
    const own = await card(v8('SyntaxError: Bad object', 'parse (json.js:2:17)', 'Object.<anonymous> (json.js:5:1)'), {
      'json.js': ['function parse(text) {', '  var error = new SyntaxError();', '  throw error;', '}', "parse('b');"],
    });
    assert.doesNotMatch(own.text, /parser stops/);
  });
});

describe('explainFailure: known patterns', () => {
  it('explain a loop that runs one past the end, in several languages', async () => {
    const go = await card(
      ['panic: runtime error: index out of range [2] with length 2', '', 'goroutine 1 [running]:', 'main.last(...)', '\t/app/main.go:5'],
      {
        'main.go': [
          'package main',
          '',
          'func last(names []string) (out string) {',
          '\tfor j := 0; j <= len(names); j++ {',
          '\t\tout = names[j]',
          '\t}',
          '\treturn',
          '}',
        ],
      },
    );
    assert.match(go.text, /The loop on line 4 lets `j` reach `len\(names\)`; the last element is one before that/);
    const below = await card(
      ['panic: runtime error: index out of range [2] with length 2', '', 'goroutine 1 [running]:', 'main.last(...)', '\t/app/main.go:5'],
      {
        'main.go': [
          'package main',
          '',
          'func last(names []string, at int) (out string) {',
          '\tfor j := 0; j < len(names); j++ {',
          '\t\tout = names[at]',
          '\t}',
          '\treturn',
          '}',
        ],
      },
    );
    assert.doesNotMatch(below.text, /lets/);
  });

  it('explain a misspelled key and attribute', async () => {
    const key = await card(python("KeyError: 'adress'", ['a.py', 4, 'street']), {
      'a.py': ['USER = {"name": "Ada", "address": {"street": "Main"}}', '', 'def street():', '    return USER["adress"]["street"]'],
    });
    assert.match(
      key.text,
      /`USER\["adress"\]`, but the key `adress` is not in `USER`\..*`USER` has no `adress`: the key is spelled `address` \(line 1\)/,
    );
    const none = await card(python("KeyError: 'colour'", ['a.py', 4, 'colour']), {
      'a.py': ['USER = {"name": "Ada", "address": {"street": "Main"}}', '', 'def colour():', '    return USER["colour"]'],
    });
    assert.doesNotMatch(none.text, /spelled|is written at/);
  });

  it('explain an async function that is not awaited, but none that is', async () => {
    const files = (call: string) => ({
      'a.js': [
        "import { load } from './b';",
        'export async function main() {',
        `  const list = ${call};`,
        '  return list.filter(Boolean);',
        '}',
      ],
      'b.js': ['export async function load() {', '  return [];', '}'],
    });
    const output = v8('TypeError: list.filter is not a function', 'main (a.js:4:15)');
    assert.match((await card(output, files('load()'))).title, /`await` is missing/);
    assert.doesNotMatch((await card(output, files('await load()'))).title, /await/);
  });

  it('explain an unchecked error in Go', async () => {
    const { text, places } = await card(
      [
        'panic: runtime error: invalid memory address or nil pointer dereference',
        '',
        'goroutine 1 [running]:',
        'main.name(...)',
        '\t/app/main.go:11',
      ],
      {
        'main.go': [
          'package main',
          'type user struct{ name string }',
          'func load(id string) (*user, error) {',
          '\tif id == "" {',
          '\t\treturn nil, errNone',
          '\t}',
          '\treturn &user{name: id}, nil',
          '}',
          'func name(id string) string {',
          '\tu, _ := load(id)',
          '\treturn u.name',
          '}',
        ],
      },
    );
    assert.match(text, /`load` returns `nil` with an error \(line 5\)/);
    assert.ok(places.includes('main.go:5'));
  });

  it('explain a mutable default, and integer division, where the result fits them', async () => {
    const files = (body: string) => ({
      'stats.py': ['def mean(values):', `    return ${body}`],
      'test_stats.py': ['from stats import mean', '', 'def test_mean():', '    assert mean([1, 2]) == 1.5'],
    });
    const output = [
      '    def test_mean():',
      '>       assert mean([1, 2]) == 1.5',
      'E       assert 1 == 1.5',
      'E        +  where 1 = mean([1, 2])',
      '',
      'test_stats.py:4: AssertionError',
    ];
    assert.match(
      (await card(output, files('sum(values) // len(values)'))).text,
      /Line 2 of `mean` divides with `sum\(values\) \/\/ len\(values\)`, which rounds down/,
    );
    assert.doesNotMatch((await card(output, files('sum(values) / 3'))).text, /rounds down/);
  });
});

describe('explainFailure: compiler messages', () => {
  const files = {
    'src/types.ts': ['export interface User {', '  id: string;', '  email: string;', '}'],
    'src/mail.ts': ["import type { User } from './types';", 'export function send(user: User): string {', '  return user.mail;', '}'],
  };

  it("uses the compiler's suggestion, and finds the declaration of the member", async () => {
    const { cause, places } = await card(
      ["src/mail.ts(3,15): error TS2551: Property 'mail' does not exist on type 'User'. Did you mean 'email'?"],
      files,
    );
    assert.equal(cause, 'Line 3 reads `user.mail`, but `User` has no `mail`. It has `email` (src/types.ts:3): did you mean that?');
    assert.ok(places.includes('src/types.ts:3'));
  });

  it('says which type declares a value that may be missing as optional', async () => {
    const { cause, places } = await card(["src/open.ts(3,10): error TS18048: 'order.paidAt' is possibly 'undefined'."], {
      'src/open.ts': [
        "import type { Order } from './order';",
        'export function paid(order: Order): number {',
        '  return order.paidAt.getTime();',
        '}',
      ],
      'src/order.ts': ['export interface Order {', '  id: string;', '  paidAt?: Date;', '}'],
    });
    assert.equal(
      cause,
      'Line 3 uses `order.paidAt` without a check, and it can be `undefined`. `Order` declares it as optional: `paidAt?: Date` (src/order.ts:3).',
    );
    assert.ok(places.includes('src/order.ts:3'));
  });

  it('names no value where the message names none and the line reads several', async () => {
    const { cause } = await card(["src/open.ts(2,23): error TS2532: Object is possibly 'undefined'."], {
      'src/open.ts': ['export function open(order: any): number {', '  return Date.now() - order.paidAt.getTime();', '}'],
    });
    assert.equal(cause, "Line 2, `return Date.now() - order.paidAt.getTime();`: Object is possibly 'undefined'.");
  });

  it('repeats an unknown message without additions', async () => {
    const { cause } = await card(["src/mail.ts(3,3): error TS1005: ';' expected."], files);
    assert.equal(cause, "Line 3, `return user.mail;`: ';' expected.");
  });

  it('names a Rust name that is almost the same', async () => {
    const { cause } = await card(
      ['error[E0425]: cannot find value `cout` in this scope', ' --> src/main.rs:3:5', '  |', '3 |     cout', '  |     ^^^^'],
      { 'src/main.rs': ['fn count() -> u32 {', '    let count = 1;', '    cout', '}'] },
    );
    assert.equal(cause, 'Line 3 uses `cout`, which is not declared there. Did you mean `count` (line 2)?');
  });
});
