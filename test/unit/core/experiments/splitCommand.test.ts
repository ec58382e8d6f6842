import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { splitCommand } from '../../../../src/core/experiments/splitCommand';

describe('splitCommand', () => {
  const split = (line: string) => splitCommand(line, 'linux');

  it('returns program and arguments where no shell is needed', () => {
    assert.deepEqual(split('npm test -- -t "keeps the order"'), ['npm', 'test', '--', '-t', 'keeps the order']);
    assert.deepEqual(split(`  node  'a b.js'\t--x="y \\"z\\"" `), ['node', 'a b.js', '--x=y "z"']);
    assert.deepEqual(split('pytest tests/a\\ b.py::t'), ['pytest', 'tests/a b.py::t']);
    assert.deepEqual(split(`x ''`), ['x', '']);
  });

  it('passes leading variables to env', () => {
    assert.deepEqual(split('CI=1 TZ="Europe/Berlin" npm test'), ['env', 'CI=1', 'TZ=Europe/Berlin', 'npm', 'test']);
  });

  it('passes lines that need a shell to a shell', () => {
    for (const line of [
      'npm test | tail',
      'cd web && npm test',
      'node $FILE',
      'ls *.js',
      'node "$FILE"',
      '(a)',
      '~/bin/x',
      "it's",
      'a > b',
      'x `y`',
    ])
      assert.deepEqual(split(line), ['sh', '-c', line]);
    assert.deepEqual(splitCommand('npm test', 'win32'), ['cmd.exe', '/d', '/s', '/c', 'npm test']);
  });

  it('gives a program the same words as a shell would, for any line', function () {
    if (process.platform === 'win32') return this.skip();
    const word = fc.stringMatching(/^[\w ./:=@"'\\%+,-]{1,12}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), (words) => {
        const line = `printf '[%s]' ${words.join(' ')}`;
        const own = split(line);
        if (own[0] === 'sh') return;
        const [, , ...args] = own;
        const { stdout, status } = spawnSync('sh', ['-c', line], { encoding: 'utf8' });
        assert.equal(status, 0);
        assert.equal(args.length ? args.map((arg) => `[${arg}]`).join('') : '[]', stdout);
      }),
      { numRuns: 60 },
    );
  });
});
