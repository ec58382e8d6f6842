import assert from 'node:assert/strict';
import { hypothesesOf } from '../../../../support/hypothesesOf';

const raised = (error: string, ...frames: [line: number, name: string, code: string][]): string[] => [
  'Traceback (most recent call last):',
  ...frames.flatMap(([line, name, code]) => [`  File "/srv/work/app.py", line ${line}, in ${name}`, `    ${code}`]),
  error,
];

/** The root cause of the first card. */
async function first(source: string, output: string[]): Promise<string> {
  const { hypotheses } = await hypothesesOf(output, { 'app.py': source.split('\n') });
  return [hypotheses[0]?.title, hypotheses[0]?.rootCause].join(' ');
}

describe('the type that a message names', () => {
  const settings = `import configparser
def load(text):
    parser = configparser.ConfigParser()
    parser.read_string(text)
    settings = {'limit': 4}
    for name, value in parser['pool'].items():
        settings[name] = value
    return settings
def run(settings):
    for turn in range(settings['limit']):
        print(turn)
run(load('[pool]\\nlimit = 3'))`;

  it('leads to the reader that gives texts', async () => {
    const said = await first(
      settings,
      raised(
        "TypeError: 'str' object cannot be interpreted as an integer",
        [12, '<module>', 'run(load(…))'],
        [10, 'run', 'for turn in range(…):'],
      ),
    );
    assert.match(
      said,
      /`settings\['limit'\]` is a `str`.*`configparser\.ConfigParser\(\)` \(line 3\) gives every value as a text, and `value` \(line 7\) is one/,
    );
  });

  it('leads to no other reader', async () => {
    const said = await first(
      settings.replace('settings[name] = value', 'settings[name] = int(value)'),
      raised(
        "TypeError: 'str' object cannot be interpreted as an integer",
        [12, '<module>', 'run(load(…))'],
        [10, 'run', 'for turn in range(…):'],
      ),
    );
    assert.doesNotMatch(said, /as a text/);
  });

  it('leads to the time without a zone', async () => {
    const source = `from datetime import datetime, timezone
def taken(text):
    return datetime.strptime(text, '%Y-%m-%d')
def age(text):
    return datetime.now(timezone.utc) - taken(text)
age('2024-01-01')`;
    const said = await first(
      source,
      raised(
        "TypeError: can't subtract offset-naive and offset-aware datetimes",
        [6, '<module>', "age('2024-01-01')"],
        [5, 'age', 'return datetime.now(timezone.utc) - taken(text)'],
      ),
    );
    assert.match(said, /`taken\(text\)` is a time without a time zone.*`datetime\.strptime\(text, '%Y-%m-%d'\)` \(line 3\)/);
  });
});

describe('a key that no row of a table has', () => {
  it('is told with what the rows have', async () => {
    const source = `STEPS = {
    'new': {'start': 'running'},
    'failed': {},
}
def after(state, event):
    return STEPS[state][event]
after('failed', 'retry')`;
    const said = await first(
      source,
      raised("KeyError: 'retry'", [7, '<module>', "after('failed', 'retry')"], [6, 'after', 'return STEPS[state][event]']),
    );
    assert.match(said, /No row of `STEPS` has `retry`: `new` \(line 2\) has `start` and `failed` \(line 3\) has nothing/);
  });
});

describe('a function that gives nothing', () => {
  it('is told to depend on a pattern', async () => {
    const source = `import re
LINE = re.compile(r'(\\d+) kg')
def weight(text):
    match = LINE.match(text)
    if match:
        return int(match[1])
def total(texts):
    return sum(weight(text) + 1 for text in texts)
def first(text):
    return weight(text).bit_length()
first('3 t')`;
    const said = await first(
      source,
      raised(
        "AttributeError: 'NoneType' object has no attribute 'bit_length'",
        [11, '<module>', "first('3 t')"],
        [10, 'first', 'return weight(text).bit_length()'],
      ),
    );
    assert.match(said, /`match` holds only for a text that fits the pattern on line 2/);
  });
});

describe('a neighbour in a loop', () => {
  it('is read past the end where the step leaves elements over', async () => {
    const source = `function pairs(all) {
  const found = [];
  for (let at = 0; at < all.length; at += 2) {
    found.push({ one: all[at], other: all[at + 1] });
  }
  return found;
}
function show(pair) {
  return pair.other.trim();
}
show(pairs(process.argv)[0]);`;
    const { hypotheses } = await hypothesesOf(
      [
        "TypeError: Cannot read properties of undefined (reading 'trim')",
        '    at show (/srv/work/a.js:9:21)',
        '    at Object.<anonymous> (/srv/work/a.js:11:1)',
        '',
        'Node.js v20.20.2',
      ],
      { 'a.js': source.split('\n') },
    );
    assert.match(
      hypotheses[0]?.rootCause ?? '',
      /`all\[at \+ 1\]` \(line 4\) is read past the end of `all` in the last turn, where the number of elements does not divide by 2/,
    );
  });
});
