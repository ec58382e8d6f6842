import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFailure } from '../../../../src/core/capture/captureFailure';
import { commandFailureOf, type CommandFailureKind } from '../../../../src/core/capture/commandFailure';
import { looksLikeFailure } from '../../../../src/core/capture/looksLikeFailure';

const read = (text: string) => commandFailureOf(parseFailure(text));

describe('a command that did not run', () => {
  describe('in the words of the tools on this machine', () => {
    let folder: string;
    // An npm around this one, told to be silent, would silence the npm that is tried.
    const env = { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))), LC_ALL: 'C' };
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'command-'));
      writeFileSync(join(folder, 'package.json'), '{ "scripts": { "test": "no-such-runner --all" } }');
      writeFileSync(join(folder, 'plain.sh'), 'no_such_step\n');
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    const commands: [string, string[], CommandFailureKind, string][] = [
      ['sh', ['-c', 'no-such-program'], 'program', 'no-such-program'],
      ['bash', ['-c', 'no-such-program --flag'], 'program', 'no-such-program'],
      ['bash', ['./plain.sh'], 'program', 'no_such_step'],
      ['bash', ['-c', './plain.sh'], 'permission', './plain.sh'],
      ['sh', ['-c', './missing.sh'], 'file', './missing.sh'],
      ['env', ['no-such-program'], 'program', 'no-such-program'],
      ['npm', ['test'], 'program', 'no-such-runner'],
      ['npm', ['run', 'tset'], 'script', 'tset'],
      ['npm', ['--prefix', 'elsewhere', 'test'], 'manifest', 'package.json'],
      ['python3', ['-m', 'no_such_module'], 'module', 'no_such_module'],
      ['python3', ['missing.py'], 'file', 'missing.py'],
      ['node', ['missing.js'], 'file', 'missing.js'],
    ];
    for (const [program, args, kind, name] of commands)
      it(`is read: ${program} ${args.join(' ')}`, function () {
        const { stdout, stderr, error } = spawnSync(program, args, { cwd: folder, encoding: 'utf8', env });
        if (error) return this.skip();
        const failure = read(stdout + stderr);
        assert.ok(failure, stdout + stderr);
        assert.equal(failure.kind, kind);
        assert.ok(failure.name.endsWith(name), failure.name);
      });
  });

  const said: [string, CommandFailureKind, string][] = [
    ['zsh: command not found: pytest', 'program', 'pytest'],
    ['fish: Unknown command: foo', 'program', 'foo'],
    ["'vitest' is not recognized as an internal or external command,\r\noperable program or batch file.", 'program', 'vitest'],
    [
      "vitest : The term 'vitest' is not recognized as the name of a cmdlet, function, script file, or operable program.",
      'program',
      'vitest',
    ],
    ['/bin/sh: 1: vitest: not found\nerror Command failed with exit code 127.', 'program', 'vitest'],
    ['make: vitest: No such file or directory\nmake: *** [Makefile:2: test] Error 127', 'program', 'vitest'],
    ['.husky/pre-commit: 2: lint-staged: not found', 'program', 'lint-staged'],
    ['bundler: command not found: rspec\nInstall missing gem executables with `bundle install`', 'program', 'rspec'],
    ['error Command "tset" not found.', 'script', 'tset'],
    [' ERR_PNPM_NO_SCRIPT  Missing script: tset', 'script', 'tset'],
    ["make: *** No rule to make target 'tset'.  Stop.", 'script', 'tset'],
    ["> Task 'tset' not found in root project 'shop'.", 'script', 'tset'],
    ['[ERROR] Unknown lifecycle phase "tset". You must specify a valid lifecycle phase', 'script', 'tset'],
    ['error: no such command: `tset`', 'script', 'tset'],
    ['error: could not find `Cargo.toml` in `/home/dev` or any parent directory', 'manifest', 'Cargo.toml'],
    ["go: go.mod file not found in current directory or any parent directory; see 'go help modules'", 'manifest', 'go.mod'],
    ['Error: Could not find or load main class shop.Main', 'file', 'shop.Main'],
    ['No test files found, exiting with code 1\n\ninclude: **/*.spec.ts', 'tests', ''],
    ['collected 0 items\n\n===== no tests ran in 0.01s =====', 'tests', ''],
    ['Error: listen EADDRINUSE: address already in use :::3000', 'port', '3000'],
    ['panic in main: listen tcp :8080: bind: address already in use', 'port', '8080'],
  ];
  for (const [text, kind, name] of said)
    it(`is read: ${text.split('\n')[0]!}`, () => {
      assert.deepEqual([read(text)?.kind, read(text)?.name], [kind, name]);
      assert.ok(looksLikeFailure(text));
      assert.deepEqual([read(`\u001b[31m${text}\u001b[39m\n`)?.kind], [kind], 'in colour');
    });

  it('is not read from a trace, a later error or a sentence', () => {
    const trace = 'TypeError: x is undefined\n    at f (/w/a.js:1:2)\n    at g (/w/a.js:3:4)\n';
    assert.equal(read(`sh: 1: vitest: not found\n${trace}`), undefined);
    assert.equal(read('/bin/sh: 1: pkg-config: not found\nValueError: no such size'), undefined);
    assert.equal(parseFailure('/bin/sh: 1: pkg-config: not found\nValueError: no such size').errors[0]?.type, 'ValueError');
    for (const text of ['the page was not found', 'error: not found', 'user: grace: not found here', 'sh is a shell'])
      assert.equal(read(text), undefined, text);
  });
});
