import assert from 'node:assert/strict';
import { causeText } from '../../../../support/causesOf';
import { hypothesesOf } from '../../../../support/hypothesesOf';

/** The first card of a failure of Python: its root cause and its evidence. */
async function cardOf(
  error: string,
  frames: readonly (readonly [file: string, line: number, name: string])[],
  files: Record<string, string>,
): Promise<string> {
  const lines = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.split('\n')]));
  const { hypotheses } = await hypothesesOf(
    [
      'Traceback (most recent call last):',
      ...frames.flatMap(([file, line, name]) => [
        `  File "/srv/work/${file}", line ${line}, in ${name}`,
        `    ${(lines[file]?.[line - 1] ?? '').trim()}`,
      ]),
      error,
    ],
    lines,
  );
  return hypotheses.slice(0, 1).map(causeText).join('\n');
}

describe('explainFailure: the way of a value', () => {
  it('goes through a field, to the place that makes the object', async () => {
    const card = await cardOf(
      "TypeError: '<' not supported between instances of 'str' and 'datetime.date'",
      [
        ['main.py', 4, '<module>'],
        ['late.py', 3, 'late'],
      ],
      {
        'main.py': 'from late import late\nfrom tasks import load\n\nprint(late(load("tasks.json"), None))',
        'late.py': 'from tasks import Task\n\ndef late(tasks, today):\n    return [task for task in tasks if task.due < today]'.replace(
          '\n\n',
          '\n',
        ),
        'tasks.py':
          'import json\n\nclass Task:\n    def __init__(self, title, due):\n        self.title = title\n        self.due = due\n\ndef load(path):\n    rows = json.load(open(path))\n    return [Task(row["title"], row["due"]) for row in rows]',
      },
    );
    assert.match(card, /^tasks\.py:10 makes a `Task` with `row\["due"\]` as `due`/m);
  });

  it('goes through the parameters of a call whose result is followed', async () => {
    const card = await cardOf(
      "TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'",
      [
        ['main.py', 5, '<module>'],
        ['main.py', 3, 'replica'],
      ],
      {
        'main.py': 'from config import section\ndef replica():\n    return section("db").get("port") + 1\n\nprint(replica())',
        'config.py':
          'CONFIG = {\n    "debug": True,\n    "database": {"port": 5432},\n}\n\ndef section(name):\n    return CONFIG.get(name, {})',
      },
    );
    assert.match(card, /`CONFIG` \(config\.py:1\) has no `db`, only `debug` and `database`/);
  });

  it('goes to the only place that writes a value which the message quotes, also in a data file', async () => {
    const files = {
      'main.py':
        'import json\nfrom states import State\ndef states(path):\n    return [State(row) for row in json.load(open("orders.json"))]\n\nprint(states("x"))',
      'states.py': 'from enum import Enum\n\nclass State(Enum):\n    OPEN = "open"\n    SHIPPED = "shipped"',
      'orders.json': '[\n  "open",\n  "shiped"\n]',
    };
    const frames = [
      ['main.py', 6, '<module>'],
      ['main.py', 4, 'states'],
    ] as const;
    assert.match(await cardOf("ValueError: 'shiped' is not a valid State", frames, files), /orders\.json:3 writes `shiped`/);
    const twice = { ...files, 'orders.json': '[\n  "shiped",\n  "shiped"\n]' };
    assert.doesNotMatch(await cardOf("ValueError: 'shiped' is not a valid State", frames, twice), /orders\.json:/);
  });

  it('ends at the default of a parameter that the call leaves out', async () => {
    const card = await cardOf(
      "TypeError: 'NoneType' object is not subscriptable",
      [
        ['main.py', 7, '<module>'],
        ['main.py', 5, 'nightly'],
        ['main.py', 2, 'connect'],
      ],
      { 'main.py': 'def connect(settings=None):\n    return settings["host"]\n\ndef nightly():\n    return connect()\n\nnightly()' },
    );
    assert.match(card, /without `settings` \(line 5\), whose default is `None` \(line 1\)/);
  });

  it('is told for a part of the failing expression, which is not said to be where its value comes from', async () => {
    const files = {
      'main.rs': 'mod utils;\n\nfn main() {\n    println!("{}", utils::notes(&[std::path::PathBuf::from("LICENSE")]).len());\n}',
      'utils.rs':
        'use std::path::{Path, PathBuf};\n\npub fn notes(entries: &[PathBuf]) -> Vec<&PathBuf> {\n    let mut found = vec![];\n    for entry in entries {\n        if is_note(entry) {\n            found.push(entry);\n        }\n    }\n    found\n}\n\nfn is_note(entry: &Path) -> bool {\n    entry.extension().unwrap() == "md"\n}',
    };
    const output = `thread 'main' panicked at utils.rs:14:23:
called \`Option::unwrap()\` on a \`None\` value
stack backtrace:
   5: main::utils::is_note
             at ./utils.rs:14:23
   6: main::utils::notes
             at ./utils.rs:6:12
   7: main::main
             at ./main.rs:4:20`;
    const lines = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.split('\n')]));
    const { hypotheses, ranked } = await hypothesesOf(output.split('\n'), lines);
    assert.equal(ranked[0], 'is_note');
    assert.match(hypotheses[0]?.rootCause ?? '', /`entry` is an element of `entries`/);
    assert.doesNotMatch(hypotheses.map(({ title }) => title).join('\n'), /comes from/);
  });
});
