/** A function with a fault, its test, and the right fix. */
export interface FaultyCase {
  name: string;
  /** Text in the library's file, and the right one. */
  wrong: string;
  right: string;
}

/** A small project with one library, several faults and a test for each. */
export interface QuietProject {
  name: string;
  language: 'javascript' | 'python' | 'java' | 'rust' | 'cpp' | 'go' | 'ruby' | 'php';
  /** What checks: it decides how assertions can be switched off. */
  runner: 'node:test' | 'mocha' | 'jest' | 'vitest' | 'pytest' | 'unittest' | 'program';
  esm?: true;
  /** Patches that do not depend on the runner are tried in one project of a language. */
  first?: true;
  library: string;
  files: Readonly<Record<string, string>>;
  /** Shell lines that install packages. */
  install?: readonly string[];
  /** The command of the test of a case. */
  command: (test: string) => string[];
  testFile: (test: string) => string;
  cases: readonly FaultyCase[];
}

const JAVASCRIPT = `function total(items) {
  let sum = 0;
  for (let i = 0; i <= items.length; i++) sum += items[i].price;
  return sum;
}
function parse(text) {
  const pairs = [];
  for (const line of text.split('\\n')) {
    const [key, value] = line.split('=');
    pairs.push([key.trim(), value.trim()]);
  }
  return pairs;
}
function greet(profile) {
  return 'Hello ' + profile.name.first;
}
function area(width, height) {
  return width + height;
}
function stockOf(stock, name) {
  return stock[name].count;
}
`;
const JAVASCRIPT_CASES: readonly FaultyCase[] = [
  { name: 'total', wrong: 'i <= items.length', right: 'i < items.length' },
  {
    name: 'parse',
    wrong: "    const [key, value] = line.split('=');",
    right: "    if (line.trim() === '') continue;\n    const [key, value] = line.split('=');",
  },
  { name: 'greet', wrong: "'Hello ' + profile.name.first", right: "'Hello ' + (profile.name?.first ?? 'guest')" },
  { name: 'area', wrong: 'width + height;', right: 'width * height;' },
  { name: 'stockOf', wrong: 'stock[name].count', right: 'stock[name.toLowerCase()].count' },
];
const JAVASCRIPT_TESTS: Readonly<Record<string, readonly [actual: string, expected: string]>> = {
  total: ['total([{ price: 1 }, { price: 2 }])', '3'],
  parse: ["parse('a=1\\n\\nb=2')", "[['a', '1'], ['b', '2']]"],
  greet: ['greet({})', "'Hello guest'"],
  area: ['area(3, 4)', '12'],
  stockOf: ["stockOf({ apple: { count: 3 } }, 'Apple')", '3'],
};

const MOCHA = require.resolve('mocha/bin/mocha.js');

function javascript(runner: QuietProject['runner'], esm?: true): QuietProject {
  const names = Object.keys(JAVASCRIPT_TESTS);
  const all = names.join(', ');
  const library = esm ? 'lib.mjs' : 'lib.js';
  const testFile = (test: string): string => `${test}.test.${esm ? 'mjs' : 'js'}`;
  const from = (module: string): string => (module === `./${library}` ? `{ ${all} }` : module.endsWith('assert') ? 'assert' : '{ test }');
  const load = (module: string): string =>
    esm ? `import ${from(module)} from '${module}';` : `const ${from(module)} = require('${module}');`;
  const asserts = runner === 'node:test' || runner === 'mocha';
  const test = (name: string): string => {
    const [actual, expected] = JAVASCRIPT_TESTS[name]!;
    const check = asserts
      ? `assert.${expected.startsWith('[') ? 'deepStrictEqual' : 'strictEqual'}(${actual}, ${expected});`
      : `expect(${actual}).${expected.startsWith('[') ? 'toEqual' : 'toBe'}(${expected});`;
    const head = [...(runner === 'node:test' ? [load('node:test')] : []), ...(asserts ? [load('node:assert')] : []), load(`./${library}`)];
    return `${head.join('\n')}\n${runner === 'mocha' ? 'it' : 'test'}('${name} works', () => {\n  ${check}\n});\n`;
  };
  const exported = esm ? `export { ${all} };\n` : `module.exports = { ${all} };\n`;
  const commands: Partial<Record<QuietProject['runner'], (file: string) => string[]>> = {
    'node:test': (file) => [process.execPath, '--test', file],
    mocha: (file) => [process.execPath, MOCHA, file],
    jest: (file) => ['npx', 'jest', file],
    vitest: (file) => ['npx', 'vitest', 'run', '--globals', file],
  };
  const installed = runner === 'jest' || runner === 'vitest';
  return {
    name: `${runner}${esm ? ', ES modules' : ''}`,
    ...{ language: 'javascript', runner, ...(esm && { esm }), library, testFile, cases: JAVASCRIPT_CASES },
    ...(runner === 'node:test' && !esm && { first: true }),
    files: {
      [library]: JAVASCRIPT + exported,
      ...Object.fromEntries(names.map((name) => [testFile(name), test(name)])),
      'package.json': '{ "name": "quiet", "private": true }\n',
    },
    ...(installed && { install: [`npm install --no-audit --no-fund --silent ${runner}`] }),
    command: (name) => commands[runner]!(testFile(name)),
  };
}

