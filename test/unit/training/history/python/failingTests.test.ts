import { deepStrictEqual, strictEqual } from 'node:assert';
import { describe, it } from 'mocha';
import { failingTests } from '../../../../../training/history/python/failingTests';
import { isFeature } from '../../../../../training/history/python/isFeature';
import type { TestOutcome } from '../../../../../training/history/python/pytestServer';

describe('failingTests', () => {
  const failed = (message: string): TestOutcome => ['failed', message, 'a.py'];
  const passed: TestOutcome = ['passed', '', ''];

  it('lists crashes first, and one of each before others like it', () => {
    const tests = {
      't.py::one': failed("KeyError: 'a'"),
      't.py::two': failed("KeyError: 'b'"),
      't.py::three': failed('assert 1 == 2'),
      't.py::four': failed('IndexError: 3'),
      't.py::fine': passed,
    };
    deepStrictEqual(
      failingTests(tests).map(({ test }) => test),
      ['t.py::one', 't.py::four', 't.py::three', 't.py::two'],
    );
  });
});

describe('isFeature', () => {
  it('tells what the older version lacks from what it does wrong', () => {
    strictEqual(isFeature("TypeError: f() got an unexpected keyword argument 'deep'", ''), true);
    strictEqual(isFeature("AttributeError: 'A' object has no attribute 'walk'", 'def run(self): pass'), true);
    strictEqual(isFeature("AttributeError: 'NoneType' object has no attribute 'walk'", 'def walk(self): pass'), false);
    strictEqual(isFeature('IndexError: list index out of range', ''), false);
  });
});
