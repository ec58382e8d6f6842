import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { workedPitfall, type WorkedPitfall } from '../../../../src/core/experiments/repairs/workedPitfall';
import { runTest } from '../../../../src/core/interpret/failingTest';
import { History } from '../../../../src/core/interpret/history/history';
import { sliceOfFailure } from '../../../../src/core/interpret/history/slice';
import { ProgramView } from '../../../../src/core/suspects/explain/programView';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { familyOf } from '../../../../src/core/workspace/languages';

const syntax = openSyntax(packagedGrammars);

/** What is told of a program that ends with an error. */
async function told(name: string, text: string): Promise<WorkedPitfall | undefined> {
  const parsed = await syntax.parse(name, text);
  const view = new ProgramView([], [], [parsed]);
  const history = new History(familyOf(parsed.language));
  const { ended } = runTest(
    view,
    view.files[0]!,
    text.split('\n').findIndex((each) => /func main|void main|int main/.test(each)) + 2,
    history,
  );
  assert.equal(ended.kind, 'failed', JSON.stringify(ended));
  return workedPitfall(history, sliceOfFailure(history));
}

const fails = (condition: string): string => `require('node:assert').ok(!(${condition}));\n`;

const PROGRAMS: readonly [what: string, name: string, text: string, sentence: string][] = [
  [
    'numbers that are sorted as texts',
    'route.py',
    "def order(slots):\n    return sorted(slots, key=lambda slot: slot['at'])\n\n\nassert order([{'at': 'A2'}, {'at': 'A10'}]) == [{'at': 'A2'}, {'at': 'A10'}]\n",
    "`sorted(slots, key=lambda slot: slot['at'])` (route.py:2) compares texts, character by character: `'A10'` comes before `'A2'`.",
  ],
  [
    'an ending that is taken for a set of characters',
    'naming.py',
    "def table(file):\n    return file.rstrip('.csv')\n\n\nassert not (table('basics.csv') != 'basics')\n",
    "`file.rstrip('.csv')` (naming.py:2) takes away each of the characters in `'.csv'`, and not that text as a whole: of `'basics.csv'` it leaves `'basi'`.",
  ],
  [
    'a number that is added to a text',
    'cart.js',
    `function add(sum, count) {\n  return sum + count;\n}\n${fails("add('2', 3) !== 5")}`,
    "`sum + count` (cart.js:2) joins texts and adds no numbers: `'2'` and `3` become `'23'`.",
  ],
  [
    'texts that differ in a blank',
    'town.js',
    `function isHome(town) {\n  return town === 'Berlin';\n}\n${fails("!isHome('Berlin ')")}`,
    "`town === 'Berlin'` (town.js:2) compares `'Berlin '` with `'Berlin'`, which are written alike, but are not the same.",
  ],
  [
    'a pattern that goes on where its last search ended',
    'tags.js',
    `const TAG = /<(\\w+)>/g;\nfunction has(text) {\n  return TAG.test(text);\n}\nhas('to <name>');\n${fails("!has('<a> b')")}`,
    "`TAG.test(text)` (tags.js:3) finds nothing in `'<a> b'`, although it has a match: a pattern with the flag `g` goes on where its last search ended (`lastIndex`).",
  ],
  [
    'a number of which only the beginning is read',
    'price.js',
    `function price(text) {\n  return parseInt(text, 10);\n}\n${fails("price('1,200') !== 1200")}`,
    "`parseInt(text, 10)` (price.js:2) reads only the beginning of a text: of `'1,200'` it makes `1`.",
  ],
  [
    'a fraction that calculating made inexact',
    'money.py',
    'def cents(price):\n    return int(price * 100)\n\n\nassert not (cents(19.99) != 1999)\n',
    '`int(price * 100)` (money.py:2) cuts `1998.9999999999998` down to `1998`: calculating with fractions is inexact.',
  ],
  [
    'the remainder of a negative number',
    'turn.js',
    `function left(at) {\n  return (at - 1) % 4;\n}\n${fails('left(0) !== 3')}`,
    '`(at - 1) % 4` (turn.js:2) is `-1`: the remainder of a negative number is negative, here of `-1` by `4`.',
  ],
  [
    'a zero that counts as nothing',
    'heat.js',
    `function setback(options) {\n  return options.setback || 3;\n}\n${fails('setback({ setback: 0 }) !== 0')}`,
    'In `options.setback || 3` (heat.js:2), `options.setback` is `0`, which counts as nothing.',
  ],
  [
    'parts that are rounded each by itself',
    'split.js',
    `function split(total, people) {\n  return people.map(() => Math.round(total / people.length));\n}\n${fails("split(100, ['a', 'b', 'c']).reduce((sum, each) => sum + each, 0) !== 100")}`,
    '`Math.round(total / people.length)` (split.js:2) rounds 3 times, each part by itself: together the parts are `99`, and the whole is `100`, so the rest is lost.',
  ],
  [
    'objects that are alike and not the same',
    'cells.js',
    `function isNew(seen, cell) {\n  return !seen.includes(cell);\n}\n${fails('isNew([{ x: 1, y: 2 }], { x: 1, y: 2 })')}`,
    '`seen.includes(cell)` (cells.js:2) asks whether two are one object, and not whether they have the same parts: both are written `{x: 1, y: 2}`.',
  ],
  [
    'a key that is set twice',
    'packs.py',
    "def index(packs):\n    found = {}\n    for name, grams in packs:\n        found[name] = grams\n    return found\n\n\nassert index([('Ibu', 200), ('Ibu', 400)]) == {'Ibu': 200}\n",
    "`found[name] = grams` (packs.py:4) is set twice for `'Ibu'`: `400` takes the place of `200`.",
  ],
  [
    'a value of an earlier turn',
    'memo.py',
    "def read(rows):\n    memo = ''\n    found = []\n    for row in rows:\n        if row['memo']:\n            memo = row['memo']\n        found.append(memo)\n    return found\n\n\nassert read([{'memo': 'rent'}, {'memo': ''}]) == ['rent', '']\n",
    "`memo` (memo.py:7) still has what an earlier turn of the loop set (memo.py:6): `'rent'`.",
  ],
  [
    'a list that a loop goes over and makes shorter',
    'room.js',
    `const members = ['a', 'b', 'c'];\nfor (let i = 0; i < members.length; i++) {\n  if (members[i] !== 'c') members.splice(i, 1);\n}\n${fails('members.length !== 1')}`,
    '`members.splice(i, 1)` (room.js:3) takes elements out of `members` while a loop goes over it, so the element behind each of them is skipped.',
  ],
  [
    'a list that a called function makes shorter meanwhile',
    'bus.js',
    `const list = [];\nconst once = () => list.splice(list.indexOf(once), 1);\nlet heard = 0;\nlist.push(once, () => heard++);\nfunction emit() {\n  for (const each of list) each();\n}\nemit();\n${fails('heard !== 1')}`,
    '`list.splice(list.indexOf(once), 1)` (bus.js:2) takes elements out of `list` while a loop goes over it, so the element behind each of them is skipped.',
  ],
  [
    'a list that is sorted in its place',
    'team.js',
    `function best(runners) {\n  return runners.sort((a, b) => a - b)[0];\n}\nfunction lead(runners) {\n  return runners.sort((a, b) => a - b);\n}\nconst all = [3, 1, 2];\nlead(all);\n${fails('all[0] !== 3')}`,
    '`runners.sort((a, b) => a - b)` (team.js:5) changes `runners` itself and makes no copy, so whoever else holds it has it changed, too.',
  ],
  [
    'a copy whose rows are shared',
    'level.py',
    "class Level:\n    def __init__(self):\n        self.rows = [['a'], ['b']]\n        self.before = list(self.rows)\n\n    def move(self):\n        self.rows[0][0] = ' '\n\n\nlevel = Level()\nlevel.move()\nassert not (level.before[0][0] != 'a')\n",
    "`list(self.rows)` (level.py:4) copies only the outer level: what is in it is shared, and `self.rows[0][0] = ' '` (level.py:7) changes it in both.",
  ],
  [
    'a default that is not stored',
    'shifts.rb',
    "shifts = Hash.new { [] }\nshifts['mon'] << 'early'\nraise ArgumentError, 'none' if shifts['mon'].empty?\n",
    "`shifts['mon']` (shifts.rb:2) gives a new default value for a missing key, and does not store it: what is added to it is lost.",
  ],
  [
    'a promise that nobody waits for',
    'orders.js',
    `async function find() {\n  return { lines: [1] };\n}\nfunction count() {\n  const order = find();\n  return order.lines.length;\n}\ncount();\n`,
    '`find()` (orders.js:5) gives a promise that is not awaited: `order` (orders.js:6) is that promise, and not its value.',
  ],
  [
    'an error that is caught outside a loop',
    'rows.py',
    "def read(lines):\n    found = []\n    try:\n        for line in lines:\n            found.append(int(line))\n    except ValueError:\n        pass\n    return found\n\n\nassert not (len(read(['1', 'x', '3'])) != 2)\n",
    '`int(line)` (rows.py:5) ends with `ValueError`. It is caught outside the loop, so the rest of the loop is skipped.',
  ],
  [
    'a copy that is changed in place of the original',
    'bank.cpp',
    '#include <vector>\n#include <stdexcept>\nclass Account {\n    int cents_;\npublic:\n    explicit Account(int cents) : cents_(cents) {}\n    void add(int cents) { cents_ += cents; }\n    int cents() const { return cents_; }\n};\nclass Bank {\n    std::vector<Account> accounts_{Account(5)};\npublic:\n    Account account(int at) { return accounts_.at(at); }\n    void pay(int at, int cents) { account(at).add(cents); }\n    int cents(int at) { return account(at).cents(); }\n};\nint main() {\n    Bank bank;\n    bank.pay(0, 10);\n    if (bank.cents(0) != 15) throw std::runtime_error("not paid");\n}\n',
    '`account(at).add(cents)` (bank.cpp:14) changes a copy of an object (`Account(cents_: 5)` before), which nothing reads afterwards: the object itself stays as it was.',
  ],
  [
    'an element of an array that a loop copies',
    'cart.php',
    "<?php\nfunction discounted(array $lines): array\n{\n    foreach ($lines as $line) {\n        $line['percent'] = 10;\n    }\n    return $lines;\n}\n$lines = discounted([['sku' => 'A1']]);\nif (($lines[0]['percent'] ?? 0) !== 10) {\n    throw new Exception('no discount');\n}\n",
    "`$line['percent'] = 10` (cart.php:5) changes a copy of an object (`{'sku': 'A1'}` before), which nothing reads afterwards: the object itself stays as it was.",
  ],
  [
    'a key that is changed while it is one',
    'Main.java',
    'import java.util.*;\nclass Main {\n    static class Seat {\n        int row;\n        Seat(int row) { this.row = row; }\n        void move(int row) { this.row = row; }\n        @Override public boolean equals(Object o) { return o instanceof Seat s && s.row == row; }\n        @Override public int hashCode() { return row; }\n    }\n    public static void main(String[] args) {\n        Map<Seat, String> guests = new HashMap<>();\n        Seat seat = new Seat(3);\n        guests.put(seat, "Ada");\n        seat.move(12);\n        System.out.println(guests.get(seat).length());\n    }\n}\n',
    '`seat.move(12)` (Main.java:14) changes an object that is a key of `guests`: it was put there as `Seat(row: 3)` and is `Seat(row: 12)` now, so it is no longer found, as its hash is another one.',
  ],
  [
    'a size that was read before elements were taken out',
    'jobs.go',
    'package main\n\nfunc main() {\n\tjobs := []string{"build", "lint", "test"}\n\tcount := len(jobs)\n\tfor at := 0; at < count; at++ {\n\t\tif jobs[at] == "lint" {\n\t\t\tjobs = append(jobs[:at], jobs[at+1:]...)\n\t\t}\n\t}\n}\n',
    '`len(jobs)` (jobs.go:5) was `3` when it was read. Since then elements have been removed: `jobs` (jobs.go:7) is shorter and has `2`.',
  ],
  [
    'an event that nobody listens to yet',
    'load.js',
    "const { EventEmitter } = require('events');\nclass Loader extends EventEmitter {\n  constructor() {\n    super();\n    this.emit('ready', 3);\n  }\n}\nconst loader = new Loader();\nlet size;\nloader.on('ready', (count) => { size = { count }; });\nconsole.log(size.count);\n",
    "`this.emit('ready', 3)` (load.js:5) tells of `'ready'` before anyone listens to it: `loader.on('ready', (count) => { size = { count }; })` (load.js:10) comes only afterwards, and is not called.",
  ],
  [
    'a greedy part of a pattern',
    'pairs.py',
    'import re\n\nPAIR = re.compile(r\'(\\w+)="(.*)"\')\n\n\ndef pairs(line):\n    return dict(PAIR.findall(line))\n\n\nprint(pairs(\'user="ada" ms="3"\')[\'ms\'])\n',
    '`PAIR.findall(line)` (pairs.py:7) takes `"ada\\" ms=\\"3"` as one part: what stands for it is greedy, and goes on to the last `"\\""` in place of the next one.',
  ],
  [
    'a field that its declaration sets back',
    'Main.java',
    'class Main {\n    static abstract class Base {\n        Base() { configure(); }\n        abstract void configure();\n    }\n    static class Unit extends Base {\n        String name = null;\n        @Override void configure() { name = "box"; }\n    }\n    public static void main(String[] args) {\n        System.out.println(new Unit().name.length());\n    }\n}\n',
    'The declaration of `name` (Main.java:7) sets it to `null` after `name = "box"` (Main.java:8) has set it to `"box"`: fields get their values only when the constructor of the base class has ended.',
  ],
  [
    'a number with a leading zero that is read as octal',
    'month.cpp',
    '#include <string>\n#include <stdexcept>\nint month(const std::string& text) { return std::stoi(text, nullptr, 0); }\nint main() {\n    if (month("08") != 8) throw std::runtime_error("month");\n}\n',
    '`std::stoi(text, nullptr, 0)` (month.cpp:3) makes `0` of `"08"`: with a leading zero a number is taken as octal, to the base 8.',
  ],
  [
    'a text that counts as nothing in PHP',
    'settings.php',
    "<?php\nfunction parse(string $value): array\n{\n    return empty($value) ? [] : ['offset' => $value];\n}\n$settings = parse('0');\nif (!isset($settings['offset'])) {\n    throw new Exception('no offset');\n}\n",
    "In `empty($value)` (settings.php:4), `$value` is `'0'`, which counts as nothing.",
  ],
];

