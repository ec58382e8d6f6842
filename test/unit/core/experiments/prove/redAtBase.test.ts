import { strictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { allFailures } from '../../../../../src/core/experiments/failureOf';
import { whyOtherwise, type RedContext } from '../../../../../src/core/experiments/prove/redAtBase';
import { isTestFile } from '../../../../../src/core/context/testCode';

const TEST_LINE = 'assert.equal(cart.rates.tax(1), 1);';

/** Why the failure that a program prints shows nothing about a fix that adds `rates` and `rate.json`. */
async function why(output: string, over: Partial<RedContext> = {}, test: string | undefined = 'adds tax'): Promise<string | undefined> {
  const [target] = allFailures(parseFailure(output, { roots: ['/w'] }));
  if (!target) throw new Error('no failure');
  return whyOtherwise(
    { ...target, test },
    {
      ...{ introduced: new Set(['rates']), addedFiles: new Set(['rate.json']) },
      ...{ isTest: isTestFile, holdsTests: () => false, lineOf: async () => TEST_LINE, nameOf: (file) => file },
      ...over,
    },
  );
}

const thrown = (error: string, file: string): string => `${error}\n    at total (/w/${file}:3:7)\n    at main (/w/test/cart.test.js:9:3)\n`;

describe('whyOtherwise', () => {
  it('has nothing to say of an assertion, nor of an error that the code throws', async () => {
    strictEqual(await why(thrown('AssertionError: 180 == 198', 'test/cart.test.js')), undefined);
    strictEqual(await why(thrown("TypeError: Cannot read properties of undefined (reading 'price')", 'src/cart.js')), undefined);
    strictEqual(await why(thrown('TypeError: this.old is not a function', 'src/cart.js')), undefined);
  });

  it('says which name a test does not find, whatever else has that name', async () => {
    strictEqual(await why(thrown('TypeError: cart.total is not a function', 'test/cart.test.js')), '`total` is missing there');
    strictEqual(
      await why(thrown('TypeError: cart.total is not a function', 'test/cart.test.js'), {}, undefined),
      '`total` is missing there',
    );
  });

  it('says it of a test beside the code, too', async () => {
    const output = thrown('ReferenceError: tax is not defined', 'src/cart.js');
    strictEqual(await why(output), undefined);
    strictEqual(await why(output, { holdsTests: () => true }), '`tax` is missing there');
  });

  it('says it where an assertion only reports the error', async () => {
    strictEqual(
      await why(thrown('AssertionError: expected RangeError, but got TypeError: cart.rates is not a function', 'test/cart.test.js')),
      '`rates` is missing there',
    );
  });

  it('says which new name the line of the test uses that stumbles', async () => {
    const output = thrown("TypeError: Cannot read properties of undefined (reading 'tax')", 'test/cart.test.js');
    strictEqual(await why(output), '`rates`, which the test uses, is missing there');
    strictEqual(await why(output, { introduced: new Set() }), undefined);
  });

  it('says which module or new file is missing', async () => {
    strictEqual(await why(thrown("Error: Cannot find module './rates'", 'src/cart.js')), 'the module `./rates` is missing there');
    const missing = (file: string): string => thrown(`Error: ENOENT: no such file or directory, open '/w/src/${file}'`, 'src/cart.js');
    strictEqual(await why(missing('rate.json')), 'the file `/w/src/rate.json` is missing there');
    strictEqual(await why(missing('other.json')), undefined);
  });

  it('says that a test ends too late', async () => {
    strictEqual(await why(thrown('Error: Timeout of 2000ms exceeded.', 'test/cart.test.js')), 'it does not end in time there');
  });
});
