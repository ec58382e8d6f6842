import { strictEqual } from 'node:assert';
import { failureKind } from '../../../../../src/core/experiments/repairs/failureKind';

describe('failureKind', () => {
  const cases = [
    ['TypeError', "Cannot read properties of undefined (reading 'length')", 'nothing'],
    ['TypeError', 'x.map is not a function', 'notCallable'],
    ['AttributeError', "'NoneType' object has no attribute 'price'", 'nothing'],
    ['java.lang.NullPointerException', 'Cannot invoke "String.length()" because "<local1>" is null', 'nothing'],
    ['KeyError', "'total'", 'key'],
    ['IndexError', 'list index out of range', 'range'],
    ['AssertionError', 'assert 1 == 2', 'assertion'],
    ['', 'expected 2, was 1', 'assertion'],
    ['TypeError', 'unsupported operand type(s) for +: int and str', 'type'],
    ['MyError', 'broken', 'other'],
  ] as const;
  it('is a failed check where values were compared or a test throws, unless the error says more', () => {
    strictEqual(failureKind('Error', 'should be equivalent', true), 'assertion');
    strictEqual(failureKind('Error', 'should be equivalent'), 'other');
    strictEqual(failureKind('TypeError', "Cannot read properties of undefined (reading 'length')", true), 'nothing');
  });

  for (const [type, message, kind] of cases) it(`${type} ${message}: ${kind}`, () => strictEqual(failureKind(type, message), kind));
});
