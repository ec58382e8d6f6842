import assert from 'node:assert/strict';
import type { Ranking } from '../../../../src/core/suspects/ranking';
import { withCallsBelow } from '../../../../src/core/suspects/smallProgram';
import { hypothesesOf } from '../../../support/hypothesesOf';

const FILES = {
  'desk.js': [
    "const { overdue } = require('./loans');",
    'const letter = (loans, day) => `Please return ${overdue(loans, day).join()}`;',
    'module.exports = { letter };',
  ],
  'loans.js': [
    'function overdue(loans, day) {',
    '  const late = [];',
    '  for (const loan of loans) {',
    '    if (loan.due + loan.extension < day) late.push(loan.title);',
    '  }',
    '  return late;',
    '}',
    'module.exports = { overdue };',
  ],
  'desk.test.js': [
    "const { letter } = require('./desk');",
    "test('asks for a book on its last day', () => {",
    "  assert.strictEqual(letter([{ title: 'Emma', due: 3, extension: 2 }], 5), 'Please return Emma');",
    '});',
  ],
};

const OUTPUT = [
  'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:',
  '+ actual - expected',
  '',
  "+ 'Please return '",
  "- 'Please return Emma'",
  '',
  '    at TestContext.<anonymous> (/srv/work/desk.test.js:3:10)',
  '    at Test.run (node:internal/test_runner/test:796:25)',
];

describe('withCallsBelow', () => {
  it('ranks what decides before what puts the result together, in a small program', async () => {
    const { ranked, hypotheses } = await hypothesesOf(OUTPUT, FILES);
    assert.deepEqual(ranked, ['overdue', 'letter']);
    assert.equal(hypotheses[0]?.title, 'The result may go wrong in `overdue`');
    assert.ok(
      hypotheses[0].evidence.some(({ file, line }) => file === 'loans.js' && line === 4),
      'the line that decides is not shown',
    );
  });

  it('keeps what the test calls first in a large one', async () => {
    const { ranked } = await hypothesesOf(OUTPUT, {
      ...FILES,
      'loans.js': [...FILES['loans.js'], ...Array<string>(900).fill('// a line')],
    });
    assert.deepEqual(ranked, ['letter', 'overdue']);
  });

  it('leaves a ranking with a stack alone', () => {
    const ranking = { functions: [{ facts: { stackPlace: 0 } }, { facts: { testCall: 1 } }], facts: [], by: '' } as unknown as Ranking;
    assert.equal(withCallsBelow(ranking), ranking);
  });
});
