import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';
import { repairHypotheses } from '../../../../../src/core/experiments/repairs/repairHypotheses';
import { localCards, Rehearsals, type LocalCards } from '../../../../../src/core/experiments/repairs/rehearsedCards';
import type { RehearsalPorts } from '../../../../../src/core/experiments/repairs/rehearsal';
import type { FailureEvidence } from '../../../../../src/core/context/failureEvidence';
import { candidateFacts } from '../../../../../src/core/suspects/candidateFacts';
import { relatedCode } from '../../../../../src/core/suspects/explain/relatedCode';
import { finishRanking } from '../../../../../src/core/suspects/finishRanking';
import { priorRanking, type Ranking } from '../../../../../src/core/suspects/ranking';
import { openSyntax, openTrees } from '../../../../../src/core/syntax/openSyntax';
import { evidenceIn } from '../../../../support/hypothesesOf';
import { memoryReader } from '../../../../support/memoryReader';

const syntax = openSyntax(packagedGrammars);
const parse = openTrees(packagedGrammars);

const SHOP = `def fee(days, free):
    if days < free:
        return 0
    return 20


def label(days, free):
    return f'{fee(days, free)} cents'
`;

const tests = (...more: string[]): string => `from shop import fee, label


def test_label():
    assert label(7, 7) == '0 cents'
${more.join('')}`;

const output = (actual: string): string => `=================================== FAILURES ===================================
__________________________________ test_label __________________________________

    def test_label():
>       assert label(7, 7) == '0 cents'
E       AssertionError: assert '${actual}' == '0 cents'

test_shop.py:5: AssertionError
=========================== short test summary info ============================
FAILED test_shop.py::test_label - AssertionError: assert '${actual}' == '0 cents'
`;

/** The output of a test runner for a failed check in the third line of `parts.test.js`. */
const checked = (actual: string, expected: string): string => `TAP version 13
# Subtest: parts
not ok 1 - parts
  ---
  failureType: 'testCodeFailure'
  error: 'Expected values to be strictly equal:'
  code: 'ERR_ASSERTION'
  name: 'AssertionError'
  expected: '${expected}'
  actual: '${actual}'
  operator: 'strictEqual'
  stack: |-
    TestContext.<anonymous> (parts.test.js:5:10)
  ...
1..1
`;
const partsTest = (call: string, expected: string, more = ''): string => `const test = require('node:test');
const assert = require('node:assert');
const { parts, rest } = require('./parts');
test('parts', () => {
  assert.strictEqual(${call}, '${expected}');
});
${more}`;

/** @param changed recent changes: where they are, and their hunks */
async function cardsOf(
  files: Record<string, string>,
  printed: string,
  changed: Parameters<typeof evidenceIn>[2] = [],
): Promise<LocalCards> {
  const reader = memoryReader(files);
  const evidence = await evidenceIn(printed, reader, changed);
  const facts = await candidateFacts(evidence, { reader, syntax });
  const related = await relatedCode(evidence, facts, { reader, syntax });
  const ranking = finishRanking(evidence, priorRanking(evidence, facts), related);
  const ports = { reader, syntax, parse, now: () => 0 };
  const rehearsals = new Rehearsals();
  const ran = await rehearsals.ran(evidence, ranking, ports);
  return localCards(evidence, ran.ranking, ports, undefined, rehearsals);
}

