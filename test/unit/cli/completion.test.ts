import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { completion, SHELLS } from '../../../src/cli/completion';
import { COMMAND_NAMES, COMMANDS } from '../../../src/cli/help';

/** What bash offers behind these words; the last one is being typed. */
function offered(...words: string[]): string[] {
  const typed = ['debug-with-context', ...words].map((word) => `'${word}'`).join(' ');
  const script = `${completion('bash')}\nCOMP_WORDS=(${typed}); COMP_CWORD=${words.length}; _debug_with_context; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' });
  assert.deepEqual([status, stderr], [0, '']);
  return stdout.split('\n').filter(Boolean);
}

describe('shell completion', () => {
  it('offers the commands, their options and the words of an option', () => {
    assert.deepEqual(offered(''), [...COMMAND_NAMES, 'help', '--help', '--version']);
    assert.deepEqual(offered('pro'), ['prompt', 'prove'].sort(by(COMMAND_NAMES)));
    assert.deepEqual(offered('prove', '--'), [
      '--base',
      '--format',
      '--in-place',
      '--workspace',
      '--timeout',
      '--json',
      '--language',
      '--help',
    ]);
    assert.deepEqual(offered('diagnose', '--format', 's'), ['sarif']);
    assert.deepEqual(offered('diagnose', '--for', ''), ['person', 'agent']);
    assert.deepEqual(offered('prompt', '--for', ''), ['person', 'model', 'agent']);
    assert.deepEqual(offered('prove', '--language', ''), ['en', 'de']);
    assert.deepEqual(offered('prove', '--base', ''), []);
    assert.deepEqual(offered('completion', ''), [...SHELLS]);
  });

  it('offers nothing of its own for the command that is run', () => {
    assert.deepEqual(offered('run', '--', 'npm', '--'), []);
  });

  for (const shell of SHELLS) {
    it(`is a script that ${shell} accepts, with every command and option`, function () {
      const text = completion(shell);
      for (const { name, options } of COMMANDS) {
        assert.ok(text.includes(name), name);
        for (const option of options) assert.ok(text.includes(option.split(' ')[0]!.slice(2)), `${name} ${option}`);
      }
      const { error, stderr, status } = spawnSync(shell, ['-n'], { input: text, encoding: 'utf8' });
      if (error) return this.skip();
      assert.deepEqual([status, stderr], [0, '']);
    });
  }
});

function by(order: readonly string[]): (a: string, b: string) => number {
  return (a, b) => order.indexOf(a) - order.indexOf(b);
}
