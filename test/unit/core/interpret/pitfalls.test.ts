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
    'a variable of a loop that functions share',
    'buttons.js',
    `const calls = [];\nfor (var i = 0; i < 3; i++) calls.push(() => i);\n${fails('calls[0]() === 3')}`,
    '`i` (buttons.js:2) is `3` in each function that the loop makes: they share one `i`, and read it only when they are called, after the loop has ended.',
  ],
  [
    'a separator between quotes',
    'members.py',
    "def fields(line):\n    return line.split(',')\n\n\nassert fields('\"Berg, Alma\",viola,4')[2] == '4'\n",
    '`line.split(\',\')` (members.py:2) splits also at a `\',\'` within quotes: of `"\\"Berg, Alma\\",viola,4"` it makes a part `"\\"Berg"`, and all parts behind it have other places.',
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
  [
    'a batch that is left in the end',
    'batches.py',
    "class Batches:\n    def __init__(self, send):\n        self.send = send\n        self.waiting = []\n\n    def add(self, row):\n        self.waiting.append(row)\n        if len(self.waiting) == 2:\n            self.send(self.waiting)\n            self.waiting = []\n\n\nsent = []\nbatches = Batches(sent.append)\nfor row in ['a', 'b', 'c']:\n    batches.add(row)\nassert not (len(sent) != 2)\n",
    "`self.waiting` still has `['c']` in the end: after `self.waiting.append(row)` (batches.py:7) nothing takes the rest out of it, as was done with what was in it before.",
  ],
  [
    'a word that is left in the end',
    'words.js',
    `function words(text) {\n  const found = [];\n  let word = '';\n  for (const letter of text) {\n    if (letter === ' ') {\n      found.push(word);\n      word = '';\n    } else word += letter;\n  }\n  return found;\n}\n${fails("words('to be or').length !== 3")}`,
    "`word += letter` still has `'or'` in the end: after `word += letter` (words.js:8) nothing takes the rest out of it, as was done with what was in it before.",
  ],
  [
    'a promise that a filter takes for true',
    'guests.js',
    `const isHere = async (name) => name === 'Mia';\nconst here = ['Mia', 'Jon'].filter((name) => isHere(name));\n${fails('here.length !== 1')}`,
    "`['Mia', 'Jon'].filter((name) => isHere(name))` (guests.js:2) asks a promise for its truth without waiting for it: a promise always counts as true.",
  ],
  [
    'a text that counts as true',
    'debug.py',
    "def level(settings):\n    return 'debug' if settings['debug'] else 'info'\n\n\nassert not (level({'debug': 'false'}) != 'info')\n",
    "`settings['debug']` (debug.py:2) is the text `'false'`, which counts as true, as each text does that is not empty.",
  ],
  [
    'an empty list that counts as true',
    'found.js',
    `function has(all) {\n  const found = all.filter((each) => each > 3);\n  return found ? 'some' : 'none';\n}\n${fails("has([1]) !== 'none'")}`,
    '`found` (found.js:3) is `[]`, which is empty and counts as true all the same.',
  ],
  [
    'a calculation that gives no number',
    'weight.js',
    `function double(text) {\n  return Number(text) * 2;\n}\n${fails("double('12 kg') !== 24")}`,
    "`Number(text)` (weight.js:2) is `NaN`, not a number: it is made of `'12 kg'`, and whatever is computed with it is none either.",
  ],
  [
    'a value that is missing in a text',
    'hello.js',
    `const hello = (guest) => \`Hello \${guest.name}\`;\n${fails("hello({ title: 'Dr' }) !== 'Hello Dr'")}`,
    '`` `Hello ${guest.name}` `` (hello.js:1) puts `undefined` into the text, as `guest.name` has no value there.',
  ],
  [
    'a list that still has what an earlier call left',
    'check.py',
    'class Check:\n    def __init__(self):\n        self.errors = []\n\n    def run(self, values):\n        for value in values:\n            if value < 0:\n                self.errors.append(value)\n        return self.errors\n\n\ncheck = Check()\ncheck.run([-1])\nassert not (check.run([-2]) != [-2])\n',
    '`self.errors.append(value)` (check.py:8) adds to what the call before filled and gave already: it is never reset, and still has `[-1]`.',
  ],
  [
    'one list in several places',
    'seats.py',
    "rows = [['.'] * 2] * 3\nrows[0][0] = 'x'\nassert not (rows[1][0] != '.')\n",
    "`[['.'] * 2] * 3` (seats.py:1) has the same object in 3 places, and no copies: `rows[0][0] = 'x'` (seats.py:2) changes it in all of them.",
  ],
  [
    'a value that was worked out before its parts changed',
    'basket.js',
    `class Basket {\n  constructor(prices) {\n    this.prices = prices;\n    this.total = prices.reduce((sum, each) => sum + each, 0);\n  }\n  add(price) {\n    this.prices.push(price);\n  }\n}\nconst basket = new Basket([1, 2]);\nbasket.add(3);\n${fails('basket.total !== 6')}`,
    '`basket.total` (basket.js:12) is `3`, which was worked out before `this.prices.push(price)` (basket.js:7) changed what it is made of: it is stale, and is not updated.',
  ],
  [
    'a remainder that nobody gets',
    'shares.py',
    "def share(cents, people):\n    return cents // len(people)\n\n\npeople = ['a', 'b', 'c']\nassert not (sum(share(100, people) for each in people) != 100)\n",
    '`cents // len(people)` (shares.py:2) divides `100` by `3` and gives `33`: 3 times that is 99, so the remainder, 1, is lost, and the parts do not add up.',
  ],
  [
    'a number that overflows',
    'Keep.java',
    'class Keep {\n  static long millis(int days) {\n    return days * 86_400_000;\n  }\n\n  public static void main(String[] args) {\n    if (millis(30) < 0) throw new IllegalStateException("negative");\n  }\n}\n',
    '`days * 86_400_000` (Keep.java:3) overflows: `2592000000` does not fit into its type, and wraps around to `-1702967296`.',
  ],
  [
    'a half that is rounded to the even number',
    'half.py',
    'def points(score):\n    return round(score)\n\n\nassert not (points(2.5) != 3)\n',
    '`round(score)` (half.py:2) rounds `2.5` to `2`: a half is rounded to the nearest even number, not up.',
  ],
  [
    'capital letters that come first',
    'names.py',
    "def order(names):\n    return sorted(names)\n\n\nassert order(['adam', 'Zoe']) == ['adam', 'Zoe']\n",
    "`sorted(names)` (names.py:2) compares letter by letter, upper case before lower case: `'Zoe'` comes before `'adam'`.",
  ],
  [
    'a part of a word',
    'ban.js',
    `const isBanned = (name) => name.includes('art');\n${fails("isBanned('party')")}`,
    "`name.includes('art')` (ban.js:1) finds `'art'` in `'party'`, where it is only a part of a longer word.",
  ],
  [
    'a day that a month does not have',
    'due.js',
    `function next(year, month, day) {\n  return new Date(year, month + 1, day);\n}\n${fails('next(2023, 0, 31).getMonth() !== 1')}`,
    '`new Date(year, month + 1, day)` (due.js:2) overflows into the next month: the month has no day 31, so that it gives day 3 of the month after.',
  ],
  [
    'days of different months',
    'streak.js',
    `function isNext(day, before) {\n  return day.getUTCDate() - before.getUTCDate() === 1;\n}\n${fails("!isNext(new Date('2023-02-01T00:00:00Z'), new Date('2023-01-31T00:00:00Z'))")}`,
    '`day.getUTCDate() - before.getUTCDate()` (streak.js:2) compares the days of the month alone, `1` and `31`: the dates are in different months.',
  ],
  [
    'a part of a duration',
    'waits.py',
    'from datetime import datetime\n\n\ndef minutes(a, b):\n    return (b - a).seconds // 60\n\n\nassert not (minutes(datetime(2024, 1, 1), datetime(2024, 1, 2, 1)) != 1500)\n',
    '`(b - a).seconds` (waits.py:5) is `3600`, only what is left besides whole days, of which the whole duration has 1.',
  ],
  [
    'an array that two slices share',
    'trail.go',
    'package main\n\nfunc main() {\n\tbase := make([]string, 0, 4)\n\tbase = append(base, "hut")\n\tlake := append(base, "lake")\n\tpeak := append(base, "peak")\n\tif lake[1] != "lake" || peak[1] != "peak" {\n\t\tpanic("mixed")\n\t}\n}\n',
    '`append(base, "peak")` (trail.go:7) writes `"peak"` into an array that another slice shares: there it takes the place of `"lake"`.',
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
      'a variable of each turn of a loop',
      'turns.js',
      `const calls = [];\nfor (let i = 0; i < 3; i++) calls.push(() => i);\n${fails('calls[2]() === 2')}`,
    ],
    [
      'a variable of a loop that goes on',
      'goes.js',
      `let sum = 0;\nfor (var i = 0; i < 3; i++) sum += (() => i)();\n${fails('sum === 3')}`,
    ],
    [
      'quotes that a separator stands around',
      'around.py',
      "def fields(line):\n    return line.split(',')\n\n\nassert fields('\"Berg\",viola,4')[2] == '5'\n",
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
      'a batch that is sent in the end',
      'flush.py',
      "sent = []\nwaiting = []\nfor row in ['a', 'b', 'c']:\n    waiting.append(row)\n    if len(waiting) == 2:\n        sent.append(list(waiting))\n        waiting.clear()\nsent.append(list(waiting))\nassert len(sent) == 3\nassert sent[0] == ['b']\n",
    ],
    [
      'lists of different objects that are filled alike',
      'boxes.js',
      `class Box {\n  constructor() {\n    this.items = [];\n  }\n  add(item) {\n    this.items.push(item);\n    return this;\n  }\n}\nconst one = new Box().add('a');\nconst other = new Box().add('b');\n${fails("one.items[0] === 'a'")}`,
    ],
    [
      'slices with arrays of their own',
      'own.go',
      'package main\n\nfunc main() {\n\tbase := []string{"hut"}\n\tlake := append(base, "lake")\n\tpeak := append(base, "peak")\n\tif lake[1] == "lake" && peak[1] == "peak" {\n\t\tpanic("sound")\n\t}\n}\n',
    ],
    [
      'a number that is asked for being none',
      'nan.js',
      `const read = (text) => (Number.isNaN(Number(text)) ? 0 : 1);\n${fails("read('x') === 0")}`,
    ],
    [
      'a total that is worked out anew',
      'anew.js',
      `class Basket {\n  constructor() {\n    this.prices = [1];\n  }\n  get total() {\n    return this.prices.reduce((sum, each) => sum + each, 0);\n  }\n}\nconst basket = new Basket();\nbasket.prices.push(2);\n${fails('basket.total === 3')}`,
    ],
    [
      'days and seconds of a duration',
      'spans.py',
      'from datetime import timedelta\n\n\ndef hours(span):\n    return span.days * 24 + span.seconds // 3600\n\n\nassert hours(timedelta(days=1, hours=2)) == 27\n',
    ],
    [
      'a date that is asked for being one',
      'valid.js',
      `function isDate(year, month, day) {\n  return new Date(year, month, day).getDate() === day;\n}\n${fails('!isDate(2023, 1, 31)')}`,
    ],
    [
      'a hash that wraps around',
      'Mix.java',
      'class Mix {\n  static int checksum(int a, int b) {\n    return a * 1_000_003 + b;\n  }\n\n  public static void main(String[] args) {\n    if (checksum(5_000, 1) != 1) throw new IllegalStateException("other");\n  }\n}\n',
    ],
    ['whole words that are found', 'word.js', `${fails("'the art of'.includes('art')")}`],
    ['numbers that divide without a rest', 'even.py', 'people = [1, 2]\nassert 100 // len(people) == 49\n'],
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
