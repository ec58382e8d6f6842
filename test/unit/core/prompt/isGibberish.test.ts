import assert from 'node:assert/strict';
import { isGibberish } from '../../../../src/core/prompt/isGibberish';

describe('isGibberish', () => {
  it('distinguishes generated letters from words and names', () => {
    for (const drawn of ['xKqPzRtWmNbVhY', 'qzxvkjwpfhgt', 'VLWcWYeeYxxlfS', 'zDmPOLjYAtvDyvQLDtHePajB'])
      assert.ok(isGibberish(drawn), drawn);
    const names = [
      'getPasswordHash',
      'XMLHttpRequest',
      'addEventListener',
      'passwordfield',
      'ABSTRACTMETHODERROR',
      'Contraseña',
      'aaaaaaaaaaaa',
    ];
    for (const name of names) assert.ok(!isGibberish(name), name);
  });
});
