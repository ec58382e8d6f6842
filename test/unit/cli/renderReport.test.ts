import assert from 'node:assert/strict';
import { renderReport } from '../../../src/cli/renderReport';
import { aFrame, anError } from '../../support/someEvidence';

describe('renderReport', () => {
  it('lists the details of an error, how often it occurred, and the number not listed', () => {
    const details = Array.from({ length: 14 }, (_, at) => `  property${at}: ${at},`).join('\n');
    const error = anError({ type: 'Error', message: 'refused', details, times: 3, frames: [aFrame({ file: 'src/a.ts', line: 2 })] });
    const text = renderReport({ errors: [error], expectations: [], leftOut: 5 });
    assert.match(text, /^Error: refused \(seen 3 times\)\n {4}property0: 0,\n/);
    assert.match(text, / {4}property11: 11,\n {4}… 2 more lines, in --json\n {2}src\/a\.ts:2/);
    assert.match(text, /5 more errors of the middle of the output are not listed\./);
  });
});