const PYTHON = `def total(items):
    result = 0
    for at in range(len(items) + 1):
        result += items[at]["price"]
    return result


def parse(text):
    pairs = []
    for line in text.split("\\n"):
        key, value = line.split("=")
        pairs.append((key, value))
    return pairs


def greet(profile):
    return "Hello " + profile["name"]["first"]


def area(width, height):
    return width + height


def settings(path):
    with open(path) as file:
        return file.read()
`;
const PYTHON_CASES: readonly FaultyCase[] = [
  { name: 'total', wrong: 'range(len(items) + 1)', right: 'range(len(items))' },
  {
    name: 'parse',
    wrong: '        key, value = line.split("=")',
    right: '        if not line.strip():\n            continue\n        key, value = line.split("=")',
  },
  { name: 'greet', wrong: 'profile["name"]["first"]', right: 'profile.get("name", {}).get("first", "guest")' },
  { name: 'area', wrong: 'return width + height', right: 'return width * height' },
  {
    name: 'settings',
    wrong: '    with open(path) as file:\n        return file.read()',
    right: '    try:\n        with open(path) as file:\n            return file.read()\n    except FileNotFoundError:\n        return "{}"',
  },
];
const PYTHON_TESTS: Readonly<Record<string, readonly [actual: string, expected: string]>> = {
  total: ['lib.total([{"price": 1}, {"price": 2}])', '3'],
  parse: ['lib.parse("a=1\\n\\nb=2")', '[("a", "1"), ("b", "2")]'],
  greet: ['lib.greet({})', '"Hello guest"'],
  area: ['lib.area(3, 4)', '12'],
  settings: ['lib.settings("absent.json")', '"{}"'],
};

function python(runner: 'pytest' | 'unittest', version: string, inClass: boolean): QuietProject {
  const testFile = (name: string): string => `test_${name.toLowerCase()}.py`;
  const test = (name: string): string => {
    const [actual, expected] = PYTHON_TESTS[name]!;
    const check = runner === 'unittest' ? `self.assertEqual(${actual}, ${expected})` : `assert ${actual} == ${expected}`;
    const body = inClass
      ? `class Test${name.toUpperCase()}${runner === 'unittest' ? '(unittest.TestCase)' : ''}:\n    def test_${name}(self):\n        ${check}\n`
      : `def test_${name}():\n    ${check}\n`;
    return `${runner === 'unittest' ? 'import unittest\n\n' : ''}import lib\n\n\n${body}`;
  };
  return {
    name: `${runner}${inClass ? ' in classes' : ''}, ${version}`,
    ...{ language: 'python', runner, library: 'lib.py', testFile, cases: PYTHON_CASES },
    ...(!inClass && { first: true }),
    files: { 'lib.py': PYTHON, ...Object.fromEntries(Object.keys(PYTHON_TESTS).map((name) => [testFile(name), test(name)])) },
    command: (name) => [version, '-m', runner, runner === 'pytest' ? testFile(name) : testFile(name).replace('.py', '')],
  };
}

const JAVA = `class Lib {
  static int total(int[] prices) {
    int sum = 0;
    for (int i = 0; i <= prices.length; i++) sum += prices[i];
    return sum;
  }
  static int area(int width, int height) {
    return width + height;
  }
  static String greet(String name) {
    return "Hello " + name.trim();
  }
  static int first(String text) {
    return Integer.parseInt(text.split(",")[1]);
  }
  static int stock(java.util.Map<String, Integer> stock, String name) {
    return stock.get(name);
  }
}
`;

