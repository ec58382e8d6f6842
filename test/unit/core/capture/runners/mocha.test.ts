import { deepStrictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';

describe('mocha', () => {
  it('reads values from the message, not from the frames below it', () => {
    const text = `  1) cart
       shows the total:
     AssertionError: Timed out retrying after 4000ms: expected '<span.total>' to contain '€12.00'
      at Context.eval (webpack://shop/./cypress/e2e/cart.cy.ts:7:25)
`;
    deepStrictEqual(parseFailure(text).expectations, [
      { expected: "'€12.00'", actual: "'<span.total>'", test: 'cart shows the total', error: 0 },
    ]);
  });
});
