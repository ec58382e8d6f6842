import assert from 'node:assert/strict';
import { printedBy } from '../../../src/app/printedBy';

const output = '\u001b]633;C\u0007\u001b[31mTypeError\u001b[39m: x is undefined\r\n    at load (\u001b[36msrc/a.ts\u001b[39m:3:5)\r\n';

describe('printedBy', () => {
  it('recognises a selection despite colours and marks of the shell', () => {
    assert.ok(printedBy(output, 'TypeError: x is undefined\n    at load (src/a.ts:3:5)'));
    assert.ok(printedBy(output, '  at load (src/a.ts:3:5)'));
  });

  it('matches no other text, and no text so short that it occurs everywhere', () => {
    assert.ok(!printedBy(output, 'TypeError: y is undefined'));
    assert.ok(!printedBy(output, 'x is'));
    assert.ok(!printedBy(output, ''));
  });
});
