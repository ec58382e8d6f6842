import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { bornValues } from '../../../../src/core/experiments/throwValues';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';

const syntax = openSyntax(packagedGrammars);
const PLAN = `class Plan:
    def __init__(self):
        self.shifts = []

    def first(self, name):
        for shift in self.shifts:
            if shift.name == name:
                return shift
`;

describe('the values of a call that returned', () => {
  for (const [what, line, returned] of [
    ['leave out the None of a function that is not meant to return a value', 3, []],
    ['hold the None of one that returns a value elsewhere', 6, ['None']],
  ] as const)
    it(what, async () => {
      const none = { kind: 'plain', name: 'None' } as const;
      const seen = { file: 'plan.py', line, column: 1, values: [{ name: 'return', shape: none }] };
      const { values } = bornValues(seen, await syntax.parse('plan.py', PLAN));
      assert.deepEqual(
        values.map(({ shape }) => shape),
        returned,
      );
    });
});
