import { deepStrictEqual, strictEqual } from 'node:assert';
import { toxCommands } from '../../../../src/core/experiments/toxCommands';
import type { PackagePlace } from '../../../../src/core/experiments/packagePlace';
import { shellWords } from '../../../../src/core/experiments/shellWords';
import { makefileRecipe } from '../../../../src/core/experiments/makefileRecipe';
import { recogniseRunner } from '../../../../src/core/experiments/runnerTable';
import type { TestToRun } from '../../../../src/core/experiments/testRunner';

const SCRIPTS: Record<string, string> = {
  test: 'vitest run',
  unit: 'cross-env NODE_ENV=test mocha --exit "test/**/*.js"',
  lint: 'eslint .',
  both: 'npm run lint && mocha "test/**/*.js"',
  covered: 'mocha test && nyc report',
  built: 'tsc -p . && node --test dist',
  piped: 'tape test/*.js | tap-spec',
  made: 'make test',
  nested: 'npm run unit',
  circle: 'npm run circle',
  py: 'python -m pytest tests',
};
const MAKEFILE = `PYTEST ?= python -m pytest
FLAGS = -q
.PHONY: all test
all: test
build:
\t@echo building $@
\tpython setup.py build
test: build
\t-$(PYTEST) $(FLAGS) tests
js:
\t$(MAKE) test-js
test-js: ; npx mocha 'test/*.js'
loop: loop
\techo $(shell ls)
`;
const TOX = `[tox]
envlist = py312, lint
[testenv]
deps = pytest
commands =
    pip list
    pytest -q {posargs:tests}
[testenv:lint]
commands = flake8 src
`;
const scripts = {
  script: (name: string) => SCRIPTS[name],
  makeRecipe: (target?: string) => makefileRecipe(MAKEFILE, target),
  toxCommands: (environment?: string) => toxCommands(TOX, environment),
};
const ELSEWHERE = ['-Dsurefire.failIfNoSpecifiedTests=false', '-DfailIfNoTests=false'];
const known = (command: string) => recogniseRunner(shellWords(command) ?? [], scripts);

describe('recogniseRunner', () => {
  for (const [command, runner] of [
    ['npx vitest run', 'vitest'],
    ['npx --yes -p vitest@3 vitest', 'vitest'],
    ['node_modules/.bin/jest --ci', 'jest'],
    ['node node_modules/jest/bin/jest.js', 'jest'],
    ['NODE_ENV=test npx mocha', 'mocha'],
    ['env A=1 mocha', 'mocha'],
    ['node --require tsx/cjs ./node_modules/mocha/bin/mocha.js', 'mocha'],
    ['node --test test/', 'node:test'],
    ['node --import tsx --test', 'node:test'],
    ['node app.js --test', 'node:test'],
    ['tsx src/main.ts', 'tsx'],
    ['npx ts-node src/main.ts', 'ts-node'],
    ['node src/main.js', 'node'],
    ['pytest tests', 'pytest'],
    ['python3.11 -W error -m pytest', 'pytest'],
    ['poetry run pytest', 'pytest'],
    ['uv run python -m unittest', 'unittest'],
    ['python app.py -m pytest', 'python'],
    ['go test ./...', 'go'],
    ['./mvnw -q test', 'maven'],
    ['./gradlew test', 'gradle'],
    ['java -jar lib/junit-platform-console-standalone.jar -p shop', 'junit'],
    ['java Main.java', 'java'],
    ['cargo test --workspace', 'cargo'],
    ['bundle exec rspec', 'rspec'],
    ['ruby -Ilib test/test_cart.rb', 'minitest'],
    ['vendor/bin/phpunit', 'phpunit'],
    ['npm test', 'vitest'],
    ['npm t', 'vitest'],
    ['npm run unit', 'mocha'],
    ['pnpm --filter web run unit', 'mocha'],
    ['yarn workspace web unit', 'mocha'],
    ['pnpm exec vitest', 'vitest'],
    ['yarn vitest run', 'vitest'],
    ['npm run nested', 'mocha'],
    ['npm run py', 'pytest'],
    ['sh -c "npx jest"', 'jest'],
    ['sh -c "cd web && npx jest"', 'jest'],
    ['npm run both', 'mocha'],
    ['npx vitest@latest run', 'vitest'],
    ['npx --yes pnpm@10 --filter web unit', 'mocha'],
    ['npm run covered', 'mocha'],
    ['npm run built', 'node:test'],
    ['npm run made', 'pytest'],
    ['make', 'pytest'],
    ['make -j2 test', 'pytest'],
    ['make js', 'mocha'],
    ['tox', 'pytest'],
    ['tox -e py312 -- tests/test_a.py', 'pytest'],
  ] as const) {
    it(`${command} → ${runner}`, () => strictEqual(known(command)?.runner, runner));
  }

  for (const command of [
    'npm run piped',
    'npm run circle',
    'make -C web',
    'make loop',
    'make other',
    'tox -e lint',
    'npm run missing',
    '',
  ]) {
    it(`finds none in "${command}"`, () => strictEqual(known(command), undefined));
  }
});

