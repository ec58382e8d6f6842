import assert from 'node:assert/strict';
import { causeText } from '../../../../support/causesOf';
import { hypothesesOf } from '../../../../support/hypothesesOf';

/** The first card: its sentences and its lines. */
async function cardOf(output: string, files: Record<string, string>): Promise<string> {
  const lines = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.split('\n')]));
  const { hypotheses } = await hypothesesOf(output.split('\n'), lines);
  return hypotheses.slice(0, 1).map(causeText).join('\n');
}

describe('explainFailure: a value through several kinds of hops', () => {
  it('is followed from an argument through a loop, a comprehension, a class method and a keyword argument to a choice', async () => {
    const card = await cardOf(
      `Traceback (most recent call last):
  File "/srv/work/main.py", line 6, in <module>
    print(shares(members))
  File "/srv/work/share.py", line 2, in shares
    return [member.quota + 1 for member in members]
  File "/srv/work/share.py", line 2, in <listcomp>
    return [member.quota + 1 for member in members]
TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'`,
      {
        'main.py': `import json
from member import Member
from share import shares

members = [Member.read(row) for row in json.load(open("members.json"))]
print(shares(members))`,
        'share.py': `def shares(members):
    return [member.quota + 1 for member in members]`,
        'member.py': `from dataclasses import dataclass


def number(text):
    return int(text) if text else None


@dataclass
class Member:
    name: str
    quota: int

    @classmethod
    def read(cls, row):
        return cls(name=row["name"], quota=number(row.get("quota")))`,
      },
    );
    assert.match(card, /member\.py:15 /);
    assert.match(card, /`int\(text\) if text else None`.{0,40} is None where `text` does not hold/);
  });

  it('is followed through an object that a loop iterates over, by the method that gives its elements', async () => {
    const card = await cardOf(
      `/srv/work/report.js:2
  return entry.day.getDate();
                   ^

TypeError: entry.day.getDate is not a function
    at dayOf (/srv/work/report.js:2:20)
    at Object.<anonymous> (/srv/work/main.js:6:15)`,
      {
        'report.js': `function dayOf(entry) {
  return entry.day.getDate();
}
module.exports = { dayOf };`,
        'main.js': `const { Journal } = require('./journal');
const { dayOf } = require('./report');

const journal = new Journal('journal.json');
for (const entry of journal) {
  console.log(dayOf(entry));
}`,
        'journal.js': `const { readFileSync } = require('node:fs');

class Journal {
  constructor(file) {
    this.entries = JSON.parse(readFileSync(file, 'utf8'));
  }

  *[Symbol.iterator]() {
    yield* this.entries;
  }
}
module.exports = { Journal };`,
      },
    );
    assert.match(card, /`this\.entries` is assigned at journal\.js:5 from `JSON\.parse\(readFileSync\(file, 'utf8'\)\)`/);
  });

  it('is followed from an empty list through what keeps the number of elements to what leaves some out', async () => {
    const card = await cardOf(
      `Traceback (most recent call last):
  File "/srv/work/main.py", line 3, in <module>
    print(latest("closed"))
  File "/srv/work/tickets.py", line 10, in latest
    return max(days)
ValueError: max() arg is an empty sequence`,
      {
        'main.py': `from tickets import latest

print(latest("closed"))`,
        'tickets.py': `TICKETS = [{"state": "Closed", "day": 3}, {"state": "Open", "day": 5}]


def in_state(state):
    return [ticket for ticket in TICKETS if ticket["state"] == state]


def latest(state):
    days = sorted(ticket["day"] for ticket in in_state(state))
    return max(days)`,
      },
    );
    assert.match(card, /tickets\.py:5 /);
    assert.match(card, /is empty when no element of `[^`]+` meets `ticket\["state"\] == state`/);
  });

  it("is followed in PHP from a division by an empty list's size to the line that leaves its elements out", async () => {
    const card = await cardOf(
      `PHP Fatal error:  Uncaught DivisionByZeroError: Division by zero in /srv/work/Mean.php:13
Stack trace:
#0 /srv/work/main.php(6): Mean->of('tea')
#1 {main}
  thrown in /srv/work/Mean.php on line 13`,
      {
        'main.php': `<?php

require __DIR__ . '/Votes.php';
require __DIR__ . '/Mean.php';

echo (new Mean(new Votes([])))->of('tea');`,
        'Mean.php': `<?php

class Mean
{
    public function __construct(private Votes $votes)
    {
    }

    public function of(string $name): float
    {
        $points = $this->votes->for($name);

        return array_sum($points) / count($points);
    }
}`,
        'Votes.php': `<?php

class Votes
{
    public function __construct(private array $rows)
    {
    }

    public function for(string $name): array
    {
        $own = array_filter($this->rows, fn (array $row): bool => $row['name'] === $name);

        return array_column($own, 'points');
    }
}`,
      },
    );
    assert.match(card, /Votes\.php:11 /);
  });

  it('is attributed to neither of two places that may have given it', async () => {
    const card = await cardOf(
      `/srv/work/label.js:2
  return label.text.trim();
                    ^

TypeError: Cannot read properties of undefined (reading 'trim')
    at textOf (/srv/work/label.js:2:21)
    at Object.<anonymous> (/srv/work/main.js:9:1)`,
      {
        'label.js': `function textOf(label) {
  return label.text.trim();
}
module.exports = { textOf };`,
        'main.js': `const { textOf } = require('./label');

function pick(first) {
  if (first) return { text: load('a') };
  return { text: load('b') };
}

const chosen = pick(process.argv.length > 2);
textOf(chosen);`,
      },
    );
    assert.doesNotMatch(card, /main\.js:[45] .*(?:gives|makes|returns|holds|sets|passes|adds)/);
  });
});
