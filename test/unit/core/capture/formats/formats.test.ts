import { ok } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { formats } from '../../../../../src/core/capture/formats/formats';
import { runners } from '../../../../../src/core/capture/runners/runners';
import type { Line, Lookback } from '../../../../../src/core/capture/line';
import { assertTakesLessThan } from '../../../../support/runningTime';

const root = join(__dirname, '../../../../fixtures');
const recorded = ['traces', 'runners']
  .flatMap((kind) => readdirSync(join(root, kind)).map((name) => join(root, kind, name)))
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name, 'output.txt')))
  .filter((file) => existsSync(file))
  .flatMap((file) => readFileSync(file, 'utf8').split('\n'));

const nothing: Lookback = { above: () => undefined };
function line(text: string): Line {
  return { text, raw: text, stream: '', level: '', prefixed: false, start: 0, end: text.length };
}

describe('formats and runners', () => {
  it('never throw, whatever the lines and their order', () => {
    const lines = fc.array(fc.oneof(fc.string(), fc.constantFrom(...recorded)), { maxLength: 40 });
    fc.assert(
      fc.property(lines, (texts) => {
        const report = parseFailure(texts.join('\n'));
        for (const error of report.errors) {
          ok(error.parent === undefined || error.parent < report.errors.length);
          for (const frame of error.frames) ok(Number.isInteger(frame.line) && frame.line >= 0, `${frame.raw}: ${frame.line}`);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("start and read in time proportional to a line's length", async () => {
    const seeds = [...new Set(recorded.filter((text) => text.length > 8 && text.length < 120))].filter((_, index) => index % 60 === 0);
    for (const seed of seeds) {
      for (const text of [
        seed.repeat(Math.ceil(40_000 / seed.length)),
        seed + ' '.repeat(40_000) + '.',
        seed + '('.repeat(20_000) + seed + ':1'.repeat(10_000),
      ]) {
        for (const each of [...formats, ...runners]) {
          const read = () => each.start(line(text), nothing)?.offer(line(text));
          await assertTakesLessThan(1000, read, `${each.name} for ${JSON.stringify(text.slice(0, 80))}`);
        }
      }
    }
  });
});
