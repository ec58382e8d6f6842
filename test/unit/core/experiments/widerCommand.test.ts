import assert from 'node:assert/strict';
import { fileCommand, suiteCommand } from '../../../../src/core/experiments/widerCommand';

describe('suiteCommand', () => {
  for (const [command, suite] of [
    ['npm test -- OrderHistory', 'npm test'],
    ['npm run test:unit -- -t orders', 'npm run test:unit'],
    ['pnpm test orders', 'pnpm test'],
    ['npx vitest run test/orders.test.ts -t ^orders$', 'npx vitest run'],
    ['npx vitest run --config ci.ts src/a.test.ts', 'npx vitest run --config ci.ts'],
    ['npx jest --runTestsByPath a.test.js -t x --ci', 'npx jest --ci'],
    ['npx mocha test/a.js --grep one', 'npx mocha test/a.js'],
    ['python3 -m pytest -x tests/test_a.py::test_b', 'python3 -m pytest -x'],
    ['go test ./... -run ^TestA$ -count=1', 'go test ./...'],
  ] as const) {
    it(`is "${suite}" for "${command}"`, () => assert.equal(suiteCommand(command.split(' '))?.join(' '), suite));
  }

  for (const command of ['npm test', 'npx vitest run', 'node crash.js a', 'npm run build -- x', 'make test', 'sh -c true', '']) {
    it(`is unknown or unchanged for "${command}"`, () => assert.equal(suiteCommand(command.split(' ')), undefined));
  }
});

describe('fileCommand', () => {
  const scripts = { script: (name: string) => (name === 'test' ? 'vitest run' : undefined) };
  for (const [command, wide] of [
    ['npx vitest run test/orders.test.ts -t ^orders$', 'npx vitest run test/orders.test.ts'],
    ['npx vitest run test/orders.test.ts:14', 'npx vitest run test/orders.test.ts'],
    ['npx jest --runTestsByPath a.test.js -t x --ci', 'npx jest --runTestsByPath a.test.js --ci'],
    ['npx jest a.test.js --testNamePattern=x', 'npx jest a.test.js'],
    ['npx mocha test/a.js --grep one', 'npx mocha test/a.js'],
    ['node --test --test-name-pattern=^a$ --import tsx a.test.js', 'node --test --import tsx a.test.js'],
    ['node --test --test-name-pattern ^a$ a.test.js', 'node --test a.test.js'],
    ['npm test -- a.test.ts -t orders', 'npm exec -c vitest run a.test.ts'],
    ['python3 -m pytest -x tests/test_a.py::TestB::test_c[1-2]', 'python3 -m pytest -x tests/test_a.py'],
    ['python3 -m pytest tests/test_a.py -k adds', 'python3 -m pytest tests/test_a.py'],
    ['python3 -m unittest pkg.test_a.Adds.test_one', 'python3 -m unittest pkg.test_a.Adds'],
    ['go test ./cart -run ^TestA$ -count=1', 'go test ./cart'],
  ] as const) {
    it(`is "${wide}" for "${command}"`, () => assert.equal(fileCommand(command.split(' '), scripts)?.join(' '), wide));
  }

  for (const command of ['npm test', 'npx vitest run a.test.ts', 'python3 -m unittest pkg.test_a', 'node crash.js -t a', 'make test']) {
    it(`is unchanged for "${command}"`, () => assert.equal(fileCommand(command.split(' '), scripts), undefined));
  }
});
