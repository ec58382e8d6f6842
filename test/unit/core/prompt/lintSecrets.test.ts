import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { createRedactor } from '../../../../src/core/prompt/redactor';

describe('lintSecrets', () => {
  it('leaves nothing in the process after a call: later calls cost no more than the first', async () => {
    const redactor = createRedactor();
    await redactor.redactAll(['warm']);
    const before = performance.getEntries().length;
    for (let at = 0; at < 20; at++) await redactor.redactAll([`line ${at}: AKIA${'Q2W3E4R5T6Y7U4P5'} is used`]);
    assert.equal(performance.getEntries().length, before);
  });
});
