import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { createRedactor } from '../../../../src/core/prompt/redactor';

describe('lintSecrets', () => {
  it('leaves nothing behind in the process at a call: a day of calls costs what the first one does', async () => {
    const redactor = createRedactor();
    await redactor.redactAll(['warm']);
    const before = performance.getEntries().length;
    for (let at = 0; at < 20; at++) await redactor.redactAll([`line ${at}: AKIA${'Q2W3E4R5T6Y7U4P5'} is used`]);
    assert.equal(performance.getEntries().length, before);
  });
});