/** JUnit's console as Debian installs it. */
const JUNIT = '/usr/share/java/junit-platform-console-standalone.jar';

const JAVA_PROJECT: QuietProject = {
  name: 'Java, JUnit',
  language: 'java',
  runner: 'program',
  library: 'Lib.java',
  files: {
    'Lib.java': JAVA,
    ...Object.fromEntries(
      (
        [
          ['Total', 'Lib.total(new int[] {1, 2})', '3'],
          ['Area', 'Lib.area(3, 4)', '12'],
          ['Greet', 'Lib.greet(null)', '"Hello guest"'],
          ['First', 'Lib.first("7,8")', '7'],
          ['Stock', 'Lib.stock(java.util.Map.of("apple", 3), "Apple")', '3'],
        ] as const
      ).map(([name, actual, expected]) => [
        `${name}Test.java`,
        `import static org.junit.jupiter.api.Assertions.assertEquals;\n\nimport org.junit.jupiter.api.Test;\n\nclass ${name}Test {\n  @Test\n  void works() {\n    assertEquals(${expected}, ${actual});\n  }\n}\n`,
      ]),
    ),
  },
  install: [`test -e ${JUNIT}`],
  command: (test) => ['sh', '-c', `javac -d out -cp ${JUNIT} Lib.java ${test}Test.java && java -jar ${JUNIT} -cp out -c ${test}Test`],
  testFile: (test) => `${test}Test.java`,
  cases: [
    { name: 'Total', wrong: 'i <= prices.length', right: 'i < prices.length' },
    { name: 'Area', wrong: 'width + height', right: 'width * height' },
    { name: 'Greet', wrong: 'name.trim()', right: '(name == null ? "guest" : name.trim())' },
    { name: 'First', wrong: '[1]', right: '[0]' },
    { name: 'Stock', wrong: 'stock.get(name)', right: 'stock.get(name.toLowerCase())' },
  ],
};

const RUST = `pub fn total(prices: &[i32]) -> i32 {
    let mut sum = 0;
    for at in 0..prices.len() + 1 {
        sum += prices[at];
    }
    sum
}

pub fn area(width: i32, height: i32) -> i32 {
    width + height
}

pub fn first(text: &str) -> i32 {
    text.split(',').nth(2).unwrap().parse().unwrap()
}

pub fn greet(name: Option<&str>) -> String {
    format!("Hello {}", name.unwrap())
}

pub fn half(number: i32) -> i32 {
    number / 3
}
`;
const RUST_PROJECT: QuietProject = {
  name: 'Rust, cargo test',
  language: 'rust',
  runner: 'program',
  library: 'src/lib.rs',
  files: {
    'Cargo.toml': '[package]\nname = "quiet"\nversion = "0.1.0"\nedition = "2021"\n',
    'src/lib.rs': RUST,
    ...Object.fromEntries(
      (
        [
          ['total', 'quiet::total(&[1, 2])', '3'],
          ['area', 'quiet::area(3, 4)', '12'],
          ['first', 'quiet::first("7,8")', '7'],
          ['greet', 'quiet::greet(None)', '"Hello guest"'],
          ['half', 'quiet::half(6)', '3'],
        ] as const
      ).map(([name, actual, expected]) => [
        `tests/${name}.rs`,
        `#[test]\nfn ${name}_works() {\n    assert_eq!(${actual}, ${expected});\n}\n`,
      ]),
    ),
  },
  command: (test) => ['cargo', 'test', '--offline', '--test', test],
  testFile: (test) => `tests/${test}.rs`,
  cases: [
    { name: 'total', wrong: 'prices.len() + 1', right: 'prices.len()' },
    { name: 'area', wrong: 'width + height', right: 'width * height' },
    { name: 'first', wrong: 'nth(2)', right: 'nth(0)' },
    { name: 'greet', wrong: 'name.unwrap()', right: 'name.unwrap_or("guest")' },
    { name: 'half', wrong: 'number / 3', right: 'number / 2' },
  ],
};

