import assert from 'node:assert/strict';
import { recipeOfDebugging } from '../../../src/app/recipeOfDebugging';
import { splitCommand } from '../../../src/core/experiments/splitCommand';

describe('recipeOfDebugging', () => {
  it('gives the command of a launched program, word for word', () => {
    const recipe = recipeOfDebugging(
      { type: 'pwa-node', request: 'launch', program: '/w/a b.js', args: ['--name', "it's", ''], runtimeArgs: ['--import', 'tsx'] },
      '/w',
    );
    assert.deepEqual([recipe?.cwd, recipe?.from], ['/w', 'debugger']);
    assert.deepEqual(splitCommand(recipe?.command ?? '', 'linux'), ['node', '--import', 'tsx', '/w/a b.js', '--name', "it's", '']);
  });

  it('knows npm scripts, Python programs and modules, and the folder that the configuration names', () => {
    const of = (configuration: Record<string, unknown>) => recipeOfDebugging({ request: 'launch', ...configuration }, '/w')?.command;
    assert.equal(of({ type: 'node', runtimeExecutable: 'npm', runtimeArgs: ['run', 'dev'] }), 'npm run dev');
    assert.equal(of({ type: 'debugpy', program: '/w/main.py', args: ['1'] }), 'python3 /w/main.py 1');
    assert.equal(of({ type: 'python', python: '/venv/bin/python', module: 'pytest' }), '/venv/bin/python -m pytest');
    assert.equal(recipeOfDebugging({ type: 'node', request: 'launch', program: 'x.js', cwd: '/other' }, undefined)?.cwd, '/other');
  });

  it('gives nothing for an attached session, without a folder, or for another adapter', () => {
    assert.equal(recipeOfDebugging({ type: 'node', request: 'attach', program: 'x.js' }, '/w'), undefined);
    assert.equal(recipeOfDebugging({ type: 'node', request: 'launch', program: 'x.js' }, undefined), undefined);
    assert.equal(recipeOfDebugging({ type: 'chrome', request: 'launch', url: 'http://localhost' }, '/w'), undefined);
    assert.equal(recipeOfDebugging({ type: 'node', request: 'launch' }, '/w'), undefined);
  });
});
