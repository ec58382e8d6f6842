import assert from 'node:assert/strict';
import { causesOf } from '../../../../support/causesOf';

/** The causes of a failure in JavaScript, whose innermost frame is first. */
function inScript(message: string, frames: readonly string[], files: Record<string, string>): Promise<string> {
  return causesOf([message, ...frames.map((frame) => `    at ${frame}`)].join('\n'), files);
}

/** The causes of a failure in Python, whose innermost frame is last. */
function inPython(message: string, frames: readonly (readonly [string, number, string])[], files: Record<string, string>): Promise<string> {
  const lines = frames.flatMap(([file, line, fn]) => [
    `  File "/srv/work/${file}", line ${line}, in ${fn}`,
    `    ${files[file]?.split('\n')[line - 1]?.trim() ?? ''}`,
  ]);
  return causesOf(['Traceback (most recent call last):', ...lines, message].join('\n'), files);
}

describe('explainFailure: origins that would be untrue', () => {
  describe('the row of a data file', () => {
    const main = ['import csv', '', 'for row in csv.DictReader(open("stock.csv")):', '    print(float(row["price"]))'].join('\n');
    const ofCell = (csv: readonly string[]): Promise<string> =>
      inPython("ValueError: could not convert string to float: 'n/a'", [['main.py', 4, '<module>']], {
        'main.py': main,
        'stock.csv': csv.join('\n'),
      });
    const prices = (rows: readonly string[], others: Record<string, string> = {}): Promise<string> =>
      inPython("TypeError: '<' not supported between instances of 'str' and 'int'", [['main.py', 4, '<module>']], {
        'main.py': ['import json', '', 'tasks = json.load(open("tasks.json"))', 'print(sorted(tasks, key=lambda task: task["rank"]))'].join(
          '\n',
        ),
        'tasks.json': `[\n${rows.join(',\n')}\n]`,
        ...others,
      });

    it('is named where its column has the value that the message quotes', async () => {
      assert.match(await ofCell(['name,price', 'bolt,1.5', 'nut,n/a']), /`n\/a` is the `price` on line 3 of stock\.csv\./);
    });

    it('is said to be empty where its cell is', async () => {
      const causes = await inPython("ValueError: could not convert string to float: ''", [['main.py', 4, '<module>']], {
        'main.py': main,
        'stock.csv': 'name,price\nbolt,1.5\nnut,',
      });
      assert.match(causes, /The `price` on line 3 of stock\.csv is empty/);
      assert.doesNotMatch(causes, /``/);
    });

    it('is not named for another column, nor in a table with quotes, which are not read', async () => {
      assert.doesNotMatch(await ofCell(['note,price', 'n/a,1.5', 'n/a,2']), /stock\.csv\./);
      assert.doesNotMatch(await ofCell(['name,price', '"bolt, long",n/a']), /is the `price` on/);
    });

    it('is named where it is the only one of another kind, and not where two differ', async () => {
      assert.match(
        await prices(['{"rank": 1}', '{"rank": "2"}', '{"rank": 3}']),
        /`2` \(tasks\.json:3\) is the only `rank` in tasks\.json that is a text/,
      );
      assert.doesNotMatch(await prices(['{"rank": 1}', '{"rank": "2"}', '{"rank": "3"}']), /is the only/);
      assert.doesNotMatch(await prices(['{"rank": "1"}', '{"rank": "1"}']), /is the only/);
    });

    it('is not named where the code has two files with that key', async () => {
      const causes = await inPython("TypeError: '<' not supported between instances of 'str' and 'int'", [['main.py', 5, '<module>']], {
        'main.py': [
          'import json',
          '',
          'tasks = json.load(open("tasks.json"))',
          'others = json.load(open("others.json"))',
          'print(sorted(tasks, key=lambda task: task["rank"]))',
        ].join('\n'),
        'tasks.json': '[{"rank": 1}, {"rank": 2}]',
        'others.json': '[\n{"rank": 1},\n{"rank": "2"}\n]',
      });
      assert.doesNotMatch(causes, /is the only/);
    });
  });

  it('is none of several elements on one line, of which the first one was right', async () => {
    const causes = await inScript(
      'RangeError: unknown unit g',
      ['grams (/srv/work/units.js:2:22)', 'sum (/srv/work/sum.js:2:39)', 'run (/srv/work/main.js:2:1)'],
      {
        'units.js': [
          'exports.grams = function grams(amount, unit) {',
          '  if (unit !== "kg") throw new RangeError(`unknown unit ${unit}`);',
          '  return amount * 1000;',
          '};',
        ].join('\n'),
        'sum.js': [
          'const { grams } = require("./units");',
          'exports.sum = (items) => items.map((item) => grams(item.amount, item.unit));',
        ].join('\n'),
        'main.js': ['const { sum } = require("./sum");', 'sum([{ amount: 1, unit: "kg" }, { amount: 5, unit: "g" }]);'].join('\n'),
      },
    );
    assert.match(causes, /^sum\.js:2 passes `item\.unit` as `unit`/m);
    assert.doesNotMatch(causes, /sets? (?:to )?`"kg"`|sets `item\.unit`/);
  });

  it('is no index that is a text, where a list is too short', async () => {
    const causes = await inPython('IndexError: list index out of range', [['rota.py', 2, 'assign']], {
      'rota.py': ['def assign(names, rota):', '    return {shift: names[i] for i, shift in enumerate(rota["shifts"])}'].join('\n'),
    });
    assert.match(causes, /Line 2 reads `names\[i\]`/);
    assert.doesNotMatch(causes, /one of/);
  });

  describe('a key of an object with others spread into it', () => {
    const reads = (config: string): Promise<string> =>
      inScript(
        "TypeError: Cannot read properties of undefined (reading 'host')",
        ['connect (/srv/work/store.js:3:26)', 'Object.<anonymous> (/srv/work/store.js:5:1)'],
        {
          'store.js': [
            "const config = require('./config');",
            'function connect() {',
            '  return config.database.host;',
            '}',
            'connect();',
          ].join('\n'),
          'config.js': config,
        },
      );

    it('is missing where all of them are known', async () => {
      const config = [
        "const shared = { name: 'shop' };",
        'const own = {',
        "  db: { host: 'localhost' },",
        '};',
        'module.exports = { ...shared, ...own };',
      ];
      assert.match(await reads(config.join('\n')), /`config` has no `database`: the key is spelled `db` \(config\.js:3\)/);
    });

    it('is not said to be missing where one is not known, may grow, or has it', async () => {
      for (const config of [
        ["const own = { db: { host: 'localhost' } };", 'module.exports = { ...load(), ...own };'],
        ["const own = { db: { host: 'localhost' } };", 'own.database = load();', 'module.exports = { ...own };'],
        ['const byName = { dev: { db: 1 }, test: { database: 1 } };', 'module.exports = { ...byName[process.env.APP_ENV] };'],
        ['const byName = { dev: { db: 1 }, test: load() };', 'module.exports = { ...byName[process.env.APP_ENV] };'],
      ])
        assert.doesNotMatch(await reads(config.join('\n')), /has no `database`/, config.join('\n'));
    });

    it('has the value of the last object that gives it one, and of none where a later one is not known', async () => {
      const plan = (assigned: string): Promise<string> =>
        inScript(
          "TypeError: Cannot read properties of undefined (reading 'max')",
          ['Client.plan (/srv/work/client.js:7:31)', 'Object.<anonymous> (/srv/work/main.js:3:8)'],
          {
            'client.js': [
              'const DEFAULTS = { retry: { max: 3 } };',
              'class Client {',
              '  constructor(options) {',
              `    this.options = ${assigned};`,
              '  }',
              '  plan() {',
              '    return this.options.retry.max;',
              '  }',
              '}',
              'module.exports = { Client };',
            ].join('\n'),
            'main.js': [
              "const { Client } = require('./client');",
              'const client = new Client({ retry: undefined });',
              'client.plan();',
            ].join('\n'),
          },
        );
      assert.match(await plan('{ ...DEFAULTS, ...options }'), /`retry` is set to `undefined` at main\.js:2/);
      assert.doesNotMatch(await plan('{ ...options, ...DEFAULTS }'), /main\.js:2/);
      assert.doesNotMatch(await plan('{ ...DEFAULTS, ...options, ...load() }'), /main\.js:2/);
    });
  });

  describe('an iterator that was read before', () => {
    const highest = (lines: readonly string[]): Promise<string> =>
      inPython('ValueError: max() iterable argument is empty', [['main.py', 5 + lines.length, 'highest']], {
        'main.py': [
          'def values(rows):',
          '    return (row["value"] for row in rows)',
          '',
          'def highest(rows):',
          ...lines,
          '    return max(found)',
        ].join('\n'),
      });

    it('is used up by what reads it to its end', async () => {
      assert.match(
        await highest(['    found = values(rows)', '    count = sum(1 for _ in found)']),
        /goes through `found` again; it is `values\(rows\)`, which can be read once, and line 6 has read it to the end/,
      );
    });

    it('is not used up by a list, by a first element, in a loop that ends early or in a branch that was left', async () => {
      for (const lines of [
        ['    found = list(values(rows))', '    count = sum(1 for _ in found)'],
        ['    found = values(rows)', '    first = next(found, None)'],
        ['    found = values(rows)', '    for value in found:', '        if value > 3:', '            break'],
        ['    found = values(rows)', '    if rows:', '        print(sum(found))'],
        ['    found = values(rows)', '    if any(value > 3 for value in found):', '        print("high")'],
      ])
        assert.doesNotMatch(await highest(lines), /uses it up/, lines.join('\n'));
    });
  });

  describe('elements that a function makes', () => {
    const worths = (map: string): Promise<string> =>
      inScript(
        "TypeError: Cannot read properties of undefined (reading 'worth')",
        [
          '/srv/work/main.js:5:43',
          'Array.reduce (<anonymous>)',
          'total (/srv/work/main.js:5:17)',
          'Object.<anonymous> (/srv/work/main.js:7:1)',
        ],
        {
          'main.js': [
            'function all(rows) {',
            `  return ${map};`,
            '}',
            'function total(rows) {',
            '  return all(rows).reduce((sum, row) => sum + row.worth, 0);',
            '}',
            'total([1]);',
          ].join('\n'),
        },
      );

    it('are undefined where it has braces and no return', async () => {
      assert.match(await worths('rows.map((row) => { log(row); })'), /`rows\.map\(…\)` \(line 2\) gives undefined for each element/);
    });

    it('are not said to be undefined where it returns, or where what follows leaves some out', async () => {
      for (const map of [
        'rows.map((row) => { return load(row); })',
        'rows.map((row) => ({ worth: row }))',
        'rows.map((row) => load(row))',
        'rows.map((row) => { log(row); }).filter(Boolean)',
      ])
        assert.doesNotMatch(await worths(map), /for each element/, map);
    });

    it('are nil in Ruby where `next` leaves the block, and not where `compact` follows', async () => {
      const sum = (end: string, next = 'next if row.empty?'): Promise<string> =>
        causesOf(
          "/srv/work/main.rb:9:in `+': nil can't be coerced into Integer (TypeError)\n\tfrom /srv/work/main.rb:9:in `sum'\n\tfrom /srv/work/main.rb:9:in `total'",
          {
            'main.rb': [
              'def sizes(rows)',
              '  rows.map do |row|',
              `    ${next}`,
              '    row.size',
              `  ${end}`,
              'end',
              '',
              'def total(rows)',
              '  sizes(rows).sum',
              'end',
            ].join('\n'),
          },
        );
      assert.match(await sum('end'), /`next if row\.empty\?` \(line 3\) leaves the block without a value/);
      assert.doesNotMatch(await sum('end.compact'), /leaves the block/);
      assert.doesNotMatch(await sum('end', 'next 0 if row.empty?'), /leaves the block/);
    });
  });

  describe('an argument that a parameter takes apart', () => {
    const shown = (customers: readonly string[], value = 'null'): Promise<string> =>
      inScript(
        `TypeError: Cannot read properties of ${value} (reading 'locale')`,
        [
          'money (/srv/work/main.js:1:19)',
          'show (/srv/work/main.js:5:10)',
          'Array.map (<anonymous>)',
          'Object.<anonymous> (/srv/work/main.js:12:11)',
        ],
        {
          'main.js': [
            "function money({ locale = 'en' } = {}) {",
            '  return locale;',
            '}',
            'function show(customer) {',
            '  return money(customer.prefs);',
            '}',
            'const customers = [',
            ...customers,
            '];',
            'customers.map(show);',
          ].join('\n'),
        },
      );

    it('is the only element of a list that sets it to null', async () => {
      const causes = await shown(["  { prefs: { locale: 'de' } },", '  { prefs: null },', "  { prefs: { locale: 'fr' } },"]);
      assert.match(causes, /`show` passes `customer\.prefs` \(line 5\)/);
      assert.match(causes, /`prefs` is set to `null` on line 9/);
      assert.match(causes, /which is null \(a default stands in for undefined only\)/);
    });

    it('is no element where two set it to null', async () => {
      const causes = await shown(['  { prefs: null },', '  { prefs: null },', "  { prefs: { locale: 'fr' } },"]);
      assert.match(causes, /`show` passes `customer\.prefs`/);
      assert.doesNotMatch(causes, /is set to `null`|sets it to `null`/);
    });
  });

  describe('a field that the base class sets', () => {
    const first = (file: string, sub: readonly string[]): Promise<string> =>
      inScript(
        "TypeError: Cannot read properties of undefined (reading '0')",
        [`Sorted.first (/srv/work/${file}:4:22)`, `Object.<anonymous> (/srv/work/${file}:20:1)`],
        {
          [file]: [
            "import { Store } from './store.js';",
            'export class Sorted extends Store {',
            '  first() {',
            '    return this.rows[0];',
            '  }',
            ...sub,
            '}',
          ].join('\n'),
          'store.js': 'export class Store {\n  constructor(rows) {\n    this.rows = rows;\n  }\n}',
        },
      );

    it('is undefined where the class declares it again, and not with a value or in TypeScript', async () => {
      assert.match(await first('sorted.js', ['  rows;']), /`Sorted` declares the field `rows` again \(line 6\)/);
      assert.doesNotMatch(await first('sorted.js', ['  rows = load();']), /again/);
      assert.doesNotMatch(await first('sorted.ts', ['  rows: string[];']), /again/);
    });

    it('is not set where the constructor of the object does not call that of its base class', async () => {
      const get = (init: readonly string[]): Promise<string> =>
        inPython(
          "AttributeError: 'Orders' object has no attribute '_cache'",
          [
            ['main.py', 10, '<module>'],
            ['base.py', 6, 'get'],
          ],
          {
            'base.py': [
              'class Repository:',
              '    def __init__(self):',
              '        self._cache = {}',
              '',
              '    def get(self, key):',
              '        return self._cache[key]',
            ].join('\n'),
            'main.py': [
              'from base import Repository',
              '',
              '',
              'class Orders(Repository):',
              ...init,
              '',
              '',
              'orders = Orders()',
              'orders.get(1)',
            ].join('\n'),
          },
        );
      assert.match(await get(['    def __init__(self):', '        self.rows = []']), /`Orders\.__init__` \(main\.py:5\) does not call it/);
      assert.doesNotMatch(await get(['    def __init__(self):', '        super().__init__()']), /does not call it/);
      assert.doesNotMatch(await get(['    def __init__(self):', '        self._cache = None']), /does not call it/);
    });
  });

  it('follows a function that a field of this object holds, whatever other objects hold', async () => {
    const rate = (caches: readonly string[]): Promise<string> =>
      inPython("TypeError: unsupported operand type(s) for /: 'int' and 'NoneType'", [['main.py', 3 + caches.length, '<module>']], {
        'main.py': ['from cache import Cache, load_rate, load_name', ...caches, 'rate = RATES.get("EUR")', 'print(1 / rate)'].join('\n'),
        'cache.py': [
          'TABLE = {"USD": 1.08}',
          'def load_rate(key):',
          '    return TABLE.get(key)',
          'def load_name(key):',
          '    return None',
          'class Cache:',
          '    def __init__(self, loader):',
          '        self._loader = loader',
          '        self._entries = {}',
          '    def get(self, key):',
          '        if key not in self._entries:',
          '            self._entries[key] = self._loader(key)',
          '        return self._entries[key]',
        ].join('\n'),
      });
    assert.match(await rate(['RATES = Cache(load_rate)']), /^cache\.py:3 `load_rate` returns `TABLE\.get\(key\)`/m);
    const two = await rate(['RATES = Cache(load_rate)', 'NAMES = Cache(load_name)']);
    assert.match(two, /`TABLE` \(cache\.py:1\) has no `EUR`, only `USD`/);
    assert.doesNotMatch(two, /cache\.py:5/);
  });

  it('calls the keys of YAML texts only where the file writes them so', async () => {
    const url = (yaml: string): Promise<string> =>
      causesOf("/srv/work/main.rb:5:in `url': undefined method `[]' for nil (NoMethodError)\n\tfrom /srv/work/main.rb:8:in `<main>'", {
        'main.rb': [
          "require 'yaml'",
          '',
          'def url',
          "  values = YAML.load_file('settings.yml')",
          '  values[:database][:host]',
          'end',
          '',
          'url',
        ].join('\n'),
        'settings.yml': yaml,
      });
    assert.match(await url('database:\n  host: localhost'), /makes keys that are texts/);
    assert.doesNotMatch(await url(':database:\n  :host: localhost'), /makes keys that are texts/);
    assert.doesNotMatch(await url('name: shop'), /makes keys that are texts/);
  });

  describe('the object in the code', () => {
    const can = (users: readonly string[]): Promise<string> =>
      inScript(
        "TypeError: Cannot read properties of undefined (reading 'includes')",
        ['can (/srv/work/can.js:4:28)', 'Object.<anonymous> (/srv/work/can.js:7:1)'],
        {
          'can.js': [
            "const { users } = require('./users');",
            "const RIGHTS = { admin: ['write'], guest: [] };",
            'function can(user) {',
            "  return RIGHTS[user.role].includes('write');",
            '}',
            '',
            'users.map(can);',
          ].join('\n'),
          'users.js': ['const users = [', ...users, '];', 'module.exports = { users };'].join('\n'),
        },
      );

    it('is the only one whose value is no key, and none where two differ or it is declared as a type', async () => {
      assert.match(
        await can(["  { role: 'admin' },", "  { role: 'Admin' },"]),
        /`Admin` \(users\.js:3\) is the only `role` in users\.js that is no key of `RIGHTS`/,
      );
      assert.doesNotMatch(await can(["  { role: 'Admin' },", "  { role: 'Guest' },", "  { role: 'admin' },"]), /is the only/);
      assert.doesNotMatch(await can(["  { role: 'admin' },", '  { role: load() },']), /is the only/);
    });
  });

  describe('a loop that asks a method for the length', () => {
    const totals = (loop: string, height: string): Promise<string> =>
      inScript(
        "TypeError: Cannot read properties of undefined (reading '0')",
        ['totals (/srv/work/main.js:5:14)', 'Object.<anonymous> (/srv/work/main.js:8:1)'],
        {
          'main.js': [
            "const { Grid } = require('./grid');",
            'function totals(grid) {',
            `  for (${loop}) {`,
            '    const row = grid.at(y);',
            '    print(row[0]);',
            '  }',
            '}',
            'totals(new Grid([[1]]));',
          ].join('\n'),
          'grid.js': [
            'class Grid {',
            '  constructor(rows) {',
            '    this.rows = rows;',
            '  }',
            '  get height() {',
            `    return ${height};`,
            '  }',
            '  at(y) {',
            '    return this.rows[y];',
            '  }',
            '}',
            'module.exports = { Grid };',
          ].join('\n'),
        },
      );
    const at = /The loop on line 3 lets `y` reach `grid\.height`, the length of `this\.rows` \(grid\.js:5\)/;

    it('reads past the end where it includes that length, and not where it stops before or the length is another one', async () => {
      assert.match(await totals('let y = 0; y <= grid.height; y += 1', 'this.rows.length'), at);
      assert.doesNotMatch(await totals('let y = 0; y < grid.height; y += 1', 'this.rows.length'), /The loop on line 3/);
      assert.doesNotMatch(await totals('let y = 0; y <= grid.height; y += 1', 'this.rows.length - 1'), /The loop on line 3/);
      assert.doesNotMatch(await totals('let y = 0; y <= grid.height; y += 1', 'this.columns.length'), /The loop on line 3/);
    });
  });

  describe('a value that another name changes', () => {
    const timeout = (init: readonly string[]): Promise<string> =>
      causesOf(
        [
          '=================================== FAILURES ===================================',
          '__________________________________ test_usual __________________________________',
          '',
          '    def test_usual():',
          '>       assert Client().timeout() == 30',
          'E       assert 120 == 30',
          '',
          'test_client.py:5: AssertionError',
          '=========================== short test summary info ============================',
          'FAILED test_client.py::test_usual - assert 120 == 30',
        ].join('\n'),
        {
          'client.py': [
            'DEFAULTS = {"timeout": 30}',
            '',
            'class Client:',
            '    def __init__(self, **options):',
            ...init,
            '',
            '    def timeout(self):',
            '        return self.options["timeout"]',
          ].join('\n'),
          'test_client.py': ['from client import Client', '', '', 'def test_usual():', '    assert Client().timeout() == 30'].join('\n'),
        },
      );

    it('is one of the module that a function takes as its own and changes', async () => {
      assert.match(
        await timeout(['        self.options = DEFAULTS', '        self.options.update(options)']),
        /Line 5 of `Client\.__init__` makes `self\.options` another name for `DEFAULTS`, and no copy; line 6 changes it/,
      );
    });

    it('is none that is copied or only read', async () => {
      for (const init of [
        ['        self.options = dict(DEFAULTS)', '        self.options.update(options)'],
        ['        self.options = {**DEFAULTS, **options}'],
        ['        self.options = DEFAULTS', '        print(self.options.get("timeout"))'],
      ])
        assert.doesNotMatch(await timeout(init), /another name for/, init.join('\n'));
    });
  });

  it('takes of two calls of a function on a line the one at the column of the trace, and no other call for it', async () => {
    const day = (column: number): Promise<string> =>
      inScript(
        'RangeError: Invalid time value',
        ['Date.toISOString (<anonymous>)', 'isoDay (/srv/work/main.js:3:15)', `Object.<anonymous> (/srv/work/main.js:6:${column})`],
        {
          'main.js': [
            "const { lastDay } = require('./days');",
            'function isoDay(date) {',
            '  return date.toISOString();',
            '}',
            'const booking = { from: new Date("2026-13-01") };',
            'show(isoDay(booking.from), isoDay(lastDay(booking)));',
          ].join('\n'),
          'days.js': ['function lastDay(booking) {', '  return booking.to;', '}', 'module.exports = { lastDay };'].join('\n'),
        },
      );
    assert.match(await day(6), /^main\.js:6 passes `booking\.from` as `date`/m);
    assert.match(await day(28), /^main\.js:6 passes `lastDay\(booking\)` as `date`/m);
    assert.doesNotMatch(await day(1), /passes `booking/);
  });

  it('says what a caller passes for the object that lacks a member', async () => {
    const receipt = (pay: readonly string[]): Promise<string> =>
      inScript(
        "TypeError: Cannot read properties of undefined (reading 'toFixed')",
        ['print (/srv/work/main.js:2:22)', 'pay (/srv/work/main.js:5:3)', 'Object.<anonymous> (/srv/work/main.js:8:1)'],
        {
          'main.js': [
            'function print(order) {',
            '  return order.total.toFixed(2);',
            '}',
            'function pay(paid) {',
            ...pay,
            '}',
            '',
            'pay(load());',
          ].join('\n'),
        },
      );
    assert.match(await receipt(['  print(paid.id);', '  return paid;']), /`order` is `paid\.id`, passed by `pay` \(line 5\)/);
  });

  it('tells a key that an object lacks by where the object is made, and not as if it was named there', async () => {
    const causes = await causesOf(
      ["TypeError: Cannot read properties of undefined (reading 'map')", '    at Legend.entries (/srv/work/legend.js:7:28)'].join('\n'),
      {
        'readMap.js':
          'function readMap(name) {\n  try {\n    return JSON.parse(name);\n  } catch {\n    return {};\n  }\n}\nmodule.exports = { readMap };',
        'legend.js':
          "const { readMap } = require('./readMap');\nclass Legend {\n  constructor(name) {\n    this.map = readMap(name);\n  }\n  entries() {\n    return this.map.layers.map(String);\n  }\n}\nmodule.exports = { Legend };",
      },
    );
    assert.match(causes, /`this\.map`, made at readMap\.js:5, has no `layers`/);
  });

  it('says of a part of an element that it is one, and not the element', async () => {
    const causes = await causesOf(
      [
        "TypeError: Cannot read properties of undefined (reading 'toUpperCase')",
        '    at label (/srv/work/main.js:2:22)',
        '    at Array.map (<anonymous>)',
        '    at labels (/srv/work/main.js:5:20)',
      ].join('\n'),
      {
        'main.js':
          'function label({ house, town }) {\n  return house + town.toUpperCase();\n}\nfunction labels(rows) {\n  return [...rows].map(label);\n}\nlabels([{ house: 3 }]);\nmodule.exports = { labels };',
      },
    );
    assert.doesNotMatch(causes, /`town` is an element/);
    assert.match(causes, /`town` is `town` of an element of `\[\.\.\.rows\]`|has no `town`/);
  });
});