describe('what was worked out of a failure', () => {
  const files = { 'shop.py': SHOP, 'test_shop.py': tests() };
  const reader = memoryReader(files);
  const ports = (now: () => number = () => 0): RehearsalPorts => ({ reader, syntax, parse, now });
  const rankedIn = async (): Promise<[FailureEvidence, Ranking]> => {
    const evidence = await evidenceIn(output('20 cents'), reader);
    const facts = await candidateFacts(evidence, { reader, syntax });
    const related = await relatedCode(evidence, facts, { reader, syntax });
    return [evidence, finishRanking(evidence, priorRanking(evidence, facts), related)];
  };

  it('is kept for the next question about it', async () => {
    const [evidence, ranking] = await rankedIn();
    const rehearsals = new Rehearsals();
    let asked = 0;
    const counted = ports(() => ++asked);
    const first = await rehearsals.of(evidence, ranking, counted);
    const before = asked;
    assert.equal(await rehearsals.of(evidence, ranking, counted), first);
    assert.equal(asked, before);
    assert.ok(first!.complete && first!.passing.length > 0);
  });

  it('is kept apart where only recent changes are undone', async () => {
    const shop = memoryReader(files);
    const boundary = { file: 'shop.py', line: 2, diff: '@@ -2 +2 @@\n-    if days <= free:\n+    if days < free:\n' };
    const evidence = await evidenceIn(output('20 cents'), shop, [boundary]);
    const facts = await candidateFacts(evidence, { reader: shop, syntax });
    const ranking = finishRanking(evidence, priorRanking(evidence, facts), await relatedCode(evidence, facts, { reader: shop, syntax }));
    const rehearsals = new Rehearsals();
    const recent = await rehearsals.of(evidence, ranking, ports(), undefined, false);
    const whole = await rehearsals.of(evidence, ranking, ports());
    assert.deepEqual([recent!.undone?.length, recent!.passing.length, whole!.passing.length > 0], [1, 0, true]);
    assert.equal(await rehearsals.of(evidence, ranking, ports(), undefined, false), recent);
  });

  it('is begun again where its caller has left', async () => {
    const [evidence, ranking] = await rankedIn();
    const rehearsals = new Rehearsals();
    const left = new AbortController();
    const first = rehearsals.of(evidence, ranking, ports(), left.signal);
    const second = rehearsals.of(evidence, ranking, ports());
    left.abort();
    await assert.rejects(first);
    assert.ok((await second)!.complete);
  });

  it('is not complete where its time is over', async () => {
    const [evidence, ranking] = await rankedIn();
    let time = 0;
    const { complete } = (await new Rehearsals().of(
      evidence,
      ranking,
      ports(() => (time += 3_000)),
    ))!;
    assert.equal(complete, false);
  });

  it('is nothing where the other tests of the file alone take its time', async () => {
    const more = [1, 2, 3, 4].map((at) => `\n\ndef test_${at}():\n    assert fee(3, 7) == 0\n`);
    const many = memoryReader({ ...files, 'test_shop.py': tests(...more) });
    const evidence = await evidenceIn(output('20 cents'), many);
    const facts = await candidateFacts(evidence, { reader: many, syntax });
    const ranking = finishRanking(evidence, priorRanking(evidence, facts), await relatedCode(evidence, facts, { reader: many, syntax }));
    let time = 0;
    const slow = { ...ports(() => (time += 1_500)), reader: many };
    assert.equal(await new Rehearsals().of(evidence, ranking, slow), undefined);
  });
});

