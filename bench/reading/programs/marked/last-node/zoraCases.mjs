import { test } from 'zora';

test('adds', (t) => { //~ TypeError | Promise.withResolvers is not a function
  t.equal(3, 4, 'the sum');
});
