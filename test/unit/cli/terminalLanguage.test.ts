import assert from 'node:assert/strict';
import { languageOfTerminal } from '../../../src/cli/terminalLanguage';
import { readCommand } from '../../../src/cli/options';

const german = { LANG: 'de_DE.UTF-8' };

describe('the language of the command line', () => {
  const of = (args: string, env: Record<string, string> = {}, terminal = true) => languageOfTerminal(args.split(' '), env, () => terminal);

  it('is that of the terminal, and English where nobody looks at one', () => {
    assert.equal(of('diagnose', german), 'de');
    assert.equal(of('diagnose', { LC_ALL: 'de_AT', LANG: 'en_US.UTF-8' }), 'de');
    assert.equal(of('diagnose', { LC_ALL: 'C', ...german }), undefined);
    assert.equal(of('diagnose', { LANG: 'fr_FR.UTF-8' }), undefined);
    assert.equal(of('diagnose', german, false), undefined);
  });

  it('is the one that is asked for, also where a pager reads', () => {
    assert.equal(of('diagnose --language de', {}, false), 'de');
    assert.equal(of('--language=de diagnose'), 'de');
    assert.equal(of('diagnose --language en', german), undefined);
    assert.equal(of('diagnose --language ../../etc', german), undefined);
    assert.equal(of('run -- program --language de'), undefined);
  });

  it('is English for every answer that a program reads', () => {
    for (const args of [
      'diagnose --json',
      'prove --format github -- npm test',
      'diagnose --format=sarif',
      'mcp',
      'hook',
      'prompt x.log',
      'run --for agent -- npm test',
    ])
      assert.equal(of(`${args.replace(/ --( |$).*/, '')} --language de`, german), undefined, args);
    assert.equal(of('diagnose --json --help', german), 'de');
  });

  it('is no option of a command, and named if there is no such language', () => {
    assert.deepEqual(readCommand(['--language', 'de', 'parse', 'x.log', '--json'], '/'), { name: 'parse', file: 'x.log', json: true });
    assert.deepEqual(readCommand(['check', '--language=en'], '/'), { name: 'check', json: false, workspace: '/', file: undefined });
    for (const args of [
      ['parse', '--language', 'xx'],
      ['parse', '--language'],
    ])
      assert.throws(() => readCommand(args, '/'), /--language takes en or de, not/);
  });
});