describe('small changes that are worked through without a run', () => {
  const others = ['\n\ndef test_free():\n    assert fee(3, 7) == 0\n    assert fee(8, 7) == 20\n'];

  it('are told with their sentence, where the failing test passes and the others still do', async () => {
    const { cards, leads } = await cardsOf({ 'shop.py': SHOP, 'test_shop.py': tests(...others) }, output('20 cents'));
    const [first] = cards;
    assert.match(
      first!.rootCause,
      /Worked out from the code, without a run: the failing test would pass, and another one of its file still would\./,
    );
    assert.match(first!.fix!.diff, /^\+ {4}if days <= free:$/m);
    assert.equal(first!.id, 'local-1');
    const suspect = { file: 'shop.py', line: 2, score: 1, reasons: [], functionRange: [1, 4] as [number, number] };
    const other = { ...suspect, line: 8, functionRange: [7, 8] as [number, number] };
    assert.deepEqual(leads([other, suspect]), [suspect, other]);
  });

  it('are none where the test got another value in its run', async () => {
    const { cards } = await cardsOf({ 'shop.py': SHOP, 'test_shop.py': tests() }, output('21 cents'));
    assert.doesNotMatch(cards.map(({ rootCause }) => rootCause).join(' '), /Worked out/);
  });

  it('are none where the code needs what the interpreter does not know', async () => {
    const shop = SHOP.replace('def fee', 'import zlib\n\nTABLE = zlib.crc32(b"a")\n\n\ndef fee');
    const { cards } = await cardsOf({ 'shop.py': shop, 'test_shop.py': tests() }, output('20 cents'));
    assert.doesNotMatch(cards.map(({ rootCause }) => rootCause).join(' '), /Worked out/);
  });

  it('are worked out of what a program without a test framework prints before it ends with an exit code', async () => {
    const files = {
      'fee.php': `<?php
function fee(int $days): int
{
    return $days < 7 ? 0 : 20;
}
`,
      'check.php': `<?php
require __DIR__ . '/fee.php';

function check(string $what, int $expected, int $actual): void
{
    if ($expected !== $actual) {
        fwrite(STDERR, "FAILED: $what\\n  expected: $expected\\n  actual:   $actual\\n");
        exit(1);
    }
    echo "ok: $what\\n";
}

check('one day', 0, fee(1));
check('a whole week', 0, fee(7));
`,
    };
    const printed = 'ok: one day\nFAILED: a whole week\n  expected: 0\n  actual:   20\n';
    const { cards } = await cardsOf(files, printed);
    assert.match(cards[0]!.rootCause, /Worked out from the code/);
    assert.equal(cards[0]!.evidence[0]?.line, 4);
    const { cards: others } = await cardsOf(files, printed.replace('20', '21'));
    assert.doesNotMatch(others.map(({ rootCause }) => rootCause).join(' '), /Worked out/);
  });

  it('are all told where few lines would do: the tests do not tell then which is right', async () => {
    const { cards } = await cardsOf({ 'shop.py': SHOP, 'test_shop.py': tests() }, output('20 cents'));
    const [first] = cards;
    assert.match(first!.title, /^With `<=` in place of `<` at shop\.py:2, in `fee`, it would pass$/);
    assert.match(first!.rootCause, /If that is the right one: .*leaves out|If that is the right one: Line 2/);
  });

  it('name the method that sets fields back, of all in which one more field could be emptied', async () => {
    const bot = `class Bot:
    def __init__(self):
        self.extras = []
        self.reset()

    def reset(self):
        self.size = None

    def take(self, size, extra):
        self.size = size
        self.extras.append(extra)
        return f'{self.size} {self.extras}'

    def done(self):
        text = self.size
        self.reset()
        return text
`;
    const test = `from bot import Bot


def test_twice():
    bot = Bot()
    bot.take('l', 'ham')
    bot.done()
    assert bot.take('s', 'egg') == "s ['egg']"
`;
    const printed = output('20 cents')
      .replace(/test_label/g, 'test_twice')
      .replace(/test_shop/g, 'test_bot')
      .replace("label(7, 7) == '0 cents'", `bot.take('s', 'egg') == "s ['egg']"`)
      .replace(/'20 cents' == '0 cents'/g, `"s ['ham', 'egg']" == "s ['egg']"`)
      .replace('.py:5:', '.py:8:');
    const { cards } = await cardsOf({ 'bot.py': bot, 'test_bot.py': test }, printed);
    assert.equal(cards[0]?.title, '`extras` is not reset');
    assert.equal(cards[0]?.evidence[0]?.line, 7);
  });

  it('are told where they mend other failing tests of the file, too', async () => {
    const code = `const list = [3, 4];
function rest(from) {
  return list.slice(from + 1);
}
function parts(from) {
  return rest(from - 0).map((each) => each + 1).join();
}
module.exports = { parts, rest };
`;
    const second = `test('rest', () => {
  assert.strictEqual(rest(0).length, 2);
});
`;
    const files = { 'parts.js': code, 'parts.test.js': partsTest('parts(0)', '4,5', second) };
    const { cards } = await cardsOf(files, checked('5', '4,5'));
    assert.match(cards[0]!.fix!.diff, /slice\(from\)/);
    assert.doesNotMatch(cards[0]!.rootCause, /parts\.js:6/);
  });

  it('say that they were not run', () => {
    const told = { title: 'One', sentence: 'It is one.', check: '' };
    const repair = { ...{ diff: '', file: 'a.py', line: 2, template: 'x', others: 'notRun' as const, symptom: false }, tells: told };
    const [card] = repairHypotheses({ candidates: [{ ...repair, note: 'Seen.', rehearsed: true }], tried: 0 });
    assert.equal(card!.title, 'One');
    assert.equal(card!.rootCause, 'It is one. With a small change at a.py:2 it would pass. Seen.');
    assert.deepEqual(
      card!.evidence.map(({ line, why }) => `${line}: ${why}`),
      ['2: with this line changed the failing test would pass'],
    );
  });
});

