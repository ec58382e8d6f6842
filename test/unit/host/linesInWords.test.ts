import assert from 'node:assert/strict';
import { linesInWords } from '../../../src/host/linesInWords';

describe('linesInWords', () => {
  it('names each file once, with its lines in order', () => {
    const places = [
      { file: 'src/OrderHistory.tsx', line: 47 },
      { file: 'src/OrderHistory.tsx', line: 38 },
      { file: 'src/useOrders.ts', line: 52 },
      { file: 'src/useOrders.ts', line: 19 },
      { file: 'src/useOrders.ts', line: 20 },
      { file: 'src/api.ts', line: 3 },
    ];
    assert.equal(
      linesInWords(places),
      'lines 38 and 47 of src/OrderHistory.tsx; lines 19, 20 and 52 of src/useOrders.ts; line 3 of src/api.ts',
    );
  });
});
