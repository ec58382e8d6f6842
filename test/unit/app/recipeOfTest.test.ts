import assert from 'node:assert/strict';
import { recipeOfTest, type TestedPackage } from '../../../src/app/recipeOfTest';

const tested = (over: Partial<TestedPackage> = {}, script?: string): TestedPackage => ({
  folder: '/w/web',
  scripts: { script: (name) => (name === 'test' ? script : undefined) },
  dependencies: new Set(),
  manager: 'npm',
  ...over,
});
const test = { names: ['Orders', "shows Ada's"], file: '/w/web/test/orders.test.ts', line: 12 };

describe('recipeOfTest', () => {
  it('uses the script of the package, narrowed to the test', () => {
    const recipe = recipeOfTest(test, tested({ manager: 'pnpm' }, 'vitest run'));
    assert.deepEqual([recipe?.cwd, recipe?.from], ['/w/web', 'test']);
    assert.match(recipe?.command ?? '', /^pnpm test .*test\/orders\.test\.ts -t '\^Orders shows Ada.*\$'$/);
  });

  it('calls the runner that the package depends on if no script does', () => {
    for (const [dependency, command] of [
      ['vitest', /^npx vitest run test\/orders\.test\.ts -t /],
      ['jest', /^npx jest --runTestsByPath test\/orders\.test\.ts -t /],
      ['mocha', /^npx mocha --grep /],
      ['@playwright/test', /^npx playwright test test\/orders\.test\.ts:12$/],
    ] as const) {
      assert.match(recipeOfTest(test, tested({ dependencies: new Set([dependency]) }))?.command ?? '', command, dependency);
    }
  });

  it('names Python tests by file and class, for the configured runner', () => {
    const python = { names: ['test_orders.py', 'TestOrders', 'test_empty'], file: '/w/web/tests/test_orders.py' };
    assert.equal(recipeOfTest(python, tested())?.command, 'python3 -m pytest tests/test_orders.py::TestOrders::test_empty');
    assert.equal(recipeOfTest(python, tested({ unittest: true }))?.command, 'python3 -m unittest tests.test_orders.TestOrders.test_empty');
  });

  it('runs a Go test in its own folder, and only its subtest', () => {
    const recipe = recipeOfTest({ names: ['TestSum', 'empty'], file: '/w/web/pkg/sum_test.go' }, tested());
    assert.equal(recipe?.cwd, '/w/web/pkg');
    assert.match(recipe?.command ?? '', /^go test \. -run '\^TestSum\$\/\^empty\$' -count=1$/);
  });

  it('gives nothing if the runner is unknown', () => {
    assert.equal(recipeOfTest(test, tested()), undefined);
    assert.equal(recipeOfTest({ names: ['a'], file: '/w/web/a.swift' }, tested()), undefined);
  });
});
