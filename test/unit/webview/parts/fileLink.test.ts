import assert from 'node:assert/strict';
import { shortName } from '../../../../src/webview/parts/fileLink';

describe('shortName', () => {
  it('keeps both ends of a very long name, and a shorter one whole', () => {
    assert.equal(shortName('useOrders.ts'), 'useOrders.ts');
    assert.equal(shortName('ExtraordinarilyLongPaymentConfirmationStepControllerFactory.js'), 'Extraordinaril…ollerFactory.js');
  });

  it('cuts no letter of two units in the middle', () => {
    assert.doesNotMatch(shortName('🐞'.repeat(60)), /[\ud800-\udbff](?![\udc00-\udfff])/);
  });
});
