import { deepStrictEqual, strictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { stripTerminalSequences, stripWithOffsets } from '../../../../../src/core/capture/unwrap/terminalText';

/** npm's spinner, and how npm overwrites it; what follows is printed over it. */
const spinner = '⠙\u001b[1G\u001b[0K';
const error =
  "\u001b[96morder.ts\u001b[0m:\u001b[93m7\u001b[0m:\u001b[93m52\u001b[0m - \u001b[91merror\u001b[0m\u001b[90m TS2551: \u001b[0mProperty 'totals' does not exist on type 'Order'. Did you mean 'total'?";

describe('text of a terminal', () => {
  it('is overwritten from the first column where the cursor moves there', () => {
    for (const move of ['\u001b[1G', '\u001b[G', '\u001b[0G', '\u009b1G'])
      strictEqual(stripTerminalSequences(`⠙${move}\u001b[0Korder.ts`), '⠙\rorder.ts', JSON.stringify(move));
    strictEqual(stripTerminalSequences('a\u001b[12Gb'), 'ab', 'another column overwrites nothing');
  });

  it('keeps the original place of each offset', () => {
    const { text, toOriginal, fromOriginal } = stripWithOffsets(`${spinner}${error}`);
    strictEqual(text, stripTerminalSequences(`${spinner}${error}`));
    const original = `${spinner}${error}`;
    for (const word of ['order.ts', 'TS2551', 'Property']) {
      const at = original.indexOf(word);
      deepStrictEqual([toOriginal(text.indexOf(word)), fromOriginal(at)], [at, text.indexOf(word)], word);
    }
  });

  it("names the file of an error that a package runner's spinner stood before", () => {
    const report = parseFailure(`\r\n> build\r\n> tsc -p .\r\n\r\n${spinner}${error}\r\n`);
    deepStrictEqual(
      report.errors.map(({ type, frames }) => [type, frames[0]?.file, frames[0]?.line]),
      [['TS2551', 'order.ts', 7]],
    );
  });
});
