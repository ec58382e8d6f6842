import { spawnSync } from 'node:child_process';
import { unusedCode, type ProveCase } from './proveCases';

/** A small program with a fault, its fix and its tests. */
export interface Program {
  id: string;
  /** Must be installed for it to run. */
  tool: string;
  command: readonly string[];
  base: Readonly<Record<string, string>>;
  /** The source, fixed. */
  fixed: Readonly<Record<string, string>>;
  /** Files of tests with one that fails on the base, with one that passes there, and with one that uses a name which only the fix has. */
  tests: Readonly<Record<'failing' | 'passing' | 'newName', Readonly<Record<string, string>>>>;
  /** Code that adds that name. */
  newName: Readonly<Record<string, string>>;
}

const RUST = (body: string, more = ''): string => `pub fn total(prices: &[i32]) -> i32 {\n    ${body}\n}\n${more}`;
const RUST_TEST = (more: string): string => `use cart::*;\n\n#[test]\nfn sums() {\n    assert_eq!(total(&[]), 0);\n}\n${more}`;
const RUST_INSIDE = (body: string, more: string, rest = ''): string =>
  `${RUST(body, rest)}\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn sums() {\n        assert_eq!(total(&[]), 0);\n    }\n${more}}\n`;
const CARGO = '[package]\nname = "cart"\nversion = "0.1.0"\nedition = "2021"\n';
const RUST_NEW = '\npub fn tax() -> i32 {\n    2\n}\n';

const JAVA = (body: string, more = ''): string =>
  `class Cart {\n    static int total(int[] prices) {\n        int sum = 0;\n        for (int price : prices) sum += price;\n        return ${body};\n    }\n${more}}\n`;
const JAVA_TEST = (more: string): string =>
  `class CartTest {\n    static void check(int actual, int expected) {\n        if (actual != expected) throw new AssertionError("expected " + expected + " but was " + actual);\n    }\n\n    public static void main(String[] args) {\n        check(Cart.total(new int[0]), 0);\n${more}    }\n}\n`;
const JAVA_NEW = '\n    static int tax() {\n        return 2;\n    }\n';

const GO = (body: string, more = ''): string =>
  `package cart\n\nfunc Total(prices []int) int {\n\tsum := 0\n\tfor _, price := range prices {\n\t\tsum += price\n\t}\n\treturn ${body}\n}\n${more}`;
const GO_TEST = (more: string): string =>
  `package cart\n\nimport "testing"\n\nfunc TestSums(t *testing.T) {\n\tif got := Total(nil); got != 0 {\n\t\tt.Errorf("got %d, want 0", got)\n\t}\n}\n${more}`;
const GO_CASE = (name: string, call: string, want: string): string =>
  `\nfunc Test${name}(t *testing.T) {\n\tif got := ${call}; got != ${want} {\n\t\tt.Errorf("got %d, want ${want}", got)\n\t}\n}\n`;

const RUBY = (body: string, more = ''): string => `module Cart\n  def self.total(prices)\n    ${body}\n  end\n${more}end\n`;
const RUBY_TEST = (more: string): string =>
  `require 'minitest/autorun'\nrequire_relative '../lib/cart'\n\nclass CartTest < Minitest::Test\n  def test_sums\n    assert_equal 0, Cart.total([])\n  end\n${more}end\n`;

