import assert from 'node:assert/strict';
import fc from 'fast-check';
import { codeRows } from '../../../../src/webview/evidence/codeRows';

describe('codeRows', () => {
  it('numbers lines, marks those of the evidence and skips folded ones', () => {
    const rows = codeRows({ text: 'a\n… 6 lines\nc\nd', startLine: 10, folded: [{ startLine: 11, endLine: 16 }], focusLines: [17] }, false);
    assert.deepEqual(rows, [
      { kind: 'line', number: 10, text: 'a', focus: false },
      { kind: 'folded', startLine: 11, endLine: 16, text: '… 6 lines' },
      { kind: 'line', number: 17, text: 'c', focus: true },
      { kind: 'line', number: 18, text: 'd', focus: false },
    ]);
  });

  it('gives edited text no numbers', () => {
    assert.deepEqual(codeRows({ text: 'x\ny', startLine: 10, folded: [], focusLines: [10] }, true), [
      { kind: 'line', text: 'x', focus: false },
      { kind: 'line', text: 'y', focus: false },
    ]);
  });

  it('ends where the snippet ends, whatever is folded', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.array(fc.record({ gap: fc.integer({ min: 1, max: 4 }), size: fc.integer({ min: 1, max: 30 }) }), { maxLength: 6 }),
        (startLine, plan) => {
          const lines: string[] = [];
          const folded: { startLine: number; endLine: number }[] = [];
          let next = startLine;
          for (const { gap, size } of plan) {
            for (let line = 0; line < gap; line++) lines.push(`line ${next++}`);
            folded.push({ startLine: next, endLine: next + size - 1 });
            lines.push('…');
            next += size;
          }
          lines.push(`line ${next}`);
          for (const row of codeRows({ text: lines.join('\n'), startLine, folded, focusLines: [] }, false)) {
            if (row.kind === 'line') assert.equal(row.text, `line ${row.number}`);
          }
        },
      ),
    );
  });
});
