import type { DataFile } from '../../../../../../src/core/suspects/explain/dataRows';
import { pair, planted, type FaultProgram } from './plantedFault';

export const withData = (program: FaultProgram, file: string, text: string): FaultProgram => ({ ...program, data: [dataFile(file, text)] });

export const dataFile = (file: string, text: string): DataFile => ({ file, lines: text.split('\n') });

const FEED = `'''<feed>\n<day><event>a</event><event>b</event></day>\n<day><event>c</event></day>\n</feed>'''`;

/** Faults between code and the data that it reads, and in how texts, lists and grids are cut. */
export const READER_PROGRAMS: readonly FaultProgram[] = [
  withData(
    planted(
      'misspelt-setting',
      'a.go',
      `package a\nfunc f(key, value string) {\n\tswitch key {\n\tcase "title":\n\t\tset(value)\n\tcase "«max-width|max_width»":\n\t\tgrow(value)\n\t}\n}`,
    ),
    'app.conf',
    '# how it looks\ntitle = Boats\nmax-width = 12\n',
  ),
  withData(
    planted('misspelt-setting', 'a.py', `def f(config):\n    return config['port'], config.get('«timeout|time_out»')\n`),
    'app.toml',
    '[server]\nport = 80\ntimeout = 3\n',
  ),
  withData(
    planted('misspelt-setting', 'a.js', `function f(row) { return row['name'] + row['«Street|Stret»']; }`),
    'people.csv',
    'name,Street\nAna,Mill Lane\n',
  ),
  withData(
    planted('misspelt-setting', 'a.rb', `def f(all)\n  [all.fetch('speed'), all.fetch('«wind_from|windfrom»')]\nend`),
    'w.yml',
    'speed: 3\nwind_from: north\n',
  ),
  withData(
    planted(
      'misspelt-setting',
      'a.java',
      `class A { int f(Properties p) { return Integer.parseInt(p.getProperty("«pool.size|poolSize»")); } }`,
    ),
    'a.properties',
    'pool.size=4\npool.name=main\n',
  ),
  withData(
    pair(
      'yaml-word',
      'a.py',
      `import yaml\ndef f(path):\n    return yaml.safe_load(open(path))\n`,
      `import yaml\ndef f(path):\n    return yaml.load(open(path), Loader=yaml.BaseLoader)\n`,
    ),
    'a.yml',
    'countries: [de, no]\n',
  ),
  withData(
    pair('yaml-word', 'a.rb', `def f(path)\n  YAML.load_file(path)\nend`, `def f(path)\n  JSON.load_file(path)\nend`),
    'a.yml',
    'lift:\n  state: off\n',
  ),
  withData(pair('yaml-word', 'a.js', `const all = yaml.load(text);`, `const all = JSON.parse(text);`), 'a.yaml', 'version: 1.10\n'),
  withData(
    pair(
      'options-lowercased',
      'a.py',
      `def f(path):\n    parser = configparser.ConfigParser()\n    parser.read(path)\n    return dict(parser['offsets'])\n`,
      `def f(path):\n    parser = configparser.ConfigParser()\n    parser.optionxform = str\n    parser.read(path)\n    return dict(parser['offsets'])\n`,
    ),
    'a.ini',
    '[offsets]\nHusum = 3\n',
  ),
  withData(
    pair(
      'keys-as-texts',
      'a.py',
      `def f(path):\n    return json.load(open(path))\n`,
      `def f(path):\n    return {int(key): value for key, value in json.load(open(path)).items()}\n`,
    ),
    'a.json',
    '{ "12": 3 }',
  ),
  withData(
    pair(
      'keys-as-texts',
      'a.rb',
      `def f(path)\n  JSON.load_file(path)\nend`,
      `def f(path)\n  JSON.load_file(path).transform_keys(&:to_i)\nend`,
    ),
    'a.json',
    '{ "12": 3 }',
  ),
  withData(
    pair(
      'path-from-elsewhere',
      'src/a.php',
      `<?php function f() { $path = '../data/a.csv'; return is_file($path) ? file($path) : []; }`,
      `<?php function f() { $path = __DIR__ . '/../data/a.csv'; return is_file($path) ? file($path) : []; }`,
    ),
    'data/a.csv',
    'a,b',
  ),
  withData(
    pair(
      'path-from-elsewhere',
      'lib/a.py',
      `def f():\n    return open('rates.json')\n`,
      `def f():\n    return open(os.path.join(os.path.dirname(__file__), 'rates.json'))\n`,
    ),
    'lib/rates.json',
    '{}',
  ),
  withData(
    pair(
      'one-is-no-list',
      'a.js',
      `function f(feed) { return feed.item.map((each) => each.title); }`,
      `function f(feed) { return [feed.item].flat().map((each) => each.title); }`,
    ),
    'a.json',
    '[{ "item": [{ "title": "a" }] },\n { "item": { "title": "b" } }]',
  ),
  pair(
    'one-is-no-list',
    'a.py',
    `import xmltodict\nTEXT = ${FEED}\ndef f(day):\n    return [each for each in day['event']]\n`,
    `import xmltodict\nTEXT = ${FEED}\ndef f(day):\n    all = day['event']\n    return all if isinstance(all, list) else [all]\n`,
  ),
  planted('cut-of-other-length', 'a.py', `def f(data, at, size):\n    return data[at + 2:at + «2|1» + size]\n`),
  planted('cut-of-other-length', 'a.go', `package a\nfunc f(b []byte, i, n int) []byte { return b[i+1 : i+«1|2»+n] }`),
  planted('cut-of-other-length', 'a.js', `const f = (bytes, at, length) => bytes.subarray(at + 2, at + length + «2|1»);`),
  planted('cut-of-other-length', 'a.rs', `fn f(b: &[u8], i: usize, len: usize) -> &[u8] { &b[i + 4..i + «4|3» + len] }`),
  planted(
    'cut-of-other-length',
    'a.java',
    `class A { String f(String s, int at, int size) { return s.substring(at + 2, at + «2|1» + size); } }`,
  ),
  planted('cut-of-other-length', 'a.rb', `def f(data, at, size)\n  data[at + 2...at + «2|1» + size]\nend`),
  planted('cut-of-other-length', 'a.cs', `class A { string F(string s, int at, int size) { return s[(at + 2)..(at + «2|1» + size)]; } }`),
  pair('sign-in-number', 'a.ts', `const PARTS = /(-?\\d+)|([-+*/()])/g;`, `const PARTS = /(\\d+)|([-+*/()])/g;`),
  pair(
    'sign-in-number',
    'a.py',
    `def f(text):\n    return re.findall(r'-?\\d+|[A-Z]+|[-+*/]', text)\n`,
    `def f(text):\n    return re.findall(r'\\d+|[A-Z]+|[-+*/]', text)\n`,
  ),
  pair('sign-in-number', 'a.rb', `def f(text)\n  text.scan(/[-+]?\\d+|[-+*\\/]/)\nend`, `def f(text)\n  text.scan(/\\d+|[-+*\\/]/)\nend`),
  pair('shorter-first', 'a.js', `const PARTS = /<|<=|\\w+/g;`, `const PARTS = /<=|<|\\w+/g;`),
  pair(
    'shorter-first',
    'a.py',
    `def f(text):\n    return re.findall(r'\\d+|\\d+\\.\\d+|\\w+', text)\n`,
    `def f(text):\n    return re.findall(r'\\d+\\.\\d+|\\d+|\\w+', text)\n`,
  ),
  planted('row-by-height', 'a.rs', `impl G { fn at(&self, x: usize, y: usize) -> usize { y * self.«width|height» + x } }`),
  planted('row-by-height', 'a.js', `const at = (row, col) => cells[col + row * «cols|rows»];`),
  planted('row-by-height', 'a.java', `class A { int f(int x, int y) { return x * «height|width» + y; } }`),
  planted(
    'sides-swapped',
    'a.java',
    `class A { int[][] cells; A(int width, int height) { cells = new int[«height|width»][«width|height»]; } int at(int x, int y) { return cells[y][x]; } }`,
  ),
  planted(
    'sides-swapped',
    'a.py',
    `class A:\n    def __init__(self, width, height):\n        self.cells = [[0] * «width|height» for _ in range(«height|width»)]\n\n    def at(self, x, y):\n        return self.cells[y][x]\n`,
  ),
  planted(
    'sides-swapped',
    'a.js',
    `function make(cols, rows) { const grid = Array.from({ length: «rows|cols» }, () => Array(«cols|rows»).fill(0)); return (row, col) => grid[row][col]; }`,
  ),
  planted(
    'keys-numbered-anew',
    'a.php',
    `<?php class A { function all() { $all = []; foreach ($this->s as $each) { $all = «array_replace|array_merge»($all, $each); } return $all; }\nfunction put($lot) { $this->s[(int) $lot->no] = $lot; }\nfunction find(int $no) { return $this->all()[$no]; } }`,
  ),
  planted(
    'keys-numbered-anew',
    'a.php',
    `<?php class A { function put($lot) { $this->lots[$lot->id] = $lot; }\nfunction sort() { «uasort|usort»($this->lots, 'byName'); }\nfunction find(int $id) { return $this->lots[$id]; } }`,
  ),
  planted('strips-characters', 'a.php', `<?php function f($name) { return «basename|rtrim»($name, '.php'); }`),
  planted('strips-characters', 'a.rb', `def f(name)\n  name.«delete_suffix|delete»('.txt')\nend`),
  planted(
    'sorted-set-drops-equal',
    'a.java',
    `class A { Set<P> all = new TreeSet<>(Comparator.comparingInt(P::age).reversed()«.thenComparing(P::name)|»); }`,
  ),
  planted(
    'sorted-set-drops-equal',
    'a.cs',
    `class A { SortedSet<P> all = new SortedSet<P>(«P.ByAll|Comparer<P>.Create((a, b) => a.Age.CompareTo(b.Age))»); }`,
  ),
];

