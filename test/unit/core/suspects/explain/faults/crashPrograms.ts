import { pair, planted, type FaultProgram } from './plantedFault';
import { withData } from './readerPrograms';

const RN = '\\r\\n';

/** Faults that are known by the error that they make: what copies and formats lose, places of lists, parts of texts. */
export const CRASH_PROGRAMS: readonly FaultProgram[] = [
  pair(
    'collection-lost-in-json',
    'a.js',
    `const state = { seen: new Set() };\nfunction save() { return JSON.stringify(state); }`,
    `const state = { seen: new Set() };\nfunction save() { return JSON.stringify(state, replacer); }`,
  ),
  planted(
    'methods-not-copied',
    'a.js',
    `class Cart { total() { return 1; } }\nfunction add(cart, row) { return «Object.assign(new Cart(), cart)|{ ...cart, row }»; }`,
  ),
  planted(
    'methods-not-copied',
    'a.ts',
    `class Cart { total() { return 1; } }\nconst copy = (cart: Cart) => «cart.copy()|structuredClone(cart)»;`,
  ),
  planted('lists-of-json', 'a.py', `import json\ndef f(text):\n    return «ast.literal_eval|json.loads»(text)\n`),
  planted('objects-of-json', 'a.php', `<?php function f($text) { return json_decode($text«, true|»); }`),
  pair(
    'cells-are-texts',
    'a.php',
    `<?php function f($line) { return str_getcsv($line); }`,
    `<?php function f($line) { return parse($line); }`,
  ),
  planted('pairs-for-map', 'a.rb', `def f(all)\n  all.map { |name, price| [name, price * 2] }«.to_h|»\nend`),
  planted(
    'pairs-for-map',
    'a.py',
    `def f(all):\n    return «{name: price for name, price in all.items()}|[(name, price) for name, price in all.items()]»\n`,
  ),
  planted(
    'default-lost-in-copy',
    'a.py',
    `class A:\n    def __init__(self):\n        self.points = defaultdict(int)\n\n    def restore(self, saved):\n        self.points = «defaultdict(int, saved)|saved»\n`,
  ),
  planted(
    'default-lost-in-copy',
    'a.rb',
    `class A\n  def initialize\n    @all = Hash.new(0)\n  end\n\n  def load(text)\n    @all = «Hash.new(0).merge(JSON.parse(text))|JSON.parse(text)»\n  end\nend`,
  ),
  planted(
    'literal-key-in-other-case',
    'a.js',
    `function f(lines) { const all = {}; for (const [name, value] of lines) all[name.toLowerCase()] = value; return all['«host|Host»']; }`,
  ),
  planted('literal-key-in-other-case', 'a.js', `function f(req) { return req.headers['«content-type|Content-Type»'].length; }`),
  planted(
    'literal-key-in-other-case',
    'a.py',
    `def f(rows):\n    all = {}\n    for name, value in rows:\n        all[name.upper()] = value\n    return all['«HOST|host»']\n`,
  ),
  planted('keys-of-entries', 'a.js', `const rows = { 7: 'a', 9: 'b' };\nconst all = new Map(«[[7, 'a'], [9, 'b']]|Object.entries(rows)»);`),
  planted(
    'ids-of-two-kinds',
    'a.js',
    `const BOOKS = [{ id: '12' }, { id: '15' }];\nfunction find(id) { return BOOKS.find((book) => book.id === id); }\nfind(«'15'|15»);`,
  ),
  planted(
    'ids-of-two-kinds',
    'a.py',
    `BOOKS = [{'id': 12}]\ndef find(id):\n    return next(book for book in BOOKS if book['id'] == id)\n\ndef show(number):\n    return find(number)\n\nshow(«12|'12'»)\n`,
  ),
  pair(
    'search-gives-end',
    'a.go',
    `package a\nfunc f(all []int, n int) int {\n\tat := sort.SearchInts(all, n)\n\treturn all[at]\n}`,
    `package a\nfunc f(all []int, n int) int {\n\tat := sort.SearchInts(all, n)\n\tif at == len(all) {\n\t\treturn 0\n\t}\n\treturn all[at]\n}`,
  ),
  pair(
    'search-gives-end',
    'a.py',
    `def f(all, n):\n    at = bisect.bisect_left(all, n)\n    return all[at]\n`,
    `def f(all, n):\n    at = bisect.bisect_left(all, n)\n    return all[at] if at < len(all) else None\n`,
  ),
  planted('place-from-one', 'a.py', `DAYS = ['a', 'b', 'c', 'd', 'e', 'f', 'g']\ndef f(day):\n    return DAYS[day.isoweekday()« - 1|»]\n`),
  planted(
    'place-from-one',
    'a.js',
    `const HOURS = [«|null, »'9', '9', '9', '9', '9', '10', '11'];\nconst f = (date) => HOURS[date.getUTCDay()].length;`,
  ),
  planted(
    'shrinks-under-range',
    'a.py',
    `def f(rows):\n    for at in «reversed(range(len(rows)))|range(len(rows))»:\n        if not rows[at]:\n            rows.pop(at)\n`,
  ),
  planted(
    'shrinks-under-range',
    'a.rb',
    `def f(rows)\n  for at in 0...rows.length\n    «keep(rows[at])|rows.delete_at(at) if rows[at].nil?»\n  end\nend`,
  ),
  planted(
    'last-chunk-shorter',
    'a.rs',
    `fn f(all: &[u32]) -> Vec<u32> { all.«chunks_exact|chunks»(2).map(sum_of(pair[0] + pair[1])).collect() }`,
  ),
  withData(
    planted('last-line-empty', 'a.js', `const f = (text) => text«.trim()|».split('\\n').map((line) => line.split(';')[1].length);`),
    'a.txt',
    'tea;3\nmilk;2\n',
  ),
  withData(
    planted(
      'last-line-empty',
      'a.go',
      `package a\nfunc f(text string) {\n\tfor _, line := range strings.Split(«strings.TrimSpace(text)|text», "\\n") {\n\t\tuse(strings.Split(line, ";")[1])\n\t}\n}`,
    ),
    'a.txt',
    'tea;3\nmilk;2\n',
  ),
  planted('ties-compare-next', 'a.py', `def f(heap, urgency, job):\n    heapq.heappush(heap, «Entry|»(urgency, job))\n`),
  planted('two-digit-year', 'a.py', `def f(text):\n    return datetime.strptime(text, '%d.%m.%«Y|y»')\n`),
  planted(
    'braces-in-template',
    'a.py',
    `TEXT = 'p «{{ color: red }}|{ color: red }» {name}'\ndef f(name):\n    return TEXT.format(name=name)\n`,
  ),
  planted(
    'no-order-of-its-own',
    'a.java',
    `class A { PriorityQueue<Job> all = new PriorityQueue<>(«Comparator.comparing(Job::urgency)|»); }`,
  ),
  planted('comma-in-number', 'a.js', `const f = (text) => Number(«text.replaceAll(',', '')|text»);\nf('1,200');`),
  planted('other-letters-asked', 'a.py', `def f(kind):\n    return kind == «KIND|'express'»\n`),
  withData(
    planted('null-in-data', 'a.py', `def f(rows):\n    return sorted(rows, key=lambda row: row['«name|age»'])\n`),
    'a.json',
    '[{ "name": "a", "age": 3 },\n { "name": "b", "age": null }]',
  ),
  withData(
    planted('null-in-data', 'a.rb', `def f(rows)\n  rows.map { |row| row['«name|km»'] }\nend`),
    'a.yml',
    '- name: a\n  km: 3\n- name: b\n',
  ),
  withData(planted('blank-in-column', 'a.py', `def f(row):\n    return row['«name|amount»']\n`), 'a.csv', 'name, amount\na, 3\n'),
  planted(
    'optional-group',
    'a.js',
    `function f(text) { const found = text.match(/^(\\d+):(\\d+)(?::(\\d+))?$/); return found[«2|3»].length; }`,
  ),
  planted(
    'optional-group',
    'a.php',
    `<?php function f($text) { preg_match('/^(\\d+)(-\\d+)?$/', $text, $found); return strlen($found[«1|2»]); }`,
  ),
  planted(
    'optional-group',
    'a.py',
    `def f(text):\n    found = re.match(r'(\\w+)(?: (\\d+))?', text)\n    return int(found.group(«1|2»))\n`,
  ),
  pair(
    'carriage-return-kept',
    'a.js',
    `const f = (text) => text.split('\\n');\nf('a;b${RN}c;d${RN}');`,
    `const f = (text) => text.split(/\\r?\\n/);\nf('a;b${RN}c;d${RN}');`,
  ),
  planted(
    'blank-kept-in-part',
    'a.rs',
    `const TEXT: &str = "host = a.org";\nfn f(line: &str) -> Option<(&str, &str)> { line«.trim()|».split_once('=').or(line.split_once("=")) }`,
  ),
  planted(
    'blank-kept-in-part',
    'a.py',
    `LINES = ['port = 80']\ndef f(line):\n    key, value = line«.replace(' ', '').strip()|».split('=')\n    return {key: value}\n`,
  ),
  planted(
    'page-past-end',
    'a.go',
    `package a\nfunc f(rows []string, from, size int) []string { return rows[from:«min(from+size, len(rows))|from+size»] }`,
  ),
  planted(
    'page-past-end',
    'a.java',
    `class A { List<String> f(List<String> rows, int from, int size) { return rows.subList(from, «Math.min(from + size, rows.size())|from + size»); } }`,
  ),
  planted('keys-as-symbols', 'a.rb', `def f(text)\n  JSON.parse(text«|, symbolize_names: true»)\nend`),
  planted('dicts-of-json', 'a.py', `def f(text):\n    return «pickle|json».loads(text)\n`),
  planted('environment-is-text', 'a.py', `def f():\n    return «int(|»os.environ.get('LIMIT', '3')«)|»\n`),
  planted('environment-is-text', 'a.js', `const port = «Number(|»process.env['PORT']«)|»;`),
  planted(
    'inherited-key',
    'a.js',
    `function f(words) { const all = «Object.create(null)|{}»; for (const word of words) (all[word] ??= []).push(1); return all; }\nf('the constructor of boats'.split(' '));`,
  ),
  planted('splice-for-slice', 'a.js', `class Deck { top(count) { return this.cards.«slice|splice»(0, count); } }`),
  planted(
    'promises-listed',
    'a.js',
    `async function one(id) { return { id }; }\nasync function all(ids) { return «await Promise.all(|»ids.map((id) => one(id))«)|»; }`,
  ),
];

