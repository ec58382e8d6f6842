import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { isCheckingMain, isOwnCheck } from '../../../../src/core/context/ownCheck';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { evidenceIn } from '../../../support/hypothesesOf';
import { memoryReader } from '../../../support/memoryReader';

const syntax = openSyntax(packagedGrammars);
const SAID = 'two trucks: expected 7, got 5';

const CHECKS: Record<string, string> = {
  'same.cpp':
    'static void same(long expected, long actual, const std::string& what) {\n  if (expected != actual)\n    throw std::runtime_error(what + ": expected " + std::to_string(expected));\n}\n',
  'near.cpp':
    'void near(double expected, double actual) {\n  if (std::fabs(expected - actual) > 1e-6) {\n    std::cerr << "expected " << expected;\n    std::exit(1);\n  }\n}\n',
  'Check.java':
    'class Check {\n  static void equal(Object expected, Object actual) {\n    if (!expected.equals(actual)) throw new IllegalStateException("expected " + expected);\n  }\n}\n',
  'Check.cs':
    'class Check {\n  static void Equal(object expected, object actual) {\n    if (Equals(expected, actual)) return;\n    throw new System.Exception($"expected {expected}, got {actual}");\n  }\n}\n',
  'same.js':
    'function same(actual, expected) {\n  if (JSON.stringify(actual) !== JSON.stringify(expected)) throw new Error(`expected ${expected}`);\n}\n',
  'check.py': 'def check(holds, what):\n    if not holds:\n        raise RuntimeError(what)\n',
  'same.php':
    '<?php\nfunction same($expected, $actual) {\n    if ($expected !== $actual) {\n        throw new Exception("expected $expected, got $actual");\n    }\n}\n',
  'same.go': 'package main\n\nfunc same(got, want int) {\n\tif got != want {\n\t\tpanic("expected")\n\t}\n}\n',
};

const OTHERS: Record<string, string> = {
  'range.js': 'function between(low, high) {\n  if (low > high) throw new RangeError(`expected ${low}, got ${high}`);\n}\n',
  'join.js':
    'function join(a, b) {\n  if (a.length !== b.length) throw new Error(`expected ${a.length}, got ${b.length}`);\n  return a.concat(b);\n}\n',
  'load.py': 'def load(ready, path):\n    if not ready:\n        raise RuntimeError(path)\n    return open(path)\n',
  'compare.js': 'function compare(a, b) {\n  if (a !== b) return 1;\n  return 0;\n}\n',
};

async function firstFunction(file: string, text: string) {
  const source = await syntax.parse(file, text);
  const fn = source.functions[0];
  assert.ok(fn, `${file} has no function`);
  return { file: source, fn };
}

describe('isOwnCheck', () => {
  for (const [file, text] of Object.entries(CHECKS))
    it(`takes a function that compares what it was given for the program's own check: ${file}`, async () => {
      assert.equal(isOwnCheck(await firstFunction(file, text), SAID), true);
    });

  for (const [file, text] of Object.entries(OTHERS))
    it(`does not take a function that validates, compares or loads for a check: ${file}`, async () => {
      assert.equal(isOwnCheck(await firstFunction(file, text), SAID), false);
    });

  it('takes nothing for a check whose message has no expected and actual value', async () => {
    assert.equal(isOwnCheck(await firstFunction('same.cpp', CHECKS['same.cpp']!), 'the file is locked'), false);
  });
});

describe('isCheckingMain', () => {
  const main = (body: string) => firstFunction('Program.cs', `class Program {\n  static void Main() {\n    ${body}\n  }\n}\n`);

  it('takes a main function that compares a result and throws', async () => {
    assert.equal(isCheckingMain(await main('if (Total() != 7) throw new System.Exception("expected 7, got " + Total());'), SAID), true);
  });

  it('does not take one that only throws', async () => {
    assert.equal(isCheckingMain(await main('if (args > 2) throw new System.Exception("expected 2");'), SAID), false);
  });
});