describe('narrowing to one test', () => {
  const js: TestToRun = { name: 'cart (new) > totals', file: 'src/cart.test.ts', line: 7 };
  for (const [command, test, narrowed] of [
    ['npx vitest run', js, ['npx', 'vitest', 'run', 'src/cart.test.ts', '-t', '^cart \\(new\\) totals$']],
    ['npm test', js, ['npm', 'test', '--', 'src/cart.test.ts', '-t', '^cart \\(new\\) totals$']],
    ['yarn test', js, ['yarn', 'test', 'src/cart.test.ts', '-t', '^cart \\(new\\) totals$']],
    ['jest', js, ['jest', '--runTestsByPath', 'src/cart.test.ts', '-t', '^cart \\(new\\) totals$']],
    ['mocha test', js, ['mocha', 'test', '--grep', '^cart \\(new\\) totals$']],
    ['npm run both', js, ['npm', 'run', 'both', '--', '--grep', '^cart \\(new\\) totals$']],
    ['npm run covered', js, ['npm', 'exec', '-c', "mocha test --grep '^cart \\(new\\) totals$'"]],
    ['npm run built', js, ['npm', 'exec', '-c', "tsc -p . && node '--test-name-pattern=^totals$' --test dist"]],
    [
      'pnpm --filter web run built',
      js,
      ['pnpm', '--filter', 'web', '-c', 'exec', "tsc -p . && node '--test-name-pattern=^totals$' --test dist"],
    ],
    ['npm run py', { name: 'tests/test_a.py::test_x' }, ['npm', 'exec', '-c', 'python -m pytest tests/test_a.py::test_x']],
    [
      'npm run made',
      { name: 'tests/test_a.py::test_x' },
      ['npm', 'exec', '-c', "sh -c 'python setup.py build && python -m pytest -q tests/test_a.py::test_x'"],
    ],
    [
      'make test',
      { name: 'tests/test_a.py::test_x' },
      ['sh', '-c', 'python setup.py build && python -m pytest -q tests/test_a.py::test_x'],
    ],
    ['make test-js', js, ['sh', '-c', "npx mocha 'test/*.js' --grep '^cart \\(new\\) totals$'"]],
    ['tox -e py312', { name: 'tests/test_a.py::test_x' }, ['tox', '-e', 'py312', '--', 'tests/test_a.py::test_x']],
    ['node --test test', js, ['node', '--test-name-pattern=^totals$', '--test', 'test']],
    ['pytest -q tests', { name: 'tests/test_a.py::test_x' }, ['pytest', '-q', 'tests/test_a.py::test_x']],
    ['pytest', { name: 'sub/tests/test_a.py::T::test_x', file: 'tests/test_a.py' }, ['pytest', 'tests/test_a.py::T::test_x']],
    ['python -m pytest', { name: 'test_x', file: 'tests/test_a.py' }, ['python', '-m', 'pytest', 'tests/test_a.py::test_x']],
    ['python -m unittest', { name: 'test_x (tests.a.T)' }, ['python', '-m', 'unittest', '-k', '*tests.a.T.test_x']],
    ['python -m unittest tests.a', { name: 'test_x (tests.a.T.test_x)' }, ['python', '-m', 'unittest', 'tests.a.T.test_x']],
    ['python -m unittest tests.a', { name: 'tests.a.T.test_x' }, ['python', '-m', 'unittest', 'tests.a.T.test_x']],
    ['python -m unittest tests.a', { name: 'tests.a.T.test_x (i=1)' }, ['python', '-m', 'unittest', 'tests.a.T.test_x']],
    ['go test ./...', { name: 'TestA/sub' }, ['go', 'test', './...', '-run', '^TestA$/^sub$', '-count=1']],
    ['mvn test', { name: 'org.x.FooTest.bar' }, ['mvn', 'test', '-Dtest=org.x.FooTest#bar', ...ELSEWHERE]],
    ['mvn test', { name: 'org.x.FooTest.bar{int}[2]' }, ['mvn', 'test', '-Dtest=org.x.FooTest#bar', ...ELSEWHERE]],
    ['gradle test', { name: 'bar(org.x.FooTest)' }, ['gradle', 'test', '--tests', 'org.x.FooTest.bar']],
    [
      'java -jar junit-platform-console-standalone-1.9.1.jar -cp out --scan-classpath out --details tree',
      { name: 'org.x.FooTest.bar()' },
      [
        ...['java', '-jar', 'junit-platform-console-standalone-1.9.1.jar', '-cp', 'out', '--details', 'tree'],
        '--select-method=org.x.FooTest#bar',
      ],
    ],
    [
      'java -cp out:lib/x.jar org.junit.platform.console.ConsoleLauncher -c org.x.FooTest',
      { name: 'org.x.FooTest.bar' },
      ['java', '-cp', 'out:lib/x.jar', 'org.junit.platform.console.ConsoleLauncher', '--select-method=org.x.FooTest#bar'],
    ],
    ['java -cp out org.junit.runner.JUnitCore org.x.FooTest', { name: 'org.x.FooTest.bar' }, undefined],
    ['cargo test', { name: 'a::b' }, ['cargo', 'test', 'a::b', '--', '--exact']],
    ['ruby test_cart.rb', { name: 'TestCart#test_adds' }, ['ruby', 'test_cart.rb', '-n', '/^test_adds$/']],
    ['rspec', { name: 'x', file: 'spec/a_spec.rb', line: 3 }, ['rspec', 'spec/a_spec.rb:3']],
  ] as const) {
    it(`runs ${narrowed ? `"${narrowed.join(' ')}"` : 'nothing else'} for "${command}"`, () =>
      deepStrictEqual(known(command)?.narrow(test), narrowed));
  }

  it('does not change a command that already selects its test', () => strictEqual(known('mocha -g totals')?.narrow(js), undefined));
});

