import { deepStrictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';

/** The events of `go test -json` for a package's output. */
function events(name: string, output: string): string[] {
  const event = { Time: '2024-11-25T10:00:05Z', Action: 'output', Package: `example.com/shop/${name}`, Test: 'TestTotal' };
  return output.match(/.*\n/g)?.map((line) => `${JSON.stringify({ ...event, Output: line })}\n`) ?? [];
}

function outputOf(file: string): string {
  return `=== RUN   TestTotal\n    ${file}:25: Total() = 3, want 4\n--- FAIL: TestTotal (0.00s)\nFAIL\n`;
}

describe('go test -json', () => {
  it('reads the output of tests', () => {
    const { errors, expectations } = parseFailure(events('cart', outputOf('cart_test.go')).join(''));
    deepStrictEqual(
      errors.map(({ message, test, frames }) => [message, test, `${frames[0]?.file}:${frames[0]?.line}`]),
      [['Total() = 3, want 4', 'TestTotal', 'cart_test.go:25']],
    );
    deepStrictEqual(expectations, [{ expected: '4', actual: '3', test: 'TestTotal', error: 0 }]);
  });

  it('separates packages that run in parallel', () => {
    const [cart, order] = [events('cart', outputOf('cart_test.go')), events('order', outputOf('order_test.go'))];
    const { errors } = parseFailure(cart.flatMap((line, index) => [line, order[index] ?? '']).join(''));
    deepStrictEqual(
      errors.map(({ frames }) => frames[0]?.file),
      ['cart_test.go', 'order_test.go'],
    );
  });
});

describe('go test -json', () => {
  it('is read behind the prefix of a container', () => {
    const events = ['=== RUN   TestTax', '    tax_test.go:29: no rate', '--- FAIL: TestTax (0.01s)', 'FAIL'].map(
      (text) =>
        `[pod/test-5d8/go] {"Time":"2026-02-03T10:11:12Z","Action":"output","Package":"shop","Test":"TestTax","Output":"${text}\\n"}`,
    );
    const [error] = parseFailure(events.join('\n')).errors;
    deepStrictEqual([error?.message, error?.test], ['no rate', 'TestTax']);
  });
});

describe('go test, an example', () => {
  it('has what it printed and what it should have', () => {
    const { errors, expectations } = parseFailure(
      '--- FAIL: ExampleTotal (0.00s)\ngot:\n2\nwant:\n3\nFAIL\nFAIL\tshop/cart\t0.002s\nFAIL\n',
    );
    deepStrictEqual(
      errors.map(({ message, test }) => [message, test]),
      [['got:\n2\nwant:\n3', 'ExampleTotal']],
    );
    deepStrictEqual(expectations, [{ expected: '3', actual: '2', test: 'ExampleTotal', error: 0 }]);
  });
});
