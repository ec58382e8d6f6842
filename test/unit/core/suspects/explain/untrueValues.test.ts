import assert from 'node:assert/strict';
import { causesOf } from '../../../../support/causesOf';
import { hypothesesOf } from '../../../../support/hypothesesOf';

describe('explainFailure: sentences that would be untrue of values that are missing', () => {
  it('does not name the other branch as the origin of a None', async () => {
    const causes = await causesOf(
      `Traceback (most recent call last):
  File "/srv/work/main.py", line 10, in <module>
    count()
  File "/srv/work/main.py", line 8, in count
    return len(lines) if lines[0] else 0
TypeError: 'NoneType' object is not subscriptable`,
      {
        'main.py': `def read():
    try:
        return [1]
    except OSError:
        print("no file")
def count():
    lines = read()
    return len(lines) if lines[0] else 0

count()`,
      },
    );
    assert.match(causes, /`read` \(line 1\) can reach its end without a `return`/);
    assert.doesNotMatch(causes, /returns `\[1\]`/);
  });

  it('shows the branch behind which a function ends without a result', async () => {
    const causes = await causesOf(
      `Traceback (most recent call last):
  File "/srv/work/main.py", line 6, in <module>
    print(minutes("sec") + 1)
TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'`,
      {
        'main.py': `def minutes(unit):
    if unit == "min":
        return 1
    if unit == "h":
        return 60
print(minutes("sec") + 1)`,
      },
    );
    assert.match(causes, /`minutes` \(line 1\) reaches its end without a `return` where `unit == "h"` does not hold \(line 4\)/);
    assert.match(causes, /main\.py:4 where `unit == "h"` does not hold, nothing is returned/);
  });

  it('does not call the receiver of an asserted Kotlin call null', async () => {
    const causes = await causesOf(
      `Exception in thread "main" java.lang.NullPointerException
	at MainKt.total(Main.kt:2)
	at MainKt.main(Main.kt:5)`,
      {
        'Main.kt': `fun total(prices: Prices, name: String): Int {
    return prices.find(name)!!
}
fun main() {
    println(total(Prices(), "pear"))
}`,
      },
    );
    assert.match(causes, /`prices\.find\(name\)`, which is null/);
    assert.doesNotMatch(causes, /`prices` is null/);
  });

  it('does not call a value undefined that is only not iterable', async () => {
    const object = await causesOf(
      `TypeError: groups is not iterable
    at total (/srv/work/report.js:2:24)
    at Object.<anonymous> (/srv/work/report.js:5:1)`,
      {
        'report.js': `function total(groups) {
  for (const [, amount] of groups) console.log(amount);
}
const groups = { rent: 500 };
total(groups);`,
      },
    );
    assert.match(object, /Line 2 goes over `groups`, which is an object and no list\..*`Object\.entries\(groups\)`/);
    assert.doesNotMatch(object, /undefined/);
    const unknown = await causesOf(
      `TypeError: rows is not iterable
    at total (/srv/work/report.js:2:21)`,
      { 'report.js': 'export function total(rows) {\n  for (const row of rows) console.log(row);\n}' },
    );
    assert.match(unknown, /`rows`, which is not iterable: undefined, null, a promise or a plain object/);
  });

  it('names where a None comes from as its origin, and ranks it above callers that only pass it on', async () => {
    const { hypotheses } = await hypothesesOf(
      [
        'Traceback (most recent call last):',
        '  File "/srv/work/main.py", line 4, in <module>',
        '    invite(Users([]), "ann")',
        '  File "/srv/work/service.py", line 3, in invite',
        '    return send(user, "Welcome")',
        '  File "/srv/work/mailer.py", line 2, in send',
        '    return user.email.lower()',
        "AttributeError: 'NoneType' object has no attribute 'email'",
      ],
      {
        'main.py': ['from service import invite', 'from users import Users', '', 'invite(Users([]), "ann")'],
        'service.py': [
          'def invite(users, name):',
          '    user = users.by_name(name)',
          '    return send(user, "Welcome")',
          '',
          '',
          'from mailer import send',
        ],
        'mailer.py': ['def send(user, subject):', '    return user.email.lower()'],
        'users.py': [
          'class Users:',
          '    def __init__(self, users):',
          '        self.users = users',
          '',
          '    def by_name(self, name):',
          '        for user in self.users:',
          '            if user.name == name:',
          '                return user',
        ],
      },
    );
    const origin = hypotheses.find(({ title }) => title.includes('`Users.by_name`'));
    assert.equal(origin?.title, '`user` is None, and it comes from `Users.by_name`');
    assert.ok((origin?.confidence ?? 0) >= 0.1);
    const shares = hypotheses.map(({ confidence }) => confidence);
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => b - a),
    );
  });
});