describe('the first card of a failure that was worked through', () => {
  const cart = `def rounded(cents):
    return cents // 10 * 10


def shipping(weight):
    return 300 + weight * 2


def total(prices, weight):
    return rounded(sum(prices)) + shipping(weight)
`;
  const test = (expected: number): string =>
    `from cart import total\n\n\ndef test_total():\n    assert total([199, 257], 4) == ${expected}\n`;
  const failed = (expected: number): string => `________________________________ test_total _________________________________

    def test_total():
>       assert total([199, 257], 4) == ${expected}
E       assert 758 == ${expected}
E        +  where 758 = total([199, 257], 4)

test_cart.py:5: AssertionError
=========================== short test summary info ============================
FAILED test_cart.py::test_total - assert 758 == ${expected}
`;

  it('shows the lines that made the result, with their values, where nothing is known of the cause', async () => {
    const { cards } = await cardsOf({ 'cart.py': cart, 'test_cart.py': test(4711) }, failed(4711));
    const [first] = cards;
    assert.match(first!.rootCause, /Worked out from the code, without a run: the lines below make the result\./);
    assert.deepEqual(
      first!.evidence.slice(0, 3).map(({ line, why, step }) => [line, why, step]),
      [
        [10, '`rounded(sum(prices)) + shipping(weight)` evaluates to `758`', 1],
        [2, '`cents // 10 * 10` evaluates to `450`', 2],
        [6, '`300 + weight * 2` evaluates to `308`', 3],
      ],
    );
  });

  it('shows them without values where the test got another result in its run', async () => {
    const { cards } = await cardsOf({ 'cart.py': cart, 'test_cart.py': test(4711) }, failed(4711).replaceAll('758', '759'));
    assert.doesNotMatch(JSON.stringify(cards), /evaluates to|Worked out/);
  });
});

describe('a known fault on the way of a failure', () => {
  const basket = `def total(prices, seen=[]):
    for price in prices:
        seen.append(price)
    return sum(prices) * 119 // 100


def label(prices):
    return f'{total(prices)} cents'
`;
  const files = {
    'basket.py': basket,
    'test_basket.py': "from basket import label\n\n\ndef test_label():\n    assert label([100, 50]) == '161 cents'\n",
  };
  const failed = (got: string): string => `________________________________ test_label _________________________________

    def test_label():
>       assert label([100, 50]) == '161 cents'
E       AssertionError: assert '${got}' == '161 cents'

test_basket.py:5: AssertionError
=========================== short test summary info ============================
FAILED test_basket.py::test_label - AssertionError: assert '${got}' == '161 cents'
`;

  it('is not told where its fix changes nothing of the result', async () => {
    const { cards } = await cardsOf(files, failed('178 cents'));
    assert.doesNotMatch(JSON.stringify(cards), /share the default/);
    assert.match(cards[0]!.rootCause, /Worked out from the code/);
  });

  it('is told where the failure cannot be worked through', async () => {
    const { cards } = await cardsOf(files, failed('179 cents'));
    assert.match(JSON.stringify(cards), /share the default/);
  });

  it('is not told where the call that it is about runs another function of that name', async () => {
    const code = `const tap = (then) => ({
  next(value) {
    then(value);
  },
});
const parts = (list, next) => list.map((each) => each > 1 && next(each)).join();
module.exports = { parts, tap };
`;
    const call = 'parts([2, 3], (each) => each)';
    const { cards } = await cardsOf({ 'parts.js': code, 'parts.test.js': partsTest(call, '3,4') }, checked('2,3', '3,4'));
    assert.doesNotMatch(JSON.stringify(cards), /returns nothing/);
    const other = await cardsOf({ 'parts.js': code, 'parts.test.js': partsTest(call, '3,4') }, checked('2,5', '3,4'));
    assert.match(JSON.stringify(other.cards), /returns nothing/, 'it is a fault as far as the code tells');
  });

  it('is not told where it stands in a function that did not run', async () => {
    const code = basket.replace("f'{total(prices)} cents'", "f'{sum(prices)} cents' if len(prices) else total(prices)");
    const { cards } = await cardsOf({ ...files, 'basket.py': code }, failed('150 cents'));
    assert.doesNotMatch(JSON.stringify(cards), /share the default/);
    const other = await cardsOf({ ...files, 'basket.py': code }, failed('151 cents'));
    assert.match(JSON.stringify(other.cards), /share the default/, 'it is a fault as far as the code tells');
  });
});

