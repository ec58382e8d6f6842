import assert from 'node:assert/strict';
import { mapTexts } from '../../../../src/core/capture/mapTexts';
import { fieldsOf, noText, text, textsIn, withTexts } from '../../../../src/core/capture/textWalk';
import { wholeReport, withSecrets } from '../../../support/everyText';

describe('mapTexts', () => {
  it('gives every text of a report once, and takes other ones in the same order', () => {
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

  it('leaves out what the type does not know', () => {
    assert.deepEqual(fieldsOf<{ a: string }>({ a: text })({ a: 'x', b: 'raw' } as { a: string }, String), { a: 'x' });
  });

  it('does not compile with a field that has no walk, or with a free string that has none', () => {
    // @ts-expect-error `b` is missing
    fieldsOf<{ a: string; b?: number }>({ a: text });
    // @ts-expect-error a free string may hold a secret
    fieldsOf<{ a: string }>({ a: noText });
  });
});
