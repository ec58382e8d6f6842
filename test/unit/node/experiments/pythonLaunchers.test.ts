import { deepStrictEqual, match, ok, strictEqual } from 'node:assert';
import { join } from 'node:path';
import { setsPythonPath } from '../../../../src/node/experiments/pythonLaunchers';
import { runRecipe } from '../../../../src/node/experiments/runRecipe';
import { TempFolder } from '../../../support/gitRepository';

describe('a command that replaces PYTHONPATH', () => {
  const folder = new TempFolder();
  after(() => folder.dispose());

  it('is known by its own words, by a script that it runs and by rules up to the repository', () => {
    folder.write('one/.git/HEAD', '');
    folder.write('one/Makefile', 'test:\n\tPYTHONPATH=src python3 -m unittest\n');
    folder.write('one/inner/run.sh', 'export PYTHONPATH="$PWD/src"\n');
    folder.write('two/.git/HEAD', '');
    folder.write('two/package.json', '{ "scripts": { "test": "pytest" } }');
    folder.write('two/run.sh', 'echo "$PYTHONPATH"\npytest\n');
    const known = (at: string, ...command: string[]): boolean => setsPythonPath(command, join(folder.path, at));
    deepStrictEqual(
      [known('one/inner', 'make', 'test'), known('two', 'env', 'PYTHONPATH=.', 'pytest'), known('two', 'sh', '-c', 'PYTHONPATH=. pytest')],
      [true, true, true],
    );
    deepStrictEqual([known('two', 'npm', 'test'), known('two', './run.sh'), known('two', '../one/inner/run.sh')], [false, false, true]);
  });

  it('still gets the instruments of a run before it, with its own arguments, program and end', async function () {
    if (process.platform === 'win32') this.skip();
    const code = 'import os, sys; print(os.environ["PYTHONPATH"], sys.executable, sys.argv[1]); sys.exit(3)';
    const run = await runRecipe({ command: ['env', 'PYTHONPATH=src:a b', 'python3', '-c', code, 'an argument'], cwd: folder.path });
    strictEqual(run.exit, 3, run.output);
    match(run.output, /^\S+\/python:src:a b \S*\/python3?\S* an argument\n$/);
    ok(!/debug-with-context/.test(run.output.split(' b ')[1] ?? ''), run.output);
  });
});