/** Good code that looks like one of them. */
export const SILENT_READERS: readonly (readonly [fault: string, file: string, text: string])[] = [
  ['cut-of-other-length', 'a.py', `def f(data, at, size):\n    return data[at:at + size - 1]\n`],
  ['cut-of-other-length', 'a.py', `def f(text, at):\n    return text[at + 1:at + 3]\n`],
  ['cut-of-other-length', 'a.js', `const f = (all, from, page) => all.slice(from + 1, page + 2);`],
  ['sign-in-number', 'a.js', `const NUMBER = /^-?\\d+$/;`],
  ['sign-in-number', 'a.py', `def f(text):\n    return re.findall(r'-?\\d+', text)\n`],
  ['shorter-first', 'a.js', `const WORD = /^(?:a|ab)$/;`],
  ['shorter-first', 'a.js', `const PART = /(?:<|<=)\\s/g;`],
  ['row-by-height', 'a.js', `const at = (x, y) => y * width + x;\nconst down = (x, y) => x * height + y;`],
  [
    'sides-swapped',
    'a.java',
    `class A { int[][] cells; A(int width, int height) { cells = new int[width][height]; } int at(int x, int y) { return cells[x][y]; } }`,
  ],
  ['misspelt-setting', 'a.py', `def f(row):\n    return row['name']\n`],
  ['keys-as-texts', 'a.py', `def f(text):\n    return json.loads(text)\n`],
  ['strips-characters', 'a.rb', `def f(text)\n  text.delete('-')\nend`],
  ['strips-characters', 'a.php', `<?php function f($text) { return trim($text, '/'); }`],
];
