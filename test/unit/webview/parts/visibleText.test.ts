import assert from 'node:assert/strict';
import fc from 'fast-check';
import { codeSpan } from '../../../../src/core/codeSpan';
import { codeSpans } from '../../../../src/webview/parts/codeSpans';
import { plainSentence, visibleText } from '../../../../src/webview/parts/visibleText';

describe('visibleText', () => {
  it('writes out characters that reverse or hide the text around them', () => {
    assert.equal(visibleText('a\u202Egnp.exe'), 'a[U+202E]gnp.exe');
    assert.equal(visibleText('x\u200By\u0000z\u001B[31m'), 'x[U+200B]y[U+0000]z[U+001B][31m');
    assert.equal(visibleText('\u{e0041}'), '[U+E0041]');
  });

  it('leaves ordinary text, tabs and line ends alone', () => {
    const text = 'größer → „日本語“ 👍\n\tif (a && b) {}';
    assert.equal(visibleText(text), text);
  });

  it('leaves no character behind that reverses the text, whatever the text is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[\u202a-\u202e\u2066-\u2069\u0000]/.test(visibleText(text))));
  });
});

describe('plainSentence', () => {
  it('leaves out the marks of code, and keeps one without a partner', () => {
    assert.equal(plainSentence('`orders` comes from `useOrders`'), 'orders comes from useOrders');
    assert.equal(plainSentence("unexpected '`' in line 3"), "unexpected '`' in line 3");
  });

  it('takes code between longer marks, which may have backticks in it', () => {
    const text = codeSpan('`#${id}`');
    assert.equal(text, '`` `#${id}` ``');
    assert.equal(
      plainSentence(`returns ${text} (line 3), and ${codeSpan('a`b')} is ${codeSpan('c')}`),
      'returns `#${id}` (line 3), and a`b is c',
    );
    fc.assert(fc.property(fc.string(), (code) => code === '' || /^ | $/.test(code) || codeSpans(`a ${codeSpan(code)} b`)[1] === code));
  });
});
