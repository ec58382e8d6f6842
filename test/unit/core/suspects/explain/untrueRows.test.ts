import assert from 'node:assert/strict';
import { causesOf } from '../../../../support/causesOf';

/** Output of `node --test` for a failed comparison. */
const failed = (line: number, got: string, wanted: string): string => `not ok 1 - works
  ---
  location: '/srv/work/a.test.js:${line}:1'
  failureType: 'testCodeFailure'
  error: 'Expected values to be strictly equal'
  code: 'ERR_ASSERTION'
  name: 'AssertionError'
  expected: ${wanted}
  actual: ${got}
  operator: 'strictEqual'
  stack: |-
    TestContext.<anonymous> (/srv/work/a.test.js:${line}:10)
  ...`;

const testOf = (name: string, call: string): string =>
  `const assert = require('node:assert/strict');
const { test } = require('node:test');
const { ${name} } = require('./a');

test('works', () => {
  assert.equal(${call});
});`;

describe('explainFailure: rows that would be untrue', () => {
  it('says that a call changes a value only of methods that do', async () => {
    const causes = await causesOf(failed(6, '2', '3'), {
      'a.js': `function days(visits) {
  const all = visits
    .map(({ at }) => at.slice(0, 10));
  all.forEach((day) => console.log(day));
  all.push('x');
  return all;
}
module.exports = { days };`,
      'a.test.js': testOf('days', `days([{ at: 'a' }]), 3`),
    });
    assert.match(causes, /a\.js:2 sets `all`/);
    assert.match(causes, /a\.js:4 calls `all\.forEach`/);
    assert.match(causes, /a\.js:5 changes `all`/);
    assert.doesNotMatch(causes, /changes `at`|a\.js:4 changes/);
  });

  it('says of a list that a condition leaves empty that it may have had no elements', async () => {
    const causes = await causesOf(
      `Traceback (most recent call last):
  File "/srv/work/main.py", line 5, in <module>
    print(mean(iter([]), 'a'))
  File "/srv/work/main.py", line 3, in mean
    return sum(values) / len(values)
ZeroDivisionError: division by zero`,
      {
        'main.py': `def mean(rows, name):
    values = [each.value for each in rows if each.name == name]
    return sum(values) / len(values)

print(mean(iter([]), 'a'))`,
      },
    );
    assert.match(causes, /is empty when no element of `rows` meets `each\.name == name`/);
  });

  it('does not take a place that a source map made up for a call', async () => {
    const causes = await causesOf(
      `AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:
+ actual - expected

+ 'a b'
- 'a'
    ^
    at assert (/srv/work/check.ts:4:8)
    at Object.<anonymous> (/srv/work/check.ts:5:21)
    at Module._compile (node:internal/modules/cjs/loader:1521:14) {
  generatedMessage: true,
  code: 'ERR_ASSERTION',
  actual: 'a b',
  expected: 'a',
  operator: 'strictEqual'
}`,
      {
        'check.ts': `import assert from 'node:assert/strict';
import { words } from './words';

assert.equal(words(['a', 'b']), 'a');
console.log('it works');`,
        'words.ts': `export const words = (all: string[]): string => all.join(' ');`,
      },
    );
    assert.match(causes, /check\.ts:4|Line 4/);
    assert.doesNotMatch(causes, /check\.ts:5|[Ll]ine 5|\^/);
  });

  it('names the innermost line of an error whose warning named it before', async () => {
    const causes = await causesOf(
      `PHP Warning:  Undefined array key 0 in /srv/work/Desk.php on line 4
PHP Fatal error:  Uncaught Error: Call to a member function line() on null in /srv/work/Desk.php:4
Stack trace:
#0 /srv/work/main.php(3): next_one()
#1 {main}
  thrown in /srv/work/Desk.php on line 4`,
      {
        'Desk.php': `<?php
function next_one(array $open = []): string
{
    return $open[0]->line();
}`,
        'main.php': `<?php
require __DIR__ . '/Desk.php';
echo next_one(), "\n";`,
      },
    );
    assert.doesNotMatch(causes, /main\.php:3 (?:throws|the error comes)|Line 3, /);
  });

  it('says of a part of an argument that its whole is passed', async () => {
    const causes = await causesOf(
      `TypeError: Cannot read properties of undefined (reading 'rating')
    at chance (/srv/work/a.js:2:20)
    at poster (/srv/work/a.js:5:10)`,
      {
        'a.js': `function chance({ home, away }) {
  return home - away.rating;
}
function poster(match) {
  return chance(match);
}`,
      },
    );
    assert.match(causes, /passes `match` with its `away`/);
  });

  it('counts a constructor once that has the name of its class', async () => {
    const causes = await causesOf(
      `Exception in thread "main" java.lang.AssertionError: sum: expected 3 but got 4
	at Check.main(Check.java:4)`,
      {
        'Parcel.java': `class Parcel {
    final int grams;

    Parcel(int grams) {
        this.grams = grams + 1;
    }
}`,
        'Check.java': `class Check {
    public static void main(String[] args) {
        Parcel parcel = new Parcel(3);
        if (parcel.grams != 3) throw new AssertionError("sum: expected 3 but got " + parcel.grams);
    }
}`,
      },
    );
    assert.doesNotMatch(causes, /the program has several/);
  });
});
