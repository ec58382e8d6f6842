import assert from 'node:assert/strict';
import { userFacingErrors } from '../../../src/app/userFacingErrors';

describe('userFacingErrors', () => {
  it('does not say that no command failed if one did, without a trace', () => {
    const { message } = userFacingErrors.nothingToDebug('npm test');
    assert.match(message, /^`npm test` failed, but printed no stack trace\./);
    assert.match(userFacingErrors.nothingToDebug().message, /no terminal command failed/);
  });
});