describe('the results of a runner', () => {
  it("of JUnit's console and Gradle need an argument", () => {
    deepStrictEqual(
      known('java -jar junit-platform-console-standalone.jar -p shop')?.record('/run/tests.json')?.at(-1),
      '--reports-dir=/run/reports',
    );
    deepStrictEqual(known('gradle test')?.record('/run/tests.json'), ['gradle', 'test', '--init-script', '/run/rerun.gradle']);
  });

  it('of node:test need a second reporter where the first names no passing test', () => {
    const second = ['--test-reporter=tap', '--test-reporter-destination=/run/tests.tap'];
    const dot = ['--test', '--test-reporter', 'dot', 'a.test.js'];
    deepStrictEqual(known('node --test --test-reporter dot a.test.js')?.record('/run/tests.json'), [
      ...['node', ...second, '--test-reporter-destination=stdout', ...dot],
    ]);
    deepStrictEqual(known('node --test --test-reporter=dot --test-reporter-destination=out.txt')?.record('/run/tests.json'), [
      ...['node', ...second, '--test', '--test-reporter=dot', '--test-reporter-destination=out.txt'],
    ]);
    for (const command of ['node --test', 'node --test --test-reporter=spec', 'node --test --test-reporter tap'])
      strictEqual(known(command)?.record('/run/tests.json'), undefined, command);
  });

  it('of a compiled language read the files natively, unless another program takes part', () => {
    for (const command of ['mvn test', 'java Main.java', './gradlew test']) strictEqual(known(command)?.native, true, command);
    strictEqual(recogniseRunner(['sh', '-c', 'javac -d out Main.java && java -cp out Main'])?.native, true);
    strictEqual(recogniseRunner(['sh', '-c', 'node prepare.js && mvn test'])?.native, false);
    strictEqual(known('npx vitest run')?.native, false);
  });
});

describe('shellWords', () => {
  it('splits a line into words at its unquoted blanks, and removes quotes and escapes', () =>
    deepStrictEqual(shellWords(`a "b c" 'd e' f\\ g ""`), ['a', 'b c', 'd e', 'f g', '']));
  for (const line of ['a && b', 'a | b', 'a > f', 'a $(b)', 'a "$B"', 'a; b', 'a "b']) {
    it(`leaves ${line} to the shell`, () => strictEqual(shellWords(line), undefined));
  }
});

