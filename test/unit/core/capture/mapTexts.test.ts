import assert from 'node:assert/strict';
import { mapTexts } from '../../../../src/core/capture/mapTexts';
import { fieldsOf, noText, text, textsIn, withTexts } from '../../../../src/core/capture/textWalk';
import { wholeReport, withSecrets } from '../../../support/everyText';

describe('mapTexts', () => {
  it('returns every text of a report once, and accepts replacements in the same order', () => {
    let count = 0;
    const planted = withSecrets(wholeReport, () => `#${++count}#`);
    const texts = textsIn(planted, mapTexts);
    assert.equal(texts.length, count);
    const back = withTexts(
      planted,
      mapTexts,
      texts.map((each) => each.replace(/ #\d+#$/, '')),
    );
    assert.deepEqual(JSON.parse(JSON.stringify(back)), JSON.parse(JSON.stringify(wholeReport)));
  });

  it('leaves out fields outside the type', () => {
    assert.deepEqual(fieldsOf<{ a: string }>({ a: text })({ a: 'x', b: 'raw' } as { a: string }, String), { a: 'x' });
  });

  it('does not compile with a field or a free string without a walk', () => {
    // @ts-expect-error `b` is missing
    fieldsOf<{ a: string; b?: number }>({ a: text });
    // @ts-expect-error a free string may hold a secret
    fieldsOf<{ a: string }>({ a: noText });
  });
});
