import assert from 'node:assert/strict';
import { cutAt, cutLines } from '../../../../src/core/context/cutLines';

describe('cutLines', () => {
  it('cuts lines of bundles, and states the missing length', () => {
    const text = cutLines(`short\nfunction f() { return "${'x'.repeat(5000)}"; }`);
    assert.match(text, /^short\nfunction f\(\).{380,400} … 4\d{3} more characters$/);
  });

  it('never cuts a placeholder in two', () => {
    const placeholder = '<SECRET_12:password>';
    for (let before = 0; before < 40; before++) {
      const cut = cutAt(`${'x'.repeat(before)}${placeholder} and more`, 30);
      assert.ok(cut.length <= 30);
      assert.ok(cut.includes(placeholder) || !cut.includes('<'), cut);
    }
  });
});