describe('a command in a package of a workspace', () => {
  const folders: Record<string, string> = { web: '/ws/packages/web', api: '/ws/packages/api' };
  const lines: Record<string, string> = { web: 'vitest run', api: 'tsc -p . && mocha' };
  const packages = {
    script: (name: string, { workspace, folder = '' }: PackagePlace = {}) =>
      name === 'test' ? lines[workspace ?? folder.replace(/^.*\//, '')] : undefined,
    folderOf: ({ workspace, folder = '' }: PackagePlace) => folders[workspace ?? folder.replace(/^.*\//, '')],
    packages: () => Object.entries(folders).map(([name, folder]) => ({ name, folder })),
  };
  const web: TestToRun = { name: 'totals', file: '/ws/packages/web/cart.test.ts' };
  const api: TestToRun = { name: 'totals', file: '/ws/packages/api/cart.test.ts' };
  const vitest = ['/ws/packages/web/cart.test.ts', '-t', '^totals$'];
  for (const [command, test, narrowed] of [
    ['pnpm -C packages/web test', web, ['pnpm', '-C', 'packages/web', 'test', ...vitest]],
    ['pnpm --dir=packages/api test', api, ['pnpm', '--dir=packages/api', 'test', '--grep', '^totals$']],
    ['pnpm --filter web test', web, ['pnpm', '--filter', 'web', 'test', ...vitest]],
    ['pnpm -r test', web, ['pnpm', '--filter', 'web', 'test', ...vitest]],
    ['pnpm --recursive run test', api, ['pnpm', '--filter', 'api', 'run', 'test', '--grep', '^totals$']],
    ['npm -w web test', web, ['npm', '-w', 'web', 'test', '--', ...vitest]],
    ['npm test -w web', web, ['npm', 'test', '-w', 'web', '--', ...vitest]],
    ['npm run test --workspace=web -- --ui', web, ['npm', 'run', 'test', '--workspace=web', '--', '--ui', ...vitest]],
    ['npm test --workspaces', api, ['npm', '-w', 'api', 'test', '--', '--grep', '^totals$']],
    ['npm --prefix packages/web test', web, ['npm', '--prefix', 'packages/web', 'test', '--', ...vitest]],
    ['yarn workspace web test', web, ['yarn', 'workspace', 'web', 'test', ...vitest]],
    ['yarn --cwd packages/web test', web, ['yarn', '--cwd', 'packages/web', 'test', ...vitest]],
    ['yarn workspaces foreach -A run test', web, ['yarn', 'workspace', 'web', 'run', 'test', ...vitest]],
    ['npx -w web vitest run', web, ['npx', '-w', 'web', 'vitest', 'run', ...vitest]],
    ['npm exec -w web -- vitest run', web, ['npm', 'exec', '-w', 'web', '--', 'vitest', 'run', ...vitest]],
    ['pnpm -C packages/web exec vitest run', web, ['pnpm', '-C', 'packages/web', 'exec', 'vitest', 'run', ...vitest]],
    ['pnpm -r test', { name: 'totals' }, undefined],
    ['pnpm -r lint', web, undefined],
  ] as const) {
    it(`${command} → ${narrowed?.join(' ') ?? 'none'}`, () =>
      deepStrictEqual(recogniseRunner(command.split(' '), packages)?.narrow(test), narrowed));
  }

  it('changes the line of a script where it runs', () => {
    const built = { ...packages, script: () => 'mocha && nyc report' };
    for (const [command, front] of [
      ['npm --prefix packages/api test', ['npm', '--prefix', 'packages/api', 'exec', '-c', 'cd /ws/packages/api && ']],
      ['npm test -w api', ['npm', '-w', 'api', 'exec', '-c', '']],
      ['yarn workspace api test', ['npm', 'exec', '-c', 'cd /ws/packages/api && ']],
      ['pnpm -C packages/api test', ['pnpm', '-C', 'packages/api', '-c', 'exec', '']],
    ] as const) {
      const narrowed = recogniseRunner(command.split(' '), built)?.narrow(api);
      deepStrictEqual(narrowed, [...front.slice(0, -1), `${front.at(-1)}mocha --grep '^totals$'`], command);
    }
  });

  it('names the folder as elsewhere, and records no results of several packages in one file', () => {
    const all = recogniseRunner(['pnpm', '-r', 'test'], packages);
    deepStrictEqual([all?.elsewhere, all?.record('/tmp/results.json')], [true, undefined]);
    strictEqual(recogniseRunner(['npm', 'test', '-w', 'web'], packages)?.elsewhere, true);
    strictEqual(recogniseRunner(['npx', '-w', 'web', 'vitest'], packages)?.elsewhere, true);
  });
});