describe('a missing value that an error is about', () => {
  it('is led back to where it begins, through what the code alone does not show', async () => {
    const files = {
      'read.py': `def number(row):
    return row[1:]


def flag(row):
    if row.endswith('on'):
        return 'yes'


READERS = {'n': number, 'f': flag}


def read(row):
    return READERS[row[0]](row)


def shown(rows):
    return [read(row).upper() for row in rows]
`,
      'main.py': "from read import shown\n\nprint(shown(['n1', 'f-on', 'f-off']))\n",
    };
    const trace = `Traceback (most recent call last):
  File "main.py", line 3, in <module>
    print(shown(['n1', 'f-on', 'f-off']))
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "read.py", line 18, in shown
    return [read(row).upper() for row in rows]
            ^^^^^^^^^^^^^^^
AttributeError: 'NoneType' object has no attribute 'upper'
`;
    const { cards } = await cardsOf(files, trace);
    const [first] = cards;
    assert.equal(first!.title, '`read(row)` is None, and it comes from `flag`');
    assert.match(first!.rootCause, /`flag` \(read\.py:5\) ends without a value\./);
    assert.deepEqual(
      first!.evidence.filter(({ step }) => step !== undefined).map(({ line, why, step, origin }) => [line, why, step, origin]),
      [
        [5, 'ends without a value', 2, true],
        [18, 'fails here', 0, undefined],
        [14, '`READERS[row[0]](row)` evaluates to `None` this time', 1, undefined],
      ],
    );
  });
});