export const PROGRAMS: readonly Program[] = [
  {
    ...{ id: 'rust', tool: 'cargo', command: ['cargo', 'test', '--offline'] },
    base: { 'Cargo.toml': CARGO, '.gitignore': 'target\n', 'src/lib.rs': RUST('prices.iter().sum()'), 'tests/cart.rs': RUST_TEST('') },
    fixed: { 'src/lib.rs': RUST('prices.iter().sum::<i32>() * 2') },
    newName: { 'src/lib.rs': RUST('prices.iter().sum::<i32>() * 2', RUST_NEW) },
    tests: {
      failing: { 'tests/cart.rs': RUST_TEST('\n#[test]\nfn adds_tax() {\n    assert_eq!(total(&[9]), 18);\n}\n') },
      passing: { 'tests/cart.rs': RUST_TEST('\n#[test]\nfn is_zero() {\n    assert_eq!(total(&[0]), 0);\n}\n') },
      newName: { 'tests/cart.rs': RUST_TEST('\n#[test]\nfn has_tax() {\n    assert_eq!(tax(), 2);\n}\n') },
    },
  },
  {
    ...{ id: 'rust with tests inside', tool: 'cargo', command: ['cargo', 'test', '--offline', '--lib'] },
    base: { 'Cargo.toml': CARGO, '.gitignore': 'target\n', 'src/lib.rs': RUST_INSIDE('prices.iter().sum()', '') },
    fixed: { 'src/lib.rs': RUST_INSIDE('prices.iter().sum::<i32>() * 2', '') },
    newName: {},
    tests: {
      failing: {
        'src/lib.rs': RUST_INSIDE(
          'prices.iter().sum::<i32>() * 2',
          '\n    #[test]\n    fn adds_tax() {\n        assert_eq!(total(&[9]), 18);\n    }\n',
        ),
      },
      passing: {
        'src/lib.rs': RUST_INSIDE(
          'prices.iter().sum::<i32>() * 2',
          '\n    #[test]\n    fn is_zero() {\n        assert_eq!(total(&[0]), 0);\n    }\n',
        ),
      },
      newName: {
        'src/lib.rs': RUST_INSIDE(
          'prices.iter().sum::<i32>() * 2',
          '\n    #[test]\n    fn has_tax() {\n        assert_eq!(tax(), 2);\n    }\n',
          RUST_NEW,
        ),
      },
    },
  },
  {
    ...{
      id: 'java',
      tool: 'javac',
      command: ['bash', '-c', 'mkdir -p out && javac -d out src/*.java test/*.java && java -cp out CartTest'],
    },
    base: { '.gitignore': 'out\n', 'src/Cart.java': JAVA('sum'), 'test/CartTest.java': JAVA_TEST('') },
    fixed: { 'src/Cart.java': JAVA('sum * 2') },
    newName: { 'src/Cart.java': JAVA('sum * 2', JAVA_NEW) },
    tests: {
      failing: { 'test/CartTest.java': JAVA_TEST('        check(Cart.total(new int[] {9}), 18);\n') },
      passing: { 'test/CartTest.java': JAVA_TEST('        check(Cart.total(new int[] {0}), 0);\n') },
      newName: { 'test/CartTest.java': JAVA_TEST('        check(Cart.tax(), 2);\n') },
    },
  },
  {
    ...{ id: 'go', tool: 'go', command: ['go', 'test', './...'] },
    base: { 'go.mod': 'module cart\n\ngo 1.20\n', 'cart.go': GO('sum'), 'cart_test.go': GO_TEST('') },
    fixed: { 'cart.go': GO('sum * 2') },
    newName: { 'cart.go': GO('sum * 2', '\nfunc Tax() int { return 2 }\n') },
    tests: {
      failing: { 'cart_test.go': GO_TEST(GO_CASE('Tax', 'Total([]int{9})', '18')) },
      passing: { 'cart_test.go': GO_TEST(GO_CASE('Zero', 'Total([]int{0})', '0')) },
      newName: { 'cart_test.go': GO_TEST(GO_CASE('Tax', 'Tax()', '2')) },
    },
  },
  {
    ...{ id: 'ruby', tool: 'ruby', command: ['ruby', 'test/cart_test.rb', '-v'] },
    base: { 'lib/cart.rb': RUBY('prices.sum'), 'test/cart_test.rb': RUBY_TEST('') },
    fixed: { 'lib/cart.rb': RUBY('prices.sum * 2') },
    newName: { 'lib/cart.rb': RUBY('prices.sum * 2', '\n  def self.tax\n    2\n  end\n') },
    tests: {
      failing: { 'test/cart_test.rb': RUBY_TEST('\n  def test_tax\n    assert_equal 18, Cart.total([9])\n  end\n') },
      passing: { 'test/cart_test.rb': RUBY_TEST('\n  def test_zero\n    assert_equal 0, Cart.total([0])\n  end\n') },
      newName: { 'test/cart_test.rb': RUBY_TEST('\n  def test_tax\n    assert_equal 2, Cart.tax\n  end\n') },
    },
  },
];

export function isInstalled(tool: string): boolean {
  return !spawnSync(tool, ['--version']).error;
}

const UNNEEDED = 5;

/** Claims about a program. */
export function casesOfProgram({ command, base, fixed, tests, newName }: Program): ProveCase[] {
  const [[source = '', text = ''] = []] = Object.entries({ ...fixed, ...tests.failing }).filter(([file]) => file in fixed);
  const added = Array.from({ length: UNNEEDED }, (_, at) => [unneededFile(source, at), unusedCode(source, at)] as const);
  const failing = { ...fixed, ...tests.failing };
  const test = Object.fromEntries(
    Object.entries(tests.failing).map(([file, now]) => [file, file in fixed ? now.replace(/sum::<i32>\(\) \* 2/, 'sum()') : now]),
  );
  return [
    { name: 'right fix with its test', right: ['proven'], files: failing, command },
    { name: 'the test alone', right: ['stillRed'], files: test, command },
    { name: 'the fix alone', right: ['notRed'], files: fixed, command },
    { name: 'a test that passes on the base', right: ['notRed'], files: { ...fixed, ...tests.passing }, command },
    { name: 'a test of a new name', right: ['redOtherwise'], files: { ...fixed, ...newName, ...tests.newName }, command },
    {
      name: 'a comment for a fix',
      right: ['stillRed'],
      files: { [source]: `${(source in test ? test[source] : base[source]) ?? text}\n// looked at\n`, ...(source in test ? {} : test) },
      command,
    },
    {
      name: 'five unneeded changes',
      right: ['proven'],
      files: { ...failing, ...Object.fromEntries(added) },
      command,
      unneeded: added.map(([file]) => [file, 1] as const),
    },
  ];
}

function unneededFile(source: string, at: number): string {
  const name = source.slice(source.lastIndexOf('/') + 1);
  return source.replace(name, name.endsWith('.java') ? `Unused${at}.java` : `unneeded_${at}${name.slice(name.lastIndexOf('.'))}`);
}
