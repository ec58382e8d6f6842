import assert from 'node:assert/strict';
import { COMMAND_NAMES, helpText } from '../../../src/cli/help';
import { readCommand, UsageError } from '../../../src/cli/options';

const read = (...argv: string[]) => readCommand(argv, '/here');

describe('readCommand', () => {
  it('reads parse, prompt and diagnose with their defaults', () => {
    assert.deepEqual(read('parse', 'a.log', '--json'), { name: 'parse', file: 'a.log', json: true });
    const command = read('diagnose');
    assert.ok(command.name === 'diagnose');
    assert.deepEqual(
      [command.workspace, command.budget, command.changesWindowMs, command.provider, command.file],
      ['/here', 8000, 86_400_000, 'local', undefined],
    );
  });

  it('takes - for standard input', () => {
    assert.deepEqual(read('parse', '-'), { name: 'parse', file: undefined, json: false });
  });

  it('takes --json as one of the formats', () => {
    const formats = [[], ['--json'], ['--format', 'json', '--json'], ['--format', 'sarif']].map((flags) => {
      const command = read('diagnose', ...flags);
      return command.name === 'diagnose' && command.format;
    });
    assert.deepEqual(formats, ['text', 'json', 'json', 'sarif']);
    assert.throws(() => read('run', '--format', 'xml', '--', 'true'), {
      message: '--format takes text, json, md, github, lines, gitlab or sarif, not "xml".',
    });
  });

  it('passes everything after -- to the command unchanged', () => {
    const command = read('run', '--provider', 'openai', '--', 'npm', 'test', '--', '--json');
    assert.ok(command.name === 'run');
    assert.deepEqual([command.command, command.provider], [['npm', 'test', '--', '--json'], 'openai']);
  });

  it('reads 90m, 7d and 2w after --changes-since', () => {
    for (const [text, ms] of [
      ['90m', 5_400_000],
      ['7d', 604_800_000],
      ['2w', 1_209_600_000],
    ] as const) {
      const command = read('prompt', '--changes-since', text);
      assert.ok(command.name === 'prompt');
      assert.equal(command.changesWindowMs, ms);
    }
  });

  it('says what is wrong with a value that begins with a dash', () => {
    assert.throws(() => read('prompt', '--budget', '-5'), { message: '--budget takes a whole number of tokens, at least 500, not "-5".' });
    assert.throws(() => read('prompt', '--expected', '-x'), {
      message: '--expected needs a value; one that begins with a dash is written --expected=-x.',
    });
    const command = read('diagnose', '--expected', '-1');
    assert.ok(command.name === 'diagnose');
    assert.equal(command.expected, '-1');
  });

  for (const argv of [
    [],
    ['guess'],
    ['parse', 'a', 'b'],
    ['parse', '--nope'],
    ['diagnose', '--budget', 'many'],
    ['diagnose', '--budget', '-5'],
    ['diagnose', '--changes-since', 'yesterday'],
    ['diagnose', '--provider', 'oracle'],
    ['diagnose', '--expected'],
    ['diagnose', '--format', 'xml'],
    ['diagnose', '--format', 'md', '--json'],
    ['prove', '--format', 'GitHub', '--', 'npm', 'test'],
    ['verify', '--format', 'md', '--patch', 'a.diff', '--', 'npm', 'test'],
    ['run', 'npm', 'test'],
    ['run', '--'],
    ['run', '--', ''],
    ['values', '--', ''],
    ['help', 'guess'],
  ]) {
    it(`refuses "${argv.join(' ')}" in one sentence`, () => {
      assert.throws(
        () => read(...argv),
        (error) => error instanceof UsageError && error.message.length > 10 && !error.message.includes('\n'),
      );
    });
  }

  it('gives each command its own help', () => {
    assert.deepEqual(read('--help'), { name: 'help' });
    for (const name of COMMAND_NAMES) {
      assert.deepEqual([name, read(name, '--help')], [name, { name: 'help', of: name }]);
      assert.deepEqual(read('help', name), { name: 'help', of: name });
      const text = helpText(name);
      assert.match(text, new RegExp(`^usage: debug-with-context ${name}(?: \\S.*)?\n`));
      // Every option that the text lists is explained.
      for (const line of text.split('\n').filter((each) => each.startsWith('  --'))) assert.match(line, /^ {2}--\S+.* {2,}\S/);
      assert.match(text, /\nfor example: /);
    }
  });

  it('lists every command in the general help', () => {
    for (const name of COMMAND_NAMES) assert.match(helpText(), new RegExp(`^ {2}${name} .*\\S`, 'm'));
  });
});
