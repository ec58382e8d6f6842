import assert from 'node:assert/strict';
import { useLanguage } from '../../../src/core/language';
import { runText } from '../../../src/webview/run/outcomeWords';

const german = {
  passes: 'erfolgreich',
  'fails differently': 'schlägt anders fehl',
  'failed before': 'schlug vorher fehl',
  'in the terminal: ': 'im Terminal: ',
  '{0}, {1} of {2}': '{0}, {1} von {2}',
};

describe('runText', () => {
  afterEach(() => useLanguage('en', {}));

  const recorded = [
    { outcome: 'gone', text: 'passes, 2 of 2; failed before', said: 'erfolgreich, 2 von 2; schlug vorher fehl' },
    { outcome: 'other', text: 'fails differently: RangeError: passes; of 2', said: 'schlägt anders fehl: RangeError: passes; of 2' },
    { outcome: 'gone', text: 'in the terminal: passes', said: 'im Terminal: erfolgreich' },
    { outcome: undefined, text: 'something else', said: 'something else' },
  ] as const;

  for (const { text, said, outcome } of recorded)
    it(`says "${text}" in German, and in English as it was recorded`, () => {
      assert.equal(runText({ outcome, text }), text);
      useLanguage('de', german);
      assert.equal(runText({ outcome, text }), said);
    });
});