describe("a failed check of the program's own", () => {
  const files = {
    'queue.h': '#pragma once\nclass Queue {\npublic:\n  void add(int cents);\n  long takings() const;\n};\n',
    'queue.cpp':
      '#include "queue.h"\n\nvoid Queue::add(int cents) {\n  last = cents;\n}\n\nlong Queue::takings() const {\n  return last;\n}\n',
    'main.cpp': `#include "queue.h"\n\n${CHECKS['same.cpp']}\nint main() {\n  Queue cars;\n  same(0, cars.takings(), "no cars");\n  Queue queue;\n  queue.add(2);\n  queue.add(5);\n  same(7, queue.takings(), "two trucks");\n}\n`,
  };
  const output = `terminate called after throwing an instance of 'std::runtime_error'\n  what():  ${SAID}\nAborted\n`;

  it('is found without a stack by the text it was given, and leads to what it calls', async () => {
    const evidence = await evidenceIn(output, memoryReader(files));
    const tests = evidence.candidates.filter(({ test }) => test).map((each) => `${each.file}#${each.function}`);
    assert.deepEqual(tests.sort(), ['main.cpp#main', 'main.cpp#same']);
    assert.deepEqual(evidence.candidates.find((each) => each.function === 'main')?.focusLines.at(-1), 14);
    assert.ok(
      evidence.candidates.some((each) => each.function === 'Queue.takings'),
      'what the check calls is not collected',
    );
    assert.deepEqual([evidence.expected, evidence.actual], ['7', '5']);
    assert.ok(!evidence.snippets.some(({ frame }) => frame !== undefined), 'a frame is made up');
  });

  it('is the call whose text the message begins with, where another text is in the values', async () => {
    const named = {
      ...files,
      'main.cpp': files['main.cpp'].replace('same(0, cars.takings(), "no cars")', 'same(7, cars.takings(), "got 5")'),
    };
    const evidence = await evidenceIn(output, memoryReader(named));
    assert.deepEqual(evidence.candidates.find((each) => each.function === 'main')?.focusLines.at(-1), 14);
  });

  it('is no test where two calls were given the same text', async () => {
    const twice = { ...files, 'main.cpp': files['main.cpp'].replace('"no cars"', '"two trucks"') };
    const evidence = await evidenceIn(output, memoryReader({ ...twice, 'more.cpp': 'void more() { same(7, 1, "two trucks"); }\n' }));
    assert.ok(!evidence.candidates.some(({ test }) => test));
  });

  it('is the test, with all that is further out on the stack', async () => {
    const evidence = await evidenceIn(
      `/srv/work/main.js:4\nError: ${SAID}\n    at same (/srv/work/main.js:4:9)\n    at checks (/srv/work/main.js:8:3)\n    at Object.<anonymous> (/srv/work/main.js:11:1)\n`,
      memoryReader({
        'main.js':
          "const { takings } = require('./queue');\nfunction same(expected, actual, what) {\n  if (expected !== actual)\n    throw new Error(`${what}: expected ${expected}, got ${actual}`);\n}\n\nfunction checks() {\n  same(7, takings([2, 5]), 'two trucks');\n}\n\nchecks();\n",
        'queue.js': 'function takings(all) {\n  return all.at(-1);\n}\n\nmodule.exports = { takings };\n',
      }),
    );
    assert.deepEqual(
      evidence.candidates.filter(({ test }) => !test).map((each) => each.function),
      ['takings'],
    );
    assert.deepEqual([evidence.expected, evidence.actual], ['7', '5']);
  });
});

