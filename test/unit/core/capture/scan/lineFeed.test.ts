import { deepStrictEqual } from 'node:assert';
import fc from 'fast-check';
import { LineFeed, type RawLine } from '../../../../../src/core/capture/scan/lineFeed';
import { TriggerSearch } from '../../../../../src/core/capture/scan/triggerSearch';

const search = new TriggerSearch(['panic: ', 'at line '].map((trigger) => [trigger, 'it']));

function linesOf(chunks: readonly string[], quiet: boolean): { lines: RawLine[]; feed: LineFeed } {
  const lines: RawLine[] = [];
  const feed = new LineFeed(search, { quiet, readLine: (line) => lines.push(line) });
  for (const chunk of chunks) feed.push(chunk);
  feed.finish();
  return { lines, feed };
}

describe('LineFeed', () => {
  it('passes every line with its offset while a trace is open', () =>
    deepStrictEqual(linesOf(['one\ntw', 'o\n\nfour'], false).lines, [
      { raw: 'one', start: 0 },
      { raw: 'two', start: 4 },
      { raw: '', start: 8 },
      { raw: 'four', start: 9 },
    ]));

  it('passes only lines with a trigger while nothing is open', () =>
    deepStrictEqual(linesOf(['one\npan', 'ic: two\nthree\nat line 4'], true).lines, [
      { raw: 'panic: two', start: 4 },
      { raw: 'at line 4', start: 21 },
    ]));

  it('removes terminal sequences, including one that was cut in two', () =>
    deepStrictEqual(linesOf(['\u001b[31mred\u001b[', '0m\nplain'], false).lines, [
      { raw: 'red', start: 0 },
      { raw: 'plain', start: 4 },
    ]));

  it('gives the line above an offset, and undefined above the first', () => {
    const { feed } = linesOf(['one\ntwo\nthree'], false);
    deepStrictEqual(feed.lineAbove(8), { raw: 'two', start: 4 });
    deepStrictEqual(feed.lineAbove(4), { raw: 'one', start: 0 });
    deepStrictEqual(feed.lineAbove(0), undefined);
  });

  it('splits chunks of any size into the same lines', () => {
    const text = fc.array(fc.constantFrom('a', 'panic: ', '\n', ' ', 'é', 'x'.repeat(40_000)), { maxLength: 40 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(100_000), { maxLength: 8 }), fc.boolean(), (parts, cuts, quiet) => {
        const whole = parts.join('');
        const at = [...new Set(cuts.map((cut) => cut % (whole.length + 1)))].sort((a, b) => a - b);
        const chunks = [0, ...at].map((from, index) => whole.slice(from, at[index] ?? whole.length));
        deepStrictEqual(linesOf(chunks, quiet).lines, linesOf([whole], quiet).lines);
      }),
      { numRuns: 100 },
    );
  });
});
