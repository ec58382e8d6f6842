import { deepStrictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { frameText } from '../../../../support/readErrors';

function read(text: string): unknown {
  const { errors, expectations } = parseFailure(text);
  return {
    errors: errors.map(({ type, message, role, test, frames }) => [test ?? role, type, message, ...frames.map(frameText)]),
    expectations: expectations.map(({ expected, actual, test }) => [test, expected, actual]),
  };
}

describe('minitest', () => {
  const failed = ['CartTest#test_total', 'Minitest::Assertion', 'half price.\nExpected: 12\n  Actual: 13', 'test/cart_test.rb:9'];
  const compared = ['CartTest#test_total', '12', '13'];

  it('reports failed assertions and errors in the form of Rails', () => {
    const text = `Run options: --seed 1234

# Running:

F.E

Failure:
CartTest#test_total [test/cart_test.rb:9]:
half price.
Expected: 12
  Actual: 13


bin/rails test test/cart_test.rb:6

Error:
CartTest#test_x:
NoMethodError: undefined method 'total' for nil
    lib/cart.rb:4:in 'Cart#total'
    test/cart_test.rb:13:in 'CartTest#test_x'


bin/rails test test/cart_test.rb:12

Finished in 0.1s
`;
    deepStrictEqual(read(text), {
      errors: [
        failed,
        [
          'CartTest#test_x',
          'NoMethodError',
          "undefined method 'total' for nil",
          'Cart#total lib/cart.rb:4',
          'CartTest#test_x test/cart_test.rb:13',
        ],
      ],
      expectations: [compared],
    });
  });

  it('reads an error of a class of the program, whatever its name', () => {
    const text = `  1) Error:
BankTest#test_transfer:
Account::Overdrawn: ann has only 100
    bank.rb:44:in \`withdraw'
    test_bank.rb:11:in \`test_transfer'

3 runs, 4 assertions, 0 failures, 1 errors, 0 skips
`;
    deepStrictEqual(read(text), {
      errors: [
        ['BankTest#test_transfer', 'Account::Overdrawn', 'ann has only 100', 'withdraw bank.rb:44', 'test_transfer test_bank.rb:11'],
      ],
      expectations: [],
    });
  });

  it('reads an exception of another class than the expected one as the cause, whose name stands in brackets as that of a stream does', () => {
    const text = `Run options: --seed 9147

# Running:

F

  1) Failure:
DeskTest#test_an_unknown_book [test/desk_test.rb:21]:
[ArgumentError] exception expected, not
Class: <NoMethodError>
Message: <"undefined method \`[]' for nil">
---Backtrace---
/work/lib/desk.rb:10:in \`lend'
test/desk_test.rb:21:in \`block in test_an_unknown_book'
---------------

1 runs, 1 assertions, 1 failures, 0 errors, 0 skips
`;
    deepStrictEqual(read(text), {
      errors: [
        [
          ...['DeskTest#test_an_unknown_book', 'Minitest::Assertion', '[ArgumentError] exception expected, not NoMethodError'],
          'test/desk_test.rb:21',
        ],
        [
          ...['cause', 'NoMethodError', "undefined method `[]' for nil", 'lend /work/lib/desk.rb:10'],
          'block in test_an_unknown_book test/desk_test.rb:21',
        ],
      ],
      expectations: [],
    });
  });

  it("reports failures with numbers that are not read as Mocha's", () => {
    const text = `  1) Failure:
CartTest#test_total [test/cart_test.rb:9]:
half price.
Expected: 12
  Actual: 13

1 runs, 1 assertions, 1 failures, 0 errors, 0 skips
`;
    deepStrictEqual(read(text), { errors: [failed], expectations: [compared] });
  });
});

describe('rspec', () => {
  it('reads the cause of an error', () => {
    const text = `  2) Cart raises
     Failure/Error: raise ArgumentError, "bad" if x.nil?

     ArgumentError:
       bad
     # ./lib/cart.rb:4:in \`add'
     # ./spec/cart_spec.rb:14:in \`block (2 levels) in <top (required)>'
     # ------------------
     # --- Caused by: ---
     # KeyError:
     #   key not found: :x
     #   ./lib/price.rb:3:in \`fetch'
`;
    deepStrictEqual(read(text), {
      errors: [
        ['Cart raises', 'ArgumentError', 'bad', 'add ./lib/cart.rb:4', 'block (2 levels) in <top (required)> ./spec/cart_spec.rb:14'],
        ['cause', 'KeyError', 'key not found: :x', 'fetch ./lib/price.rb:3'],
      ],
      expectations: [],
    });
  });

  it('reads the message below code of several lines', () => {
    const text = `Failures:

  1) Cart adds up
     Failure/Error:
       expect(cart.total(
         1, 2
       )).to eq(3)

       expected: 3
            got: 4

       (compared using ==)
     # ./spec/cart_spec.rb:9:in \`block (2 levels) in <top (required)>'

  2) Cart has several faults
     2.1) Failure/Error:
            expect(cart.total(
              1
            )).to eq(1)

            expected: 1
                 got: 2

            (compared using ==)
          # ./spec/cart_spec.rb:19:in \`block (2 levels) in <top (required)>'

Finished in 0.01 seconds (files took 0.1 seconds to load)
`;
    const said = 'expected: 3\n     got: 4\n\n(compared using ==)';
    const block = 'block (2 levels) in <top (required)> ./spec/cart_spec.rb';
    deepStrictEqual(read(text), {
      errors: [
        ['Cart adds up', 'RSpec::Expectations::ExpectationNotMetError', said, `${block}:9`],
        ['Cart has several faults', 'RSpec::Expectations::ExpectationNotMetError', said.replace('3', '1').replace('4', '2'), `${block}:19`],
      ],
      expectations: [
        ['Cart adds up', '3', '4'],
        ['Cart has several faults', '1', '2'],
      ],
    });
  });
});