describe('pitfalls of a failure that was worked through', () => {
  for (const [what, name, text, sentence] of PROGRAMS)
    it(`tells ${what}`, async () => {
      assert.equal((await told(name, text))?.sentence, sentence);
    });

  const SOUND: readonly [what: string, name: string, text: string][] = [
    ['numbers of one length in order', 'sort.js', `const all = ['A1', 'A3', 'A2'].sort();\n${fails("all[0] !== 'A3'")}`],
    [
      'a last element that is taken off in a loop',
      'stack.js',
      `const all = [1, 2];\nwhile (all.length > 0) all.pop();\n${fails('all.length === 0')}`,
    ],
    [
      'places that a loop goes back over',
      'back.js',
      `const all = [1, 2];\nfor (let i = all.length - 1; i >= 0; i--) all.splice(i, 1);\n${fails('all.length === 0')}`,
    ],
    [
      'a count that is read before it is set again',
      'count.js',
      `const count = {};\nfor (const each of ['a', 'a']) count[each] = (count[each] ?? 0) + 1;\n${fails('count.a === 2')}`,
    ],
    [
      'a list that was made for the call that sorts it',
      'made.js',
      `function sorted(all) {\n  return all.sort((a, b) => a - b);\n}\nconst all = [2, 1];\n${fails('sorted(all.map((each) => each))[0] === 1')}`,
    ],
    [
      'a copy that a loop goes over',
      'over.py',
      "rows = [{'n': 1}, {'n': 2}]\nfor row in list(rows):\n    row['n'] += 1\nassert rows[0]['n'] == 1\n",
    ],
    [
      'a part of a list whose rows are changed',
      'part.py',
      "rows = [{'n': 1}, {'n': 2}]\nrest = rows[1:]\nrest[0]['n'] = 5\nassert rows[1]['n'] == 2\n",
    ],
    ['a sorted copy', 'copy.js', `function top(all) {\n  return [...all].sort((a, b) => a - b);\n}\n${fails('top([2, 1])[0] === 1')}`],
    [
      'rounded values that are no parts of a whole',
      'round.js',
      `const all = [1.4, 2.3].map((each) => Math.round(each));\n${fails('all[0] === 1')}`,
    ],
    [
      'an error that is told',
      'told.py',
      "def read(line):\n    try:\n        return int(line)\n    except ValueError as error:\n        raise KeyError(line) from error\n\n\nread('x')\n",
    ],
    [
      'a copy that is read',
      'copy.cpp',
      '#include <vector>\n#include <stdexcept>\nint largest(std::vector<int> all) {\n    all.push_back(7);\n    return all.back();\n}\nint main() {\n    std::vector<int> all{1, 2};\n    if (largest(all) + all.front() == 8) throw std::runtime_error("sum");\n}\n',
    ],
    ['brackets in brackets', 'call.py', "import re\n\nfound = re.search(r'\\((.*)\\)', 'f(g(x))')\nassert found.group(1) != 'g(x)'\n"],
    [
      'an event that is told again',
      'again.js',
      "const { EventEmitter } = require('events');\nconst bus = new EventEmitter();\nlet heard = 0;\nbus.emit('tick');\nbus.on('tick', () => { heard += 1; });\nbus.emit('tick');\nrequire('node:assert').ok(heard === 2);\n",
    ],
  ];
  for (const [what, name, text] of SOUND)
    it(`says nothing of ${what}`, async () => {
      assert.equal(await told(name, text), undefined);
    });
});
