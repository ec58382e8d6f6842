import assert from 'node:assert/strict';
import { causesOf } from '../../../../support/causesOf';

const config = (main: string): Record<string, string> => ({
  'main.go': `package main

type Config struct {
	DB *DB
}

type DB struct {
	URL string
}

func load(path string) (*Config, error) {
	if path == "" {
		return nil, errors.New("no path")
	}
	var c Config
	return &c, nil
}

func connect(c *Config) string {
	return "connecting to " + c.DB.URL
}

func main() {
${main}
}`,
});

const crash = (line: number): string =>
  [
    'panic: runtime error: invalid memory address or nil pointer dereference',
    '',
    'goroutine 1 [running]:',
    'main.connect(...)',
    '\t/srv/work/main.go:20',
    'main.main()',
    `\t/srv/work/main.go:${line} +0x78`,
    'exit status 2',
  ].join('\n');

describe('explainFailure: everyday values', () => {
  describe('a Go value beside an error', () => {
    it('is not empty where the error was checked, whichever way the function is left', async () => {
      for (const leave of ['os.Exit(1)', 'log.Fatal(err)', 'panic(err)', 'return']) {
        const causes = await causesOf(
          crash(28),
          config(`\tc, err := load("config.json")\n\tif err != nil {\n\t\t${leave}\n\t}\n\tfmt.Println(connect(c))`),
        );
        assert.match(causes, /Line 20 reads `c\.DB\.URL`, but `c\.DB` is nil/, leave);
        assert.doesNotMatch(causes, /`load` returns `nil`/, leave);
      }
    });

    it('may be empty where the error was not checked, or only printed', async () => {
      for (const check of ['', '\tif err != nil {\n\t\tfmt.Println(err)\n\t}\n']) {
        const causes = await causesOf(crash(check ? 28 : 25), config(`\tc, err := load("config.json")\n${check}\tfmt.Println(connect(c))`));
        assert.match(causes, /`load` returns `nil` with an error \(line 13\)/, check);
      }
    });
  });

  describe('the operand that does not fit', () => {
    it('is either of the two where neither is written out: both are followed', async () => {
      const causes = await causesOf(
        [
          'Traceback (most recent call last):',
          '  File "/srv/work/main.py", line 4, in <module>',
          '    print(count + label)',
          "TypeError: unsupported operand type(s) for +: 'int' and 'str'",
        ].join('\n'),
        { 'main.py': 'count = len("abc")\nlabel = input()\n\nprint(count + label)' },
      );
      assert.match(causes, /`count` is assigned on line 1 from `len\("abc"\)`\. `label` is assigned on line 2 from `input\(\)`/);
    });
  });

  describe('what a function of PHP returns against its declaration', () => {
    const cart = (body: string): Record<string, string> => ({
      'Cart.php': `<?php
class Cart
{
    public function __construct(private array $rates)
    {
    }

    public function rate(string $currency): float
    {
        ${body}
    }
}`,
      'index.php': "<?php\nrequire 'Cart.php';\n$cart = new Cart(['EUR' => 1.0, 'USD' => 1.1]);\necho $cart->rate('GBP');",
    });
    const trace = (given: string): string =>
      [
        `PHP Fatal error:  Uncaught TypeError: Cart::rate(): Return value must be of type float, ${given} returned in /srv/work/Cart.php:10`,
        'Stack trace:',
        '#0 /srv/work/index.php(4): Cart->rate()',
        '#1 {main}',
        '  thrown in /srv/work/Cart.php on line 10',
      ].join('\n');

    it('is followed to the keys where the wanted one is not known', async () => {
      const files = cart('return $this->rates[$currency] ?? null;');
      const causes = await causesOf(trace('null'), { ...files, 'index.php': files['index.php']!.replace("'GBP'", '$argv[1]') });
      assert.match(causes, /`\$this->rates` \(index\.php:3\) has only the keys `EUR` and `USD`/);
    });
  });

  it('a key that is there already is told with the two texts that have it', async () => {
    const causes = await causesOf(
      [
        'Unhandled Exception:',
        'System.ArgumentException: An item with the same key has already been added. Key: Ibuprofen',
        '  at Shelf.Index (System.String[] lines) [0x00001] in /srv/work/Shelf.cs:2 ',
        '  at Program.Main () [0x00001] in /srv/work/Program.cs:2 ',
      ].join('\n'),
      {
        'Shelf.cs':
          "class Shelf { public static object Index(string[] lines) {\n    return lines.ToDictionary(line => line.Split(';')[0]);\n} }",
        'Program.cs':
          'class Program { static void Main() {\n    Shelf.Index(new[] { "Aspirin;500", "Ibuprofen;200", "Ibuprofen;400" });\n} }',
      },
    );
    assert.match(causes, /`"Ibuprofen;200"` and `"Ibuprofen;400"` \(Program\.cs:2\) have the same key, so it is not unique\./);
  });
});