/** Good code that looks like one of them. */
export const SILENT_CRASHES: readonly (readonly [fault: string, file: string, text: string])[] = [
  ['methods-not-copied', 'a.js', `function f(options) { return { ...options, all: true }; }`],
  ['pairs-for-map', 'a.rb', `def f(all)\n  all.map { |name| name.upcase }\nend`],
  ['ids-of-two-kinds', 'a.js', `function find(id) { return all.find((book) => book.id === id); }`],
  ['place-from-one', 'a.js', `const DAYS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];\nconst f = (date) => DAYS[date.getDay()];`],
  ['shrinks-under-range', 'a.py', `def f(rows):\n    for at in range(len(rows) - 1, -1, -1):\n        rows.pop(at)\n`],
  ['last-line-empty', 'a.js', `const f = (text) => text.split('\\n').map((line) => line.length);`],
  ['braces-in-template', 'a.py', `def f(name, n):\n    return '{name}: {n:>5.2f} {0[a]} {x!r}'.format(name=name, n=n)\n`],
  ['optional-group', 'a.js', `function f(text) { const found = text.match(/^(\\d+)(?::(\\d+))?$/); return found[2] ?? '0'; }`],
  ['carriage-return-kept', 'a.js', `const f = (text) => text.split('\\n');\nf('a;b');`],
  ['blank-kept-in-part', 'a.py', `LINES = ['port=80']\ndef f(line):\n    return line.split('=')\n`],
  ['page-past-end', 'a.go', `package a\nfunc f(b []byte, n int) []byte { return b[n : len(b)-1] }`],
  ['splice-for-slice', 'a.js', `class Deck { deal(count) { return this.cards.splice(0, count); } }`],
  ['promises-listed', 'a.js', `async function one(id) { return id; }\nasync function all(ids) { return Promise.all(ids.map(one)); }`],
  ['two-digit-year', 'a.py', `def f(text):\n    return datetime.strptime(text, '%Y-%m-%d')\n`],
];
