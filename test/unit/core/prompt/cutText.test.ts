import assert from 'node:assert/strict';
import { cutText } from '../../../../src/core/prompt/cutText';

const characters = { count: (text: string) => text.length };

describe('cutText', () => {
  it('leaves out whole lines, and counts them', () => {
    const text = Array.from({ length: 9 }, (_, at) => `  src/file${at}.ts:${at} name`).join('\n');
    assert.equal(
      cutText(text, 120, characters),
      '  src/file0.ts:0 name\n  src/file1.ts:1 name\n  src/file2.ts:2 name\n… 5 lines left out …\n  src/file8.ts:8 name',
    );
  });

  it('cuts inside of a line that is most of an end', () => {
    const cut = cutText('x'.repeat(1000), 100, characters);
    assert.match(cut, /^x{20,}\n… \d+ characters left out …\nx{9,}$/);
    assert.ok(cut.length <= 100);
  });
});