/** Programs whose check prints that it failed and goes on, by the file that calls it. */
const PRINTING: Record<string, string> = {
  'check.py':
    'from cart import total\n\ndef check(name, want, got):\n    if want == got:\n        print(f"ok {name}")\n    else:\n        print(f"FAIL {name}: expected {want}, got {got}")\n\ncheck("no rows", 0, total([]))\ncheck("two rows", 11, total([3, 8]))\n',
  'check.js':
    "const { total } = require('./cart');\nconst check = (name, want, got) => {\n  console.log(want === got ? `ok ${name}` : '');\n  if (want !== got) console.log(`FAIL ${name}: expected ${want}, got ${got}`);\n};\ncheck('no rows', 0, total([]));\ncheck('two rows', 11, total([3, 8]));\n",
  'check.rb':
    'require_relative "cart"\n\ndef check(name, want, got)\n  puts "FAIL #{name}: expected #{want}, got #{got}" unless want == got\nend\n\ncheck("no rows", 0, total([]))\ncheck("two rows", 11, total([3, 8]))\n',
  'check.php':
    '<?php\nrequire "cart.php";\nfunction check($name, $want, $got) {\n  if ($want !== $got) echo "FAIL $name: expected $want, got $got\\n";\n}\ncheck("no rows", 0, total([]));\ncheck("two rows", 11, total([3, 8]));\n',
  'main.go':
    'package main\n\nimport "fmt"\n\nfunc check(name string, want, got int) {\n\tif want != got {\n\t\tfmt.Printf("FAIL %s: expected %d, got %d\\n", name, want, got)\n\t}\n}\n\nfunc main() {\n\tcheck("no rows", 0, total(nil))\n\tcheck("two rows", 11, total([]int{3, 8}))\n}\n',
  'main.rs':
    'mod cart;\n\nfn check(name: &str, want: i32, got: i32) {\n    if want != got {\n        println!("FAIL {}: expected {}, got {}", name, want, got);\n    }\n}\n\nfn main() {\n    check("no rows", 0, cart::total(&[]));\n    check("two rows", 11, cart::total(&[3, 8]));\n}\n',
  'Main.java':
    'class Main {\n  static void check(String name, int want, int got) {\n    if (want != got) {\n      System.out.println("FAIL " + name + ": expected " + want + ", got " + got);\n    }\n  }\n  public static void main(String[] args) {\n    check("no rows", 0, Cart.total(new int[] {}));\n    check("two rows", 11, Cart.total(new int[] {3, 8}));\n  }\n}\n',
  'main.cpp':
    '#include "cart.h"\nvoid check(const char* name, int want, int got) {\n  if (want != got) std::cout << "FAIL " << name << ": expected " << want << ", got " << got << "\\n";\n}\nint main() {\n  check("no rows", 0, total({}));\n  check("two rows", 11, total({3, 8}));\n}\n',
  'direct.js':
    "const { total } = require('./cart');\nconst got = total([3, 8]);\nif (got !== 11) {\n  console.log(`FAIL two rows: expected 11, got ${got}`);\n}\n",
  'direct.py': 'from cart import total\n\ngot = total([3, 8])\nif got != 11:\n    print(f"FAIL two rows: expected 11, got {got}")\n',
};

const CARTS: Record<string, string> = {
  'cart.py': 'def total(rows):\n    return sum(rows[1:])\n',
  'cart.js': 'exports.total = (rows) => {\n  return rows.slice(1).reduce((a, b) => a + b, 0);\n};\n',
  'cart.rb': 'def total(rows)\n  rows.drop(1).sum\nend\n',
  'cart.php': '<?php\nfunction total($rows) {\n  return array_sum(array_slice($rows, 1));\n}\n',
  'cart.go':
    'package main\n\nfunc total(rows []int) int {\n\tsum := 0\n\tfor _, each := range rows[1:] {\n\t\tsum += each\n\t}\n\treturn sum\n}\n',
  'cart.rs': 'pub fn total(rows: &[i32]) -> i32 {\n    rows.iter().skip(1).sum()\n}\n',
  'Cart.java':
    'class Cart {\n  static int total(int[] rows) {\n    int sum = 0;\n    for (int at = 1; at < rows.length; at++) sum += rows[at];\n    return sum;\n  }\n}\n',
  'cart.h':
    '#include <vector>\ninline int total(const std::vector<int>& rows) {\n  int sum = 0;\n  for (size_t at = 1; at < rows.size(); at++) sum += rows[at];\n  return sum;\n}\n',
};

describe('a check that a program prints and survives', () => {
  for (const [file, text] of Object.entries(PRINTING))
    it(`leads to what it calls: ${file}`, async () => {
      const [extension] = file.split('.').slice(-1);
      const cart = Object.entries(CARTS).find(([name]) => name.endsWith(extension === 'cpp' ? '.h' : `.${extension}`))!;
      const evidence = await evidenceIn(
        'ok no rows\nFAIL two rows: expected 11, got 8\n',
        memoryReader({ [file]: text, [cart[0]]: cart[1] }),
      );
      assert.deepEqual([evidence.expected, evidence.actual], ['11', '8']);
      const [first] = evidence.candidates.filter(({ test }) => !test);
      assert.match(`${first?.file}#${first?.function}`, /^[cC]art\.\w+#(?:\w+\.)?total$/);
      assert.ok(!evidence.snippets.some(({ frame }) => frame !== undefined), 'a frame is made up');
      assert.equal(evidence.pieces.find(({ name }) => name === 'error')?.state, 'found');
    });
});
