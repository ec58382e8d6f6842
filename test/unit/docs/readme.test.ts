import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../../scripts/runCommand.mjs';
import { builtCli } from '../../support/builtCli';
import { GitRepository } from '../../support/gitRepository';
import { consoleBlock, recordedExamples, runExamples, type RecordedExample } from '../../support/recordedExamples';

/** The last line of an experiment says how long it took, and how this machine could isolate it. */
const HOW = /^\d+ runs? in [\d.]+ s; .*$/m;

describe('README.md', () => {
  it('shows under "Agents" what the commands print', () => {
    const shop = new GitRepository();
    try {
      shop.write('src/orders.js', 'const store = { anna: [{ price: 3 }] };\n\nexports.findOrders = (user) => store[user];\n');
      shop.write(
        'src/cart.js',
        "const { findOrders } = require('./orders');\n\nexports.total = (user) => {\n  const orders = findOrders(user);\n  let sum = 0;\n  for (let i = 0; i < orders.length; i++) sum += orders[i].price;\n  return sum;\n};\n",
      );
      shop.write(
        'cart.test.js',
        "const test = require('node:test');\nconst assert = require('node:assert');\nconst { total } = require('./src/cart');\n\ntest('a new customer owes nothing', () => assert.equal(total('bob'), 0));\ntest('a customer with one order owes its price', () => assert.equal(total('anna'), 3));\n",
      );
      shop.commit('Carts', new Date('2026-01-05T12:00:00Z'));
      const recorded = recordedExamples(join(root, 'README.md'), 'agents');
      assert.equal(recorded.length, 3);
      const printed = runExamples(recorded, shop.path, builtCli());
      if (process.env['RECORD_EXAMPLES']) return console.log(consoleBlock(printed));
      assert.deepEqual(printed.map(comparable), recorded.map(comparable));
    } finally {
      shop.dispose();
    }
  });
});

function comparable({ command, output }: RecordedExample): RecordedExample {
  return { command, output: output.replace(HOW, '').trim() };
}
