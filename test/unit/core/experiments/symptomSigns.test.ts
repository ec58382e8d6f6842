import { deepStrictEqual, doesNotMatch, match, strictEqual } from 'node:assert';
import { parseFailure } from '../../../../src/core/capture/captureFailure';
import { firstFailure } from '../../../../src/core/experiments/failureOf';
import { symptomSigns } from '../../../../src/core/experiments/symptomSigns';
import { parseDiff } from '../../../../src/core/hypotheses/parseDiff';

const THROWN =
  "TypeError: Cannot read properties of undefined (reading 'price')\n    at total (/app/src/cart.js:3:20)\n    at main (/app/src/main.js:8:3)\n";

describe('symptomSigns', () => {
  for (const [what, removed, added, said] of [
    ['an empty catch', ['return item.price;'], ['try { return item.price; } catch (e) {} return 0;'], /catch/],
    ['a catch on lines of its own', ['return item.price;'], ['try {', 'return item.price;', '} catch {', 'return 0;', '}'], /only catches/],
    [
      'a block left in finally',
      ['return item.price;'],
      ['try {', 'load();', '} finally {', '  return item.price;', '}'],
      /finally \{ return item\.price;. catches errors/,
    ],
    ['a rejection that is dropped', ['await load();'], ['await load().catch(() => {});'], /catches errors/],
    ['optional chaining where it throws', ['return item.price;'], ['return item?.price;'], /only guards line 3/],
    ['a default where it throws', ['return item.price;'], ['return item?.price ?? 0;'], /only guards line 3/],
    ['an early return where it throws', [], ['if (!item) return 0;'], /line 3, which throws/],
    ['a constant condition', ['while (a.b(c)) {'], ['while (a.b(c) || !1 || true) {'], /constant/],
    ['a check that is gone', ['if (!x) throw new Error("no x");'], [], /check .* is gone/],
    ['a statement that is gone', ['item.price = 3;'], [], /only deletes/],
    ['a quiet exit', [], ['process.exit(0);'], /as if it had succeeded/],
  ] as const) {
    it(`detects ${what}`, () => {
      const notes = signs('src/cart.js', removed, added);
      strictEqual(notes.length, 1, notes.join('\n'));
      match(notes[0] ?? '', said);
    });
  }

  for (const [what, removed, added, said] of [
    ['a skipped test', ['it("totals", () => {'], ['it.skip("totals", () => {'], /skips a test/],
    ['a test that skips itself', [], ['this.skip();'], /skips a test/],
    ['an assertion that is gone', ['expect(total(cart)).toBe(3);'], [], /assertion .* is gone/],
    [
      'another expectation on the line of the title of its test',
      ["test('adds swiss vat', () => assert.strictEqual(add('a', 10).total('CH'), 10.81));"],
      ["test('adds swiss vat', () => assert.strictEqual(add('a', 10).total('CH'), 10.77));"],
      /is another one/,
    ],
    ['an assertion that asks for less', ['expect(total(cart)).toBe(3);'], ['expect(total(cart)).toBeDefined();'], /is another one/],
  ] as const) {
    it(`detects ${what}`, () => match(signs('test/cart.test.js', removed, added)[0] ?? '', said));
  }

  it('tells what it saw and leaves the decision to the person', () => {
    for (const [removed, added] of [
      [['return item.price;'], ['return item?.price ?? 0;']],
      [['return item.price;'], ['try { return item.price; } catch (e) {} return 0;']],
      [[], ['process.exit(0);']],
    ] as const) {
      const [note = ''] = signs('src/cart.js', removed, added);
      match(note, /^With the patch, .* is for you to decide\.$/);
      doesNotMatch(note, /hide|symptom|silence|cheat/);
    }
  });

  it('reports a fault of the code that is caught by its name, and an expected error that is dropped', () => {
    for (const added of [
      ['try:', 'return item.price', 'except TypeError:', 'return 0'],
      ['try:', 'return item.price', 'except FileNotFoundError:', 'pass'],
    ])
      strictEqual(signs('src/cart.py', ['return item.price'], added).length, 1, added.join());
  });

  it('reports a guard of an element of a list that a test passes', () =>
    strictEqual(
      signs('src/cart.js', ['sum += list[i].price;'], ['sum += list[i]?.price ?? 0;'], THROWN.replace('src/main.js', 'test/cart.test.js'))
        .length,
      1,
    ));

  for (const added of [
    ['sum += Number(list[i]?.price) || 0;'],
    ['sum += Object(list[i]).price | 0;'],
    ['const { price = 0 } = list[i] ?? {};', 'sum += price;'],
    ['sum += list.at(i)?.price ?? 0;'],
  ])
    it(`reports an element behind the end of a list that is made up for: \`${added.join(' ')}\``, () => {
      const thrown = THROWN.replace('src/main.js', 'test/cart.test.js');
      strictEqual(signs('src/cart.js', ['sum += list[i].price;'], added, thrown).length, 1);
    });

  it("reports a counter that its own loop's list bounds once more", () => {
    const diff = `--- a/src/cart.js\n+++ b/src/cart.js\n@@ -2,2 +2,3 @@\n   for (let i = 0; i <= list.length; i++)\n+    if (i < list.length)\n     sum += list[i].price;\n`;
    const target = firstFailure(parseFailure(THROWN.replace('src/main.js', 'test/cart.test.js'), { roots: ['/app'] }));
    match(symptomSigns(parseDiff(diff), target!)[0]?.note ?? '', /only guards line 3/);
  });

  for (const [removed, added] of [
    ['return stock[name].price;', 'return stock.get(name).price;'],
    ['for (let i = 0; i <= list.length; i++) sum += list[i].price;', 'for (let i = 0; i < list.length; i++) sum += list[i].price;'],
    ['return stock[name].price;', 'return stock[name.toLowerCase()].price;'],
    ['return list[i].price;', 'return list[i - 1].price;'],
    ['(0..list.size).each { |at| sum += list[at][:price] }', '(0...list.size).each { |at| sum += list[at][:price] }'],
    ['stock[name][:price]', 'stock[name.downcase][:price]'],
  ] as const)
    it(`does not report another element: \`${added}\``, () =>
      deepStrictEqual(signs('src/cart.js', [removed], [added], THROWN.replace('src/main.js', 'test/cart.test.js')), []));

  it('does not report a guard where the test itself passes the bad value', () => {
    deepStrictEqual(
      signs('src/cart.js', ['return item.price;'], ['return item?.price;'], THROWN.replace('src/main.js', 'test/cart.test.js')),
      [],
    );
  });

  it('does not report a removed check that the test itself calls with the value, or one that the failure never came to', () => {
    const asked = THROWN.replace('src/main.js', 'test/cart.test.js');
    deepStrictEqual(signs('src/cart.js', ['if (!x) throw new Error("no x");'], [], asked), []);
    deepStrictEqual(signs('src/other.js', ['return () => { throw error; };'], ['return run;']), []);
    deepStrictEqual(signs('src/other.js', ['if (cached) {'], []), []);
  });

  for (const [what, removed, added] of [
    ['a method named skip in other code', ['this.skip(kinds);'], ['this.skip(["space", "indent"]);']],
    ['a changed value', ['const items = cart.item;'], ['const items = cart.items;']],
    ['a guard elsewhere', ['const all = list;'], ['const all = list ?? [];']],
    ['a condition that compares with zero', ['if (a) {'], ['if (0 < a) {']],
    ['a number as a default', ['const step = count;'], ['const step = -(count || 1);']],
    [
      'a check that is written otherwise',
      ['if (!x) throw new Error("there is no x");'],
      ['ok(x); if (x === null) throw fail("there is no x");'],
    ],
    ['a guard that skips blank lines', [], ["if (line.trim() === '') continue;"]],
    ['a guard that skips blank lines in Python', [], ['if not line.strip():', 'continue']],
    ['a program that ends after it printed its help', [], ["if (argv.includes('--help')) {", 'print(usage);', 'process.exit(0);']],
    ['a missing file that is expected', ['return read(path)'], ['try:', 'return read(path)', 'except FileNotFoundError:', 'return "{}"']],
    ['a catch that throws on', ['load();'], ['try { load(); } catch (error) { throw new LoadError(error); }']],
  ] as const) {
    it(`does not report ${what}`, () => deepStrictEqual(signs('src/load.js', removed, added), []));
  }
});

describe('symptomSigns of several files', () => {
  it('does not report a deletion where another file has the lines', () => {
    const diff =
      '--- a/src/cart.js\n+++ b/src/cart.js\n@@ -3,1 +2,0 @@\n-item.price = 3;\n--- a/src/item.js\n+++ b/src/item.js\n@@ -1,0 +1,1 @@\n+item.price = 3;\n';
    const target = firstFailure(parseFailure(THROWN, { roots: ['/app'] }));
    deepStrictEqual(target && symptomSigns(parseDiff(diff), target), []);
  });
});

describe('symptomSigns where a line throws', () => {
  const NOT_A_FUNCTION = THROWN.replace("Cannot read properties of undefined (reading 'price')", 'item.price is not a function');
  it('does not report a return of another value as an early return', () =>
    deepStrictEqual(signs('src/cart.js', ['return item.price;'], ['return priceOf(item);']), []));
  it('does not report a condition on another value as a guard of the bad one', () =>
    deepStrictEqual(signs('src/cart.js', ['if (item.price()) add();'], ['if (!cart.closed && item.price()) add();'], NOT_A_FUNCTION), []));
  it('detects a condition on the bad value', () =>
    match(
      signs('src/cart.js', ['if (item.price()) add();'], ['if (item && item.price()) add();'], NOT_A_FUNCTION)[0] ?? '',
      /only guards/,
    ));
});

function signs(file: string, removed: readonly string[], added: readonly string[], thrown = THROWN): string[] {
  const diff = [
    `--- a/${file}`,
    `+++ b/${file}`,
    `@@ -3,${removed.length} +3,${added.length} @@`,
    ...removed.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
    '',
  ].join('\n');
  const target = firstFailure(parseFailure(thrown, { roots: ['/app'] }));
  if (!target) throw new Error('no failure');
  return symptomSigns(parseDiff(diff), target).map(({ note }) => note);
}
