import assert from 'node:assert/strict';
import { causesOf } from '../../../../support/causesOf';

/** The causes of a failed assertion of pytest, whose test is last in its file. */
function inPytest(code: string, assertion: string, got: string, wanted: string): Promise<string> {
  const test = `from shop import *\n\n\ndef test_it():\n    assert ${assertion} == ${wanted}`;
  return causesOf(
    [
      '=================================== FAILURES ===================================',
      '___________________________________ test_it ____________________________________',
      '',
      '    def test_it():',
      `>       assert ${assertion} == ${wanted}`,
      `E       AssertionError: assert ${got} == ${wanted}`,
      '',
      'test_shop.py:5: AssertionError',
      '=========================== short test summary info ============================',
      'FAILED test_shop.py::test_it - AssertionError',
    ].join('\n'),
    { 'shop.py': code, 'test_shop.py': test },
  );
}

describe('localHypotheses: how the asserted result is made', () => {
  it('names the return, its variables, and the returns of what it calls, with their conditions', async () => {
    const code = [
      'RATES = {"SUMMER": 20}',
      '',
      'def discounted(amount, name):',
      '    rate = RATES.get(name, 0)',
      '    if rate > 0:',
      '        return amount - rate',
      '    return amount',
      '',
      'def total(amount, name):',
      '    net = discounted(amount, name)',
      '    return round(net, 2)',
    ].join('\n');
    const causes = await inPytest(code, 'total(50, "SUMMER")', '30', '40');
    assert.match(
      causes,
      /^The failing test calls `total`; its assertion got 30 where 40 was expected\. The code alone does not show why\. The lines below make its result\.$/m,
    );
    for (const row of [
      /^shop\.py:11 `total` returns `round\(net, 2\)`:/m,
      /^shop\.py:10 sets `net`: net = discounted\(amount, name\)$/m,
      /^shop\.py:6 `discounted` returns `amount - rate` if `rate > 0`:/m,
      /^shop\.py:7 `discounted` returns `amount` otherwise:/m,
    ])
      assert.match(causes, row);
  });

  it('names the default of a parameter that the test leaves out, and not of one that it gives', async () => {
    const code = 'def page(rows, size=3):\n    return rows[:size]';
    const left = await inPytest(code, 'page([1, 2, 3, 4])', '[1, 2, 3]', '[1, 2, 3, 4]');
    assert.match(left, /^shop\.py:1 the default of `size`, which the test leaves out: def page\(rows, size=3\):$/m);
    assert.doesNotMatch(await inPytest(code, 'page([1, 2], size=1)', '[1]', '[1, 2]'), /the default of/);
    assert.doesNotMatch(await inPytest(code, 'page([1, 2], 1)', '[1]', '[1, 2]'), /the default of/);
  });

  it('takes each line that sets the returned variable, with the branch that it is in', async () => {
    const last = 'def slug(title):\n    text = title.lower()\n    text = text.replace(" ", "-")\n    return text';
    const sets = /^shop\.py:\d+ sets `text`.*/gm;
    assert.deepEqual((await inPytest(last, 'slug(" A")', '"-a"', '"a"')).match(sets), [
      'shop.py:2 sets `text`: text = title.lower()',
      'shop.py:3 sets `text`: text = text.replace(" ", "-")',
    ]);
    const branch = 'def slug(title, lower):\n    text = title.strip()\n    if lower:\n        text = text.lower()\n    return text';
    assert.deepEqual((await inPytest(branch, 'slug("A", True)', '"a"', '"b"')).match(sets), [
      'shop.py:2 sets `text`: text = title.strip()',
      'shop.py:4 sets `text` if `lower`: text = text.lower()',
    ]);
  });

  it('takes what is added to a variable, a count and a list', async () => {
    const fee = 'def total(amount, fee):\n    net = amount\n    net -= fee\n    return round(net)';
    assert.match(await inPytest(fee, 'total(5, 2)', '3', '4'), /^shop\.py:3 changes `net`: net -= fee$/m);
    const count = 'def count(rows):\n    found = 0\n    for row in rows:\n        found += 1\n    return found';
    assert.match(await inPytest(count, 'count([1])', '1', '2'), /^shop\.py:4 changes `found`: found \+= 1$/m);
    const list = 'def names(rows):\n    found = []\n    for row in rows:\n        found.append(row)\n    return found';
    assert.match(await inPytest(list, 'names([1])', '[1]', '[2]'), /^shop\.py:4 changes `found`: found\.append\(row\)$/m);
  });

  it('goes on in a called function to the lines that change what that one returns', async () => {
    const code =
      'def total(rows):\n    return counted(rows)\n\ndef counted(rows):\n    sum = 0\n    for row in rows:\n        if row > 1:\n            sum += row\n    return sum';
    assert.match(await inPytest(code, 'total([1, 2])', '2', '3'), /^shop\.py:8 changes `sum` if `row > 1`: sum \+= row$/m);
  });

  it('lists no more than three returns, and none where one gives nothing', async () => {
    const many = [
      'def grade(points):',
      ...[90, 80, 70].flatMap((limit, at) => [`    if points > ${limit}:`, `        return ${at}`]),
      '    return 3',
    ];
    assert.doesNotMatch(await inPytest(many.join('\n'), 'grade(90)', '1', '0'), /`grade` returns/);
    const bare = 'def first(rows):\n    if not rows:\n        return\n    return rows[-1]';
    assert.doesNotMatch(await inPytest(bare, 'first([1, 2])', '2', '1'), /`first` returns/);
  });

  it('says of a branch which side a return is on', async () => {
    const code = 'def price(member):\n    if member:\n        return 8\n    else:\n        return 12';
    const causes = await inPytest(code, 'price(True)', '8', '10');
    assert.match(causes, /^shop\.py:3 `price` returns `8` if `member`:/m);
    assert.match(causes, /^shop\.py:5 `price` returns `12` if not `member`:/m);
  });
});
