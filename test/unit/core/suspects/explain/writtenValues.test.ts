import assert from 'node:assert/strict';
import { causeText } from '../../../../support/causesOf';
import { hypothesesOf } from '../../../../support/hypothesesOf';

type Files = Record<string, string[]>;

const python = (message: string, ...frames: [file: string, line: number, name: string][]): string[] => [
  'Traceback (most recent call last):',
  ...frames.toReversed().map(([file, line, name]) => `  File "${file}", line ${line}, in ${name}`),
  message,
];
const v8 = (message: string, ...frames: string[]): string[] => [message, ...frames.map((frame) => `    at ${frame}`)];

async function first(output: string[], files: Files): Promise<{ title: string; cause: string; text: string; places: string[] }> {
  const [card] = (await hypothesesOf(output, files)).hypotheses;
  assert.ok(card);
  return {
    title: card.title,
    cause: card.rootCause,
    text: causeText(card),
    places: card.evidence.map(({ file, line }) => `${file}:${line}`),
  };
}

describe('explainFailure: values that are written somewhere else', () => {
  it('name an empty list that is reduced, and what returned it', async () => {
    const { title, text } = await first(
      v8(
        'TypeError: Reduce of empty array with no initial value',
        'Array.reduce (<anonymous>)',
        'warmest (report.js:3:28)',
        'Object.<anonymous> (report.js:5:1)',
      ),
      {
        'report.js': [
          "const { readings } = require('./readings');",
          'function warmest(station) {',
          '  return readings(station).reduce((a, b) => (a.degrees > b.degrees ? a : b));',
          '}',
          "warmest('north');",
        ],
        'readings.js': [
          'const all = [];',
          'function readings(station) {',
          '  return all.filter((each) => each.station === station);',
          '}',
          'module.exports = { readings };',
        ],
      },
    );
    assert.match(title, /^`readings\(station\)` is empty/);
    assert.match(text, /`readings` returns `all\.filter\(.*` \(readings\.js:3\)/);
    const most = await first(python('ValueError: max() arg is an empty sequence', ['a.py', 2, 'most'], ['a.py', 4, '<module>']), {
      'a.py': ['def most(rows):', '    return max(rows)', '', 'most([])'],
    });
    assert.match(most.text, /^Line 2 calls `max\(rows\)`, but `rows` is empty\. `rows` is `\[\]`, passed on line 4\./);
  });

  it('name the place of an address without its scheme, and a variable that is not set', async () => {
    const client = (call: string): string[] => [
      "const config = require('./config');",
      'function endpoint(path) {',
      `  return ${call};`,
      '}',
      "endpoint('/orders');",
    ];
    const thrown = (...printed: string[]): string[] => [
      ...v8(
        'TypeError: Invalid URL',
        'new URL (node:internal/url:806:29)',
        'endpoint (client.js:3:10)',
        'Object.<anonymous> (client.js:5:1)',
      ).map((line, at, all) => (at === all.length - 1 ? `${line} {` : line)),
      "  code: 'ERR_INVALID_URL',",
      ...printed,
      '}',
    ];
    const config = ['module.exports = {', "  api: process.env.SHOP || 'shop.example/v1',", '};'];
    const base = await first(thrown("  input: '/orders',", "  base: 'shop.example/v1'"), {
      'client.js': client('new URL(path, config.api)'),
      'config.js': config,
    });
    assert.match(base.title, /^`config\.api` \(`shop\.example\/v1`\) is no whole address/);
    assert.match(base.text, /`config\.api` is set to `process\.env\.SHOP \|\| 'shop\.example\/v1'` \(config\.js:2\)/);
    // The base is fine, or not printed: which of the two is wrong is not known.
    for (const printed of [["  input: 'http://[',", "  base: 'https://shop.example'"], ["  input: '/orders'"]]) {
      const other = await first(thrown(...printed), { 'client.js': client('new URL(path, config.api)'), 'config.js': config });
      assert.doesNotMatch(`${other.title} ${other.text}`, /no whole address/);
    }
    const unset = await first(thrown("  input: 'undefined'"), {
      'client.js': client('new URL(config.api)'),
      'config.js': ['module.exports = {', '  api: process.env.SHOP,', '};'],
    });
    assert.match(unset.text, /gives the address “undefined”.*`process\.env\.SHOP`.* is undefined when the variable is not set/);
  });

  it('name the text under a key of a literal that a caller passes, whatever is set in another object of that name', async () => {
    const files = (...more: string[]): Files => ({
      'age.py': ['def next_year(form):', '    return form["age"] + 1'],
      'main.py': ['from age import next_year', ...more, 'print(next_year({"age": "41"}))'],
    });
    const output = (line: number): string[] =>
      python('TypeError: can only concatenate str (not "int") to str', ['age.py', 2, 'next_year'], ['main.py', line, '<module>']);
    const { text, places } = await first(output(2), files());
    assert.match(text, /`form\["age"\]` is set to `"41"` \(main\.py:2\)/);
    assert.ok(places.includes('main.py:2'));
    assert.match((await first(output(3), files('form["age"] = read()'))).text, /`form\["age"\]` is set to `"41"` \(main\.py:3\)/);
  });

  it('name what returned the rows with a cell that is no number', async () => {
    const { text } = await first(
      python("ValueError: could not convert string to float: ''", ['t.py', 5, 'total'], ['t.py', 6, '<module>']),
      {
        't.py': [
          'import csv',
          'def rows(path):',
          '    return list(csv.DictReader(open(path)))',
          'def total(path):',
          '    return [float(row["amount"]) for row in rows(path)]',
          'total("a.csv")',
        ],
      },
    );
    assert.match(text, /the text is empty.*`rows` returns `list\(csv\.DictReader\(open\(path\)\)\)` \(line 3\)/);
    assert.match(text, /^t\.py:5 fails here: .*for row in rows\(path\)/m);
  });

  it('name the one of two subscripts whose bracket Rust names', async () => {
    const { title, text } = await first(
      [
        "thread 'main' panicked at main.rs:6:31:",
        'index out of bounds: the len is 2 but the index is 2',
        'stack backtrace:',
        '   0: main::Board::cell',
        '             at ./main.rs:6:31',
      ],
      {
        'main.rs': [
          'struct Board {',
          '    cells: Vec<Vec<char>>,',
          '}',
          'impl Board {',
          '    fn cell(&self, y: usize) -> char {',
          '        let found = self.cells[y][0];',
          '        found',
          '    }',
          '}',
        ],
      },
    );
    assert.doesNotMatch(`${title} ${text}`, /one of/);
    assert.match(text, /`self\.cells\[y\]` at index 2, but `self\.cells` has 2 elements/);
  });

  it('call nothing null in a chain of short methods in C# that may all be inlined', async () => {
    const { hypotheses } = await hypothesesOf(
      [
        'Unhandled Exception:',
        'System.NullReferenceException: Object reference not set to an instance of an object',
        '  at Program.Main () [0x00006] in /srv/Program.cs:19',
      ],
      {
        'Program.cs': [
          'using System.Collections.Generic;',
          '',
          'class Logger {',
          '  private readonly List<string> lines;',
          '  public Logger() : this(null) { }',
          '  public Logger(List<string> lines) { this.lines = lines; }',
          '  public void Log(string text) { lines.Add(text); }',
          '}',
          '',
          'class Service {',
          '  private readonly Logger logger;',
          '  public Service(Logger logger) { this.logger = logger; }',
          '  public void Run() { logger.Log("started"); }',
          '}',
          '',
          'class Program {',
          '  static void Main() {',
          '    // start',
          '    new Service(new Logger()).Run();',
          '  }',
          '}',
        ],
      },
    );
    for (const { title, rootCause } of hypotheses) assert.doesNotMatch(`${title} ${rootCause}`, /`logger` is null/);
  });
});
