import assert from 'node:assert/strict';
import { hypothesesOf } from '../../../../../support/hypothesesOf';

/** The first card and the functions, best first, of a Python program that ended with an error. */
async function crashed(error: string, frames: readonly [place: string, line: number, name: string][], files: Record<string, string>) {
  const output = [
    'Traceback (most recent call last):',
    ...frames.flatMap(([file, line, name]) => [
      `  File "/srv/work/${file}", line ${line}, in ${name}`,
      `    ${(files[file] ?? '').split('\n')[line - 1]!.trim()}`,
    ]),
    error,
  ];
  const lines = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.trimEnd().split('\n')]));
  const { hypotheses, ranked } = await hypothesesOf(output, lines);
  return { card: hypotheses[0]!, ranked };
}

describe('a known fault by the error of a crash', () => {
  const reader = 'import json\n\n\ndef load(path):\n    with open(path) as file:\n        return json.load(file)\n';
  const shelf =
    'class Shelf:\n    def __init__(self, counts):\n        self.counts = counts\n\n    def take(self, number):\n        self.counts[number] -= 1\n';
  const frames = [
    ['main.py', 5, '<module>'],
    ['shelf.py', 6, 'take'],
  ] as [string, number, string][];
  const main = "from shelf import Shelf\nfrom store import load\n\nshelf = Shelf(load('counts.json'))\nshelf.take(7)\n";
  const files = { 'main.py': main, 'shelf.py': shelf, 'store.py': reader, 'counts.json': '{ "7": 2, "9": 1 }' };

  it('leads from a number that is no key to the JSON whose keys are texts, in a file that is only imported', async () => {
    const { card, ranked } = await crashed('KeyError: 7', frames, files);
    assert.equal(ranked[0], 'load');
    assert.match(card.title, /^The number `7` is no key of `self.counts`/);
    assert.match(card.rootCause, /store\.py:6 reads with `json\.load\(file\)`: a key of JSON is always a text, so `7` \(counts\.json:1\)/);
  });

  it('is not told of a text that is no key', async () => {
    const { card, ranked } = await crashed("KeyError: 'x'", frames, files);
    assert.notEqual(ranked[0], undefined);
    assert.doesNotMatch(card.rootCause, /always a text/);
    assert.doesNotMatch(card.title, /number/);
  });

  it('says which key of the data is spelled otherwise, although the error is another one', async () => {
    const conf =
      "def read(path):\n    all = {'rows': 0}\n    for line in open(path):\n        key, value = line.strip().split('=')\n        if key == 'title':\n            all['title'] = value\n        elif key == 'row_count':\n            all['rows'] = int(value)\n    return all\n";
    const pages = 'def pages(count, size):\n    return count // size\n';
    const { card, ranked } = await crashed(
      'ZeroDivisionError: integer division or modulo by zero',
      [
        ['main.py', 4, '<module>'],
        ['pages.py', 2, 'pages'],
      ],
      {
        'main.py': "from conf import read\nfrom pages import pages\n\nprint(pages(9, read('list.conf')['rows']))\n",
        'conf.py': conf,
        'pages.py': pages,
        'list.conf': 'title=Birds\nrow-count=3\n',
      },
    );
    assert.equal(ranked[0], 'read');
    assert.equal(card.title, 'The data spells `row_count` as `row-count`');
    assert.match(card.rootCause, /list\.conf:2 spells it `row-count`.*pages\.py:2 raises ZeroDivisionError/);
  });

  it('names the entry of the data that lacks what the failing line reads', async () => {
    const { card } = await crashed(
      "TypeError: '<' not supported between instances of 'NoneType' and 'int'",
      [
        ['main.py', 4, '<module>'],
        ['age.py', 2, 'sort'],
      ],
      {
        'main.py': "from age import sort\nfrom store import load\n\nprint(sort(load('people.json')))\n",
        'age.py': "def sort(people):\n    return sorted(people, key=lambda each: each['age'])\n",
        'store.py': reader,
        'people.json': '[\n  { "name": "Ana", "age": 31 },\n  { "name": "Ben", "age": null }\n]',
      },
    );
    assert.match(card.rootCause, /people\.json:3 has `null` as `age`/);
  });

  it('in the body of a class is told, too, where the error names its text in other letters', async () => {
    const { card } = await crashed(
      "ValueError: 'Express' is not a valid Kind",
      [
        ['main.py', 3, '<module>'],
        ['kinds.py', 9, 'kind_of'],
      ],
      {
        'main.py': "from kinds import kind_of\n\nprint(kind_of('Express'))\n",
        'kinds.py':
          "from enum import Enum\n\n\nclass Kind(Enum):\n    EXPRESS = 'express'\n\n\ndef kind_of(text):\n    return Kind(text)\n",
      },
    );
    assert.equal(card.title, '`Express` is not `express`');
  });
});

describe("an error of a program's own parser", () => {
  it('is no error of its text: the pattern of its tokens is at fault', async () => {
    const source =
      "const PARTS = /(-?\\d+)|([-+*/])/g;\nfunction tokens(text) {\n  return text.match(PARTS);\n}\nfunction value(text) {\n  const all = tokens(text);\n  if (all.length % 2 === 0) throw new SyntaxError('operator expected');\n  return all;\n}\nvalue('12-5');";
    const { hypotheses } = await hypothesesOf(
      [
        'SyntaxError: operator expected',
        '    at value (/srv/work/main.js:7:35)',
        '    at Object.<anonymous> (/srv/work/main.js:10:1)',
        '',
        'Node.js v20.20.2',
      ],
      { 'main.js': source.split('\n') },
    );
    assert.equal(hypotheses[0]?.title, 'A minus belongs to the number behind it');
    assert.ok(hypotheses.every(({ title }) => !title.includes('cannot be parsed')));
  });
});
