import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { explainCommand } from '../../../../../src/core/suspects/explain/explainCommand';
import type { CommandExplained } from '../../../../../src/core/suspects/explain/explanation';
import { openSyntax } from '../../../../../src/core/syntax/openSyntax';
import { memoryReader } from '../../../../support/memoryReader';

const syntax = openSyntax(packagedGrammars);

function explained(output: string, files: Record<string, string>): Promise<CommandExplained | undefined> {
  return explainCommand(parseFailure(output), { reader: memoryReader(files), syntax });
}

/** Where it is worded, and all sentences. */
async function said(output: string, files: Record<string, string>): Promise<string> {
  const found = await explained(output, files);
  assert.ok(found, output);
  const [first] = found.evidence;
  return `${first?.file}:${first?.line} ${found.title} ${found.sentences.join(' ')}`;
}

const LOAD = `package main

func Load(path string) (*Config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("load config: %w", err)
	}
	var config Config
	if err := json.Unmarshal(data, &config); err != nil {
		return nil, fmt.Errorf("load config: parse %q: %w", path, err)
	}
	return &config, nil
}
`;
const MAIN = `package main

func main() {
	config, err := Load("config.json")
	if err != nil {
		log.Fatal(err)
	}
	run(config)
}
`;

describe('explainCommand: an error that a program printed without a stack', () => {
  it('names the text of the code that the message begins with, and the call whose error it wraps', async () => {
    const text = await said('2026/02/03 10:11:12 load config: open config.json: no such file or directory\nexit status 1\n', {
      'load.go': LOAD,
      'main.go': MAIN,
    });
    assert.match(text, /^load\.go:6 `os\.ReadFile\(path\)` returns an error in `Load` /);
    assert.match(text, /The error comes from `os\.ReadFile\(path\)` \(load\.go:4\)/);
  });

  it('takes the text with the most literal characters', async () => {
    const text = await said(`load config: parse "config.json": invalid character 'x' looking for beginning of value\nexit status 1\n`, {
      'load.go': LOAD,
      'main.go': MAIN,
    });
    assert.match(text, /^load\.go:10 .*The error comes from `json\.Unmarshal\(data, &config\)` \(load\.go:9\)/);
  });

  it('follows a chain to its innermost text, also one of a single word', async () => {
    const text = await said('run shop: start server: port: no free port left\nexit status 1\n', {
      'main.go': 'package main\n\nfunc main() {\n\tif err := start(); err != nil {\n\t\tlog.Fatalf("run shop: %v", err)\n\t}\n}\n',
      'start.go':
        'package main\n\nfunc start() error {\n\terr := bind()\n\tif err != nil {\n\t\treturn errors.Wrap(err, "start server")\n\t}\n\treturn nil\n}\n',
      'bind.go':
        'package main\n\nfunc bind() error {\n\terr := pick()\n\tif err != nil {\n\t\treturn fmt.Errorf("port: %w", err)\n\t}\n\treturn nil\n}\n',
      'pick.go': 'package main\n\nfunc pick() error {\n\treturn errors.New("no free port left")\n}\n',
    });
    assert.match(text, /^pick\.go:4 .* in `pick` .*The words around it come from main\.go:5, start\.go:6 and bind\.go:6\./);
    assert.doesNotMatch(text, /The error comes from/);
  });

  it('names the only place of a value that the message quotes', async () => {
    const files = { 'main.go': MAIN, 'load.go': LOAD.replace('parse %q: %w', 'bad value: %w'), 'app.conf': 'host=a\nport=80a0\n' };
    const output = 'load config: bad value: strconv.Atoi: parsing "80a0": invalid syntax\nexit status 1\n';
    assert.match(await said(output, files), /`80a0` stands at app\.conf:2\./);
    assert.doesNotMatch(await said(output, { ...files, 'b.yaml': 'port: 80a0\n' }), /stands at/);
    assert.doesNotMatch(await said(output, { ...files, 'app.conf': 'port=180a01\n' }), /stands at/);
  });

  it('reads the errors of a Rust program, with their causes', async () => {
    const rust = {
      'src/main.rs': 'fn main() -> anyhow::Result<()> {\n    let shop = open("a.toml").context("cannot open the shop")?;\n    Ok(())\n}\n',
      'src/open.rs':
        'pub fn open(path: &str) -> anyhow::Result<Shop> {\n    if path.is_empty() {\n        bail!("no shelf named {}", path);\n    }\n    Ok(Shop)\n}\n',
    };
    assert.match(
      await said('Error: cannot open the shop\n\nCaused by:\n    no shelf named a.toml\n', rust),
      /^src\/open\.rs:3 .* in `open` .*The words around it come from src\/main\.rs:2/,
    );
    assert.match(await said('Error: "no shelf named x"\n', rust), /^src\/open\.rs:3 /);
  });

  it('finds where an error of a type of its own is made', async () => {
    const rust = {
      'error.rs':
        '#[derive(Debug, thiserror::Error)]\npub enum ConfigError {\n    #[error("no entry for {0}")]\n    MissingKey(String),\n}\n',
      'config.rs':
        'pub fn require(key: &str) -> Result<String, ConfigError> {\n    find(key).ok_or(ConfigError::MissingKey(key.into()))\n}\n\npub fn or_default(key: &str) -> String {\n    match require(key) {\n        Err(ConfigError::MissingKey(_)) => String::new(),\n        other => other.unwrap(),\n    }\n}\n',
    };
    for (const output of ['Error: MissingKey("db_url")\n', 'Error: no entry for db_url\n'])
      assert.match(await said(output, rust), /^config\.rs:2 .*`require` makes it at config\.rs:2/);
    const go = {
      'errors.go':
        'package main\n\nfunc (e *MissingKey) Error() string {\n\treturn fmt.Sprintf("no entry for %s", e.key)\n}\n\nvar _ error = &MissingKey{}\n',
      'config.go': 'package main\n\nfunc require(key string) error {\n\treturn &MissingKey{key}\n}\n',
    };
    assert.match(
      await said('no entry for db_url\nexit status 1\n', go),
      /^config\.go:4 .*`require` makes it at config\.go:4: .*Its words are at errors\.go:4\./,
    );
  });

  it('finds where an error that a variable holds is returned, if there is one place', async () => {
    const declared = 'package main\n\nvar errNoShelf = errors.New("no such shelf")\n';
    const finds = (name: string) =>
      `package main\n\nfunc ${name}(n string) error {\n\tif n == "" {\n\t\treturn errNoShelf\n\t}\n\treturn nil\n}\n`;
    const uses = 'package main\n\nfunc known(err error) bool {\n\treturn !errors.Is(err, errNoShelf)\n}\n';
    const files = { 'errors.go': declared, 'find.go': finds('find'), 'known.go': uses };
    assert.match(await said('no such shelf\nexit status 1\n', files), /^find\.go:5 .* in `find` /);
    assert.match(await said('no such shelf\nexit status 1\n', { ...files, 'b.go': finds('b') }), /^errors\.go:3 .* at errors\.go:3 /);
    const kept = 'package main\n\nfunc keep() {\n\tlast = errNoShelf\n}\n';
    assert.match(await said('no such shelf\nexit status 1\n', { ...files, 'b.go': kept }), /^errors\.go:3 /);
  });

  it('follows a chain of texts of one word each, but not one such text alone', async () => {
    const files = {
      'main.go': 'package main\n\nfunc main() {\n\tif err := read(); err != nil {\n\t\tlog.Fatalln("shop:", err)\n\t}\n}\n',
      'read.go': LOAD.replace('load config: parse %q: %w', 'decode %s: %w'),
    };
    assert.match(await said('shop: decode a.json: unexpected end of JSON input\nexit status 1\n', files), /^read\.go:10 .*main\.go:5/);
    assert.equal(await explained('shop: unexpected end of JSON input\nexit status 1\n', files), undefined);
  });

  it('says nothing of a value that is made twice, in tests only, or of a type that the code does not declare', async () => {
    const declared = 'pub enum ConfigError {\n    MissingKey(String),\n}\n';
    const makes = (name: string) => `fn ${name}() -> Result<(), ConfigError> {\n    Err(ConfigError::MissingKey("a".into()))\n}\n`;
    const output = 'Error: MissingKey("db_url")\n';
    assert.equal(await explained(output, { 'a.rs': declared + makes('a') + makes('b') }), undefined);
    assert.equal(await explained(output, { 'a.rs': makes('a') }), undefined);
    assert.equal(await explained(output, { 'a.rs': `${declared}#[cfg(test)]\nmod tests {\n${makes('a')}}\n` }), undefined);
    assert.equal(await explained('Error: ParseIntError { kind: InvalidDigit }\n', { 'a.rs': declared + makes('a') }), undefined);
  });

  it('says nothing of a message that only a library words', async () => {
    const files = { 'main.go': MAIN, 'load.go': 'package main\n\nvar names = []string{"no such file or directory"}\n' };
    assert.equal(await explained('open config.json: no such file or directory\nexit status 1\n', files), undefined);
  });

  it('says nothing of a text that occurs twice', async () => {
    const twice = (name: string) => `package main\n\nfunc ${name}() error {\n\treturn errors.New("no free port left")\n}\n`;
    assert.equal(await explained('no free port left\nexit status 1\n', { 'a.go': twice('a'), 'b.go': twice('b') }), undefined);
  });

  it('says nothing of a text of one word, of a test, or of one within a longer text', async () => {
    const one = { 'a.go': 'package main\n\nfunc a() error {\n\treturn errors.New("failed")\n}\n' };
    assert.equal(await explained('failed\nexit status 1\n', one), undefined);
    const made = 'package main\n\nfunc a() error {\n\treturn errors.New("no free port")\n}\n';
    assert.equal(await explained('no free port left\nexit status 1\n', { 'a.go': made }), undefined);
    assert.equal(await explained('no free port\nexit status 1\n', { 'a_test.go': made, 'b.go': 'package main\n' }), undefined);
    assert.equal(await explained('no free port\nexit status 1\n', { 'a.go': made.replace('\treturn', '\t// return') }), undefined);
  });
});
