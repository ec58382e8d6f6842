import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { workedMiss } from '../../../../src/core/experiments/repairs/workedError';
import { runTest } from '../../../../src/core/interpret/failingTest';
import { History } from '../../../../src/core/interpret/history/history';
import { ProgramView } from '../../../../src/core/suspects/explain/programView';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { familyOf } from '../../../../src/core/workspace/languages';

const syntax = openSyntax(packagedGrammars);

/** What is told of a program that ends with an error. */
async function told(name: string, text: string): Promise<{ title: string; sentence: string; rows: string[]; origin?: number | undefined }> {
  const parsed = await syntax.parse(name, text);
  const view = new ProgramView([], [], [parsed]);
  const history = new History(familyOf(parsed.language));
  const { ended, ran } = runTest(
    view,
    view.files[0]!,
    text.split('\n').findIndex((each) => /func main|fn main|int main/.test(each)) + 2,
    history,
  );
  assert.equal(ended.kind, 'failed', JSON.stringify(ended));
  const miss = workedMiss(history, view, ran);
  assert.ok(miss, 'nothing was missed');
  const { title, sentence, rows, origin } = miss;
  return { title, sentence, rows: rows.map(({ line, why }) => `${line} ${why}`), origin: origin?.line };
}

const PROGRAMS: readonly [what: string, name: string, text: string, title: string, sentence: string][] = [
  [
    'a key that differs in upper and lower case from one that is there',
    'stock.js',
    "const stock = new Map([['APL', 5], ['PEA', 2]]);\nfunction of(sku) {\n  const found = stock.get(sku);\n  return found.toFixed(1);\n}\nof('apl');\n",
    "`stock` has no `'apl'`",
    "At stock.js:3, `sku` is `'apl'`. `stock` (stock.js:3) has no `'apl'`, only `'APL'` and `'PEA'`. `'APL'` differs from it only in upper and lower case.",
  ],
  [
    'a number where the keys are texts',
    'points.py',
    "points = {'12': 31, '15': 28}\n\n\ndef of(team):\n    return points[team]\n\n\nof(12)\n",
    '`points` has no `12`',
    "`team` is `12`. `points` has no `12`, only `'12'` and `'15'`. `'12'` is written like it, but is of another type.",
  ],
  [
    'a symbol where the keys are texts',
    'settings.rb',
    "values = { 'host' => 'db', 'port' => 80 }\nputs values[:host].upcase\n",
    '`values` has no `:host`',
    "`values` has no `:host`, only `'host'` and `'port'`. `'host'` is written like it, but is of another type.",
  ],
  [
    'a place before the first element',
    'grid.js',
    "const cells = [['.'], ['#']];\nfunction at(x, y) {\n  return cells[y][x];\n}\nat(0, -1);\n",
    '`y` is before the beginning of `cells`',
    '`y` is `-1`. `cells` has 2 elements: that is before the first.',
  ],
  [
    'a place behind the last element',
    'parts.go',
    'package main\n\nimport "strings"\n\nfunc second(text string) string {\n\tparts := strings.Split(text, ",")\n\treturn parts[1]\n}\n\nfunc main() {\n\tprintln(second("Reception"))\n}\n',
    '`parts` has only 1 element',
    '`parts` has only 1 element, so there is none at `1`.',
  ],
  [
    'a key that the row of a table has not got',
    'steps.py',
    "STEPS = {'new': {'start': 'running'}, 'failed': {}}\n\n\ndef after(state, event):\n    return STEPS[state][event]\n\n\nafter('failed', 'retry')\n",
    "`STEPS[state]` has no `'retry'`",
    "`event` is `'retry'`. `STEPS[state]` is empty, so it has no `'retry'`.",
  ],
  [
    'a neighbour in a loop whose step leaves elements over',
    'pairs.js',
    "function pairs(all) {\n  const found = [];\n  for (let at = 0; at < all.length; at += 2) {\n    found.push({ one: all[at], other: all[at + 1] });\n  }\n  return found;\n}\nfunction show(pair) {\n  return pair.other.trim();\n}\nshow(pairs(['a', 'b', 'c'])[1]);\n",
    '`at + 1` is past the end of `all`',
    'At pairs.js:4, `at + 1` is `3`. `all` (pairs.js:4) has 3 elements: that is after the last.',
  ],
  [
    'a field that an object does not have',
    'users.js',
    "const users = [{ name: 'Bo', roles: [] }, { name: 'Al' }];\nfor (const user of users) user.roles.join(', ');\n",
    '`user` has no `roles`',
    '`user` has no `roles`, only `name`.',
  ],
  [
    'a part of a line that is too short',
    'track.rb',
    "def length(line)\n  title, artist, length = line.split(';')\n  length.strip\nend\nlength('Intro;The xx')\n",
    "`line.split(';')` has 2 elements",
    "`line.split(';')` (track.rb:2) has 2 elements, so there is none at `2`.",
  ],
  [
    'a list that is empty',
    'mean.py',
    'def mean(values):\n    return sum(values) / len(values)\n\n\nmean([])\n',
    '`values` is empty',
    '`values` is empty.',
  ],
  [
    'a pattern that a text does not match',
    'duration.rb',
    "PATTERN = /\\A(\\d+)h(\\d+)m\\z/\n\ndef minutes(text)\n  match = PATTERN.match(text)\n  match[1].to_i * 60 + match[2].to_i\nend\nminutes('2h')\n",
    "`PATTERN` does not match `'2h'`",
    "At duration.rb:4, `text` is `'2h'`. `PATTERN` (duration.rb:4) does not match `'2h'`.",
  ],
  [
    'a field that is set in a line which did not run',
    'board.js',
    'class Board {\n  constructor() {\n    this.rows = [];\n  }\n  open(width) {\n    this.size = { width };\n  }\n  width() {\n    return this.size.width;\n  }\n}\nnew Board().width();\n',
    '`this` has no `size`',
    '`this` has no `size`, only `rows`. `this.size` is set only at board.js:6, which did not run.',
  ],
  [
    'a field that its class declares without a value',
    'board.ts',
    'class Board {\n  size?: { width: number };\n  width(): number {\n    return this.size!.width;\n  }\n}\nnew Board().width();\n',
    '`size` is not set in `this`',
    '`size` is not set in `this`.',
  ],
  [
    'a key of an object that changed since',
    'queue.js',
    "const ready = { a: 1 };\nfunction next(name) {\n  const found = ready[name];\n  ready.b = 2;\n  return found.toFixed(0);\n}\nnext('c');\n",
    "`ready` has no `'c'`",
    "At queue.js:3, `name` is `'c'`. `ready` (queue.js:3) has no `'c'`.",
  ],
  [
    'a struct of Ruby in a list, by the name of its constant',
    'agenda.rb',
    "Task = Struct.new(:title, :due)\ntasks = [Task.new('a', 2), Task.new('b', nil)]\ntasks.sort_by { |task| task.due }\n",
    '`task.due` is missing for an element',
    '`task.due` is `nil` for one of the elements.',
  ],
  [
    'a key that was taken out, and that another collection still has',
    'desk.py',
    "tasks = {'a': 1, 'b': 2}\nopen_tasks = ['a', 'b']\n\n\ndef close(name):\n    tasks.pop(name)\n\n\ntasks['c'] = 3\nopen_tasks.append('c')\nclose('c')\nfor name in open_tasks:\n    print(tasks[name])\n",
    "`tasks` has no `'c'`",
    "`name` is `'c'`. `tasks` has no `'c'`, only `'a'` and `'b'`. `tasks.pop(name)` (desk.py:6) took it out before. `open_tasks` (desk.py:12) still has it.",
  ],
  [
    'something that is added too late',
    'rooms.py',
    "rooms = {}\n\n\ndef seats(name):\n    return rooms.get(name)\n\n\nfound = seats('aula')\nrooms['aula'] = 200\nprint(found + 1)\n",
    "`rooms` gets `'aula'` too late",
    "At rooms.py:5, `name` is `'aula'`. `rooms` (rooms.py:5) has no `'aula'` at that moment: it is added afterwards (rooms.py:9).",
  ],
  [
    'what a condition asked for before it threw',
    'books.js',
    "const authors = new Map([['a1', 'Le Guin']]);\nfunction author(id) {\n  const found = authors.get(id);\n  if (!found) throw new Error(`no author ${id}`);\n  return found;\n}\nauthor('a2');\n",
    "`authors` has no `'a2'`",
    "At books.js:3, `id` is `'a2'`. `authors` (books.js:3) has no `'a2'`, only `'a1'`.",
  ],
  [
    'an element that a search with a function does not find',
    'tasks.rs',
    'struct Task { name: String }\nstruct Plan { tasks: Vec<Task> }\nimpl Plan {\n    fn task(&self, name: &str) -> Option<&Task> { self.tasks.iter().find(|task| task.name == name) }\n}\nfn main() {\n    let plan = Plan { tasks: vec![Task { name: "wash".to_string() }, Task { name: "Dry".to_string() }] };\n    println!("{}", plan.task("dry").unwrap().name);\n}\n',
    'No `task.name` is `"dry"`',
    'At tasks.rs:4, `name` is `"dry"`. No `task.name` of `self.tasks` (tasks.rs:4) is `"dry"`, only `"wash"` and `"Dry"`. `"Dry"` differs from it only in upper and lower case.',
  ],
  [
    'an element that a loop of the program does not find',
    'tree.py',
    "def find(nodes, key):\n    for node in nodes:\n        if node['key'] == key:\n            return node\n    return None\n\n\nfound = find([{'key': 'docs'}, {'key': 'src'}], 'doc')\nprint(found['key'])\n",
    "No `node['key']` is `'doc'`",
    "At tree.py:3, `key` is `'doc'`. No `node['key']` of `nodes` (tree.py:2) is `'doc'`, only `'docs'` and `'src'`.",
  ],
  [
    'a number in a text with a blank around it',
    'width.rs',
    'fn width(line: &str) -> u32 {\n    let (_, value) = line.split_once(\'=\').unwrap();\n    value.parse().unwrap()\n}\nfn main() {\n    println!("{}", width("width= 12"));\n}\n',
    '`value` is no number',
    '`value` is `" 12"`. With the spaces around it, it is no number.',
  ],
  [
    'a number in a text that is empty',
    'code.cpp',
    '#include <string>\nint code(const std::string& text) { return std::stoi(text); }\nint main() { return code(""); }\n',
    '`text` is no number',
    '`text` is `""`. There is no number in it.',
  ],
  [
    'a cell that is still borrowed',
    'bank.rs',
    'use std::cell::RefCell;\nfn transfer(from: &RefCell<i32>, to: &RefCell<i32>) {\n    let mut a = from.borrow_mut();\n    let mut b = to.borrow_mut();\n    *a -= 1;\n    *b += 1;\n}\nfn main() {\n    let account = RefCell::new(5);\n    transfer(&account, &account);\n}\n',
    '`to` is still borrowed',
    '`to` is still borrowed by `from.borrow_mut()` (bank.rs:3). `to` and `from` are one.',
  ],
  [
    'what a comparison leaves out at its boundary',
    'tariff.ts',
    'const rules = [{ from: 0, to: 100, rate: 3 }, { from: 101, to: 200, rate: 2 }];\nfunction rate(kwh: number): number {\n  return rules.find((rule) => kwh >= rule.from && kwh < rule.to)!.rate;\n}\nrate(100);\n',
    '`kwh < rule.to` is `false` for two equal numbers',
    '`kwh < rule.to` is `false`, where both sides are `100`.',
  ],
  [
    'a key that something puts there with a blank',
    'rates.cpp',
    '#include <map>\n#include <string>\nstd::map<std::string, int> rates;\nvoid load(const std::string& line) { rates[line.substr(0, line.find(\'=\'))] = 1; }\nint main() {\n    load("EUR = 1");\n    return rates.at("EUR");\n}\n',
    '`rates` has no `"EUR"`',
    '`rates` has no `"EUR"`, only `"EUR "`. `"EUR "` differs from it only in spaces. `rates[line.substr(0, line.find(\'=\'))] = 1` (rates.cpp:4) puts it there.',
  ],
  [
    'a place in a vector that is set behind its end',
    'ring.rs',
    'fn main() {\n    let mut cells = vec![0; 3];\n    let at = 1 + cells.len();\n    cells[at] = 5;\n}\n',
    '`at` is past the end of `cells`',
    '`at` is `4`. `cells` has 3 elements: that is after the last.',
  ],
  [
    'what a step gave that another one is given',
    'steps.js',
    "const stock = new Map([['bolt', 1]]);\nconst steps = [(text) => text.trim(), (text) => stock.get(text), (text) => text.toFixed(1)];\nsteps.reduce((text, step) => step(text), ' nut ');\n",
    "`stock` has no `'nut'`",
    "`text` is `'nut'`. `stock` has no `'nut'`, only `'bolt'`.",
  ],
];

