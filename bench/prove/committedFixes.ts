import type { ProveCase } from './proveCases';

/** A small program whose next commit mends a fault and tests it. */
export interface CommittedFix {
  id: string;
  /** Must be installed for it to run. */
  tool: string;
  command: readonly string[];
  /** Files that stay. */
  others?: Readonly<Record<string, string>>;
  /** By file: the text, then what the fix replaces in it by what. */
  sources: Readonly<Record<string, readonly [text: string, fault: string, fixed: string]>>;
  /** By file: the text with the new test, and that test. */
  tests: Readonly<Record<string, readonly [text: string, added: string]>>;
}

const JUNIT = '/usr/share/java/junit-platform-console-standalone.jar';

export const COMMITTED_FIXES: readonly CommittedFix[] = [
  {
    ...{ id: 'go: a slice that shares its array', tool: 'go', command: ['go', 'test', './...'] },
    others: { 'go.mod': 'module shop\n\ngo 1.20\n', 'stock/doc.go': '// Package stock counts.\npackage stock\n' },
    sources: {
      'stock/stock.go': [
        'package stock\n\n// Without gives the names but one.\nfunc Without(names []string, at int) []string {\n\treturn append(names[:at], names[at+1:]...)\n}\n',
        'append(names[:at], names[at+1:]...)',
        'append(append([]string{}, names[:at]...), names[at+1:]...)',
      ],
    },
    tests: {
      'stock/stock_test.go': [
        'package stock\n\nimport (\n\t"strings"\n\t"testing"\n)\n\nfunc TestWithout(t *testing.T) {\n\tif got := strings.Join(Without([]string{"a", "b"}, 0), ","); got != "b" {\n\t\tt.Errorf("got %s", got)\n\t}\n}\n',
        '\nfunc TestKeepsNames(t *testing.T) {\n\tfor _, at := range []int{0, 1} {\n\t\tt.Run("without one", func(t *testing.T) {\n\t\t\tnames := []string{"a", "b", "c"}\n\t\t\tWithout(names, at)\n\t\t\tif got := strings.Join(names, ","); got != "a,b,c" {\n\t\t\t\tt.Fatalf("names are now %s", got)\n\t\t\t}\n\t\t})\n\t}\n}\n',
      ],
    },
  },
  {
    ...{ id: 'go: an error that is not wrapped', tool: 'go', command: ['go', 'test', './...'] },
    others: { 'go.mod': 'module config\n\ngo 1.20\n' },
    sources: {
      'load.go': [
        'package config\n\nimport (\n\t"errors"\n\t"fmt"\n)\n\nvar ErrEmpty = errors.New("empty")\n\nfunc Load(text string) (string, error) {\n\tif text == "" {\n\t\treturn "", fmt.Errorf("cannot load: %v", ErrEmpty)\n\t}\n\treturn text, nil\n}\n',
        '%v',
        '%w',
      ],
    },
    tests: {
      'load_test.go': [
        'package config\n\nimport (\n\t"errors"\n\t"testing"\n)\n\nfunc TestLoads(t *testing.T) {\n\tif got, err := Load("a"); got != "a" || errors.Is(err, ErrEmpty) {\n\t\tt.Error(got, err)\n\t}\n}\n',
        '\nfunc TestSaysEmpty(t *testing.T) {\n\tif _, err := Load(""); !errors.Is(err, ErrEmpty) {\n\t\tt.Errorf("want ErrEmpty, got %v", err)\n\t}\n}\n',
      ],
    },
  },
  {
    ...{ id: 'rust: a module with its tests inside', tool: 'cargo', command: ['cargo', 'test', '--offline'] },
    others: {
      'Cargo.toml': '[package]\nname = "stats"\nversion = "0.1.0"\nedition = "2021"\n',
      '.gitignore': 'target\n',
      'src/lib.rs': 'pub mod median;\n',
    },
    sources: {
      'src/median.rs': [
        'pub fn median(values: &[i64]) -> Option<i64> {\n    if values.is_empty() {\n        return None;\n    }\n    let sorted = values.to_vec();\n    Some(sorted[sorted.len() / 2])\n}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn of_nothing() {\n        assert_eq!(median(&[]), None);\n    }\n}\n',
        'let sorted = values.to_vec();',
        'let mut sorted = values.to_vec();\n    sorted.sort_unstable();',
      ],
    },
    tests: {
      'tests/median.rs': [
        'use stats::median::median;\n\n#[test]\nfn of_one() {\n    assert_eq!(median(&[4]), Some(4));\n}\n',
        '\n#[test]\nfn of_unsorted() {\n    assert_eq!(median(&[9, 1, 2, 5, 8]), Some(5));\n}\n',
      ],
    },
  },
  {
    ...{ id: 'rust: a number that overflows', tool: 'cargo', command: ['cargo', 'test', '--offline'] },
    others: { 'Cargo.toml': '[package]\nname = "prices"\nversion = "0.1.0"\nedition = "2021"\n', '.gitignore': 'target\n' },
    sources: {
      'src/lib.rs': [
        'pub fn discounted(price: u8, percent: u8) -> u8 {\n    price - price * percent / 100\n}\n',
        'price - price * percent / 100',
        'price - (u32::from(price) * u32::from(percent) / 100) as u8',
      ],
    },
    tests: {
      'tests/prices.rs': [
        'use prices::discounted;\n\n#[test]\nfn of_little() {\n    assert_eq!(discounted(10, 20), 8);\n}\n',
        '\n#[test]\nfn of_much() {\n    assert_eq!(discounted(200, 50), 100);\n}\n',
      ],
    },
  },
  {
    ...{
      id: 'java: texts compared by identity',
      tool: 'javac',
      command: [
        'bash',
        '-c',
        `mkdir -p out && javac -cp ${JUNIT} -d out $(find src -name '*.java') && java -jar ${JUNIT} -cp out --scan-classpath --disable-banner`,
      ],
    },
    others: { '.gitignore': 'out\n' },
    sources: {
      'src/main/java/shop/Coupons.java': [
        'package shop;\n\npublic class Coupons {\n    public static boolean fits(String code, String given) {\n        return code == given;\n    }\n}\n',
        'code == given',
        'code.equals(given)',
      ],
    },
    tests: {
      'src/test/java/shop/CouponsTest.java': [
        'package shop;\n\nimport static org.junit.jupiter.api.Assertions.*;\n\nimport org.junit.jupiter.api.Test;\n\nclass CouponsTest {\n    @Test\n    void otherCode() {\n        assertFalse(Coupons.fits("A", "B"));\n    }\n//more\n}\n',
        '\n    @Test\n    void codeFromForm() {\n        assertTrue(Coupons.fits("SPRING", new String("SPRING")));\n    }\n',
      ],
    },
  },
  {
    ...{
      id: 'java: a list changed while it is read',
      tool: 'javac',
      command: ['bash', '-c', 'mkdir -p out && javac -d out $(find src test -name "*.java") && java -cp out shop.BasketTest'],
    },
    others: { '.gitignore': 'out\n' },
    sources: {
      'src/shop/Basket.java': [
        'package shop;\n\nimport java.util.ArrayList;\nimport java.util.List;\n\npublic class Basket {\n    private final List<String> names = new ArrayList<>();\n\n    public Basket add(String name) {\n        names.add(name);\n        return this;\n    }\n\n    public Basket drop(String name) {\n        for (String each : names) if (each.equals(name)) names.remove(each);\n        return this;\n    }\n\n    public int size() {\n        return names.size();\n    }\n}\n',
        'for (String each : names) if (each.equals(name)) names.remove(each);',
        'names.removeIf(name::equals);',
      ],
    },
    tests: {
      'test/shop/BasketTest.java': [
        'package shop;\n\npublic class BasketTest {\n    static void check(int actual, int expected) {\n        if (actual != expected) throw new AssertionError("expected " + expected + " but was " + actual);\n    }\n\n    public static void main(String[] args) {\n        check(new Basket().add("a").size(), 1);\n//more\n    }\n}\n',
        '        check(new Basket().add("a").add("b").add("a").drop("a").size(), 1);\n',
      ],
    },
  },
  {
    ...{ id: 'ruby: a default that is shared', tool: 'ruby', command: ['ruby', '-Ilib', 'test/groups_test.rb'] },
    sources: {
      'lib/groups.rb': [
        'class Groups\n  def self.by_length(words)\n    groups = Hash.new([])\n    words.each { |word| groups[word.size] << word }\n    groups\n  end\nend\n',
        'Hash.new([])',
        'Hash.new { |hash, size| hash[size] = [] }',
      ],
    },
    tests: {
      'test/groups_test.rb': [
        "require 'minitest/autorun'\nrequire 'groups'\n\nclass GroupsTest < Minitest::Test\n  def test_nothing\n    assert_equal({}, Groups.by_length([]))\n  end\n#more\nend\n",
        "\n  def test_two_lengths\n    assert_equal({ 1 => ['a'], 2 => ['bb'] }, Groups.by_length(%w[a bb]))\n  end\n",
      ],
    },
  },
  {
    ...{ id: 'ruby: nil in a chain, with rspec', tool: 'rspec', command: ['rspec'] },
    sources: {
      'lib/address.rb': [
        'class Address\n  def initialize(parts)\n    @parts = parts\n  end\n\n  def city\n    @parts[:city].capitalize\n  end\n\n  def line\n    [@parts[:street], @parts[:city]].join(", ")\n  end\nend\n',
        '[@parts[:street], @parts[:city]].join(", ")',
        '[@parts[:street], city].join(", ")',
      ],
    },
    tests: {
      'spec/address_spec.rb': [
        "require_relative '../lib/address'\n\nRSpec.describe Address do\n  it 'capitalizes a city' do\n    expect(Address.new(city: 'ulm').city).to eq('Ulm')\n  end\n#more\nend\n",
        "\n  it 'writes the city in its line' do\n    expect(Address.new(street: 'Main 1', city: 'ulm').line).to eq('Main 1, Ulm')\n  end\n",
      ],
    },
  },
  {
    ...{ id: 'php: keys lost by a merge, with PHPUnit', tool: 'phpunit', command: ['phpunit', 'tests'] },
    sources: {
      'src/Prices.php': [
        '<?php\n\nnamespace Shop;\n\nclass Prices\n{\n    /** Prices by article number; the later ones win. */\n    public static function with(array $prices, array $more): array\n    {\n        return array_merge($prices, $more);\n    }\n}\n',
        'array_merge($prices, $more)',
        '$more + $prices',
      ],
    },
    tests: {
      'tests/PricesTest.php': [
        "<?php\n\nrequire_once __DIR__ . '/../src/Prices.php';\n\nuse PHPUnit\\Framework\\TestCase;\nuse Shop\\Prices;\n\nclass PricesTest extends TestCase\n{\n    public function testNothing(): void\n    {\n        $this->assertSame([], Prices::with([], []));\n    }\n//more\n}\n",
        '\n    public function testNumbersStay(): void\n    {\n        $this->assertEquals([17 => 5, 23 => 9], Prices::with([17 => 4], [17 => 5, 23 => 9]));\n    }\n',
      ],
    },
  },
  {
    ...{ id: 'php: loose comparison, a plain script', tool: 'php', command: ['php', 'tests/search.php'] },
    sources: {
      'src/search.php': [
        '<?php\n\nfunction place(array $names, string $name): int\n{\n    $at = array_search($name, $names);\n    return $at ? $at : -1;\n}\n',
        'return $at ? $at : -1;',
        'return $at === false ? -1 : $at;',
      ],
    },
    tests: {
      'tests/search.php': [
        "<?php\n\nrequire __DIR__ . '/../src/search.php';\n\nfunction check(int $actual, int $expected): void\n{\n    if ($actual !== $expected) throw new Exception(\"expected $expected, got $actual\");\n}\n\ncheck(place(['a', 'b'], 'b'), 1);\n",
        "check(place(['a', 'b'], 'a'), 0);\n",
      ],
    },
  },
  {
    ...{
      id: 'c#: a division of whole numbers',
      tool: 'mcs',
      command: ['bash', '-c', 'mkdir -p out && mcs -debug -out:out/test.exe src/*.cs test/*.cs && mono --debug out/test.exe'],
    },
    others: { '.gitignore': 'out\n' },
    sources: {
      'src/Mean.cs': [
        'public static class Mean\n{\n    public static double Of(int[] values)\n    {\n        int sum = 0;\n        foreach (int value in values) sum += value;\n        return sum / values.Length;\n    }\n}\n',
        'sum / values.Length',
        '(double)sum / values.Length',
      ],
    },
    tests: {
      'test/MeanTest.cs': [
        'using System;\n\npublic static class MeanTest\n{\n    static void Check(double actual, double expected)\n    {\n        if (actual != expected) throw new Exception("expected " + expected + " but was " + actual);\n    }\n\n    public static void Main()\n    {\n        Check(Mean.Of(new[] { 2, 4 }), 3);\n//more\n    }\n}\n',
        '        Check(Mean.Of(new[] { 1, 2 }), 1.5);\n',
      ],
    },
  },
  {
    ...{
      id: 'c#: a variable that a loop shares',
      tool: 'mcs',
      command: ['bash', '-c', 'mkdir -p out && mcs -debug -out:out/test.exe src/*.cs test/*.cs && mono --debug out/test.exe'],
    },
    others: { '.gitignore': 'out\n' },
    sources: {
      'src/Steps.cs': [
        'using System;\nusing System.Collections.Generic;\n\npublic static class Steps\n{\n    public static List<Func<int>> Upto(int last)\n    {\n        var steps = new List<Func<int>>();\n        for (int step = 1; step <= last; step++)\n        {\n            steps.Add(() => step);\n        }\n        return steps;\n    }\n}\n',
        '            steps.Add(() => step);\n',
        '            int own = step;\n            steps.Add(() => own);\n',
      ],
    },
    tests: {
      'test/StepsTest.cs': [
        'using System;\n\npublic static class StepsTest\n{\n    static void Check(int actual, int expected)\n    {\n        if (actual != expected) throw new Exception("expected " + expected + " but was " + actual);\n    }\n\n    public static void Main()\n    {\n        Check(Steps.Upto(3).Count, 3);\n//more\n    }\n}\n',
        '        Check(Steps.Upto(3)[0](), 1);\n',
      ],
    },
  },
];

/** The files of the commit before the fix. */
export function filesBefore({ others = {}, sources, tests }: CommittedFix): Record<string, string> {
  const texts = [...Object.entries(sources), ...Object.entries(tests)].map(([file, [text]]) => [file, withMore(text, '')]);
  return { ...others, ...(Object.fromEntries(texts) as Record<string, string>) };
}

/** Claims about such a program. */
export function casesOfCommit({ command, sources, tests }: CommittedFix): ProveCase[] {
  const fixed = Object.fromEntries(Object.entries(sources).map(([file, [text, fault, now]]) => [file, text.replace(fault, () => now)]));
  const tested = Object.fromEntries(Object.entries(tests).map(([file, [text, added]]) => [file, withMore(text, added)]));
  return [
    { name: 'right fix with its test', right: ['proven'], files: { ...fixed, ...tested }, command, committed: true },
    { name: 'the test alone', right: ['stillRed'], files: tested, command, committed: true },
    { name: 'the fix alone', right: ['notRed'], files: fixed, command, committed: true },
  ];
}

/** A text with a test where it is marked, else at its end. */
function withMore(text: string, added: string): string {
  const mark = /^(?:\/\/|#)more\n/m;
  return mark.test(text) ? text.replace(mark, () => added) : text + added;
}
