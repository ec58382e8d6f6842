import assert from 'node:assert/strict';
import { causesOf } from '../../../../support/causesOf';
import { hypothesesOf } from '../../../../support/hypothesesOf';

describe('explainFailure: sentences that would be untrue of calls, texts and what an assertion compares', () => {
  it('does not name a call that rejects a value where the line has none', async () => {
    const causes = await causesOf(
      `Traceback (most recent call last):
  File "/srv/work/main.py", line 2, in save
    return encode(value)
TypeError: Object of type datetime is not JSON serializable`,
      { 'main.py': 'def save(value):\n    return encode(value)\n' },
    );
    assert.doesNotMatch(causes, /dumps/);
  });

  it('says that a program throws only where its language has exceptions', async () => {
    const sanitizer = await causesOf(
      `==1==ERROR: AddressSanitizer: stack-use-after-return on address 0x5020 at pc 0x55 bp 0x7f sp 0x7e
WRITE of size 6 at 0x5020 thread T0
    #0 0x560f in copy /srv/work/main.c:2
    #1 0x560f in main /srv/work/main.c:5`,
      { 'main.c': 'char *copy(char *out, const char *text) {\n  return strcpy(out, text);\n}\n\nint main(void) { return *copy(0, "a"); }' },
    );
    assert.match(sanitizer, /Line 2, `return strcpy\(out, text\);`, fails with AddressSanitizer: stack-use-after-return/);
    const panic = await causesOf(
      `panic: no route for "x"

goroutine 1 [running]:
main.route(...)
	/srv/work/main.go:4
main.main()
	/srv/work/main.go:8 +0x77`,
      { 'main.go': 'package main\n\nfunc route(n string) {\n\tpanic("no route for \\"x\\"")\n}\n\nfunc main() {\n\troute("x")\n}' },
    );
    assert.match(panic, /Line 4 panics: no route for "x"/);
    const python = await causesOf(
      `Traceback (most recent call last):
  File "/srv/work/a.py", line 2, in load
    return decode(text)
UnicodeError: label too long`,
      { 'a.py': 'def load(text):\n    return decode(text)' },
    );
    assert.match(python, /raises UnicodeError: label too long/);
    assert.doesNotMatch(`${sanitizer} ${panic} ${python}`, /throws/);
  });

  it('does not say that a test calls what runs inside of its assertion below the line that fails', async () => {
    const causes = await causesOf(
      `  1) Failure:
DeskTest#test_unknown [/srv/work/test/desk_test.rb:6]:
[ArgumentError] exception expected, not
Class: <NoMethodError>

1 runs, 1 assertions, 1 failures, 0 errors, 0 skips`,
      {
        'test/desk_test.rb': `require_relative '../lib/desk'

class DeskTest < Minitest::Test
  def test_unknown
    @desk = Desk.new
    error = assert_raises(ArgumentError) { @desk.lend('Faust') }
    assert_match(/Faust/, error.message)
  end
end`,
        'lib/desk.rb': `class Desk
  def lend(title)
    BOOKS[title][:days]
  end
end`,
      },
    );
    assert.match(causes, /The test calls `Desk.lend` in the line that fails\./);
    assert.doesNotMatch(causes, /below the line/);
  });

  it('tells a nil map once, in the card of what made it, and leads there from where it is written to', async () => {
    const { hypotheses } = await hypothesesOf(
      `panic: assignment to entry in nil map

goroutine 1 [running]:
main.(*Book).Deposit(...)
	/srv/work/main.go:8
main.main()
	/srv/work/main.go:12 +0x77`.split('\n'),
      {
        'main.go': [
          ...['package main', '', 'type Book struct{ sums map[string]int }', '', 'func New() *Book { return &Book{} }', ''],
          ...['func (b *Book) Deposit(owner string) {', '\tb.sums[owner] += 1', '}', '', 'func main() {', '\tNew().Deposit("ute")', '}'],
        ],
      },
    );
    const telling = hypotheses.filter(({ rootCause }) => rootCause.includes('without setting `sums`'));
    assert.equal(telling.length, 1, hypotheses.map(({ rootCause }) => rootCause).join('\n'));
    assert.match(hypotheses.map(({ rootCause }) => rootCause).join('\n'), /The hypothesis about `New` says where that comes from\./);
  });

  it('takes the value that the column names, of two taken on one line', async () => {
    const causes = await causesOf(
      `thread 'main' panicked at src/main.rs:4:26:
called \`Option::unwrap()\` on a \`None\` value
stack backtrace:
   0: main::port
             at ./src/main.rs:4:26`,
      {
        'src/main.rs': `use std::collections::HashMap;

fn port(settings: &HashMap<String, String>) -> u16 {
    settings.get("port").unwrap().parse().unwrap()
}`,
      },
    );
    assert.match(causes, /calls `unwrap\(\)` on `settings\.get\("port"\)`, but it is `None`/);
    assert.doesNotMatch(causes.split('\n')[0]!, /parse\(\)/);
  });

  it('does not say of an argument of the asserted call that it gives the asserted value', async () => {
    const { hypotheses } = await hypothesesOf(
      [
        'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:',
        '',
        '40 !== 50',
        '',
        '    at Object.<anonymous> (/srv/work/cart.test.js:4:8)',
      ],
      {
        'cart.test.js': [
          "const { readForm } = require('./form');",
          "const { total } = require('./cart');",
          "const assert = require('node:assert');",
          "assert.strictEqual(total(readForm('pear=20&plum=30')), 50);",
        ],
        'form.js': ['function readForm(body) {', "  return body.split('&');", '}', 'module.exports = { readForm };'],
        'cart.js': ['function total(items) {', '  return items.length;', '}', 'module.exports = { total };'],
      },
    );
    const titles = hypotheses.map(({ title }) => title).join('\n');
    assert.doesNotMatch(titles, /`readForm` (?:gives|does not)|what `readForm`/);
    assert.match(titles, /^`total` gives `40` where `50` was expected$/m);
  });

  it('says on which line JSON is parsed only where a call does it', async () => {
    const causes = await causesOf(
      [
        'SyntaxError: Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON',
        '    at JSON.parse (<anonymous>)',
        '    at async load (/srv/work/main.js:4:17)',
      ].join('\n'),
      {
        'main.js':
          "const api = require('api-of-others');\n\nasync function load() {\n  const items = await api.items();\n  return items;\n}\n",
      },
    );
    assert.doesNotMatch(causes, /Line 4 parses|Line 4 calls `api/);
    assert.match(causes, /begins with `<!DOCTYPE`: it is an HTML page/);
  });

  it('says that an encoding lacks a character where text is written, and blames no writer', async () => {
    const causes = await causesOf(
      `Traceback (most recent call last):
  File "/srv/work/export.py", line 3, in export
    out.write(name.encode("ascii"))
UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 3: ordinal not in range(128)`,
      { 'export.py': 'def export(name):\n    with open("names.txt", "wb") as out:\n        out.write(name.encode("ascii"))' },
    );
    assert.match(causes, /writes text as ascii, which does not have the character `\\xe9`/);
    assert.doesNotMatch(causes, /wrote these bytes|The bytes are not/);
  });

  it('does not say of a call that changes its text in place that its result is not used', async () => {
    const causes = (call: string): Promise<string> =>
      causesOf(
        `main.rb:3:in 'Integer': invalid value for Integer(): "12 pieces" (ArgumentError)
	from main.rb:3:in 'count'
	from main.rb:6:in '<main>'`,
        { 'main.rb': `def count(text)\n  ${call}\n  Integer(text)\nend\n\ncount(" ")` },
      );
    assert.match(await causes('text.concat(" pieces")'), /is not/);
    assert.doesNotMatch(await causes('text.concat(" pieces")'), /does not use its result/);
  });

  it('says only of the call that an assertion is about that it gives the asserted value', async () => {
    const { hypotheses } = await hypothesesOf(
      [
        'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:',
        '',
        'false !== true',
        '',
        '    at TestContext.<anonymous> (/srv/work/session.test.js:7:10)',
      ],
      {
        'session.test.js': [
          "const test = require('node:test');",
          "const assert = require('node:assert');",
          "const { Store } = require('./store');",
          "test('stays logged in', () => {",
          '  const store = new Store();',
          "  store.login('ann');",
          "  assert.strictEqual(store.isLoggedIn('ann'), true);",
          '});',
        ],
        'store.js': [
          'class Store {',
          '  login(user) {',
          '    this.user = user.trim();',
          '  }',
          '  isLoggedIn(user) {',
          '    return this.users === user;',
          '  }',
          '}',
          'module.exports = { Store };',
        ],
      },
    );
    const texts = hypotheses.map(({ title, rootCause, check }) => `${title} ${rootCause} ${check}`).join('\n');
    assert.doesNotMatch(texts, /`Store\.login` (?:gives|does not)|what `Store\.login` returns|calls `Store\.login`; its assertion/);
    assert.match(texts, /`Store\.login` runs before the failed assertion/);
    assert.match(texts, /^`Store\.isLoggedIn` gives `false` where `true` was expected/m);
  });

  it('does not take a name in the text of a Go message for a call', async () => {
    const { hypotheses } = await hypothesesOf(
      ['--- FAIL: TestGreeting (0.00s)', '    greeting_test.go:7: Greeting() = "Hello, !", want "Hello, ann!"', 'FAIL'],
      {
        'go.mod': ['module example.com/greet', '', 'go 1.24'],
        'greeting.go': ['package greet', '', 'func Greeting(name string) string {', '\treturn "Hello, " + name + "!"', '}'],
        'greeting_test.go': [
          'package greet',
          '',
          'import "testing"',
          '',
          'func TestGreeting(t *testing.T) {',
          '\tif got := Greeting(nameOf(7)); got != "Hello, ann!" {',
          '\t\tt.Errorf("Greeting() = %q, want %q", got, "Hello, ann!")',
          '\t}',
          '}',
        ],
      },
    );
    assert.match(hypotheses[0]?.title ?? '', /^The asserted value comes from what `Greeting` returns$/);
  });

  it('does not say of a constructor that it gave what a method of its object gave', async () => {
    const { hypotheses } = await hypothesesOf(
      [
        '---- tests::reads stdout ----',
        '',
        "thread 'tests::reads' panicked at lib.rs:22:9:",
        'assertion `left == right` failed',
        '  left: [" cache"]',
        ' right: ["cache"]',
      ],
      {
        'lib.rs': [
          'pub struct Article {',
          '    tags: Vec<String>,',
          '}',
          '',
          'impl Article {',
          '    pub fn new(line: &str) -> Self {',
          "        Article { tags: line.split(',').map(|tag| tag.to_string()).collect() }",
          '    }',
          '',
          '    pub fn tags(&self) -> &[String] {',
          '        &self.tags',
          '    }',
          '}',
          '',
          '#[cfg(test)]',
          'mod tests {',
          '    use super::*;',
          '',
          '    #[test]',
          '    fn reads() {',
          '        let article = Article::new(" cache");',
          '        assert_eq!(article.tags(), ["cache"]);',
          '    }',
          '}',
        ],
      },
    );
    const texts = hypotheses.map(({ title, rootCause }) => `${title} ${rootCause}`).join('\n');
    assert.match(texts, /`Article\.new`/);
    assert.doesNotMatch(texts, /`Article\.new` (?:gives|does not)|what `Article\.new` returns|calls `Article\.new`; its/);
  });
});