describe('what a program looked for in vain', () => {
  for (const [what, name, text, title, sentence] of PROGRAMS)
    it(`is ${what} (${name.split('.').at(-1)})`, async () => {
      const miss = await told(name, text);
      assert.deepEqual([miss.title, miss.sentence], [title, sentence]);
    });

  it('is shown with the lines in which the key and the collection came there', async () => {
    const { rows } = await told(
      'cart.js',
      "const prices = new Map();\nprices.set('tea', 3);\nfunction clean(name) {\n  return name.trim();\n}\nfunction price(name) {\n  const key = clean(name) + 's';\n  return prices.get(key).toFixed(2);\n}\nprice(' tea');\n",
    );
    assert.deepEqual(rows, ["7 `clean(name) + 's'` evaluates to `'teas'`", '1 `new Map()` evaluates to `{}`']);
  });

  it('is the object of a method that was handed over without it, where it is handed over', async () => {
    const miss = await told(
      'pool.js',
      'class Clock {\n  constructor() {\n    this.entries = [];\n  }\n  after(call) {\n    this.entries.push({ call });\n  }\n  advance() {\n    for (const entry of this.entries) entry.call();\n  }\n}\nclass Pool {\n  constructor(clock) {\n    this.free = [];\n    this.clock = clock;\n  }\n  book() {\n    this.clock.after(this.release);\n  }\n  release() {\n    this.free.push(1);\n  }\n}\nconst clock = new Clock();\nnew Pool(clock).book();\nclock.advance();\n',
    );
    assert.equal(miss.title, '`release` is called without its object');
    assert.equal(
      miss.sentence,
      '`entry.call()` (pool.js:9) calls `release` without its object, so `this` is no `Pool` in it. It is handed over at pool.js:18.',
    );
    assert.equal(miss.origin, 18);
  });

  it('is nothing where an error is about something that is there', async () => {
    const parsed = await syntax.parse('sum.py', "def total(a, b):\n    return a + b\n\n\ntotal(1, '2')\n");
    const view = new ProgramView([], [], [parsed]);
    const history = new History(familyOf(parsed.language));
    const { ended, ran } = runTest(view, view.files[0]!, 1, history);
    assert.equal(ended.kind, 'failed');
    assert.equal(workedMiss(history, view, ran), undefined);
  });
});