const C_PROJECT: QuietProject = {
  name: 'C, make test',
  language: 'cpp',
  runner: 'program',
  library: 'lib.c',
  files: {
    'lib.c':
      'int total(const int *prices, int count) {\n  int sum = 0;\n  for (int i = 0; i <= count; i++) sum += prices[i];\n  return sum;\n}\nint area(int width, int height) { return width + height; }\nint half(int number) { return number / 3; }\nint sign(int number) { return number > 0 ? 1 : 0; }\nint next(int number) { return number + 2; }\n',
    'lib.h': 'int total(const int *, int);\nint area(int, int);\nint half(int);\nint sign(int);\nint next(int);\n',
    Makefile: '%: %.c lib.c\n\tcc -o $@ $^\n\t./$@\n',
    ...Object.fromEntries(
      (
        [
          ['total', 'total((int[]){1, 2, 3}, 2)', '3'],
          ['area', 'area(3, 4)', '12'],
          ['half', 'half(6)', '3'],
          ['sign', 'sign(-2)', '-1'],
          ['next', 'next(1)', '2'],
        ] as const
      ).map(([name, actual, expected]) => [
        `test_${name}.c`,
        `#include <assert.h>\n#include "lib.h"\nint main(void) {\n  assert(${actual} == ${expected});\n  return 0;\n}\n`,
      ]),
    ),
  },
  command: (test) => ['make', '-B', `test_${test}`],
  testFile: (test) => `test_${test}.c`,
  cases: [
    { name: 'total', wrong: 'i <= count', right: 'i < count' },
    { name: 'area', wrong: 'width + height', right: 'width * height' },
    { name: 'half', wrong: 'number / 3', right: 'number / 2' },
    { name: 'sign', wrong: '1 : 0', right: '1 : number < 0 ? -1 : 0' },
    { name: 'next', wrong: 'number + 2', right: 'number + 1' },
  ],
};

const GO_PROJECT: QuietProject = {
  name: 'Go, go test',
  language: 'go',
  runner: 'program',
  library: 'lib.go',
  files: {
    'go.mod': 'module example.com/quiet\n\ngo 1.21\n',
    'lib.go': `package quiet

type Profile struct{ Name *string }

func Total(prices []int) int {
	sum := 0
	for i := 0; i <= len(prices); i++ {
		sum += prices[i]
	}
	return sum
}

func Area(width, height int) int {
	return width + height
}

func Greet(profile Profile) string {
	return "Hello " + *profile.Name
}

func Half(number int) int {
	return number / 3
}

func Sign(number int) int {
	if number > 0 {
		return 1
	}
	return 0
}
`,
    ...Object.fromEntries(
      (
        [
          ['Total', 'Total([]int{1, 2})', '3'],
          ['Area', 'Area(3, 4)', '12'],
          ['Greet', 'Greet(Profile{})', '"Hello guest"'],
          ['Half', 'Half(6)', '3'],
          ['Sign', 'Sign(-2)', '-1'],
        ] as const
      ).map(([name, actual, expected]) => [
        `${name.toLowerCase()}_test.go`,
        `package quiet\n\nimport "testing"\n\nfunc Test${name}(t *testing.T) {\n\tif got := ${actual}; got != ${expected} {\n\t\tt.Fatalf("got %v, want %v", got, ${expected})\n\t}\n}\n`,
      ]),
    ),
  },
  command: (test) => ['go', 'test', '-run', `^Test${test}$`, '.'],
  testFile: (test) => `${test.toLowerCase()}_test.go`,
  cases: [
    { name: 'Total', wrong: 'i <= len(prices)', right: 'i < len(prices)' },
    { name: 'Area', wrong: 'return width + height', right: 'return width * height' },
    {
      name: 'Greet',
      wrong: '\treturn "Hello " + *profile.Name',
      right: '\tif profile.Name == nil {\n\t\treturn "Hello guest"\n\t}\n\treturn "Hello " + *profile.Name',
    },
    { name: 'Half', wrong: 'number / 3', right: 'number / 2' },
    { name: 'Sign', wrong: '\treturn 0', right: '\tif number < 0 {\n\t\treturn -1\n\t}\n\treturn 0' },
  ],
};

