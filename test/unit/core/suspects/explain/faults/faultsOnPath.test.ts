import assert from 'node:assert/strict';
import { failedNodeTest } from '../../../../../support/failedNodeTest';
import { hypothesesOf } from '../../../../../support/hypothesesOf';
import type { Hypothesis } from '../../../../../../src/core/hypothesis';

/** The cards of a failed `strictEqual(run(…), wanted)` in it.test.js. */
async function cards(source: string, call: string, wanted: string, got: string): Promise<Hypothesis[]> {
  const test = `const test = require('node:test');
const assert = require('node:assert');
const { run } = require('./it');

test('works', async () => {
  assert.strictEqual(${call}, ${wanted});
});`;
  const { hypotheses } = await hypothesesOf(failedNodeTest({ name: 'works', line: 6, got, wanted }).split('\n'), {
    'it.js': `${source}\nmodule.exports = { run };`.split('\n'),
    'it.test.js': test.split('\n'),
  });
  return hypotheses;
}

describe('known faults on the path of a failure', () => {
  it('are the first card of a failed test that nothing else explains', async () => {
    const [first] = await cards(
      `async function rate(code) { return { value: 2 }; }\nasync function run(net) {\n  const found = rate('vat');\n  return net * (found.value ?? 1);\n}`,
      'await run(3)',
      '6',
      '3',
    );
    assert.equal(first?.title, "`rate('vat')` is not awaited");
    assert.match(first.rootCause, /^Line 3 of `run` uses `rate\('vat'\)` without `await`; `rate` \(line 1\) is `async`/);
    assert.deepEqual(
      first.evidence.slice(0, 1).map(({ file, line, why }) => `${file}:${line} ${why}`),
      ['it.js:3 goes wrong here'],
    );
  });

  it('in a function that the tested one calls come before the tested function', async () => {
    const [first] = await cards(
      `function sorted(rows) { return rows.map((row) => { row.price; }); }\nfunction run(rows) {\n  const all = sorted(rows);\n  return all.length + (all[0] ?? 0);\n}`,
      'run([{ price: 3 }])',
      '4',
      '1',
    );
    assert.match(first?.title ?? '', /`run` gives|callback of `map`/);
  });

  it('that often stand in good code are told only where the result is of their kind', async () => {
    const source = 'function run(text) {\n  try {\n    return parse(text).size;\n  } catch {\n    return null;\n  }\n}';
    assert.match((await cards(source, "run('5')", '5', 'null'))[0]?.title ?? '', /error is swallowed/);
    assert.doesNotMatch((await cards(source, "run('5')", '5', '4'))[0]?.title ?? '', /swallowed/);
  });

  it('that leave something out come first where a crash says that it is not there', async () => {
    const files = {
      'products.py': [
        'def read(rows):',
        '    products = {}',
        '    for name, cents in rows:',
        '        try:',
        '            products[name] = int(cents)',
        '        except ValueError:',
        '            pass',
        '    return products',
      ],
      'main.py': ['from products import read', 'prices = read([("desk", "1,5")])', 'print(prices["desk"])'],
    };
    const crash = [
      'Traceback (most recent call last):',
      '  File "main.py", line 3, in <module>',
      '    print(prices["desk"])',
      "KeyError: 'desk'",
    ];
    const { hypotheses } = await hypothesesOf(crash, files);
    assert.match(hypotheses[0]?.rootCause ?? '', /products\.py:6 catches `ValueError` around line 5|[Ll]ine 6.*catches `ValueError`/);
    const other = [
      'Traceback (most recent call last):',
      '  File "main.py", line 3, in <module>',
      '    print(prices["desk"])',
      'RecursionError: maximum recursion depth exceeded',
    ];
    assert.doesNotMatch((await hypothesesOf(other, files)).hypotheses[0]?.rootCause ?? '', /catches/);
  });

  it('are looked for in the constructor of what the tested function makes', async () => {
    const [first] = await cards(
      `class Stock {\n  constructor(counts) {\n    this.total = counts.reduce((sum, each) => { sum + each; }, 0);\n  }\n}\nfunction run(counts) {\n  return new Stock(counts).total;\n}`,
      'run([1, 2])',
      '3',
      'undefined',
    );
    assert.match(first?.title ?? '', /callback of `reduce`/);
  });

  it('are held against the only number that differs in a longer result', async () => {
    const source = 'function run(all) {\n  const sorted = all.sort();\n  return `mean 43, median ${sorted[1]}`;\n}';
    const [first] = await cards(source, 'run([9, 110, 10])', "'mean 43, median 10'", "'mean 43, median 110'");
    assert.match(first?.title ?? '', /sorts numbers as text/);
  });

  it('say of a test that it uses what a function never returns', async () => {
    const [first] = await cards('const log = [];\nfunction run(n) {\n  log.push(n);\n}', 'run(5)', '5', 'undefined');
    assert.equal(first?.title, '`run` returns nothing');
  });

  it('are not told again on a card whose explanation is the same mistake', async () => {
    const source = `async function findFor(user) { return { plan: 'gold' }; }
async function getAccount(user) {
  const plan = findFor(user);
  return { user, plan };
}
async function label(user) {
  const account = await getAccount(user);
  return account.plan.name.length;
}
module.exports = { label };`;
    const { hypotheses } = await hypothesesOf(
      [
        "TypeError: Cannot read properties of undefined (reading 'length')",
        '    at label (/srv/work/main.js:8:28)',
        '',
        'Node.js v20.20.2',
      ],
      { 'main.js': source.split('\n') },
    );
    const card = hypotheses.find(({ rootCause }) => rootCause.includes('`findFor(user)` is not awaited'));
    assert.ok(card, JSON.stringify(hypotheses.map(({ rootCause }) => rootCause)));
    assert.equal(card.rootCause.split('`async`').length, 2, card.rootCause);
  });

  const roster = (made: string): Record<string, string[]> => ({
    'Roster.java': `class Roster {\n  static List<String> names(String text) {\n    return ${made};\n  }\n}`.split('\n'),
    'Main.java':
      'public class Main {\n  public static void main(String[] args) {\n    voices.put("alto", Roster.names("a,b"));\n    voices.computeIfAbsent("alto", key -> new ArrayList<>()).add("c");\n  }\n}'.split(
        '\n',
      ),
  });
  const refused = (by: string): string[] => [
    'Exception in thread "main" java.lang.UnsupportedOperationException',
    `\tat java.base/java.util.${by}`,
    '\tat Main.main(Main.java:4)',
  ];

  it('lead a crash whose error they make, before what fails', async () => {
    const { hypotheses } = await hypothesesOf(refused('AbstractList.add(AbstractList.java:153)'), roster('Arrays.asList(text.split(","))'));
    assert.equal(hypotheses[0]?.title, '`Arrays.asList(text.split(","))` cannot be changed');
    assert.match(hypotheses[0].rootCause, /^Line 3 of `Roster\.names` hands on .* has a fixed size.* In Main\.java, line 4/);
    assert.deepEqual(
      hypotheses[0].evidence.slice(0, 2).map(({ file, line }) => `${file}:${line}`),
      ['Roster.java:3', 'Main.java:4'],
    );
  });

  it('do not lead a crash of another kind', async () => {
    const { hypotheses } = await hypothesesOf(
      refused('ImmutableCollections.uoe(ImmutableCollections.java:142)'),
      roster('Arrays.asList(text.split(","))'),
    );
    assert.doesNotMatch(JSON.stringify(hypotheses), /fixed size/);
  });

  it('lead a crash where they are rare and make the wrong value', async () => {
    const { hypotheses } = await hypothesesOf(
      [
        'panic: runtime error: invalid memory address or nil pointer dereference',
        '',
        'goroutine 1 [running]:',
        'main.main()',
        '\t/srv/work/main.go:14 +0x1d',
      ],
      {
        'main.go':
          'package main\n\nimport "strings"\n\nconst prefix = "PLANT-"\n\nfunc species(code string) string { return strings.TrimLeft(code, prefix) }\n\nfunc find(all map[string]*Plant, code string) *Plant {\n\treturn all[species(code)]\n}\n\nfunc main() {\n\tprintln(find(plants, "PLANT-ANISE").Pots)\n}'.split(
            '\n',
          ),
      },
    );
    assert.match(hypotheses[0]?.title ?? '', /`TrimLeft` removes single characters/);
    assert.match(hypotheses[0]?.rootCause ?? '', /takes `"PLANT-"` as a set of characters/);
  });

  it('are looked for behind a comparison that a C++ program throws itself', async () => {
    const { hypotheses } = await hypothesesOf(
      ["terminate called after throwing an instance of 'std::runtime_error'", '  what():  expected 27, got 25'],
      {
        'main.cpp':
          '#include <stdexcept>\nstruct Trip {\n  int metres, seconds;\n  double speed() const { return metres / seconds; }\n};\nstatic void same(double expected, double actual) {\n  if (expected != actual)\n    throw std::runtime_error("expected " + text(expected) + ", got " + text(actual));\n}\nint main() {\n  Trip trip{750, 100};\n  same(27, trip.speed() * 3.6);\n  same(36, 36);\n}'.split(
            '\n',
          ),
      },
    );
    assert.equal(hypotheses[0]?.title, '`metres / seconds` drops the fraction');
  });

  it('are looked for in what a helper beside the failed test calls', async () => {
    const { hypotheses } = await hypothesesOf(
      [
        '1) keeps(RetentionTest)',
        'java.lang.AssertionError: expected:<[old]> but was:<[]>',
        '\tat org.junit.Assert.fail(Assert.java:89)',
        '\tat RetentionTest.keeps(RetentionTest.java:3)',
      ],
      {
        'Retention.java':
          'class Retention {\n  static final int DAY = 24 * 60 * 60 * 1000;\n  int days;\n  long millis() { return days * DAY; }\n}'.split(
            '\n',
          ),
        'RetentionTest.java':
          'public class RetentionTest {\n  @Test public void keeps() {\n    assertEquals(List.of("old"), swept(new Retention()));\n  }\n  private static List<String> swept(Retention retention) {\n    return store.after(retention.millis());\n  }\n}'.split(
            '\n',
          ),
      },
    );
    assert.equal(hypotheses[0]?.title, '`days * DAY` overflows');
    assert.match(hypotheses[0]?.rootCause ?? '', /where `days` is above 24/);
  });
});
