import assert from 'node:assert/strict';
import { suiteCommand } from '../../../../src/core/experiments/suiteCommand';

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
