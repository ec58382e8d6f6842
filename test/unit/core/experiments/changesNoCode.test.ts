import { match, strictEqual } from 'node:assert';
import { changesNoCode } from '../../../../src/core/experiments/changesNoCode';
import { parseDiff } from '../../../../src/core/hypotheses/parseDiff';

describe('changesNoCode', () => {
  const said = (...files: string[]): string | undefined =>
    changesNoCode(
      parseDiff(
        files
          .map((file) =>
            file.startsWith('+')
              ? `--- /dev/null\n+++ b/${file.slice(1)}\n@@ -0,0 +1 @@\n+a\n`
              : `--- a/${file}\n+++ b/${file}\n@@ -1 +1 @@\n-a\n+b\n`,
          )
          .join(''),
      ),
    );

  it('tells a patch of tests, of settings and of both from one of code', () => {
    match(said('test/a.test.js', 'conftest.py', '+__mocks__/fetch.js') ?? '', /^The patch changes tests only/);
    match(said('lib.js', 'node_modules/left-pad/index.js') ?? '', /node_modules\/left-pad\/index\.js, which an installation makes anew/);
    for (const name of [
      'package.json',
      'vitest.config.mts',
      '.mocharc.json',
      'jest.setup.js',
      'setup.cfg',
      'pyproject.toml',
      'packages/a/tsconfig.build.json',
      'pytest.ini',
      'Makefile',
      'phpunit.xml',
      '.rspec',
    ])
      strictEqual(
        said(name, '+fake.js', 'a.test.js'),
        `The patch changes how the command runs (${name}, fake.js, a.test.js), not the code that it runs.`,
      );
    for (const files of [
      ['lib.js'],
      ['package.json', 'lib.js'],
      ['+lib.js'],
      ['+lib.js', 'a.test.js'],
      ['src/app.config.ts'],
      ['data/list.json'],
    ])
      strictEqual(said(...files), undefined, files.join());
  });
});