describe('recent changes that are undone without a run', () => {
  /** A hunk of one line. */
  const change = (line: number, before: string, now: string) => ({
    file: 'shop.py',
    line,
    diff: `@@ -${line} +${line} @@\n-${before}\n+${now}\n`,
  });
  const boundary = change(2, '    if days <= free:', '    if days < free:');
  const cent = change(8, "    return f'{fee(days, free)} cent'", "    return f'{fee(days, free)} cents'");

  it('choose among the small changes that would do', async () => {
    const { cards } = await cardsOf({ 'shop.py': SHOP, 'test_shop.py': tests() }, output('20 cents'), [cent, boundary]);
    const [first] = cards;
    assert.equal(first!.title, '`days < free` leaves out the boundary');
    assert.match(first!.rootCause, /would pass\. It would without the change of shop\.py:2, too\.$/);
    assert.equal(first!.confidence, 0.8);
  });

  const grown = SHOP.replace(
    '    return 20\n',
    '    fees = {1: 5, 2: 10, 3: 15, 4: 17, 5: 18, 6: 19, 7: 20, 8: 20}\n    return fees[days]\n',
  ).replace('    if days < free:\n        return 0\n', '');
  const table = {
    file: 'shop.py',
    line: 2,
    diff: `@@ -2,3 +2,2 @@
-    if days <= free:
-        return 0
-    return 20
+    fees = {1: 5, 2: 10, 3: 15, 4: 17, 5: 18, 6: 19, 7: 20, 8: 20}
+    return fees[days]
`,
  };

  it('are blamed where no small change in their lines would do', async () => {
    const { cards, leads } = await cardsOf({ 'shop.py': grown, 'test_shop.py': tests() }, output('20 cents'), [table]);
    const [first] = cards;
    assert.equal(first!.title, 'It would pass without the change of shop.py:2');
    assert.equal(first!.rootCause, 'Worked out from the code, without a run: the failing test would pass.');
    assert.match(first!.fix!.diff, /^\+ {4}if days <= free:$/m);
    assert.deepEqual(
      cards.map(({ id }) => id),
      cards.map((_card, at) => `local-${at + 1}`),
    );
    const suspect = { file: 'shop.py', line: 2, score: 1, reasons: [], functionRange: [1, 3] as [number, number] };
    assert.equal(leads([{ ...suspect, line: 7, functionRange: [6, 7] }, suspect])[0]!.line, 2);
  });

  it('are not blamed where the test fails without them, too', async () => {
    const { cards } = await cardsOf({ 'shop.py': SHOP, 'test_shop.py': tests() }, output('20 cents'), [cent]);
    assert.doesNotMatch(cards.map(({ title, rootCause }) => `${title} ${rootCause}`).join(' '), /without the change/);
  });

  it('are not blamed where it passes without one and without another', async () => {
    const twice = SHOP.replace('    return 20\n', '    return 20 if days >= free else 0\n');
    const other = change(4, '    return 20 if days > free else 0', '    return 20 if days >= free else 0');
    const { cards } = await cardsOf({ 'shop.py': twice, 'test_shop.py': tests() }, output('20 cents'), [boundary, other]);
    assert.doesNotMatch(cards.map(({ title, rootCause }) => `${title} ${rootCause}`).join(' '), /without the change/);
  });

  it('are left as they are where their hunk no longer fits the code', async () => {
    const stale = change(2, '    if days <= free:', '    if days < free + 1:');
    const { cards } = await cardsOf({ 'shop.py': SHOP, 'test_shop.py': tests() }, output('20 cents'), [stale]);
    assert.doesNotMatch(cards.map(({ title, rootCause }) => `${title} ${rootCause}`).join(' '), /without the change/);
  });

  const stock = (give: string): string => `class Stock:
    def __init__(self):
        self.items = {}

    def put(self, name, count):
        self.items${give}

    def count(self, name):
        return self.items[name] + 0
`;
  const kept = {
    ...change(6, '        self.items[name] = count', '        self.items.get(name, count)'),
    file: 'stock.py',
  };
  const MAIN = "from stock import Stock\n\nstock = Stock()\nstock.put('tea', 2)\nprint(stock.count('tea'))\n";
  const crash = (type: string): string => `Traceback (most recent call last):
  File "/w/main.py", line 5, in <module>
    print(stock.count('tea'))
  File "/w/stock.py", line 9, in count
    return self.items[name] + 0
${type}: 'tea'
`;

  it('are blamed for an error of a program without tests', async () => {
    const { cards } = await cardsOf({ 'stock.py': stock('.get(name, count)'), 'main.py': MAIN }, crash('KeyError'), [kept]);
    const [first] = cards;
    assert.equal(first!.title, 'It would not fail without the change of stock.py:6');
    assert.match(first!.rootCause, /^Worked out from the code, without a run: the program would end without this error\.$/);
  });

  it('are not blamed where the error was another one than the code gives', async () => {
    const { cards } = await cardsOf({ 'stock.py': stock('.get(name, count)'), 'main.py': MAIN }, crash('LookupError'), [kept]);
    assert.doesNotMatch(cards.map(({ title }) => title).join(' '), /without the change/);
  });

  it('are told by the card that knows the cause, where it is in their lines', async () => {
    const before = "        self.items = {'tea': 0}";
    const emptied = { ...change(3, before, '        self.items = {}'), file: 'stock.py' };
    const { cards } = await cardsOf({ 'stock.py': stock('.get(name, count)'), 'main.py': MAIN }, crash('KeyError'), [emptied]);
    const [first] = cards;
    assert.match(first!.title, /^`tea` is no key of `self\.items`/);
    assert.match(first!.rootCause, / It would not fail without the change of stock\.py:3\. Worked out from the code, without a run: /);
    assert.ok(first!.confidence >= 0.8);
  });

  it('are not blamed where they are the lines that fail, or a new file', async () => {
    const called = { ...change(5, 'pass', "print(stock.count('tea'))"), file: 'main.py' };
    const text = stock('.get(name, count)');
    const lines = text.trimEnd().split('\n');
    const added = { file: 'stock.py', line: 1, diff: `@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}\n`).join('')}` };
    for (const only of [called, added]) {
      const { cards } = await cardsOf({ 'stock.py': text, 'main.py': MAIN }, crash('KeyError'), [only]);
      assert.doesNotMatch(cards.map(({ title, rootCause }) => `${title} ${rootCause}`).join(' '), /without the change/);
    }
  });
});
