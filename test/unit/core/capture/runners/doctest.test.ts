import { deepStrictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { frameText } from '../../../../support/readErrors';

function read(text: string): unknown {
  const { errors, expectations } = parseFailure(text);
  return {
    errors: errors.map(({ type, message, test, frames }) => [test, type, message, ...frames.map(frameText)]),
    expectations: expectations.map(({ expected, actual, test }) => [test, expected, actual]),
  };
}

describe('doctest', () => {
  it('run by itself reports the example with its expected output', () => {
    const text = `**********************************************************************
File "/shop/pricing.py", line 7, in pricing.rate_for
Failed example:
    rate_for("HALF")
Expected:
    0.5
Got:
    Decimal('0.5')
**********************************************************************
File "/shop/pricing.py", line 9, in pricing.rate_for
Failed example:
    rate_for(None)
Exception raised:
    Traceback (most recent call last):
      File "/usr/lib/python3.12/doctest.py", line 1361, in __run
        exec(compile(example.source, filename, "single",
      File "/shop/pricing.py", line 12, in rate_for
        return rates.get(code.strip().upper())
    AttributeError: 'NoneType' object has no attribute 'strip'
**********************************************************************
1 items had failures:
   2 of   2 in pricing.rate_for
***Test Failed*** 2 failures.
`;
    deepStrictEqual(read(text), {
      errors: [
        [
          'pricing.rate_for',
          '',
          'Failed example:\n    rate_for("HALF")\nExpected:\n    0.5\nGot:\n    Decimal(\'0.5\')',
          '/shop/pricing.py:7',
        ],
        [
          'pricing.rate_for',
          'AttributeError',
          "'NoneType' object has no attribute 'strip'",
          'rate_for /shop/pricing.py:12',
          '__run /usr/lib/python3.12/doctest.py:1361',
        ],
      ],
      expectations: [['pricing.rate_for', '0.5', "Decimal('0.5')"]],
    });
  });

  it('run by pytest reports one error, with its message', () => {
    const text = `=================================== FAILURES ===================================
_______________________ [doctest] shop.pricing.rate_for ________________________
005 Rate of a code.
006 
007     >>> rate_for("HALF")
Expected:
    0.5
Got:
    Decimal('0.5')

/shop/pricing.py:7: DocTestFailure
=========================== short test summary info ============================
FAILED shop/pricing.py::shop.pricing.rate_for
1 failed in 0.92s
`;
    deepStrictEqual(read(text), {
      errors: [['shop.pricing.rate_for', 'DocTestFailure', "Expected:\n    0.5\nGot:\n    Decimal('0.5')", '/shop/pricing.py:7']],
      expectations: [['shop.pricing.rate_for', '0.5', "Decimal('0.5')"]],
    });
  });
});
