import assert from 'node:assert/strict';
import { hypothesesOf } from '../../../support/hypothesesOf';

const FILES = {
  'auction.js': [
    "const { highest } = require('./bids');",
    'const result = (lot) => `${lot.title} goes to ${highest(lot.bids).bidder}`;',
    'module.exports = { result };',
  ],
  'bids.js': [
    'function highest(bids) {',
    '  let best;',
    '  for (const each of bids) {',
    '    if (!best || each.cents >= best.cents) best = each;',
    '  }',
    '  return best;',
    '}',
    'module.exports = { highest };',
  ],
  'auction.test.js': [
    "const { result } = require('./auction');",
    "test('the first of two gets it', () => {",
    "  const bids = [{ bidder: 'Olaf', cents: 60 }, { bidder: 'Ruth', cents: 60 }];",
    "  assert.strictEqual(result({ title: 'Lamp', bids }), 'Lamp goes to Olaf');",
    '});',
  ],
};

const OUTPUT = [
  'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:',
  '+ actual - expected',
  '',
  "+ 'Lamp goes to Ruth'",
  "- 'Lamp goes to Olaf'",
  '',
  '    at TestContext.<anonymous> (/srv/work/auction.test.js:4:10)',
  '    at Test.run (node:internal/test_runner/test:796:25)',
];

describe('withCallsBelow', () => {
  it('ranks what decides before what puts the result together, in a small program', async () => {
    const { ranked, hypotheses } = await hypothesesOf(OUTPUT, FILES);
    assert.deepEqual(ranked, ['highest', 'result']);
    assert.equal(hypotheses[0]?.title, 'The result may go wrong in `highest`');
    assert.ok(
      hypotheses[0].evidence.some(({ file, line }) => file === 'bids.js' && line === 4),
      'the line that decides is not shown',
    );
  });

  it('keeps what the test calls first in a large one', async () => {
    const { ranked } = await hypothesesOf(OUTPUT, { ...FILES, 'bids.js': [...FILES['bids.js'], ...Array<string>(900).fill('// a line')] });
    assert.deepEqual(ranked, ['result', 'highest']);
  });

  it('keeps the order of a stack', async () => {
    const thrown = [
      "TypeError: Cannot read properties of undefined (reading 'bidder')",
      '    at result (/srv/work/auction.js:2:69)',
      ...OUTPUT.slice(-2),
    ];
    const { ranked } = await hypothesesOf(thrown, FILES);
    assert.equal(ranked[0], 'result');
  });
});
