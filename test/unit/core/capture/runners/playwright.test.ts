import { deepStrictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { frameText } from '../../../../support/readErrors';

const output = `Running 3 tests using 1 worker

  1) [chromium] › tests/cart.spec.ts:5:5 › cart › shows total ─────────────────────────────────────────

    Error: Timed out 5000ms waiting for expect(locator).toHaveText(expected)

    Locator: getByTestId('total')
    Expected string: "€12.00"
    Received string: "€1200"
    Call log:
      - expect.toHaveText with timeout 5000ms
        9 × locator resolved to <span data-testid="total">€1200</span>


       6 |   await page.goto('/cart');
    >  7 |   await expect(page.getByTestId('total')).toHaveText('€12.00');
         |                                           ^
       8 | });

        at /home/dev/shop/tests/cart.spec.ts:7:43

    Error Context: test-results/cart-shows-total-chromium/error-context.md

  2) tests/cart.spec.ts:10:5 › cart › clicks ──────────────────────────────────────────────────────────

    Test timeout of 30000ms exceeded.

    Error: locator.click: Test timeout of 30000ms exceeded.
    Call log:
      - waiting for getByRole('button', { name: 'Buy' })


    > 12 |   await page.getByRole('button', { name: 'Buy' }).click();
         |                                                   ^

        at /home/dev/shop/tests/cart.spec.ts:12:51

  3) [firefox] › tests/cart.spec.ts:15:5 › waits ──────────────────────────────────────────────────────

    Test timeout of 30000ms exceeded.

  3 failed
    [chromium] › tests/cart.spec.ts:5:5 › cart › shows total ──────────────────────────────────────────
`;

describe('playwright', () => {
  it('names the tests, what they expected and where they failed', () => {
    const { errors, expectations } = parseFailure(output);
    deepStrictEqual(
      errors.map(({ test, message, frames }) => [test, message.split('\n')[0], ...frames.map(frameText)]),
      [
        [
          'cart › shows total',
          'Timed out 5000ms waiting for expect(locator).toHaveText(expected)',
          '/home/dev/shop/tests/cart.spec.ts:7:43',
        ],
        ['cart › clicks', 'locator.click: Test timeout of 30000ms exceeded.', '/home/dev/shop/tests/cart.spec.ts:12:51'],
        ['waits', 'Test timeout of 30000ms exceeded.', 'tests/cart.spec.ts:15:5'],
      ],
    );
    deepStrictEqual(expectations, [{ expected: '"€12.00"', actual: '"€1200"', test: 'cart › shows total', error: 0 }]);
  });
});