const RUBY_PROJECT: QuietProject = {
  name: 'Ruby, minitest',
  language: 'ruby',
  runner: 'program',
  library: 'lib.rb',
  files: {
    'lib.rb': `def total(items)
  sum = 0
  (0..items.length).each { |at| sum += items[at][:price] }
  sum
end

def greet(profile)
  'Hello ' + profile[:name][:first]
end

def area(width, height)
  width + height
end

def half(number)
  number / 3
end

def stock_of(stock, name)
  stock[name][:count]
end
`,
    ...Object.fromEntries(
      (
        [
          ['total', 'total([{ price: 1 }, { price: 2 }])', '3'],
          ['area', 'area(3, 4)', '12'],
          ['greet', 'greet({})', "'Hello guest'"],
          ['half', 'half(6)', '3'],
          ['stock_of', "stock_of({ 'apple' => { count: 3 } }, 'Apple')", '3'],
        ] as const
      ).map(([name, actual, expected]) => [
        `test_${name}.rb`,
        `require 'minitest/autorun'\nrequire_relative 'lib'\n\nclass Test${name.replace('_', '')} < Minitest::Test\n  def test_${name}\n    assert_equal ${expected}, ${actual}\n  end\nend\n`.replace(
          /class Test(\w)/,
          (_all, letter: string) => `class Test${letter.toUpperCase()}`,
        ),
      ]),
    ),
  },
  command: (test) => ['ruby', `test_${test}.rb`],
  testFile: (test) => `test_${test}.rb`,
  cases: [
    { name: 'total', wrong: '(0..items.length)', right: '(0...items.length)' },
    { name: 'area', wrong: 'width + height', right: 'width * height' },
    { name: 'greet', wrong: 'profile[:name][:first]', right: "(profile.dig(:name, :first) || 'guest')" },
    { name: 'half', wrong: 'number / 3', right: 'number / 2' },
    { name: 'stock_of', wrong: 'stock[name][:count]', right: 'stock[name.downcase][:count]' },
  ],
};

const PHP_PROJECT: QuietProject = {
  name: 'PHP, PHPUnit',
  language: 'php',
  runner: 'program',
  library: 'lib.php',
  files: {
    'lib.php': `<?php
function total(array $items): int
{
    $sum = 0;
    for ($i = 0; $i <= count($items); $i++) {
        $sum += price($items[$i]);
    }
    return $sum;
}
function price(array $item): int
{
    return $item['price'];
}
function area(int $width, int $height): int
{
    return $width + $height;
}
function greet(?string $name): string
{
    return 'Hello ' . shorten($name);
}
function shorten(string $name): string
{
    return trim($name);
}
function half(int $number): int
{
    return intdiv($number, 3);
}
function sign(int $number): int
{
    return $number > 0 ? 1 : 0;
}
`,
    ...Object.fromEntries(
      (
        [
          ['Total', "total([['price' => 1], ['price' => 2]])", '3'],
          ['Area', 'area(3, 4)', '12'],
          ['Greet', 'greet(null)', "'Hello guest'"],
          ['Half', 'half(6)', '3'],
          ['Sign', 'sign(-2)', '-1'],
        ] as const
      ).map(([name, actual, expected]) => [
        `${name}Test.php`,
        `<?php\nrequire_once __DIR__ . '/lib.php';\n\nclass ${name}Test extends PHPUnit\\Framework\\TestCase\n{\n    public function test${name}(): void\n    {\n        $this->assertSame(${expected}, ${actual});\n    }\n}\n`,
      ]),
    ),
  },
  command: (test) => ['phpunit', `${test}Test.php`],
  testFile: (test) => `${test}Test.php`,
  cases: [
    { name: 'Total', wrong: '$i <= count($items)', right: '$i < count($items)' },
    { name: 'Area', wrong: '$width + $height', right: '$width * $height' },
    { name: 'Greet', wrong: 'shorten($name);', right: "shorten($name ?? 'guest');" },
    { name: 'Half', wrong: 'intdiv($number, 3)', right: 'intdiv($number, 2)' },
    { name: 'Sign', wrong: '1 : 0;', right: '1 : ($number < 0 ? -1 : 0);' },
  ],
};

export const PROJECTS: readonly QuietProject[] = [
  javascript('node:test'),
  javascript('node:test', true),
  javascript('mocha'),
  javascript('mocha', true),
  javascript('jest'),
  javascript('vitest', true),
  python('pytest', 'python3', false),
  python('pytest', 'python3', true),
  python('unittest', 'python3', true),
  JAVA_PROJECT,
  RUST_PROJECT,
  C_PROJECT,
  GO_PROJECT,
  RUBY_PROJECT,
  PHP_PROJECT,
];
