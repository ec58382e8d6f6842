import assert from 'node:assert/strict';
import { refusedFunction } from '../../../../src/core/suspects/refusedCall';

describe('refusedFunction', () => {
  for (const [message, name] of [
    ["main() got an unexpected keyword argument 'args'", 'main'],
    ['Store.load() takes 1 positional argument but 2 were given', 'load'],
    ['load() takes from 1 to 2 positional arguments but 3 were given', 'load'],
    ["__init__() missing 1 required positional argument: 'path'", '__init__'],
    ["load() got multiple values for argument 'path'", 'load'],
    ['Too few arguments to function App\\Store::load(), 1 passed in /app/x.php on line 3 and exactly 2 expected', 'load'],
    ['load() returned None', undefined],
    ["'NoneType' object has no attribute 'load'", undefined],
  ] as const)
    it(`finds ${name ?? 'no function'} in ${message}`, () => assert.equal(refusedFunction(message), name));
});
